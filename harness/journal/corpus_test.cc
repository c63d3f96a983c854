#include <gmock/gmock.h>

#include <filesystem>

#include "harness/journal/journal.h"
#include "harness/testing/golden.h"

namespace plumb::journal {
namespace {

TEST(JournalCorpus, IsReadBackEqualOrRefusedWithItsPlace) {
    const auto folder = std::filesystem::path(PLUMB_SOURCE_DIR) / "fuzz/corpus/journal";
    int read = 0;
    int refused = 0;
    for (const auto& entry : std::filesystem::directory_iterator(folder)) {
        const auto journal = Parse(testing::ReadAll(entry.path()), "c.jsonl",
                                   {.bytes = 1 << 20, .line_bytes = 1 << 16, .events = 500});
        if (!journal) {
            ASSERT_FALSE(journal.error().problems.empty()) << entry.path();
            EXPECT_EQ(journal.error().problems[0].place.file, "c.jsonl") << entry.path();
            ++refused;
            continue;
        }
        for (const Event& event : journal->events) {
            const std::string line = ToLine(event);
            const auto again = FromLine(line, {});
            ASSERT_TRUE(again.has_value()) << entry.path();
            EXPECT_EQ(ToLine(*again), line) << entry.path();
        }
        ++read;
    }
    EXPECT_GT(read, 5);
    EXPECT_GT(refused, 5);
}

}  // namespace
}  // namespace plumb::journal
