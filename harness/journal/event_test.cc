#include "harness/journal/event.h"

#include <gmock/gmock.h>
#include <rapidcheck/gtest.h>
#include <cmath>
#include <limits>

#include "harness/base/json_path.h"
#include "harness/testing/result_matchers.h"

namespace plumb::journal {
namespace {

using plumb::testing::Fails;
using plumb::testing::IsOk;
using ::testing::HasSubstr;
using ::testing::StartsWith;

// --- made events --------------------------------------------------------------------------------

/// Texts with quotes, newlines, control characters and letters beyond ASCII.
std::string AnyText() {
    static const std::vector<std::string> pieces = {
        "a", "Z", "0", " ", "\"", "\\", "\n", "\t", "\x01", "ø", "漢", "😀", "</script>", "{"};
    std::string text;
    for (const auto& piece :
         *rc::gen::container<std::vector<std::string>>(rc::gen::elementOf(pieces))) {
        text += piece;
    }
    return text;
}

std::vector<std::string> AnyTexts() {
    std::vector<std::string> texts(*rc::gen::inRange<std::size_t>(0, 4));
    for (std::string& text : texts) text = AnyText();
    return texts;
}

Milliseconds AnyTime() {
    return *rc::gen::inRange<Milliseconds>(0, 253'402'300'800'000);
}
double AnyDuration() {
    return *rc::gen::inRange(0, 100'000'000) / 1000.0;
}

nlohmann::json AnyRecord() {
    switch (*rc::gen::inRange(0, 4)) {
        case 0:
            return nullptr;
        case 1:
            return {{AnyText(), {{"n", *rc::gen::arbitrary<std::int64_t>()}}}};
        case 2:
            return nlohmann::json::array({AnyText(), nullptr, true});
        default:
            return nlohmann::json::object();
    }
}

Event AnyRunStarted() {
    RunStarted event;
    event.format = *rc::gen::arbitrary<int>();
    event.run = AnyText();
    event.at = AnyTime();
    event.version = AnyText();
    event.command = AnyText();
    event.checklist = AnyRecord();
    event.checklist_digest = AnyText();
    event.catalogue_digest = AnyText();
    event.target = AnyText();
    event.mock = *rc::gen::arbitrary<bool>();
    event.systems = {{AnyText(), AnyTexts()}, {AnyText(), {}}};
    event.dataflow = AnyText();
    event.dataflow_version = AnyText();
    event.dataflow_configuration = AnyText();
    event.seed = *rc::gen::arbitrary<std::uint64_t>();
    event.capabilities = AnyTexts();
    event.gate = AnyTexts();
    event.tester = AnyText();
    event.filters = AnyTexts();
    event.shard = AnyText();
    event.level = AnyText();
    event.predicted = Outlay{1, *rc::gen::arbitrary<int>(), 3, 4, 5, AnyDuration()};
    event.cases = *rc::gen::arbitrary<int>();
    event.notes = AnyTexts();
    return event;
}

Event AnyCasePlanned() {
    return CasePlanned{AnyText(), AnyText(), AnyTexts(), AnyText(), AnyText(),
                       AnyText(), AnyText(), AnyText(),  AnyTexts()};
}

Event AnyExchange() {
    return Exchange{*rc::gen::arbitrary<int>(),
                    AnyTime(),
                    AnyDuration(),
                    AnyText(),
                    AnyText(),
                    AnyText(),
                    AnyText(),
                    AnyText(),
                    AnyText(),
                    {{AnyText(), AnyText()}, {AnyText(), ""}},
                    AnyText(),
                    *rc::gen::arbitrary<int>(),
                    AnyText(),
                    AnyText(),
                    AnyText()};
}

Event AnyBarrier() {
    return Barrier{
        *rc::gen::arbitrary<int>(), AnyTime(), AnyDuration(), AnyText(), *rc::gen::arbitrary<int>(),
        *rc::gen::arbitrary<int>(), AnyText()};
}

Event AnyCaseJudged() {
    CaseJudged event{AnyText(), AnyTime(), AnyText(), AnyText(), *rc::gen::arbitrary<bool>(),
                     AnyText(), {},        {},        {},        AnyDuration()};
    event.expectations = {{AnyText(), AnyText(), AnyText(), AnyText(), AnyRecord(), AnyRecord()}};
    event.timeline = {{AnyTime(), AnyText(), AnyText(), *rc::gen::arbitrary<int>()}};
    event.exchanges = *rc::gen::arbitrary<std::vector<int>>();
    return event;
}

Event AnyEvent() {
    switch (*rc::gen::inRange(0, 10)) {
        case 0:
            return AnyRunStarted();
        case 1:
            return AnyCasePlanned();
        case 2:
            return AnyExchange();
        case 3:
            return AnyBarrier();
        case 4:
            return AnyCaseJudged();
        case 5:
            return ControlRead{AnyTime(),
                               AnyText(),
                               AnyText(),
                               *rc::gen::arbitrary<int>(),
                               *rc::gen::arbitrary<bool>(),
                               AnyDuration(),
                               AnyDuration(),
                               AnyDuration()};
        case 6:
            return Noted{AnyTime(), AnyText(), *rc::gen::arbitrary<bool>()};
        case 7:
            return LeftBehind{AnyTime(), AnyText(), AnyText(),
                              AnyText(), AnyText(), *rc::gen::arbitrary<bool>()};
        case 8:
            return Census{AnyTime(),
                          AnyText(),
                          AnyText(),
                          AnyText(),
                          *rc::gen::arbitrary<int>(),
                          *rc::gen::arbitrary<int>(),
                          *rc::gen::arbitrary<int>(),
                          *rc::gen::arbitrary<int>(),
                          AnyTexts(),
                          AnyTexts(),
                          AnyTexts(),
                          AnyText(),
                          *rc::gen::arbitrary<bool>()};
        default:
            return RunFinished{AnyTime(),
                               *rc::gen::arbitrary<int>(),
                               AnyText(),
                               *rc::gen::arbitrary<int>(),
                               *rc::gen::arbitrary<int>(),
                               AnyDuration(),
                               AnyText()};
    }
}

RC_GTEST_PROP(Event, ReadsBackEqualToWhatWasWritten, ()) {
    const Event event = AnyEvent();
    const std::string line = ToLine(event);
    RC_ASSERT(line.find('\n') == std::string::npos);
    const auto back = FromLine(line, {});
    RC_ASSERT(back.has_value());
    RC_ASSERT(*back == event);
}

TEST(Event, KeepsAnEmptyTextWhoseDefaultIsNotEmpty) {
    LeftBehind event;
    event.how = "";
    const auto back = FromLine(ToLine(event), {});
    ASSERT_THAT(back, IsOk());
    EXPECT_EQ(std::get<LeftBehind>(*back).how, "");
}

// --- the form of a line -------------------------------------------------------------------------

TEST(Event, IsOneJsonObjectThatBeginsWithItsName) {
    const Event event = Barrier{2, 1'795'353'031'250, 12.34567, "quiet", 3, 40, ""};
    EXPECT_EQ(ToLine(event),
              R"({"event":"barrier","number":2,"at":"2026-11-22T13:10:31.250Z","took_ms":12.346,)"
              R"("outcome":"quiet","rounds":3,"cases":40,"records":0})");
}

TEST(Event, CanAlwaysBeReadBackWhateverItsNumbers) {
    for (const double duration : {1e308, -1e308, 1e15 + 0.3, std::nan(""), -0.0}) {
        for (const Milliseconds at :
             {std::numeric_limits<Milliseconds>::min(), std::numeric_limits<Milliseconds>::max()}) {
            const std::string line = ToLine(Barrier{1, at, duration, "", 0, 0, ""});
            const auto back = FromLine(line, {});
            ASSERT_THAT(back, IsOk());
            EXPECT_EQ(ToLine(*back), line);
        }
    }
}

TEST(Event, ReplacesBytesThatAreNoUtf8) {
    EXPECT_EQ(ToLine(Noted{0, "a\xff", false}),
              "{\"event\":\"noted\",\"at\":\"1970-01-01T00:00:00.000Z\",\"text\":\"a\xEF\xBF\xBD\","
              "\"is_error\":false}");
}

TEST(Event, ReadsAJournalOfALaterVersionWithMoreKeys) {
    const auto event = FromLine(R"({"event":"noted","text":"hi","colour":"blue"})", {});
    ASSERT_THAT(event, IsOk());
    EXPECT_EQ(std::get<Noted>(*event).text, "hi");
}

TEST(Event, TellsAnUnknownKindFromABrokenLine) {
    const auto event = FromLineIfKnown(R"({"event":"coffee-made"})", {});
    ASSERT_THAT(event, IsOk());
    EXPECT_FALSE(event->has_value());
    EXPECT_THAT(FromLine(R"({"event":"coffee-made"})", {"j", 3, 0}),
                Fails(StartsWith("j:3: this kind of event is not known")));
}

struct BrokenLine {
    const char* name;
    const char* line;
    const char* says;
};

class BrokenLines : public ::testing::TestWithParam<BrokenLine> {};

TEST_P(BrokenLines, AreRefusedWithTheirPlace) {
    EXPECT_THAT(FromLine(GetParam().line, {"run.jsonl", 7, 0}),
                Fails(HasSubstr(std::string("run.jsonl:7: ") + GetParam().says)));
}

INSTANTIATE_TEST_SUITE_P(
    Event, BrokenLines,
    ::testing::Values(
        BrokenLine{"NotJson", "hello", "this line is not JSON"},
        BrokenLine{"NoObject", "[1]", "this line is no event"},
        BrokenLine{"NoName", R"({"text":"x"})", "this line is no event"},
        BrokenLine{"NameIsNoText", R"({"event":1})", "this line is no event"},
        BrokenLine{"MissingKey", R"({"event":"noted"})", "noted.text is missing"},
        BrokenLine{"WrongKind", R"({"event":"noted","text":1})", "noted.text must be a text"},
        BrokenLine{"NoBool", R"({"event":"noted","text":"","is_error":1})",
                   "noted.is_error must be true or false"},
        BrokenLine{"NoTime", R"({"event":"noted","text":"","at":"yesterday"})",
                   "noted.at must be a time"},
        BrokenLine{"TimeBeforeAllTime",
                   R"({"event":"noted","text":"","at":"0000-01-01T00:00:00+01:00"})",
                   "noted.at must be a time"},
        BrokenLine{"NumberTooLarge", R"({"event":"barrier","number":2147483648})",
                   "barrier.number must be a whole number"},
        BrokenLine{"NumberTooSmall", R"({"event":"barrier","number":-2147483649})",
                   "barrier.number must be a whole number"},
        BrokenLine{"Fraction", R"({"event":"barrier","number":1.5})",
                   "barrier.number must be a whole number"},
        BrokenLine{"NegativeSeed", R"({"event":"run-started","run":"r","seed":-1})",
                   "run-started.seed must be a whole number, 0 or more"},
        BrokenLine{"DeepInside",
                   R"({"event":"case-judged","id":"c","verdict":"pass","expectations":[{}]})",
                   "case-judged.expectations[0].verdict is missing"},
        BrokenLine{"HeaderIsNoPair", R"({"event":"exchange","number":1,"headers":[["a"]]})",
                   "exchange.headers[0] must be a list of a name and a value"}),
    [](const auto& test) { return test.param.name; });

TEST(Event, RefusesALineThatIsNestedWithoutEnd) {
    const std::string deep(100'000, '[');
    EXPECT_THAT(FromLine(R"({"event":"noted","text":)" + deep, {}), Fails(HasSubstr("not JSON")));
}

}  // namespace
}  // namespace plumb::journal
