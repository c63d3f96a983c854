#include "harness/document/reader.h"

#include <fmt/format.h>
#include <algorithm>
#include <tuple>

#include "harness/document/bytes.h"
#include "harness/document/lines.h"
#include "harness/document/names.h"
#include "harness/document/problem_list.h"
#include "harness/document/sentences.h"
#include "harness/document/sequence.h"
#include "harness/document/table.h"

namespace plumb::document {

namespace {

constexpr std::string_view kByteOrderMark = "\xEF\xBB\xBF";
constexpr std::string_view kTitleEnd = " Dataflow";
constexpr std::string_view kGenerated = "Generated:";
constexpr std::string_view kEndsSentence = ".!?";

std::string_view WithoutMark(std::string_view text) {
    return text.starts_with(kByteOrderMark) ? text.substr(kByteOrderMark.size()) : text;
}

bool IsIntroduction(std::string_view title) {
    return title == "Introduction" || title == "Introduction.";
}

class Reader final {
  public:
    Reader(Document& document, ProblemList& problems)
        : document_(document), problems_(problems), lines_(WithoutMark(document.text)) {}

    void Read() {
        ReadHead();
        while (!lines_.AtEnd()) ReadSection();
    }

  private:
    /// Everything before the first flow: title, time of generation, introduction.
    void ReadHead() {
        bool title = false, generated = false, introduction = false;
        for (lines_.SkipBlank(); !lines_.AtEnd(); lines_.SkipBlank()) {
            const Line line = lines_.Current();
            if (!title && IsRule(line.text, '=')) {
                title = ReadTitle();
            } else if (title && !generated && !introduction && line.text.starts_with(kGenerated)) {
                document_.generated = TrimLeft(line.text.substr(kGenerated.size()));
                generated = true;
                lines_.Advance();
            } else if (!introduction && lines_.IsTitle('-') && IsIntroduction(line.text)) {
                introduction = true;
                ReadIntroduction();
            } else if (lines_.IsTitle('-')) {
                break;
            } else {
                ReportLine();
            }
        }
        if (!title) Missing("title ('<Source> to <Target> Dataflow' between two lines of '=')");
        if (!generated || document_.generated.empty()) Missing("line 'Generated: <time>'");
        if (!introduction) Missing("section 'Introduction'");
    }

    /// The overline is the current line. False when what follows is no title.
    bool ReadTitle() {
        const int overline = lines_.Current().number;
        lines_.Advance();
        if (lines_.AtEnd() || !lines_.IsTitle('=')) {
            problems_.Add("a line of '=' that is no part of a title", overline, 1);
            return false;
        }
        const Line title = lines_.Current();
        lines_.Advance();
        lines_.Advance();
        const bool ends_well = title.text.ends_with(kTitleEnd);
        const std::string_view names =
            title.text.substr(0, title.text.size() - (ends_well ? kTitleEnd.size() : 0));
        const auto halves = SplitAtTo(names);
        if (ends_well && halves) {
            document_.title = TrimLeft(TrimRight(names));
            std::tie(document_.source_system, document_.target_system) = *halves;
        } else {
            problems_.Add(fmt::format("the title {} is not understood", Quote(title.text)),
                          title.number, 1, "it reads '<Source> to <Target> Dataflow'");
        }
        return true;
    }

    /// One paragraph of boilerplate, which claims nothing.
    void ReadIntroduction() {
        const int heading = lines_.Current().number;
        lines_.Advance();
        lines_.Advance();
        lines_.SkipBlank();
        if (lines_.AtEnd() || lines_.IsTitle('-')) {
            return problems_.Add("the introduction is empty", heading, 1);
        }
        bool begins = true;
        while (!lines_.AtEnd() && !lines_.Current().IsBlank()) {
            if (lines_.IsTitle('-')) return;
            begins = CountSentences(lines_.Current(), begins);
            lines_.Advance();
        }
    }

    /// Notes the sentences that begin on a line; true when the next line begins another.
    bool CountSentences(const Line& line, bool begins) {
        for (std::size_t i = 0; i < line.text.size(); ++i) {
            if (IsBlank(line.text[i])) continue;
            if (begins) document_.introduction.push_back(line.number);
            const bool is_last = i + 1 == line.text.size() || IsBlank(line.text[i + 1]);
            begins = is_last && kEndsSentence.find(line.text[i]) != std::string_view::npos;
        }
        return begins;
    }

    void Missing(std::string_view what) {
        problems_.Add(fmt::format("the document has no {}", what), 1, 1);
    }

