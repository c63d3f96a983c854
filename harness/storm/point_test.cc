#include "harness/storm/point.h"

#include <gmock/gmock.h>

#include "harness/storm/storm.h"
#include "harness/testing/golden.h"

namespace plumb::storm {
namespace {

using ::testing::HasSubstr;

using Log = std::vector<system::LoggedRequest>;
using Cases = std::map<std::string, journal::CaseJudged>;

system::LoggedRequest Logged(std::uint64_t number, std::string method, std::string path,
                             std::string entity = "customers") {
    system::LoggedRequest logged;
    logged.number = number;
    logged.system = "poweroffice-go";
    logged.method = std::move(method);
    logged.path = std::move(path);
    logged.entity = std::move(entity);
    return logged;
}

const FaultKind& Kind(const std::string& id) {
    return *std::ranges::find(FaultKinds(), id, &FaultKind::id);
}

std::vector<Request> CleanRun() {
    return RequestsOf({Logged(1, "POST", "/OAuth/Token", ""), Logged(2, "GET", "/v2/Customers"),
                       Logged(3, "PATCH", "/v2/Customers/5"), Logged(7, "GET", "/v2/Customers"),
                       Logged(9, "GET", "/v2/Customers")},
                      {4, 8, 12}, 2);
}

journal::CaseJudged Judged(const std::string& id, std::string verdict, std::string reason) {
    journal::CaseJudged judged;
    judged.id = id;
    judged.verdict = std::move(verdict);
    judged.reason = std::move(reason);
    return judged;
}

/// What a run shows in which the PATCH met its fault.
PointResult JudgeWith(const Cases& cases, Log log = {}) {
    if (log.empty()) {
        log = {Logged(3, "PATCH", "/v2/Customers/6")};
        log.front().faults = {"f1"};
    }
    return Judge({2, 0}, CleanRun()[2], cases, log);
}

TEST(Requests, AreThoseOfTheStormySyncs) {
    const auto requests = CleanRun();
    ASSERT_EQ(requests.size(), 4u);
    EXPECT_EQ(requests[0].purpose, Purpose::kToken);
    EXPECT_EQ(requests[2].purpose, Purpose::kWrite);
    EXPECT_EQ(requests[2].sync, 1);
    EXPECT_EQ(requests[3].sync, 2);
}

TEST(Requests, AreCountedAsTheMocksCountThem) {
    const auto requests = CleanRun();
    EXPECT_EQ(NthFor(Kind("reset"), requests, requests[2]), 3);
    EXPECT_EQ(NthFor(Kind("expired-token"), requests, requests[2]), 2);
    EXPECT_EQ(NthFor(Kind("stale-read"), requests, requests[1]), 1);
    EXPECT_EQ(NthFor(Kind("reset"), requests, requests[3]), 1);
}

TEST(Points, LeaveOutFaultsThatAreAnothersTwin) {
    const auto requests = CleanRun();
    const auto has = [&](std::size_t request, const std::string& kind) {
        return std::ranges::any_of(PointsOf(requests, FaultKinds()), [&](const Point& point) {
            return point.request == request && FaultKinds()[point.fault].id == kind;
        });
    };
    EXPECT_TRUE(has(2, "commit-then-500"));
    EXPECT_FALSE(has(1, "commit-then-500"));
    EXPECT_TRUE(has(1, "stale-read"));
    EXPECT_FALSE(has(2, "stale-read"));
    EXPECT_FALSE(has(0, "expired-token"));
    EXPECT_TRUE(has(1, "expired-token"));
}

TEST(Points, HaveNoExpiredTokensWhereNoneAreHandedOut) {
    const auto requests = RequestsOf({Logged(2, "GET", "/v2/Customers")}, {4}, 1);
    for (const Point& point : PointsOf(requests, FaultKinds()))
        EXPECT_NE(FaultKinds()[point.fault].id, "expired-token");
}

TEST(Point, IsSurvivedOnlyWhenEverythingHolds) {
    EXPECT_EQ(JudgeWith({{"a", Judged("a", "pass", "")}}).fate, Fate::kSurvived);
    const auto failed = JudgeWith(
        {{"a", Judged("a", "pass", "")}, {"b", Judged("b", "fail", "expected x; seen: y")}});
    EXPECT_EQ(failed.fate, Fate::kFailed);
    ASSERT_EQ(failed.broken.size(), 1u);
    EXPECT_EQ(failed.broken[0].case_id, "b");
    EXPECT_EQ(JudgeWith({{"a", Judged("a", "inconclusive", "no control")}}).fate,
              Fate::kInconclusive);
    EXPECT_EQ(JudgeWith({{"a", Judged("a", "skipped", "refused")}}).fate, Fate::kInconclusive);
    EXPECT_EQ(
        JudgeWith({{"a", Judged("a", "error", "broke")}, {"b", Judged("b", "fail", "")}}).fate,
        Fate::kError);
}

TEST(Point, IsNotMetWhenTheFaultMetNobodyOrAnotherRequest) {
    const Cases pass = {{"a", Judged("a", "pass", "")}};
    EXPECT_EQ(JudgeWith(pass, {Logged(3, "PATCH", "/v2/Customers/5")}).fate, Fate::kNotMet);
    Log other = {Logged(3, "GET", "/v2/Customers")};
    other.front().faults = {"f1"};
    const auto result = JudgeWith(pass, other);
    EXPECT_EQ(result.fate, Fate::kNotMet);
    EXPECT_THAT(result.reason, HasSubstr("met GET /v2/Customers"));
}

/// What the log shows of a creation that met a fault: one line for each time it was carried out.
Log Creations(std::vector<std::string> under_the_fault, std::vector<std::string> otherwise = {}) {
    Log log;
    const auto add = [&](const std::string& record, std::vector<std::string> faults) {
        log.push_back(Logged(3, "PATCH", "/v2/Customers/5"));
        log.back().created = true;
        log.back().record = record;
        log.back().faults = std::move(faults);
    };
    for (const std::string& record : under_the_fault) add(record, {"f1"});
    for (const std::string& record : otherwise) add(record, {});
    return log;
}

struct Doubled {
    const char* name;
    Log log;
    Cases cases;
    Fate fate;
};

class DoubledCreation : public ::testing::TestWithParam<Doubled> {};

TEST_P(DoubledCreation, ExcusesOnlyWhatItsTwoRecordsBreak) {
    EXPECT_EQ(Judge({2, 0}, CleanRun()[2], GetParam().cases, GetParam().log).fate, GetParam().fate);
}

const Cases kTwoOfThem = {{"a", Judged("a", "fail", "expected 1; seen: 2 of them: 71, 72")}};
const Cases kNoControl = {{"a", Judged("a", "inconclusive", "a control edit did not arrive")}};

INSTANTIATE_TEST_SUITE_P(
    Point, DoubledCreation,
    ::testing::Values(
        Doubled{"ByTheGateway", Creations({"71", "72"}), kTwoOfThem, Fate::kNotDecidable},
        Doubled{"ByTheDataFlowThatGotNoAnswer", Creations({"71"}, {"72"}), kTwoOfThem,
                Fate::kFailed},
        Doubled{"AndOneMoreByTheDataFlow",
                Creations({"71", "72"}, {"73"}),
                {{"a", Judged("a", "fail", "seen: 3 of them: 71, 72, 73")}},
                Fate::kFailed},
        Doubled{"InTwoCases",
                Creations({"71", "72"}),
                {{"a", Judged("a", "fail", "2 of them: 71, 72")},
                 {"b", Judged("b", "fail", "no link to 72")}},
                Fate::kNotDecidable},
        Doubled{"BesideAnEditThatIsLost",
                Creations({"71", "72"}),
                {{"a", Judged("a", "fail", "2 of them: 71, 72")},
                 {"b", Judged("b", "fail", "172 has the old value")}},
                Fate::kFailed},
        Doubled{"OfAControl", Creations({"71", "72"}), kNoControl, Fate::kNotDecidable},
        Doubled{"OfAControlThatIsThereOnce", Creations({"71"}), kNoControl, Fate::kInconclusive}),
    [](const auto& test) { return test.param.name; });

TEST(Storm, IsGreenOnlyWhenEveryDecidablePointIsSurvived) {
    Storm storm;
    storm.requests = CleanRun();
    storm.kinds = FaultKinds();
    const auto status = [&](std::vector<Fate> fates) {
        storm.points.clear();
        for (const Fate fate : fates) storm.points.push_back({{0, 0}, fate, "because", {}, ""});
        return ExitStatusOf(storm);
    };
    EXPECT_EQ(status({Fate::kSurvived, Fate::kNotDecidable, Fate::kNotMet}), 0);
    EXPECT_EQ(status({Fate::kSurvived, Fate::kInconclusive}), 4);
    EXPECT_EQ(status({Fate::kNotMet}), 4);
    EXPECT_EQ(status({Fate::kInconclusive, Fate::kError}), 3);
    EXPECT_EQ(status({Fate::kError, Fate::kFailed}), 1);
    storm.ended = "interrupted";
    EXPECT_EQ(status({Fate::kSurvived}), 3);
    EXPECT_THAT(ToHtml(storm), HasSubstr("request of the data flow"));
    storm.requests[1].path = "/<script>";
    EXPECT_THAT(ToHtml(storm), ::testing::Not(HasSubstr("<script>")));
}

Storm OneOfEachFate() {
    Storm storm;
    storm.version = "1.0.0";
    storm.checklist = "youtrack-to-poweroffice-go";
    storm.title = "YouTrack to PowerOffice GO";
    storm.command = "plumb storm --seed 3 --to 4";
    storm.again = "plumb storm --seed 3 --defect trims-values";
    storm.folder = "my reports";
    storm.seed = 3;
    storm.defects = {"trims-values"};
    storm.workload = {{"flow/check/plain", "An edit arrives."}};
    storm.left_out = {{"flow/check/1", "type not evaluated"}};
    storm.syncs = 6;
    storm.stormy_syncs = 4;
    storm.requests = CleanRun();
    storm.kinds = {FaultKinds()[0], FaultKinds()[4]};
    storm.points = {{{0, 0}, Fate::kSurvived, "everything holds", {}, ""},
                    {{1, 0}, Fate::kFailed, "lost", {{"flow/check/plain", "lost"}}, "r.yaml"},
                    {{1, 1}, Fate::kNotDecidable, "doubled", {{"flow/check/plain", "2"}}, ""},
                    {{2, 0}, Fate::kNotMet, "the run went another way", {}, ""},
                    {{2, 1}, Fate::kInconclusive, "no control", {}, "", "repeated, it is survived"},
                    {{3, 0}, Fate::kError, "a mock broke", {}, ""}};
    storm.selected = 7;
    storm.took_ms = 1'500;
    return storm;
}

TEST(Storm, IsShownWithEveryFate) {
    plumb::testing::ExpectGolden("storm.html", ToHtml(OneOfEachFate()));
}

TEST(Storm, NamesTheCommandsThatRepeatAPoint) {
    const std::string text = Summary(OneOfEachFate());
    EXPECT_THAT(text, HasSubstr("again: plumb storm --seed 3 --defect trims-values --only 2 "
                                "--fault status-500\n"));
    EXPECT_THAT(text, HasSubstr("alone: plumb replay 'my reports/r.yaml'\n"));
    Storm on_a_target = OneOfEachFate();
    on_a_target.target = "mine.yaml";
    EXPECT_THAT(Summary(on_a_target),
                HasSubstr("alone: plumb replay 'my reports/r.yaml' --target mine.yaml\n"));
    EXPECT_THAT(text, HasSubstr("no replay file: repeated, it is survived\n"));
    EXPECT_THAT(text, HasSubstr("1 of 6 points survived"));
    EXPECT_THAT(text, HasSubstr("1 points were not run"));
}

}  // namespace
}  // namespace plumb::storm
