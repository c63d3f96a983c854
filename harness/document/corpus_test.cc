#include <gmock/gmock.h>

#include <filesystem>

#include "harness/base/text.h"
#include "harness/document/reader.h"
#include "harness/testing/golden.h"

namespace plumb::document {
namespace {

/// True when the view points into the text, or at nothing.
bool IsPartOf(std::string_view view, std::string_view text) {
    if (view.data() == nullptr) return true;
    return view.data() >= text.data() && view.data() + view.size() <= text.data() + text.size();
}

TEST(DocumentCorpus, IsReadToTheEnd) {
    const auto folder = std::filesystem::path(PLUMB_SOURCE_DIR) / "fuzz/corpus/document";
    int files = 0;
    for (const auto& entry : std::filesystem::directory_iterator(folder)) {
        const std::string text = testing::ReadAll(entry.path());
        const Document document = Read(text, "d.rst");
        for (const Problem& problem : document.problems) EXPECT_TRUE(IsUtf8(ToString(problem)));
        for (const Section& section : document.sections) {
            EXPECT_TRUE(IsPartOf(section.title, text)) << entry.path();
            for (const Row& row : section.property_rows) {
                for (const auto cell : row.cells) EXPECT_TRUE(IsPartOf(cell, text)) << entry.path();
            }
        }
        ++files;
    }
    EXPECT_GT(files, 10);
}

}  // namespace
}  // namespace plumb::document
