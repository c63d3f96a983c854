#include "harness/ledger/line.h"

#include <gmock/gmock.h>

#include "harness/testing/result_matchers.h"
#include "harness/testing/temp_dir.h"

namespace plumb::ledger {
namespace {

using testing::Fails;
using ::testing::HasSubstr;
using ::testing::SizeIs;

const Header kHeader{"p1", "2026-11-26T10:00:00.000Z", "/t/sandbox.yaml", "/t/c.yaml"};

Entry User(int number, State state, std::string id) {
    return {number, "youtrack", "users", "", "ada.p1c1", std::move(id), false, state};
}

TEST(LedgerLine, EachEntryIsAsItsLastLineHasIt) {
    Entry adopted{2, "poweroffice-go", "contactperson", "17", "p1c2", "4", true, State::kMade};
    const std::string text = ToLine(kHeader) + ToLine(User(1, State::kIntended, "")) +
                             ToLine(adopted) + ToLine(User(1, State::kMade, "24-1"));
    const auto contents = Parse(text, "ledger.jsonl");
    ASSERT_TRUE(contents) << ToString(contents.error());
    EXPECT_EQ(contents->header.run, "p1");
    EXPECT_EQ(contents->header.target, "/t/sandbox.yaml");
    EXPECT_EQ(contents->bytes, text.size());
    ASSERT_THAT(contents->entries, SizeIs(2));
    EXPECT_EQ(ToLine(contents->entries[0]), ToLine(User(1, State::kMade, "24-1")));
    EXPECT_EQ(ToLine(contents->entries[1]), ToLine(adopted));
}

TEST(LedgerLine, ALastLineThatWasCutOffHasNotHappened) {
    const std::string whole = ToLine(kHeader) + ToLine(User(1, State::kIntended, ""));
    const std::string made = ToLine(User(1, State::kMade, "24-1"));
    const auto contents = Parse(whole + made.substr(0, made.size() / 2), "ledger.jsonl");
    ASSERT_TRUE(contents) << ToString(contents.error());
    EXPECT_EQ(contents->entries[0].state, State::kIntended);
    EXPECT_EQ(contents->bytes, whole.size());
}

struct NoLedger {
    const char* name;
    std::string text;
    const char* message;
};

class BrokenLedger : public ::testing::TestWithParam<NoLedger> {};

TEST_P(BrokenLedger, IsRefusedWithItsLine) {
    EXPECT_THAT(Parse(GetParam().text, "l.jsonl"), Fails(HasSubstr(GetParam().message)));
}

INSTANTIATE_TEST_SUITE_P(
    Ledger, BrokenLedger,
    ::testing::Values(
        NoLedger{"Empty", "", "l.jsonl: the ledger is empty"},
        NoLedger{"Journal", "{\"event\":\"run-started\"}\n", "l.jsonl:1: this is no ledger"},
        NoLedger{"NoJson", ToLine(kHeader) + "oops\n", "l.jsonl:2: this line is no entry"},
        NoLedger{"UnknownState", ToLine(kHeader) + "{\"entry\":1,\"state\":\"lent\"}\n",
                 "l.jsonl:2: this line is no entry"},
        NoLedger{"NoNumber", ToLine(kHeader) + "{\"entry\":\"1\",\"state\":\"made\"}\n",
                 "l.jsonl:2: this line is no entry"}),
    [](const auto& test) { return test.param.name; });

TEST(LedgerLine, AFileThatIsNotThereIsTold) {
    EXPECT_THAT(Read("/nonexistent/ledger.jsonl"), Fails(HasSubstr("there is no such ledger")));
}

}  // namespace
}  // namespace plumb::ledger
