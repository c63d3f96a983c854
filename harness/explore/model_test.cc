#include "harness/explore/model.h"

#include <gmock/gmock.h>

#include "harness/explore/test_landscapes.h"
#include "harness/scenario/step_writer.h"

namespace plumb::explore {
namespace {

using testing::Creating;
using testing::Dated;
using ::testing::HasSubstr;
using ::testing::Not;
using testing::TwoFlows;

Birth Born(int record, int kind, int matches = -1) {
    Birth birth;
    birth.record = record;
    birth.kind = kind;
    birth.matches = matches;
    return birth;
}

Edit Edited(int record, int field = 0, Content content = Content::kFresh) {
    return {record, field, content, -1};
}

/// "not-linked: expect: {linked: …}", one line per step: the steps before the closing syncs.
std::string Said(const Landscape& map, const Sequence& sequence) {
    const Walk walk = WalkThrough(sequence, map, true);
    std::string said;
    std::size_t expected = 0;
    for (const scenario::Step& step : walk.steps) {
        if (std::holds_alternative<scenario::Expect>(step.action))
            said += std::string(ToString(walk.reasons.at(expected++).promise)) + ": ";
        said += scenario::WriteStep(step) + "\n";
    }
    EXPECT_EQ(expected, walk.reasons.size());
    return said;
}

struct Case {
    const char* name;
    Landscape map;
    Sequence sequence;
    std::vector<std::string> says;
    std::vector<std::string> never_says = {};
};

void PrintTo(const Case& one, std::ostream* out) {
    *out << one.name;
}

class ModelPromises : public ::testing::TestWithParam<Case> {};

TEST_P(ModelPromises, IsExpected) {
    const std::string said = Said(GetParam().map, GetParam().sequence);
    for (const std::string& line : GetParam().says) EXPECT_THAT(said, HasSubstr(line));
    for (const std::string& line : GetParam().never_says) EXPECT_THAT(said, Not(HasSubstr(line)));
}

const Case kCases[] = {
    {"EqualKeysLinkInTheirFlow",
     TwoFlows(),
     {Born(1, 0), Born(2, 1, 1), Born(3, 2), Pause{}},
     {"not-linked: expect: {linked: [users-1, contacts-2], flow: users-to-contacts}",
      "linked-wrongly: expect: {not-linked: [users-1, customers-3], flow: users-to-customers}"}},
    {"ALoneRecordStaysAloneAndIsNotCopied",
     TwoFlows(),
     {Born(1, 0), Pause{}, Pause{}},
     {"linked-wrongly: expect: {unlinked: users-1, flow: users-to-contacts}",
      "created: expect: {none: {in: target, flow: users-to-customers, resembling: users-1}}"}},
    {"NoFurtherRecordIsMadeOfALinkedOne",
     TwoFlows(),
     {Born(1, 0), Born(2, 1, 1), Pause{}, Edited(2), Pause{}},
     {"created: expect: {none: {in: target, flow: users-to-contacts, resembling: users-1}}",
      "created: expect: {none: {in: source, flow: users-to-contacts, resembling: contacts-2}}"}},
    {"AnEditReachesTheOtherFlowToo",
     TwoFlows(),
     {Born(1, 0), Born(2, 1, 1), Born(3, 2, 1), Pause{}, Edited(2), Pause{}},
     {"value-is-lost: expect: {value: {record: customers-3, path: Email, as-edited: contacts-2}}",
      "value-is-lost: expect: {value: {record: users-1, path: mail, as-edited: contacts-2}}",
      "value-is-lost: expect: {value: {record: contacts-2, path: email, as-edited: contacts-2}}"}},
    {"WithoutDatesOneOfTwoEditsMustWin",
     TwoFlows(),
     {Born(1, 0), Born(2, 1, 1), Pause{}, Edited(1), Edited(2), Pause{}},
     {"sides-disagree: expect: {agree: {records: [users-1, contacts-2], path: mail}}"}},
    {"WithDatesTheNewestWins",
     Dated(),
     {Born(1, 0), Born(2, 1, 1), Pause{}, Edited(2), Edited(1), Pause{}},
     {"later-than: moment-", "{value: {record: b-2, path: email, as-edited: a-1}}"},
     {"agree:"}},
    {"ALaterEditOfAnotherPropertyHidesTheDate",
     Dated(),
     {Born(1, 0), Born(2, 1, 1), Pause{}, Edited(2), Edited(1), Edited(2, 1), Pause{}},
     {"agree: {records: [a-1, b-2], path: mail}",
      "{value: {record: a-1, path: city, as-edited: b-2}}"}},
    {"AnEmptyValueLosesWhenRecordsMeet",
     Dated(),
     {Born(1, 0),
      [] {
          auto birth = Born(2, 1, 1);
          birth.bare = true;
          return birth;
      }(),
      Pause{}},
     {"town: !absent", "{value: {record: b-2, path: town, as-edited: a-1}}"}},
    {"AClearedValueOfALinkedRecordArrives",
     Dated(),
     {Born(1, 0), Born(2, 1, 1), Pause{}, Edited(1, 1, Content::kEmpty), Pause{}},
     {"set: {city: !absent}", "{value: {record: b-2, path: town, as-edited: a-1}}"}},
    {"OneRecordIsMadeOfEach",
     Creating(),
     {Born(1, 0), Pause{}, Pause{}},
     {"create: {source: users-1, flow: u-to-c, with: {mail: \"k1.{tag}@plumb.example\"}, copy: "
      "users-1-copy}",
      "created-twice: expect: {linked: [users-1, users-1-copy], flow: u-to-c}",
      "created-twice: expect: {none: {in: target, flow: u-to-c, resembling: users-1}}"}},
    {"AMatchingRecordIsMergedAndNotMade",
     Creating(),
     {Born(1, 1), Born(2, 0, 1), Pause{}},
     {"not-linked: expect: {linked: [users-2, customers-1], flow: u-to-c}"},
     {"copy:"}},
    {"NothingIsPromisedOfThePartnerOfADeletedRecord",
     TwoFlows(),
     {Born(1, 0), Born(2, 1, 1), Pause{}, Deletion{1}, Pause{}},
     {"delete: users-1"},
     {"created:",
      "value-is-lost: expect: {value: {record: contacts-2, path: email, as-edited: contacts-2"}},
    {"UnlistedPropertiesStayAsTheyWere",
     TwoFlows(),
     {Born(1, 0), Born(2, 1, 1), Pause{}, Pause{}},
     {"touched: expect: {unchanged: {record: users-1, since: sync-2, except: [mail]}}"}},
    {"AtTheEndEverythingRests",
     TwoFlows(),
     {Born(1, 0)},
     {"never-rests: expect: {writes: {to: [users-1], since: at-rest, at-most: 0}}",
      "never-rests: expect: {becomes-quiet: true}"}},
    {"TroubleOfAWriteGetsTwoSyncs",
     TwoFlows(),
     {Born(1, 0), Born(2, 1, 1), Pause{}, Edited(1), Trouble{2, 4, 1, true}},
     {"\"record\":\"contacts-2\",\"system\":\"target\"},\"verdict\":{\"is\":\"commit-then-drop\"}",
      "sync: {times: 2}", "{value: {record: contacts-2, path: email, as-edited: users-1}}"}},
};

INSTANTIATE_TEST_SUITE_P(Cases, ModelPromises, ::testing::ValuesIn(kCases),
                         [](const auto& tested) { return std::string(tested.param.name); });

TEST(Model, LetsAFormerValueLinkNothing) {
    const Landscape map = TwoFlows();
    Birth again = Born(3, 2);
    again.resembles = 1;
    again.variant = kNearMisses;
    const Sequence sequence{Born(1, 0), Born(2, 1, 1), Pause{}, Edited(1), Pause{}, again, Pause{}};
    const std::string said = Said(map, sequence);
    EXPECT_THAT(said, HasSubstr("with: {Email: \"k1.{tag}@plumb.example\"}, like: users-1}"));
    EXPECT_THAT(said, HasSubstr("{not-linked: [users-1, customers-3], flow: users-to-customers}"));
    const std::string of_a_deleted_one =
        Said(map, {Born(1, 0), Pause{}, Edited(1), Deletion{1}, Pause{}, again, Pause{}});
    EXPECT_THAT(of_a_deleted_one, Not(HasSubstr("Email: \"k1.{tag}@plumb.example\"")));
    Model model(map, true);
    for (const Action& action : sequence) EXPECT_TRUE(model.Take(action));
    EXPECT_FALSE(model.Take(Edited(1, 0, Content::kUndone))) << "then it would link";
}

/// users-3 bears the key that customers-2 was born with until the edit of it has arrived.
TEST(Model, GivesNobodyAKeyThatAnotherStillHas) {
    const Landscape map = TwoFlows();
    const auto missing_narrowly = [](int record, int kind) {
        Birth birth = Born(record, kind);
        birth.resembles = 1;
        return birth;
    };
    const Sequence known{Born(1, 0), missing_narrowly(2, 2), Born(3, 0, 2), Pause{}};
    for (const Sequence& edits :
         {Sequence{Edited(2)}, Sequence{Edited(2), Edited(2, 0, Content::kUndone)},
          Sequence{Edited(2), Pause{}, Edited(2, 0, Content::kUndone), Pause{}}}) {
        Sequence sequence = known;
        sequence.insert(sequence.end(), edits.begin(), edits.end());
        sequence.push_back(missing_narrowly(4, 1));
        EXPECT_THAT(Said(map, sequence),
                    HasSubstr("with: {email: \"k4.{tag}@plumb.example\"}, like: users-1}"));
    }
}

TEST(Model, RefusesWhatNothingIsPromisedOf) {
    const Landscape map = TwoFlows();
    Model model(map, true);
    EXPECT_FALSE(model.Take(Edited(1))) << "nobody of that number";
    EXPECT_TRUE(model.Take(Born(1, 0)));
    EXPECT_FALSE(model.Take(Born(1, 1))) << "the number is taken";
    EXPECT_FALSE(model.Take(Born(2, 0, 1))) << "two of one side never meet in a key";
    EXPECT_TRUE(model.Take(Born(2, 1, 1)));
    EXPECT_FALSE(model.Take(Born(3, 1, 1))) << "a second contact of the same user";
    EXPECT_FALSE(model.Take(Edited(1))) << "before the link: which edit is newest?";
    EXPECT_FALSE(model.Take(Edited(2, 0, Content::kUndone))) << "nothing to undo";
    EXPECT_TRUE(model.Take(Pause{}));
    EXPECT_FALSE(model.Take(Edited(1, 0, Content::kEmpty))) << "what a cleared key does is open";
    EXPECT_TRUE(model.Take(Deletion{2}));
    EXPECT_FALSE(model.Take(Edited(1))) << "the partner of a deleted record";
}

TEST(Model, DoesNotAskForALogThatNobodyKeeps) {
    const Landscape map = TwoFlows();
    const Walk walk = WalkThrough({Born(1, 0)}, map, false);
    for (const scenario::Step& step : walk.steps)
        EXPECT_THAT(scenario::WriteStep(step), Not(HasSubstr("writes")));
}

}  // namespace
}  // namespace plumb::explore