    /// The current line is the title of a section; leaves `lines_` at the next one.
    void ReadSection() {
        Section section;
        section.line = lines_.Current().number;
        section.title = lines_.Current().text;
        lines_.Advance();
        lines_.Advance();
        if (!NameSides(section)) return SkipSection();
        section.sentences.reserve(6);
        for (lines_.SkipBlank(); !lines_.AtEnd() && !lines_.IsTitle('-'); lines_.SkipBlank()) {
            ReadSentence(section);
        }
        if (const auto wrong = CheckSequence(section)) {
            problems_.Add(wrong->message, wrong->line, 1, wrong->hint);
        }
        document_.sections.push_back(std::move(section));
    }

    bool NameSides(Section& section) {
        const auto halves =
            SplitFlowTitle(section.title, document_.source_system, document_.target_system);
        if (!halves || halves->first.empty()) {
            problems_.Add(fmt::format("the section {} is not understood", Quote(section.title)),
                          section.line, 1, "a flow reads '<Source> <Entity> to <Target> <Entity>'");
            return false;
        }
        std::tie(section.source, section.target) = *halves;
        section.source_entity = Entity(section, section.source, document_.source_system);
        section.target_entity = Entity(section, section.target, document_.target_system);
        return true;
    }

    std::string_view Entity(const Section& section, std::string_view full,
                            std::string_view system) {
        if (const auto entity = EntityOf(full, system)) return *entity;
        const int column = static_cast<int>(full.data() - section.title.data()) + 1;
        problems_.Add(fmt::format("{} is no entity of {}", Quote(full), Quote(system)),
                      section.line, column, "the document's title names the two systems");
        return full;
    }

    void SkipSection() {
        const int first = lines_.AtEnd() ? 0 : lines_.Current().number;
        int skipped = 0;
        for (; !lines_.AtEnd() && !lines_.IsTitle('-'); lines_.Advance()) {
            if (!lines_.Current().IsBlank()) ++skipped;
        }
        if (skipped == 0) return;
        problems_.Add(skipped == 1 ? "the line below it is not read"
                                   : fmt::format("the {} lines below it are not read", skipped),
                      first, 1);
    }

    void ReadSentence(Section& section) {
        const Line line = lines_.Current();
        const auto match = line.IsIndented() ? std::nullopt : MatchSentence(line.text, section);
        if (!match) return ReportLine();
        section.sentences.push_back({match->kind, line.number});
        if (match->other_names.data() != nullptr) ReportNames(section, line, match->other_names);
        lines_.Advance();
        if (match->kind == SentenceKind::kMergeRule) {
            ReadRows(line, {section, document_.target_system, 2}, section.merge_rows);
        } else if (match->kind == SentenceKind::kProperties) {
            ReadRows(line, {section, document_.target_system, 3}, section.property_rows);
        }
    }

    void ReadRows(const Line& sentence, const TableForm& form, std::vector<Row>& rows) {
        lines_.SkipBlank();
        if (!lines_.AtEnd() && IsTableStart(lines_.Current().text)) {
            return ReadTable(lines_, form, rows, problems_);
        }
        problems_.Add("a table must follow this sentence", sentence.number, 1);
    }

    void ReportNames(const Section& section, const Line& line, std::string_view names) {
        problems_.Add(fmt::format("the sentence names {}", Quote(names)), line.number,
                      line.ColumnOf(names),
                      fmt::format("its section is about {} and {}", Quote(section.source),
                                  Quote(section.target)));
    }

    void ReportLine() {
        const Line line = lines_.Current();
        lines_.Advance();
        if (!problems_.HasRoom()) return problems_.Count();
        const std::string_view text = TrimLeft(line.text);
        problems_.Add(fmt::format("this line is not understood: {}", Quote(text)), line.number,
                      line.ColumnOf(text));
    }

    Document& document_;
    ProblemList& problems_;
    Lines lines_;
};

void ReportByte(const Document& document, std::size_t at, ProblemList& problems) {
    const std::string_view before = document.text.substr(0, at);
    const auto line = static_cast<int>(std::count(before.begin(), before.end(), '\n')) + 1;
    const auto column = static_cast<int>(at - (before.rfind('\n') + 1)) + 1;  // npos + 1 is 0
    const bool zero = document.text[at] == '\0';
    problems.Add(zero ? "a zero byte stands here" : "this is not UTF-8", line, column,
                 "the document is not read further; export it again as a UTF-8 text");
}

}  // namespace

Document Read(std::string_view text, const std::string& file) {
    Document document;
    document.file = file;
    document.text = text;
    ProblemList problems(file);
    if (const std::size_t bad = FindBadByte(text); bad != std::string_view::npos) {
        ReportByte(document, bad, problems);
    } else {
        Reader(document, problems).Read();
    }
    document.problems = problems.Take();
    return document;
}

}  // namespace plumb::document
