#include "harness/catalogue/circles.h"

#include <gmock/gmock.h>

#include "harness/catalogue/specimen.h"

namespace plumb::catalogue {
namespace {

using checklist::Side;
using ::testing::ElementsAre;
using ::testing::IsEmpty;

/// The specimen's people and contacts, with these rows of one flow.
checklist::Checklist With(std::vector<checklist::Property> rows,
                          std::vector<checklist::MergeAlternative> keys = {}) {
    checklist::Checklist checklist = SpecimenChecklist();
    checklist.flows.resize(1);
    checklist.flows[0].merge_when_any = std::move(keys);
    checklist.flows[0].properties = std::move(rows);
    return checklist;
}

checklist::Property Row(const std::string& source, const std::string& target,
                        const std::string& type = "\"string\"") {
    return {{source, target, {}}, type, false};
}

const std::vector<target::Profile>& Profiles() {
    static const std::vector<target::Profile> profiles = SpecimenProfiles();
    return profiles;
}

TEST(Circles, HoldTheTwoSpotsOfARowThatStandsAlone) {
    const Circles circles(With({Row("text", "text"), Row("email", "email")}), Profiles());
    const auto* circle = circles.At({Side::kSource, "people", "text"});
    ASSERT_NE(circle, nullptr);
    EXPECT_THAT(circle->spots, ElementsAre(Spot{Side::kSource, "people", "text"},
                                           Spot{Side::kTarget, "contacts", "text"}));
    EXPECT_EQ(circle->common.kind, target::FieldKind::kText);
    EXPECT_THAT(circles.KinOf({Side::kSource, "people", "text"}), IsEmpty());
}

TEST(Circles, JoinRowsThatShareASpot) {
    const Circles circles(With({Row("text", "word"), Row("text", "url"), Row("phone", "url")}),
                          Profiles());
    EXPECT_THAT(circles.KinOf({Side::kSource, "people", "text"}), ElementsAre("phone"));
    EXPECT_THAT(circles.KinOf({Side::kTarget, "contacts", "word"}), ElementsAre("url"));
}

TEST(Circles, TakeWhatEveryFieldAndEveryTypeTakes) {
    const Circles circles(With({Row("text", "word"), Row("text", "text", "\"integer\"")}),
                          Profiles());
    const auto* circle = circles.At({Side::kTarget, "contacts", "word"});
    ASSERT_NE(circle, nullptr);
    EXPECT_EQ(circle->common.kind, target::FieldKind::kInteger);
}

TEST(Circles, HoldKeysToo) {
    const Circles circles(With({Row("text", "word")}, {{{"url", "word", {}}}}), Profiles());
    EXPECT_THAT(circles.KinOf({Side::kSource, "people", "url"}), ElementsAre("text"));
}

TEST(Circles, LeaveOutWhatNoValueTravelsThrough) {
    const Circles circles(With({Row("text", ""), Row("word", "word", "[\"if\", \"x\"]")}),
                          Profiles());
    EXPECT_EQ(circles.At({Side::kSource, "people", "text"}), nullptr);
    EXPECT_EQ(circles.At({Side::kSource, "people", "word"}), nullptr);
    EXPECT_EQ(circles.At({Side::kSource, "nobody", "word"}), nullptr);
}

}  // namespace
}  // namespace plumb::catalogue
