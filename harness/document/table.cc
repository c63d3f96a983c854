#include "harness/document/table.h"

#include <fmt/format.h>

#include "harness/document/names.h"
#include "harness/document/sentences.h"

namespace plumb::document {

namespace {

constexpr std::string_view kDirective = ".. list-table::";
constexpr std::string_view kOption = "   :header-rows: 1";
constexpr std::string_view kFirstCell = "   * -";
constexpr std::string_view kNextCell = "     -";
constexpr std::string_view kDataType = "Data Type";

/// True when `line` is a cell that begins with `mark`; a blank or nothing follows the mark.
bool IsCell(std::string_view line, std::string_view mark) {
    return line.starts_with(mark) && (line.size() == mark.size() || line[mark.size()] == ' ');
}

/// The text of a cell; the marks have the same length but for one blank, see IsCell.
std::string_view CellText(std::string_view line, std::string_view mark) {
    return TrimLeft(line.substr(mark.size()));
}

/// A data type that stands alone on a line without indentation, as a generator once wrote them:
/// a cast in quotes, an expression (which may have lost its opening brackets), or N/A.
bool IsLooseType(const Lines& lines) {
    const std::string_view line = lines.Current().text;
    if (line.empty() || lines.IsTitle('-')) return false;
    return line.front() == '"' || line.front() == '[' || line.back() == ']' || line == "N/A";
}

class TableReader final {
  public:
    TableReader(Lines& lines, const TableForm& form, std::vector<Row>& rows, ProblemList& problems)
        : lines_(lines), form_(form), rows_(rows), problems_(problems) {}

    void Read() {
        ReadOptions();
        bool header = true;
        for (lines_.SkipBlank(); !lines_.AtEnd(); lines_.SkipBlank()) {
            if (IsCell(lines_.Current().text, kFirstCell)) {
                const Row row = ReadRow();
                if (header) {
                    CheckHeader(row);
                } else {
                    rows_.push_back(row);
                }
                header = false;
            } else if (lines_.Current().IsIndented()) {
                ReportLine("this line is no row of the table");
            } else {
                break;
            }
        }
        if (header) {
            problems_.Add("the table has no header row", start_, 1,
                          "its first row names the columns, such as 'YouTrack Users Property'");
        }
    }

  private:
    void ReadOptions() {
        start_ = lines_.Current().number;
        lines_.Advance();
        if (!lines_.AtEnd() && lines_.Current().text == kOption) return lines_.Advance();
        problems_.Add(fmt::format("the table needs '{}' in its second line", TrimLeft(kOption)),
                      start_ + 1, 1);
    }

    /// Reads from the first cell's line to behind the last one's.
    Row ReadRow() {
        Row row;
        row.line = lines_.Current().number;
        row.cells[0] = CellText(lines_.Current().text, kFirstCell);
        count_ = 1;
        lines_.Advance();
        for (; !lines_.AtEnd() && IsCell(lines_.Current().text, kNextCell); lines_.Advance()) {
            if (count_ < form_.columns) {
                row.cells[count_++] = CellText(lines_.Current().text, kNextCell);
            } else {
                problems_.Add(fmt::format("the table has {} columns, so this cell is one too many",
                                          form_.columns),
                              lines_.Current().number, 6);
            }
        }
        if (form_.columns == 3 && count_ == 2 && !lines_.AtEnd() && IsLooseType(lines_)) {
            row.cells[count_++] = lines_.Current().text;
            lines_.Advance();
        }
        if (count_ < form_.columns) {
            problems_.Add(fmt::format("the row has {} of {} cells", count_, form_.columns),
                          row.line, 4);
        }
        return row;
    }

    void CheckHeader(const Row& row) {
        CheckHeaderCell(row, 0, form_.section.source, " Property");
        CheckHeaderCell(row, 1, form_.section.target, " Property");
        // The documents name only the system here; the full name means the same.
        if (form_.columns < 3 || EntityOf(row.cells[2], form_.target_system) == kDataType) return;
        CheckHeaderCell(row, 2, form_.section.target, " Data Type");
    }

    void CheckHeaderCell(const Row& row, std::size_t cell, std::string_view name,
                         std::string_view what) {
        const std::string_view text = row.cells[cell];
        if (text.data() == nullptr) return;  // reported as a missing cell
        if (Matcher(text).Then(name).Then(what).Done()) return;
        problems_.Add(
            fmt::format("the header says {}", Quote(text)), row.line + static_cast<int>(cell), 8,
            fmt::format("the section's title asks for {}", Quote(fmt::format("{}{}", name, what))));
    }

    void ReportLine(std::string_view message) {
        const Line& line = lines_.Current();
        problems_.Add(fmt::format("{}: {}", message, Quote(TrimLeft(line.text))), line.number,
                      line.ColumnOf(TrimLeft(line.text)));
        lines_.Advance();
    }

    Lines& lines_;
    const TableForm& form_;
    std::vector<Row>& rows_;
    ProblemList& problems_;
    std::size_t count_ = 0;
    int start_ = 0;
};

}  // namespace

bool IsTableStart(std::string_view line) {
    return line == kDirective;
}

void ReadTable(Lines& lines, const TableForm& form, std::vector<Row>& rows, ProblemList& problems) {
    TableReader(lines, form, rows, problems).Read();
}

}  // namespace plumb::document
