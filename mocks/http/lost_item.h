#pragma once

#include <string>
#include <vector>

#include "mocks/http/fault_book.h"
#include "mocks/http/message.h"
#include "mocks/http/service.h"

namespace plumb::mocks::http {

/// Takes items out of the list in an answer to `request`, one for each of the faults, and gives the
/// ids of those that found theirs. Items whose ids were not asked for are told apart by asking the
/// service once more for this very page, of whole items; nullptr: it gave no answer to this very
/// request, and such items are not found.
std::vector<std::string> LoseItems(const std::vector<FaultBook::Met>& losses,
                                   const Request& request, const Service* service,
                                   Response& response);

}  // namespace plumb::mocks::http
