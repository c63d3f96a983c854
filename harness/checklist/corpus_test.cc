#include <gmock/gmock.h>

#include <filesystem>

#include "harness/checklist/interpret.h"
#include "harness/checklist/reader.h"
#include "harness/checklist/writer.h"
#include "harness/document/reader.h"
#include "harness/testing/golden.h"
#include "harness/testing/result_matchers.h"

namespace plumb::checklist {
namespace {

using ::plumb::testing::IsOk;

/// Does what the fuzz targets do, for the files that they start from.
template <class Check>
void ForEveryFileOf(const std::string& corpus, Check check) {
    const auto folder = std::filesystem::path(PLUMB_SOURCE_DIR) / "fuzz/corpus" / corpus;
    int files = 0;
    for (const auto& entry : std::filesystem::directory_iterator(folder)) {
        SCOPED_TRACE(entry.path());
        check(testing::ReadAll(entry.path()));
        ++files;
    }
    EXPECT_GT(files, 10);
}

void ExpectReadBackEqual(const Checklist& checklist) {
    const auto again = Read(Write(checklist), "again.yaml");
    ASSERT_THAT(again, IsOk());
    EXPECT_EQ(*again, checklist);
}

TEST(ChecklistCorpus, OfDocumentsIsReadBackEqualWhereItHasNoProblem) {
    ForEveryFileOf("document", [](const std::string& text) {
        const Interpretation read = Interpret(document::Read(text, "d.rst"), {});
        if (read.problems.empty()) ExpectReadBackEqual(read.checklist);
    });
}

TEST(ChecklistCorpus, OfYamlIsReadBackEqualWhereItIsAChecklist) {
    ForEveryFileOf("yaml", [](const std::string& text) {
        if (const auto checklist = Read(text, "c.yaml")) ExpectReadBackEqual(*checklist);
    });
}

}  // namespace
}  // namespace plumb::checklist
