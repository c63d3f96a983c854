#include "harness/run/values.h"

#include <gmock/gmock.h>

#include <set>

namespace plumb::run {
namespace {

using nlohmann::json;
using target::Field;
using target::FieldKind;
using ::testing::HasSubstr;

const ValueMaker kMaker(7, "ab12");

Field Of(FieldKind kind) {
    Field field;
    field.kind = kind;
    return field;
}

TEST(Values, NoTagIsAPrefixOfAnother) {
    std::set<std::string> tags;
    for (int number = 1; number < 130; ++number) {
        const std::string tag = kMaker.CaseTag(number);
        tags.insert(tag);
        for (int index = 0; index < 12; ++index) tags.insert(ValueMaker::RecordTag(tag, 1, index));
    }
    // In a sorted set a prefix stands right before what it begins.
    for (auto tag = tags.begin(); std::next(tag) != tags.end(); ++tag) {
        const bool is_case_of_record = std::next(tag)->find('r', tag->size()) == tag->size();
        EXPECT_TRUE(!std::next(tag)->starts_with(*tag) || is_case_of_record)
            << *tag << " " << *std::next(tag);
    }
}

TEST(Values, TheSameSeedGivesTheSameDataAndAnotherSeedOther) {
    const Field word = Of(FieldKind::kPhone);
    EXPECT_EQ(kMaker.Fresh(word, "t", 1, nullptr),
              ValueMaker(7, "ab12").Fresh(word, "t", 1, nullptr));
    EXPECT_NE(kMaker.Fresh(word, "t", 1, nullptr),
              ValueMaker(8, "ab12").Fresh(word, "t", 1, nullptr));
}

TEST(Values, FreshTextsHoldTheTagAndDiffer) {
    for (FieldKind kind :
         {FieldKind::kText, FieldKind::kWord, FieldKind::kEmail, FieldKind::kUrl}) {
        const json one = kMaker.Fresh(Of(kind), "tag1", 1, nullptr);
        EXPECT_THAT(one.get<std::string>(), HasSubstr("tag1"));
        EXPECT_NE(one, kMaker.Fresh(Of(kind), "tag1", 2, nullptr));
    }
}

TEST(Values, WhereAKindHasFewValuesFreshIsAnotherThanTheCurrentOne) {
    Field choice = Of(FieldKind::kChoice);
    choice.choices = {"a", "b"};
    EXPECT_EQ(kMaker.Fresh(choice, "t", 1, "a"), "b");
    EXPECT_EQ(kMaker.Fresh(Of(FieldKind::kBoolean), "t", 1, true), false);
    EXPECT_EQ(kMaker.Fresh(Of(FieldKind::kBoolean), "t", 1, false), true);
    EXPECT_NE(kMaker.Fresh(Of(FieldKind::kCountry), "t", 1, "NO"), "NO");
}

TEST(Values, TagsAndIndexesAreFilledIntoTextsOnly) {
    EXPECT_EQ(kMaker.FillTag("a{n}.{tag}@x.example", "t9", 3), "a3.t9@x.example");
    EXPECT_EQ(kMaker.FillTag(5, "t9", 3), 5);
}

TEST(Values, AddressesLieInTheTargetsDomain) {
    const ValueMaker maker(7, "ab12", "qa.firm.no");
    EXPECT_EQ(maker.MakePersona("t").email, "t@qa.firm.no");
    EXPECT_THAT(maker.Fresh(Of(FieldKind::kEmail), "t", 1, nullptr).get<std::string>(),
                ::testing::EndsWith("@qa.firm.no"));
    EXPECT_EQ(maker.FillTag("{tag}@post.plumb.example", "t", 0), "t@post.qa.firm.no");
    EXPECT_EQ(maker.FillTag("{tag}@plomb.example", "t", 0), "t@plomb.example")
        << "a near miss needs another domain";
}

}  // namespace
}  // namespace plumb::run
