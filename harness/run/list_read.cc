#include "harness/run/list_read.h"

#include <algorithm>

namespace plumb::run {

ListRead ReadingOf(const std::vector<system::LoggedRequest>& requests, const std::string& system,
                   const std::string& entity) {
    const auto is_of_list = [&](const system::LoggedRequest& request) {
        return request.system == system && request.entity == entity && request.page_size > 0;
    };
    ListRead read;
    for (const system::LoggedRequest& request : requests) {
        if (is_of_list(request)) read.page_size = std::max(read.page_size, request.page_size);
    }
    for (const system::LoggedRequest& request : requests) {
        if (!is_of_list(request) || request.page_size != read.page_size) continue;
        read.records = std::max(read.records, request.total);
        const bool is_full = request.total > 0 && request.total % read.page_size == 0;
        read.ended_full = read.ended_full || is_full;
    }
    return read;
}

int CountThatFills(const ListRead& list, bool whole) {
    const int missing = list.page_size - list.records % list.page_size;
    const bool has_several_pages = list.records > list.page_size;
    return whole && has_several_pages && missing < list.page_size ? missing + list.page_size
                                                                  : missing;
}

}  // namespace plumb::run
