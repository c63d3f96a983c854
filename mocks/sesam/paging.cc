#include "mocks/sesam/paging.h"

#include <algorithm>
#include <utility>

#include "mocks/sesam/answers.h"

namespace plumb::mocks::sesam {

namespace {

/// The number of items on the page, or nothing when the answer is no page.
std::optional<int> ReadPage(const PageSource& source, const std::string& target, HttpAnswer answer,
                            const ReadPolicies& policies, PageCache& cache, Listing& listing) {
    if (answer.status == 200) {
        if (const auto* kept = cache.Find(target, answer.body)) {
            listing.unchanged.insert(listing.unchanged.end(), kept->begin(), kept->end());
            return static_cast<int>(kept->size());
        }
    }
    if (answer.status == 204 && !policies.knows_no_content()) {
        listing = {};
        return 0;
    }
    auto items = source.items(answer);
    if (!items || !items->is_array()) {
        listing.error = ListError(source.list, answer);
        return std::nullopt;
    }
    std::vector<std::string> ids;
    std::optional<Milliseconds> before;
    for (Json& item : *items) {
        Version version = source.version(std::move(item));
        ids.push_back(version.id);
        const bool taken = policies.takes(std::exchange(before, version.changed), version.changed);
        if (policies.leaves_out(version.record)) continue;
        if (taken && !version.id.empty()) listing.versions.push_back(std::move(version));
    }
    const int got = static_cast<int>(ids.size());
    if (got > 0) cache.Keep(target, std::move(answer.body), std::move(ids));
    return got;
}

}  // namespace

Listing ReadPages(const PageSource& source, int page_size, const ReadPolicies& policies,
                  PageCache& cache) {
    Listing listing;
    std::size_t before_last = 0;  // versions
    for (PageRead page{0, page_size, 0};; ++page.number) {
        const std::size_t so_far = listing.versions.size();
        const std::string target = source.target(page);
        const auto got = ReadPage(source, target, source.fetch(target), policies, cache, listing);
        if (!got) return listing;
        const bool was_full = std::exchange(page.got, *got) == page_size;
        if (was_full && *got == 0 && !policies.keeps_full_end())
            listing.versions.resize(std::min(before_last, listing.versions.size()));
        before_last = so_far;
        if (!policies.goes_on(page)) return listing;
    }
}

}  // namespace plumb::mocks::sesam
