#include "harness/document/reader.h"

#include <gmock/gmock.h>

namespace plumb::document {
namespace {

using ::testing::ElementsAre;
using ::testing::HasSubstr;
using ::testing::IsEmpty;
using ::testing::SizeIs;

constexpr const char* kHead =
    "=========================\nAcme to Ledgerly Dataflow\n=========================\n\n"
    "Generated: 2024-01-02 03:04:05\n\nIntroduction\n------------\n\nMade up.\n\n";

constexpr const char* kKeep =
    "Once a link between a Acme User and a Ledgerly Customers is established, it will keep in sync "
    "between the two systems, regardless of where it is edited.\n\n";

constexpr const char* kProperties =
    "The following properties are synchronized between a Acme User and a Ledgerly Customers:\n\n"
    ".. list-table::\n   :header-rows: 1\n\n   * - Acme User Property\n"
    "     - Ledgerly Customers Property\n     - Ledgerly Data Type\n";

constexpr const char* kAlways =
    "Every Acme User will be synchronized with a Ledgerly Customers.\n\n";

/// A document of one flow, from line 12 on.
std::string WithFlow(const std::string& body) {
    return std::string(kHead) +
           "Acme User to Ledgerly Customers\n-------------------------------\n" + body;
}

std::string Sound() {
    return WithFlow(std::string(kAlways) + kKeep + kProperties);
}

std::string Told(const Document& document) {
    std::string text;
    for (const Problem& problem : document.problems) text += ToString(problem) + "\n";
    return text;
}

std::string ReadAndTell(const std::string& text) {
    return Told(Read(text, "d.rst"));
}

TEST(Reader, KeepsTheLineOfEverySentence) {
    const std::string text = Sound() + "   * - name\n     - Name\n     - \"string\"\n";
    const Document document = Read(text, "d.rst");
    EXPECT_EQ(Told(document), "");
    EXPECT_EQ(document.title, "Acme to Ledgerly");
    EXPECT_EQ(document.source_system, "Acme");
    EXPECT_EQ(document.target_system, "Ledgerly");
    EXPECT_EQ(document.generated, "2024-01-02 03:04:05");
    ASSERT_THAT(document.sections, SizeIs(1));
    const Section& section = document.sections[0];
    EXPECT_EQ(section.line, 12);
    EXPECT_EQ(section.source_entity, "User");
    EXPECT_EQ(section.target_entity, "Customers");
    ASSERT_THAT(section.sentences, SizeIs(3));
    EXPECT_EQ(section.sentences[0].line, 14);
    EXPECT_EQ(section.sentences[1].line, 16);
    EXPECT_EQ(section.sentences[2].line, 18);
    ASSERT_THAT(section.property_rows, SizeIs(1));
    EXPECT_EQ(section.property_rows[0].line, 26);
    EXPECT_THAT(section.property_rows[0].cells, ElementsAre("name", "Name", "\"string\""));
}

TEST(Reader, CountsTheSentencesOfTheIntroduction) {
    const std::string whole = Sound();
    const std::size_t begin = whole.find("Introduction\n------------\n\n") + 27;
    const std::size_t end = whole.find("\n\n", begin);
    const auto lines = [&](const std::string& paragraph) {
        const std::string text = whole.substr(0, begin) + paragraph + whole.substr(end);
        const Document document = Read(text, "d.rst");
        EXPECT_EQ(Told(document), "");
        return document.introduction;
    };
    const int first = lines("One.").at(0);
    EXPECT_THAT(lines("It is of Some.io AS. Is it?  It has 1.5 ends and none at the last"),
                ElementsAre(first, first, first));
    EXPECT_THAT(lines("The first goes\non here. The second\nhere. \nThe third!"),
                ElementsAre(first, first + 1, first + 3));
}

TEST(Reader, ReadsAnyMixOfLineEnds) {
    const std::string text = Sound();
    std::string mixed;
    for (std::size_t i = 0; i < text.size(); ++i) {
        if (text[i] == '\n' && i % 3 != 0) mixed += '\r';
        mixed += text[i];
    }
    EXPECT_EQ(ReadAndTell(mixed), "");
    EXPECT_EQ(ReadAndTell(text.substr(0, text.size() - 1)), "");
    EXPECT_EQ(ReadAndTell("\xEF\xBB\xBF" + text), "");
}

TEST(Reader, SplitsConnectedEntities) {
    struct Case {
        const char* words;
        std::vector<std::string_view> entities;
    };
    const Case cases[] = {{"Acme Deal", {"Acme Deal"}},
                          {"Acme Deal or Acme Lead", {"Acme Deal", "Acme Lead"}},
                          {"A, B, or C", {"A", "B", "C"}},
                          {"A, B (x or y), or C", {"A", "B (x or y)", "C"}}};
    for (const Case& tested : cases) {
        const std::string text = WithFlow(
            std::string("A new Ledgerly Customers will be created from a Acme User if it is "
                        "connected to a ") +
            tested.words + " that is synchronized into Ledgerly Pro.\n");
        const Document document = Read(text, "d.rst");
        EXPECT_EQ(document.sections.at(0).connected_to, tested.entities);
        EXPECT_EQ(document.sections.at(0).connected_in, "Ledgerly Pro");
    }
}

TEST(Reader, KeepsTheFreeTextOfAConditionWithOneBlankOrTwo) {
    for (const char* blanks : {" ", "  "}) {
        const std::string text =
            WithFlow(std::string("Every now and then, when it rains, it") + blanks +
                     "will be synchronized with a Ledgerly Customers.\n\n" + kKeep + kProperties);
        const Document document = Read(text, "d.rst");
        EXPECT_EQ(Told(document), "");
        EXPECT_EQ(document.sections.at(0).condition, "Every now and then, when it rains");
    }
}

TEST(Reader, ReportsASentenceThatNamesOthersAndKeepsIt) {
    const std::string text =
        WithFlow("Every Acme Users will be synchronized with a Ledgerly Customers.\n\n" +
                 std::string(kKeep) + kProperties);
    const Document document = Read(text, "d.rst");
    EXPECT_THAT(Told(document),
                HasSubstr("d.rst:14:7: the sentence names 'Acme Users will be synchronized with a "
                          "Ledgerly Customers'\n    its section is about 'Acme User' and "));
    EXPECT_THAT(document.problems, SizeIs(1));
    EXPECT_THAT(document.sections.at(0).sentences, SizeIs(3));
}

TEST(Reader, ReportsOtherNamesInEveryKindOfSentence) {
    const char* lines[] = {
        "Before any synchronization can take place, a link between a X and a Y must be "
        "established.",
        "A new X will be created from a Y if it is connected to a Z that is synchronized into S.",
        "When it rains, it  will be synchronized with a X.",
        "If a matching X already exists, the Y will be merged with the existing one.",
        "If no matching X is found, a new X will be created.",
        "A X will merge with a Y if one of the following property combinations match:",
        "Once a link between a X and a Y is established, it will keep in sync between the two "
        "systems, regardless of where it is edited.",
        "The following properties are synchronized between a X and a Y:",
    };
    for (const std::string line : lines) {
        EXPECT_THAT(ReadAndTell(WithFlow(line + "\n")), HasSubstr("d.rst:14:")) << line;
        EXPECT_THAT(ReadAndTell(WithFlow(line + "\n")), HasSubstr("the sentence names 'X")) << line;
    }
}

TEST(Reader, ReportsAnyOrderThatNoDocumentHas) {
    struct Case {
        std::string body;
        const char* message;
    };
    const Case cases[] = {
        {std::string(kKeep) + kProperties,
         "14:1: the sentence 'keep in sync' cannot stand at the start"},
        {std::string(kAlways) + kAlways, "16:1: the sentence 'always' cannot stand after 'always'"},
        {std::string(kAlways) + kProperties, "'properties' cannot stand after 'always'"},
        {std::string(kAlways) + kKeep,
         "d.rst:12:1: the section ends without its sentence 'properties'"},
        {"", "12:1: the section ends without"},
    };
    for (const Case& tested : cases) {
        EXPECT_THAT(ReadAndTell(WithFlow(tested.body)), HasSubstr(tested.message));
    }
}

TEST(Reader, ReadsADataTypeThatStandsAloneInTheFirstColumn) {
    for (const std::string type : {"\"string\"", "N/A", "[\"list\",\"_.\"]", "replace\",\"_.\"]"}) {
        const std::string text =
            Sound() + "   * - a\n     - b\n" + type + "\n   * - c\n     - d\n     - N/A\n";
        const Document document = Read(text, "d.rst");
        EXPECT_EQ(Told(document), "");
        ASSERT_THAT(document.sections.at(0).property_rows, SizeIs(2));
        EXPECT_EQ(document.sections.at(0).property_rows[0].cells[2], type);
    }
}

TEST(Reader, TellsEmptyCellsFromMissingOnes) {
    const std::string text = Sound() + "   * - \n     -\n     - \"string\"\n   * - a\n";
    const Document document = Read(text, "d.rst");
    const auto& rows = document.sections.at(0).property_rows;
    ASSERT_THAT(rows, SizeIs(2));
    EXPECT_NE(rows[0].cells[0].data(), nullptr);
    EXPECT_EQ(rows[0].cells[1], "");
    EXPECT_EQ(rows[1].cells[1].data(), nullptr);
    EXPECT_EQ(Told(document), "d.rst:29:4: the row has 1 of 3 cells\n");
    EXPECT_EQ(PlaceOf(document, rows[0], 1), (Place{"d.rst", 27, 7}));
    EXPECT_EQ(PlaceOf(document, rows[0], 2), (Place{"d.rst", 28, 8}));
}

TEST(Reader, ReportsWhateverElseStandsInATable) {
    EXPECT_THAT(ReadAndTell(Sound() + "    * - a\n"), HasSubstr("26:5: this line is no row"));
    EXPECT_THAT(ReadAndTell(Sound() + "   * - a\n     - b\n     - N/A\n     - d\n"),
                HasSubstr("29:6: the table has 3 columns, so this cell is one too many"));
    EXPECT_THAT(ReadAndTell(Sound() + "   * - a\n     - b\nstring\n"),
                HasSubstr("28:1: this line is not understood: 'string'"));
    EXPECT_THAT(ReadAndTell(Sound() + "   * - a\n     - b\n     - N/A\n\"string\"\n"),
                HasSubstr("29:1: this line is not understood"));
}

TEST(Reader, ReportsAHeaderThatNamesOthers) {
    std::string text = Sound();
    text.replace(text.find("Acme User Property"), 9, "Acme Dogs");
    EXPECT_THAT(ReadAndTell(text), HasSubstr("d.rst:23:8: the header says 'Acme Dogs Property'"));
}

TEST(Reader, TakesTheSystemsNameInAnySpellingOverTheDataTypes) {
    for (const char* header :
         {"Ledgerly Data Type", "ledger.ly Data Type", "Ledgerly Customers Data Type"}) {
        std::string text = Sound();
        const std::string usual = "Ledgerly Data Type";
        EXPECT_EQ(ReadAndTell(text.replace(text.find(usual), usual.size(), header)), "");
    }
}

TEST(Reader, ReportsATableThatIsMissingOrHasNoHeader) {
    const std::string sentence =
        "The following properties are synchronized between a Acme User and a Ledgerly Customers:\n";
    const std::string start = std::string(kAlways) + kKeep + sentence;
    EXPECT_THAT(ReadAndTell(WithFlow(start)), HasSubstr("18:1: a table must follow"));
    EXPECT_THAT(ReadAndTell(WithFlow(start + "\n.. list-table::\n   :header-rows: 1\n")),
                HasSubstr("20:1: the table has no header row"));
    EXPECT_THAT(ReadAndTell(WithFlow(start + "\n.. list-table::\n   :widths: 1\n")),
                HasSubstr("21:1: the table needs ':header-rows: 1'"));
    EXPECT_THAT(ReadAndTell(WithFlow(start + "\n.. list-table::")), HasSubstr("needs ':header"));
}

TEST(Reader, ReportsASectionWhoseTitleIsNoFlow) {
    const std::string told = ReadAndTell(std::string(kHead) + "Summary\n-------\n\none\n  two\n\n");
    EXPECT_EQ(told,
              "d.rst:12:1: the section 'Summary' is not understood\n"
              "    a flow reads '<Source> <Entity> to <Target> <Entity>'\n"
              "d.rst:14:1: the 2 lines below it are not read\n");
}

TEST(Reader, ReportsASectionAboutOtherSystems) {
    std::string text =
        std::string(kHead) + "Acme User to Bookly Customers\n-----------------------------\n";
    EXPECT_THAT(ReadAndTell(text),
                HasSubstr("12:14: 'Bookly Customers' is no entity of 'Ledgerly'"));
}

TEST(Reader, ReportsEveryPartOfTheHeadThatIsMissing) {
    const std::string told = ReadAndTell("");
    EXPECT_THAT(told, HasSubstr("d.rst:1:1: the document has no title"));
    EXPECT_THAT(told, HasSubstr("no line 'Generated: <time>'"));
    EXPECT_THAT(told, HasSubstr("no section 'Introduction'"));
    EXPECT_THAT(ReadAndTell("====\nhello\n"),
                HasSubstr("d.rst:1:1: a line of '=' that is no part"));
    EXPECT_THAT(ReadAndTell("=====\nhello\n=====\n"), HasSubstr("d.rst:2:1: the title 'hello'"));
    EXPECT_THAT(ReadAndTell(kHead + std::string("More.\n")), HasSubstr("12:1: this line is not"));
}

TEST(Reader, ReportsBytesThatAreNoText) {
    EXPECT_EQ(ReadAndTell("a\nb\xFF"),
              "d.rst:2:2: this is not UTF-8\n"
              "    the document is not read further; export it again as a UTF-8 text\n");
    EXPECT_THAT(ReadAndTell(std::string("a\nbc\0", 5)), HasSubstr("d.rst:2:3: a zero byte"));
}

TEST(Reader, CountsWhatItDoesNotListOfAFileOfAnotherKind) {
    std::string text;
    for (int i = 0; i < 5000; ++i) text += "garbage\n";
    const Document document = Read(text, "d.rst");
    EXPECT_THAT(document.problems, SizeIs(1001));
    EXPECT_EQ(ToString(document.problems.back()), "d.rst: 4003 more of these are not listed");
}

TEST(Reader, TakesHugeLines) {
    const std::string huge(5'000'000, 'x');
    const std::string text =
        Sound() + "   * - " + huge + "\n     - " + huge + "\n     - \"string\"\n";
    const Document document = Read(text, "d.rst");
    EXPECT_EQ(Told(document), "");
    EXPECT_EQ(document.sections.at(0).property_rows.at(0).cells[0].size(), huge.size());
    EXPECT_THAT(Read(WithFlow(huge), "d.rst").problems, SizeIs(2));
}

TEST(Reader, DocumentsWithoutFlowsAreSound) {
    const Document document = Read(kHead, "d.rst");
    EXPECT_EQ(Told(document), "");
    EXPECT_THAT(document.sections, IsEmpty());
}

}  // namespace
}  // namespace plumb::document
