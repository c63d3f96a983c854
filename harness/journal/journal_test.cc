#include "harness/journal/journal.h"

#include <gmock/gmock.h>

#include <sys/resource.h>
#include <csignal>
#include <thread>

#include "harness/testing/golden.h"
#include "harness/testing/result_matchers.h"
#include "harness/testing/temp_dir.h"

namespace plumb::journal {
namespace {

using plumb::testing::Fails;
using plumb::testing::IsOk;
using plumb::testing::ReadAll;
using plumb::testing::TempDir;
using ::testing::ElementsAre;
using ::testing::HasSubstr;
using ::testing::SizeIs;

Noted Note(const std::string& text) {
    return Noted{0, text, false};
}
std::string Line(const std::string& text) {
    return ToLine(Note(text)) + "\n";
}

std::vector<std::string> Texts(const Journal& journal) {
    std::vector<std::string> texts;
    for (const Event& event : journal.events) {
        const auto* noted = std::get_if<Noted>(&event);
        texts.push_back(noted != nullptr ? noted->text : "another event");
    }
    return texts;
}

// --- writing ------------------------------------------------------------------------------------

TEST(Writer, MakesTheFoldersAndLeavesEveryEventInTheFileAtOnce) {
    const TempDir folder;
    const std::string path = folder.Path() / "a" / "b" / "run.jsonl";
    auto writer = Writer::Open(path);
    ASSERT_THAT(writer, IsOk());
    EXPECT_THAT((*writer)->Append(Note("one")), IsOk());
    EXPECT_EQ(ReadAll(path), Line("one"));
    EXPECT_THAT((*writer)->Append(Note("two")), IsOk());
    EXPECT_EQ(ReadAll(path), Line("one") + Line("two"));
    EXPECT_EQ((*writer)->Path(), path);
}

TEST(Writer, ReplacesAnExistingFile) {
    const TempDir folder;
    const auto path = folder.Write("run.jsonl", "something older");
    auto writer = Writer::Open(path);
    ASSERT_THAT(writer, IsOk());
    EXPECT_EQ(ReadAll(path), "");
}

TEST(Writer, SaysThatTheDiskIsFullOnEveryAppend) {
    auto writer = Writer::Open("/dev/full");
    ASSERT_THAT(writer, IsOk());
    for (int attempt = 0; attempt < 2; ++attempt) {
        const Status status = (*writer)->Append(Note("one"));
        EXPECT_THAT(status, Fails(HasSubstr("cannot write the journal /dev/full: No space left")));
        EXPECT_EQ(status.error().kind, ErrorKind::kEnvironment);
    }
}

TEST(Writer, LeavesNoHalfLineWhenTheSpaceEndsInTheMiddleOfOne) {
    const TempDir folder;
    const std::string path = folder.Path() / "run.jsonl";
    auto writer = Writer::Open(path);
    ASSERT_THAT(writer, IsOk());
    EXPECT_THAT((*writer)->Append(Note("one")), IsOk());

    rlimit unlimited;
    ASSERT_EQ(::getrlimit(RLIMIT_FSIZE, &unlimited), 0);
    const rlimit limited{Line("one").size() + 10, unlimited.rlim_max};
    const auto handler = std::signal(SIGXFSZ, SIG_IGN);
    ASSERT_EQ(::setrlimit(RLIMIT_FSIZE, &limited), 0);
    const Status status = (*writer)->Append(Note("two"));
    ASSERT_EQ(::setrlimit(RLIMIT_FSIZE, &unlimited), 0);
    std::signal(SIGXFSZ, handler);

    EXPECT_THAT(status, Fails(HasSubstr("cannot write the journal")));
    EXPECT_THAT((*writer)->Append(Note("three")), Fails(HasSubstr("cannot write the journal")));
    EXPECT_EQ(ReadAll(path), Line("one"));
}

TEST(Writer, SaysWhyAFileCannotBeMade) {
    const TempDir folder;
    folder.Write("file", "");
    EXPECT_THAT(Writer::Open(folder.Path() / "file" / "run.jsonl"),
                Fails(HasSubstr("cannot write")));
    EXPECT_THAT(Writer::Open(folder.Path()), Fails(HasSubstr("Is a directory")));
}

TEST(Writer, RefusesAnEventThatCouldNotBeReadBackAndGoesOn) {
    const TempDir folder;
    const std::string path = folder.Path() / "run.jsonl";
    auto writer = Writer::Open(path);
    ASSERT_THAT(writer, IsOk());
    EXPECT_THAT((*writer)->Append(Note(std::string(17u << 20, 'x'))),
                Fails(HasSubstr("too large")));
    EXPECT_THAT((*writer)->Append(Note("small")), IsOk());
    EXPECT_EQ(ReadAll(path), Line("small"));
}

TEST(Writer, KeepsLinesWholeWhenSeveralThreadsWrite) {
    const TempDir folder;
    const std::string path = folder.Path() / "run.jsonl";
    auto writer = Writer::Open(path);
    ASSERT_THAT(writer, IsOk());
    const auto write = [&] {
        for (int i = 0; i < 200; ++i) {
            EXPECT_TRUE((*writer)->Append(Note(std::string(100, 'x'))).has_value());
        }
    };
    std::jthread other(write);
    write();
    other.join();
    const auto journal = Read(path);
    ASSERT_THAT(journal, IsOk());
    EXPECT_THAT(journal->events, SizeIs(400));
    EXPECT_THAT(journal->warnings, SizeIs(0));
}

// --- reading ------------------------------------------------------------------------------------

TEST(Reader, DropsALastLineThatWasCutOffAndSaysSo) {
    const std::string text = Line("one") + Line("two");
    for (std::size_t cut = Line("one").size() + 1; cut < text.size() - 1; ++cut) {
        const auto journal = Parse(text.substr(0, cut), "run.jsonl");
        ASSERT_THAT(journal, IsOk()) << cut;
        EXPECT_THAT(Texts(*journal), ElementsAre("one"));
        ASSERT_THAT(journal->warnings, SizeIs(1));
        EXPECT_EQ(journal->warnings[0].place, (Place{"run.jsonl", 2, 0}));
    }
}

TEST(Reader, KeepsAWholeLastLineThatLacksOnlyItsNewline) {
    const auto journal = Parse(ToLine(Note("one")), "run.jsonl");
    ASSERT_THAT(journal, IsOk());
    EXPECT_THAT(Texts(*journal), ElementsAre("one"));
    EXPECT_THAT(journal->warnings, SizeIs(0));
}

TEST(Reader, ReadsRunsThatWereConcatenatedAlsoAfterOneThatWasKilled) {
    RunStarted second;
    second.run = "second";
    const std::string killed = Line("one") + R"({"event":"noted","te)";
    const auto journal = Parse(killed + ToLine(second) + "\n" + Line("two"), "all.jsonl");
    ASSERT_THAT(journal, IsOk());
    EXPECT_THAT(Texts(*journal), ElementsAre("one", "another event", "two"));
    EXPECT_THAT(journal->warnings, SizeIs(1));
}

TEST(Reader, RefusesABrokenLineThatIsNotTheLast) {
    EXPECT_THAT(Parse(Line("one") + "{broken\n" + Line("two"), "run.jsonl"),
                Fails(HasSubstr("run.jsonl:2: this line is not JSON")));
}

TEST(Reader, IgnoresBlankLinesAndCarriageReturns) {
    const auto journal = Parse("\n" + ToLine(Note("one")) + "\r\n\r\n", "run.jsonl");
    ASSERT_THAT(journal, IsOk());
    EXPECT_THAT(Texts(*journal), ElementsAre("one"));
}

TEST(Reader, LeavesOutEventsOfLaterVersionsAndSaysHowMany) {
    const std::string later = "{\"event\":\"coffee-made\"}\n";
    const auto journal = Parse(later + Line("one") + later, "run.jsonl");
    ASSERT_THAT(journal, IsOk());
    EXPECT_THAT(Texts(*journal), ElementsAre("one"));
    ASSERT_THAT(journal->warnings, SizeIs(1));
    EXPECT_THAT(journal->warnings[0].message, HasSubstr("2 events"));
    EXPECT_EQ(journal->warnings[0].place.line, 1);
}

TEST(Reader, HoldsToItsLimits) {
    const std::string text = Line("one") + Line("two") + Line("three");
    EXPECT_THAT(Parse(text, "j", {.bytes = 10}), Fails(HasSubstr("larger than the limit")));
    EXPECT_THAT(Parse(text, "j", {.line_bytes = 10}), Fails(HasSubstr("j:1: a line of")));
    EXPECT_THAT(Parse(text, "j", {.events = 2}), Fails(HasSubstr("j:3: more than 2 events")));
}

TEST(Reader, NamesAFileThatCannotBeRead) {
    const TempDir folder;
    EXPECT_THAT(Read(folder.Path() / "none.jsonl"), Fails(HasSubstr("none.jsonl: cannot read")));
    EXPECT_THAT(Read(folder.Path()), Fails(HasSubstr("cannot read")));
    EXPECT_THAT(Read("/dev/zero", {.bytes = 1000}), Fails(HasSubstr("larger than the limit")));
}

}  // namespace
}  // namespace plumb::journal
