#include "mocks/sesam/paging.h"

#include <gtest/gtest.h>

#include "mocks/sesam/defects.h"

namespace plumb::mocks::sesam {
namespace {

/// A list of texts behind ?skip=N, whose pages hold at most `server_page` however many are asked
/// for.
struct TextList {
    std::vector<std::string> items;
    std::size_t server_page = 1000;
    int parsed = 0;
    int requests = 0;
    PageCache cache;

    Listing Read(const ReadPolicies& policies = Policies().read, int page_size = 20) {
        PageSource source;
        source.list = "texts";
        source.target = [&](const PageRead& page) {
            return std::to_string(policies.skip(page.number, page.size));
        };
        source.fetch = [&](const std::string& target) {
            ++requests;
            Json page = Json::array();
            for (std::size_t at = std::stoul(target);
                 at < items.size() && page.size() < std::min<std::size_t>(20, server_page); ++at) {
                page.push_back(items[at]);
            }
            return HttpAnswer{200, Dump(page), ""};
        };
        source.items = [&](const HttpAnswer& answer) -> std::optional<Json> {
            ++parsed;
            return ParseJson(answer.body);
        };
        source.version = [](Json item) {
            return Version{item.get<std::string>(), {}, item, std::nullopt};
        };
        return ReadPages(source, page_size, policies, cache);
    }
};

TextList Numbers(int count) {
    TextList list;
    for (int i = 0; i < count; ++i) list.items.push_back(std::to_string(i));
    return list;
}

TEST(Paging, ReadsUntilTheFirstEmptyPage) {
    for (const int count : {0, 1, 19, 20, 21, 40, 119}) {
        TextList list = Numbers(count);
        EXPECT_EQ(list.Read().versions.size(), static_cast<std::size_t>(count));
        EXPECT_EQ(list.requests, (count + 19) / 20 + 1);
    }
}

TEST(Paging, PassesOverWhatIsLeftOutAndReadsOn) {
    TextList list = Numbers(45);
    ReadPolicies policies = Policies().read;
    policies.leaves_out = [](const Json& record) { return record == "3" || record == "40"; };
    EXPECT_EQ(list.Read(policies).versions.size(), 43u);
}

TEST(Paging, DoesNotParseAPageThatReadsAsLastTime) {
    TextList list = Numbers(60);
    list.Read();
    list.parsed = 0;
    list.items[25] = "changed";
    const Listing again = list.Read();
    EXPECT_EQ(list.parsed, 2);  // the changed page and the empty one
    EXPECT_EQ(again.versions.size(), 20u);
    EXPECT_EQ(again.unchanged.size(), 40u);
    list.cache.Clear();
    EXPECT_EQ(list.Read().versions.size(), 60u);
}

TEST(Paging, ReportsAPageThatIsNone) {
    PageCache cache;
    PageSource source;
    source.list = "texts";
    source.target = [](const PageRead&) { return "x"; };
    source.fetch = [](const std::string&) { return HttpAnswer{500, "oops", ""}; };
    source.items = [](const HttpAnswer&) { return std::optional<Json>(); };
    const Listing listing = ReadPages(source, 20, Policies().read, cache);
    ASSERT_TRUE(listing.error.has_value());
    EXPECT_NE(ToString(*listing.error).find("texts could not be read: HTTP 500 oops"),
              std::string::npos);
}

TEST(Paging, HasADefectThatLosesAFullLastPage) {
    Policies policies;
    ASSERT_TRUE(SwitchOn("loses-a-full-last-page", policies));
    for (const auto& [count, read] : {std::pair{40, 20}, {20, 0}, {41, 41}, {39, 39}, {0, 0}}) {
        TextList list = Numbers(count);
        EXPECT_EQ(list.Read(policies.read).versions.size(), static_cast<std::size_t>(read))
            << count;
        EXPECT_EQ(list.Read(policies.read).versions.size(), 0u) << "of what has not changed";
    }
}

TEST(Paging, HasDefectsThatLoseRecords) {
    struct Case {
        const char* defect;
        std::size_t server_page;
        std::size_t read;
    };
    for (const Case& c :
         {Case{"reads-first-page-only", 1000, 20}, Case{"skips-between-pages", 1000, 48},
          Case{"stops-on-short-page", 10, 10}}) {
        Policies policies;
        ASSERT_TRUE(SwitchOn(c.defect, policies)) << c.defect;
        TextList list = Numbers(50);
        list.server_page = c.server_page;
        EXPECT_EQ(list.Read(policies.read).versions.size(), c.read) << c.defect;
    }
}

}  // namespace
}  // namespace plumb::mocks::sesam
