#pragma once

#include <string>
#include <vector>

#include "harness/system/mock_admin.h"

namespace plumb::run {

/// What the data flow read of one list in some of its requests, as the mocks logged it.
struct ListRead {
    int page_size = 0;        ///< the largest that it asked for; 0 when it asked for none
    int records = 0;          ///< on the list, when it was longest
    bool ended_full = false;  ///< once at least, with a page as full as can be
};

ListRead ReadingOf(const std::vector<system::LoggedRequest>& requests, const std::string& system,
                   const std::string& entity);

/// How many records make the list end with a full page: at least one. Of a `whole` list of several
/// pages that is a page or more, since nobody knows where on it the new ones stand; of what has
/// changed since the last time it is a page at most, which a data flow must not lose for good.
int CountThatFills(const ListRead& list, bool whole);

}  // namespace plumb::run
