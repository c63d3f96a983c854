#include <fmt/format.h>
#include <yaml-cpp/eventhandler.h>
#include <yaml-cpp/exceptions.h>
#include <yaml-cpp/parser.h>
#include <algorithm>
#include <exception>
#include <sstream>

#include "harness/base/text.h"
#include "harness/yaml/builder.h"
#include "harness/yaml/node.h"

namespace plumb::yaml {

namespace {

/// Carries a refusal through the parser, which knows no other way to stop.
struct Refused {
    Problem problem;
};

Place PlaceOf(const YAML::Mark& mark, const std::string& file) {
    if (mark.is_null()) return Place{.file = file, .line = 1, .column = 1};
    return Place{.file = file, .line = mark.line + 1, .column = mark.column + 1};
}

class Events final : public YAML::EventHandler {
  public:
    Events(const std::string& file, const Limits& limits) : file_(file), builder_(limits) {}

    void OnDocumentStart(const YAML::Mark& mark) override {
        if (++documents_ > 1) {
            throw Refused{{"a second document starts here", PlaceOf(mark, file_),
                           "a file holds one document: remove the line '---', or split the file"}};
        }
    }
    void OnDocumentEnd() override {}

    void OnNull(const YAML::Mark& mark, YAML::anchor_t anchor) override {
        Check(builder_.OnNull(PlaceOf(mark, file_), anchor));
    }
    void OnAlias(const YAML::Mark& mark, YAML::anchor_t anchor) override {
        Check(builder_.OnAlias(PlaceOf(mark, file_), anchor));
    }
    void OnScalar(const YAML::Mark& mark, const std::string& tag, YAML::anchor_t anchor,
                  const std::string& value) override {
        // yaml-cpp's own marks: "!" for a quoted text, "?" for a plain one.
        const bool quoted = tag == "!" || tag == "tag:yaml.org,2002:str";
        Check(builder_.OnScalar(PlaceOf(mark, file_), value, quoted, LocalTag(tag), anchor));
    }
    void OnSequenceStart(const YAML::Mark& mark, const std::string& tag, YAML::anchor_t anchor,
                         YAML::EmitterStyle::value /*style*/) override {
        Check(builder_.OnListStart(PlaceOf(mark, file_), LocalTag(tag), anchor));
    }
    void OnSequenceEnd() override { Check(builder_.OnEnd()); }
    void OnMapStart(const YAML::Mark& mark, const std::string& tag, YAML::anchor_t anchor,
                    YAML::EmitterStyle::value /*style*/) override {
        Check(builder_.OnMapStart(PlaceOf(mark, file_), LocalTag(tag), anchor));
    }
    void OnMapEnd() override { Check(builder_.OnEnd()); }

    Node Take() {
        Node root = builder_.Take();
        if (root.place.line == 0) root.place = Place{.file = file_, .line = 1, .column = 1};
        return root;
    }

  private:
    static void Check(Builder::Refusal refusal) {
        if (refusal) throw Refused{std::move(*refusal)};
    }
    static std::string LocalTag(const std::string& tag) {
        return tag.size() > 1 && tag.front() == '!' ? tag : std::string();
    }

    const std::string& file_;
    Builder builder_;
    int documents_ = 0;
};

/// The first byte that no YAML text may hold, or npos. yaml-cpp would guess another encoding from a
/// zero byte and silently stop at 0x04.
std::size_t FindControl(std::string_view text) {
    for (std::size_t i = 0; i < text.size(); ++i) {
        const auto byte = static_cast<unsigned char>(text[i]);
        if ((byte < 0x20 && byte != '\t' && byte != '\n' && byte != '\r') || byte == 0x7F) return i;
    }
    return std::string_view::npos;
}

Place PlaceAt(std::string_view text, std::size_t offset, const std::string& file) {
    const std::string_view before = text.substr(0, offset);
    const auto lines = std::count(before.begin(), before.end(), '\n');
    const std::size_t start = before.rfind('\n') + 1;  // npos + 1 is 0
    return Place{.file = file,
                 .line = static_cast<int>(lines) + 1,
                 .column = static_cast<int>(offset - start) + 1};
}

/// The line of the first character that is not well-formed.
std::size_t FindInvalidLine(std::string_view text) {
    std::size_t start = 0;
    while (start < text.size()) {
        const std::size_t end = std::min(text.find('\n', start), text.size());
        if (!IsUtf8(text.substr(start, end - start))) break;
        start = end + 1;
    }
    return std::min(start, text.size());
}

std::optional<Problem> CheckBytes(std::string_view text, const std::string& file,
                                  const Limits& limits) {
    if (text.size() > limits.bytes) {
        return Problem{fmt::format("the text has {} bytes, more than the {} that are read",
                                   text.size(), limits.bytes),
                       Place{.file = file, .line = 0, .column = 0}, "split the file"};
    }
    if (const std::size_t at = FindControl(text); at != std::string_view::npos) {
        const auto byte = static_cast<unsigned char>(text[at]);
        return Problem{fmt::format("the control character 0x{:02X} is not allowed in YAML", byte),
                       PlaceAt(text, at, file), "in double quotes it can be written as \\xNN"};
    }
    if (IsUtf8(text)) return std::nullopt;
    return Problem{"this line is not UTF-8", PlaceAt(text, FindInvalidLine(text), file),
                   "save the file as UTF-8"};
}

/// yaml-cpp does not notice that a quoted text is never closed when a line end is the last thing it
/// reads. An explicit end of the document cannot stand inside quotes, and means nothing elsewhere.
std::string WithEnd(std::string_view text) {
    const std::size_t last_line = text.rfind('\n') + 1;  // npos + 1 is 0
    const bool ends_blank = text.find_first_not_of(" \t\r", last_line) == std::string_view::npos;
    std::string ended(text);
    if (ends_blank && !text.empty()) ended += last_line == text.size() ? "...\n" : "\n...\n";
    return ended;
}

}  // namespace

Result<Node> Parse(std::string_view text, const std::string& file, const Limits& limits) {
    if (std::optional<Problem> problem = CheckBytes(text, file, limits)) {
        return InputError({std::move(*problem)});
    }
    try {
        std::istringstream stream(WithEnd(text));
        YAML::Parser parser(stream);
        Events events(file, limits);
        while (parser.HandleNextDocument(events)) {
        }
        return events.Take();
    } catch (const Refused& refused) {
        return InputError({refused.problem});
    } catch (const YAML::Exception& error) {
        const bool in_quotes = error.msg.ends_with("in scalar");
        return InputError(error.msg, PlaceOf(error.mark, file),
                          in_quotes ? "is a quote left open?" : "");
    } catch (const std::exception& error) {
        return InputError(fmt::format("cannot be read as YAML: {}", error.what()), {.file = file});
    }
}

}  // namespace plumb::yaml
