#include "harness/report/field_diff.h"

#include <gmock/gmock.h>

namespace plumb::report {
namespace {

using nlohmann::json;
using ::testing::ElementsAre;
using ::testing::IsEmpty;

TEST(FieldDiff, NamesEveryFieldThatChangedAppearedOrWent) {
    const json before = {{"id", 1}, {"name", "a"}, {"tags", {"x", "y"}}, {"old", nullptr}};
    const json after = {{"id", 1}, {"name", "b"}, {"tags", {"x"}}, {"new", {{"deep", true}}}};
    const FieldDiff diff = CompareFields(before, after);
    EXPECT_THAT(diff.changes, ElementsAre(FieldChange{"name", "\"a\"", "\"b\""},
                                          FieldChange{"new.deep", std::nullopt, "true"},
                                          FieldChange{"old", "null", std::nullopt},
                                          FieldChange{"tags[1]", "\"y\"", std::nullopt}));
    EXPECT_EQ(diff.same, 2);
}

TEST(FieldDiff, ShowsARecordThatWasMadeOrDeleted) {
    EXPECT_THAT(CompareFields(nullptr, {{"id", 1}}).changes,
                ElementsAre(FieldChange{"id", std::nullopt, "1"}));
    EXPECT_THAT(CompareFields({{"id", 1}}, nullptr).changes,
                ElementsAre(FieldChange{"id", "1", std::nullopt}));
    EXPECT_THAT(CompareFields(nullptr, nullptr).changes, IsEmpty());
}

TEST(FieldDiff, ComparesValuesThatAreNoRecords) {
    EXPECT_THAT(CompareFields("a", json::array()).changes,
                ElementsAre(FieldChange{"(the record)", "\"a\"", "[]"}));
}

}  // namespace
}  // namespace plumb::report
