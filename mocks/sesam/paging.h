#pragma once

#include <functional>
#include <optional>
#include <string>

#include "mocks/sesam/connector.h"
#include "mocks/sesam/http_port.h"
#include "mocks/sesam/page_cache.h"

namespace plumb::mocks::sesam {

/// How one system's list is asked for and taken apart.
struct PageSource {
    std::string list;  ///< for messages: "youtrack users"
    std::function<std::string(const PageRead&)> target;
    std::function<HttpAnswer(const std::string& target)> fetch;
    /// The list in the answer; nothing when the answer holds none.
    std::function<std::optional<Json>(const HttpAnswer&)> items;
    std::function<Version(Json item)> version;
};

/// Reads page after page as long as the policies say. Pages that read as last time are not parsed.
Listing ReadPages(const PageSource& source, int page_size, const ReadPolicies& policies,
                  PageCache& cache);

}  // namespace plumb::mocks::sesam
