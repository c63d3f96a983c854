#pragma once

#include <cstddef>
#include <vector>

#include "harness/base/result.h"
#include "mocks/http/message.h"
#include "mocks/youtrack/user_store.h"

namespace plumb::mocks::youtrack {

/// The part of a list that a request asks for by $skip and $top.
struct Page {
    long long skip = 0;
    long long top = 0;   ///< -1: everything
    bool asked = false;  ///< the request names $top

    /// Refuses what is no number, or negative other than a $top of -1.
    static Result<Page> Read(const http::Request& request, long long default_top);

    struct Span {
        std::size_t first = 0;
        std::size_t last = 0;
    };
    /// Of a list of so many.
    Span SpanIn(std::size_t users) const;
    std::vector<const User*> Of(const std::vector<const User*>& users) const;
    std::vector<const User*> Of(const UserStore::UserList& users) const;
    /// For the request log: 0 when the request names no size, or wants everything.
    long long Size() const { return asked && top > 0 ? top : 0; }
};

/// Sorts by "login:asc", "name:desc" and so on, several joined by commas; keys are id, login, name,
/// email and creationTime.
Status Sort(std::vector<const User*>& users, std::string_view order_by);

}  // namespace plumb::mocks::youtrack
