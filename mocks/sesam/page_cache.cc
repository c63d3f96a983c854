#include "mocks/sesam/page_cache.h"

#include <utility>

namespace plumb::mocks::sesam {

namespace {

/// Lists by time stamp are asked for once each: they must not fill the memory.
constexpr std::size_t kMaxPages = 1'000;

}  // namespace

const std::vector<std::string>* PageCache::Find(const std::string& target,
                                                const std::string& text) const {
    const auto page = pages_.find(target);
    return page != pages_.end() && page->second.text == text ? &page->second.ids : nullptr;
}

void PageCache::Keep(const std::string& target, std::string text, std::vector<std::string> ids) {
    if (pages_.size() >= kMaxPages) pages_.clear();
    pages_[target] = {std::move(text), std::move(ids)};
}

}  // namespace plumb::mocks::sesam
