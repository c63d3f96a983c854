#include "harness/doctor/finding.h"

#include <gtest/gtest.h>

namespace plumb::doctor {
namespace {

const std::vector<Examination> kExaminations = {
    {"YouTrack", {{State::kFine, "users: 12 can be read", ""}, {State::kUnknown, "its time", ""}}},
    {"Data flow: webhook POST https://flow.example.com/run",
     {{State::kBroken, "its status: no connection", "check the URL"},
      {State::kDoubtful, "it is not idle", "wait"},
      {State::kNote, "none", ""}}}};

TEST(Findings, AreALineEachWithWhatToDoBelow) {
    EXPECT_EQ(Lines(kExaminations),
              "YouTrack\n"
              "  ok         users: 12 can be read\n"
              "  not known  its time\n"
              "\n"
              "Data flow: webhook POST https://flow.example.com/run\n"
              "  broken     its status: no connection\n"
              "             → check the URL\n"
              "  doubtful   it is not idle\n"
              "             → wait\n"
              "  note       none\n"
              "\n");
}

TEST(Findings, AreCountedByState) {
    EXPECT_EQ(Count(kExaminations, State::kBroken), 1);
    EXPECT_EQ(Count(kExaminations, State::kFine), 1);
    EXPECT_EQ(Count({}, State::kFine), 0);
}

}  // namespace
}  // namespace plumb::doctor
