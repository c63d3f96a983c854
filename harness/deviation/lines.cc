#include "harness/deviation/lines.h"

#include <algorithm>

#include "harness/base/json_path.h"
#include "harness/base/text.h"

namespace plumb::deviation {

namespace {

std::vector<std::string> Cut(std::string_view text) {
    std::vector<std::string> lines;
    while (!text.empty()) {
        const std::size_t end = std::min(text.find('\n'), text.size() - 1) + 1;
        lines.emplace_back(text.substr(0, end));
        text.remove_prefix(end);
    }
    return lines;
}

/// Where a quoted or plain text that begins at `at` ends on its line.
std::size_t EndOfScalar(std::string_view line, std::size_t at, std::size_t plain_size) {
    const char quote = line[at];
    if (quote != '"' && quote != '\'') return std::min(at + plain_size, line.size());
    for (std::size_t i = at + 1; i < line.size(); ++i) {
        if (quote == '"' && line[i] == '\\') {
            ++i;
        } else if (line[i] == quote) {
            const bool doubled = quote == '\'' && i + 1 < line.size() && line[i + 1] == quote;
            if (!doubled) return i + 1;
            ++i;
        }
    }
    return line.size();
}

tl::unexpected<Error> CannotEdit(const Place& place) {
    return InputError("this list cannot be rewritten: an entry does not begin on a line of its own",
                      place, "write each entry as lines that begin with `- case: …`");
}

}  // namespace

Result<Lines> Lines::Of(std::string_view text, const yaml::Node& root) {
    Lines lines;
    lines.lines_ = Cut(text);
    if (!lines.lines_.empty() && !lines.lines_.back().ends_with('\n')) lines.lines_.back() += '\n';
    const auto list = std::ranges::find(root.entries, "deviations", &yaml::Node::Entry::key);
    if (list == root.entries.end()) return CannotEdit(root.place);
    const Status found =
        list->value.items.empty() ? lines.OpenEmptyList(*list) : lines.FindSpans(list->value);
    if (!found) return tl::make_unexpected(found.error());
    return lines;
}

bool Lines::IsBlank(std::size_t line) const {
    return line < lines_.size() && Trim(lines_[line]).empty();
}

bool Lines::IsComment(std::size_t line) const {
    return line < lines_.size() && Trim(lines_[line]).starts_with('#');
}

std::size_t Lines::IndentOf(std::size_t line) const {
    return lines_[line].find_first_not_of(' ');
}

Status Lines::FindSpans(const yaml::Node& list) {
    for (const yaml::Node& item : list.items) {
        const yaml::Node* name = item.Find("case");
        if (item.place.line < 1 || name == nullptr) return CannotEdit(item.place);
        Span span;
        span.first = static_cast<std::size_t>(item.place.line) - 1;
        span.case_line = static_cast<std::size_t>(name->place.line) - 1;
        span.case_column = static_cast<std::size_t>(name->place.column) - 1;
        const std::string_view before =
            std::string_view(lines_[span.first])
                .substr(0, static_cast<std::size_t>(item.place.column) - 1);
        const bool own_line =
            Trim(before) == "-" && (spans_.empty() || spans_.back().first < span.first);
        const bool plain = name->text.find('\n') == std::string::npos;
        if (!own_line || !plain) return CannotEdit(item.place);
        indent_ = before.find('-');
        spans_.push_back(span);
    }
    for (std::size_t i = 0; i < spans_.size(); ++i) {
        std::size_t last = (i + 1 < spans_.size() ? spans_[i + 1].first : lines_.size()) - 1;
        // What follows with less indentation is said of the next entry, or of none.
        while (last > spans_[i].first &&
               (IsBlank(last) || (IsComment(last) && IndentOf(last) <= indent_))) {
            --last;
        }
        spans_[i].last = last;
    }
    append_at_ = spans_.back().last + 1;
    return {};
}

/// `deviations: []` becomes `deviations:`, so that entries can follow.
Status Lines::OpenEmptyList(const yaml::Node::Entry& list) {
    const auto line = static_cast<std::size_t>(list.place.line) - 1;
    std::string& text = lines_[line];
    const std::size_t colon = text.find(':', static_cast<std::size_t>(list.place.column) - 1);
    if (colon == std::string::npos) return CannotEdit(list.place);
    const std::size_t value = text.find_first_not_of(" \t\r\n", colon + 1);
    if (value != std::string::npos && text[value] != '#') {
        const std::size_t end =
            text[value] == '[' ? text.find(']', value) : text.find_last_not_of(" \t\r\n");
        if (end == std::string::npos) return CannotEdit(list.place);
        text.erase(colon + 1, end - colon);
    }
    append_at_ = line + 1;
    return {};
}

std::string Lines::WithCase(const Span& span, const std::string& name) const {
    std::string text;
    for (std::size_t i = span.first; i <= span.last; ++i) {
        std::string line = lines_[i];
        if (i == span.case_line) {
            const std::string_view rest = std::string_view(line).substr(span.case_column);
            const std::size_t comment = rest.find(" #");
            const std::size_t plain = Trim(rest.substr(0, comment)).size();
            const std::size_t end = EndOfScalar(line, span.case_column, plain);
            line.replace(span.case_column, end - span.case_column, Scalar(name));
        }
        text += line;
    }
    return text;
}

std::string Lines::CommentsIn(const Span& span) const {
    std::string text;
    for (std::size_t i = span.first; i <= span.last; ++i) {
        const std::string& line = lines_[i];
        std::size_t at = line.find_first_not_of(" -");
        if (at == std::string::npos) continue;
        if (line[at] != '#') {
            const std::size_t colon = line.find(": ", at);
            if (colon == std::string::npos) continue;
            at = line.find(" #", EndOfScalar(line, line.find_first_not_of(' ', colon + 1), 0));
            if (at == std::string::npos) continue;
        }
        text += Indentation() + std::string(Trim(std::string_view(line).substr(at))) + "\n";
    }
    return text;
}

void Lines::Append(const std::string& text) {
    const auto added = Cut(text);
    lines_.insert(lines_.begin() + static_cast<std::ptrdiff_t>(append_at_), added.begin(),
                  added.end());
}

void Lines::Replace(const Span& span, const std::string& text) {
    const auto first = lines_.begin() + static_cast<std::ptrdiff_t>(span.first);
    const auto behind = lines_.begin() + static_cast<std::ptrdiff_t>(span.last) + 1;
    const auto added = Cut(text);
    lines_.insert(lines_.erase(first, behind), added.begin(), added.end());
}

void Lines::Remove(const Span& span) {
    std::size_t first = span.first;
    std::size_t behind = span.last + 1;
    const bool next_has_its_own = behind >= lines_.size() || IsBlank(behind) || IsComment(behind);
    while (next_has_its_own && first > 0 && IsComment(first - 1) &&
           IndentOf(first - 1) == indent_) {
        --first;
    }
    if (first > 0 && IsBlank(first - 1) && IsBlank(behind)) ++behind;
    lines_.erase(lines_.begin() + static_cast<std::ptrdiff_t>(first),
                 lines_.begin() + static_cast<std::ptrdiff_t>(behind));
}

std::string Lines::Text() const {
    std::string text;
    for (const std::string& line : lines_) text += line;
    return text;
}

std::string Scalar(const std::string& text) {
    const auto is_letter = [](char c) { return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z'); };
    const bool plain = std::ranges::all_of(text, [&](char c) {
        return is_letter(c) || (c >= '0' && c <= '9') ||
               std::string_view("/.- ").find(c) != std::string_view::npos;
    });
    const bool framed = !text.empty() && is_letter(text.front()) && text.back() != ' ';
    return plain && framed ? text : Dump(Json(text));
}

}  // namespace plumb::deviation
