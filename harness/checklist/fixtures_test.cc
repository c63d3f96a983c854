#include <gmock/gmock.h>

#include "harness/checklist/interpret.h"
#include "harness/checklist/reader.h"
#include "harness/checklist/writer.h"
#include "harness/document/reader.h"
#include "harness/testing/fixture_files.h"
#include "harness/testing/golden.h"
#include "harness/testing/result_matchers.h"

namespace plumb::checklist {
namespace {

using ::plumb::testing::ExpectGolden;
using ::plumb::testing::FixtureFolder;
using ::plumb::testing::FixtureNames;
using ::plumb::testing::IsOk;
using ::plumb::testing::ReadAll;
using ::testing::IsEmpty;
using ::testing::Not;
using ::testing::ValuesIn;

const auto kName = [](const auto& tested) { return testing::TestName(tested.param); };

std::string Told(const std::vector<Problem>& problems) {
    std::string text;
    for (const Problem& problem : problems) text += ToString(problem) + "\n";
    return text;
}

class Fixture : public ::testing::TestWithParam<std::string> {
  protected:
    Interpretation InterpretIn(const std::string& folder) {
        text_ = ReadAll(FixtureFolder(folder) / (GetParam() + ".rst"));
        return Interpret(document::Read(text_, GetParam() + ".rst"), {});
    }

    std::string text_;
};

class SoundDocument : public Fixture {};

TEST_P(SoundDocument, BecomesTheChecklistBesideIt) {
    const Interpretation read = InterpretIn("documents");
    EXPECT_EQ(Told(read.problems), "");
    const std::string yaml = Write(read.checklist);
    ExpectGolden("../documents/" + GetParam() + ".yaml", yaml);
    const std::string warnings = GetParam() + ".warnings";
    if (!read.warnings.empty() || std::filesystem::exists(FixtureFolder("documents") / warnings)) {
        ExpectGolden("../documents/" + warnings, Told(read.warnings));
    }
    const auto again = Read(yaml, "again.yaml");
    ASSERT_THAT(again, IsOk());
    EXPECT_EQ(*again, read.checklist);
}

INSTANTIATE_TEST_SUITE_P(Fixtures, SoundDocument, ValuesIn(FixtureNames("documents", ".rst")),
                         kName);

class BrokenDocument : public Fixture {};

TEST_P(BrokenDocument, IsReportedWithItsPlaces) {
    const Interpretation read = InterpretIn("broken/documents");
    EXPECT_THAT(read.problems, Not(IsEmpty()));
    ExpectGolden("../broken/documents/" + GetParam() + ".problems", Told(read.problems));
}

INSTANTIATE_TEST_SUITE_P(Fixtures, BrokenDocument,
                         ValuesIn(FixtureNames("broken/documents", ".rst")), kName);

class BrokenChecklist : public Fixture {};

TEST_P(BrokenChecklist, IsRefusedWithItsPlaces) {
    const std::string yaml = ReadAll(FixtureFolder("broken/checklists") / (GetParam() + ".yaml"));
    const auto checklist = Read(yaml, GetParam() + ".yaml");
    ASSERT_FALSE(checklist.has_value());
    ExpectGolden("../broken/checklists/" + GetParam() + ".problems", ToString(checklist.error()));
}

INSTANTIATE_TEST_SUITE_P(Fixtures, BrokenChecklist,
                         ValuesIn(FixtureNames("broken/checklists", ".yaml")), kName);

class MadeUpChecklist : public Fixture {};

TEST_P(MadeUpChecklist, IsReadAndWrittenBackEqual) {
    const auto file = FixtureFolder("checklists") / (GetParam() + ".yaml");
    const auto checklist = ReadFile(file.string());
    ASSERT_THAT(checklist, IsOk());
    EXPECT_EQ(checklist->id, GetParam());
    const auto again = Read(Write(*checklist), "again.yaml");
    ASSERT_THAT(again, IsOk());
    EXPECT_EQ(*again, *checklist);
}

INSTANTIATE_TEST_SUITE_P(Fixtures, MadeUpChecklist, ValuesIn(FixtureNames("checklists", ".yaml")),
                         kName);

}  // namespace
}  // namespace plumb::checklist
