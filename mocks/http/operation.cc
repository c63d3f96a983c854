#include "mocks/http/operation.h"

#include <algorithm>
#include <array>
#include <utility>

#include "harness/base/json_path.h"
#include "harness/base/text.h"

namespace plumb::mocks::http {

namespace {

using Kind = Operation::Kind;

constexpr std::array<std::pair<std::string_view, Kind>, 6> kKindWords{{{"list", Kind::kList},
                                                                       {"read", Kind::kRead},
                                                                       {"create", Kind::kCreate},
                                                                       {"update", Kind::kUpdate},
                                                                       {"delete", Kind::kDelete},
                                                                       {"token", Kind::kToken}}};

/// Both may hold segments that stand for any one.
bool Fits(const std::vector<std::string>& pattern, const std::vector<std::string>& path) {
    const bool open = !pattern.empty() && pattern.back() == "**";
    const std::size_t fixed = pattern.size() - (open ? 1 : 0);
    if (open ? path.size() < fixed : path.size() != fixed) return false;
    for (std::size_t i = 0; i < fixed; ++i) {
        if (!IsAny(pattern[i]) && !IsAny(path[i]) && pattern[i] != path[i]) return false;
    }
    return true;
}

std::vector<std::string> Lower(std::vector<std::string> path) {
    for (std::string& segment : path) segment = ToLower(segment);
    return path;
}

}  // namespace

std::vector<std::string> SegmentsOf(std::string_view path) {
    std::vector<std::string> segments;
    for (const std::string_view segment : Split(path, '/')) {
        if (!segment.empty()) segments.push_back(ToLower(segment));
    }
    return segments;
}

bool IsAny(std::string_view segment) {
    return segment == "*" || segment.starts_with('{');
}

std::optional<Kind> KindFrom(std::string_view word) {
    const auto found =
        std::ranges::find(kKindWords, word, [](const auto& row) { return row.first; });
    if (found == kKindWords.end()) return std::nullopt;
    return found->second;
}

const std::vector<std::string>& KindWords() {
    static const std::vector<std::string> words = [] {
        std::vector<std::string> all;
        for (const auto& [word, kind] : kKindWords) all.emplace_back(word);
        return all;
    }();
    return words;
}

std::optional<Operation> OperationOf(const Operations& operations, const Request& request) {
    const auto path = Lower(request.path);
    for (const Operation& operation : operations) {
        if (operation.method != request.method || !Fits(SegmentsOf(operation.path), path)) continue;
        Operation found = operation;
        if (found.kind == Kind::kCreateOrUpdate)
            found.kind = IdInBody(request).empty() ? Kind::kCreate : Kind::kUpdate;
        return found;
    }
    return std::nullopt;
}

bool PathFits(std::string_view pattern, const std::vector<std::string>& path) {
    return Fits(SegmentsOf(pattern), Lower(path));
}

bool CouldFit(std::string_view pattern, const Operation& operation) {
    return Fits(SegmentsOf(pattern), SegmentsOf(operation.path));
}

bool CouldName(std::string_view record, std::string_view pattern, const Operation& operation) {
    const bool in_body = operation.kind == Kind::kCreate || operation.kind == Kind::kUpdate ||
                         operation.kind == Kind::kCreateOrUpdate;
    if (in_body && operation.method == "POST") return true;
    const auto wanted = pattern.empty() ? std::vector<std::string>{"**"} : SegmentsOf(pattern);
    const std::string id = ToLower(record);
    const auto segments = SegmentsOf(operation.path);
    for (std::size_t i = 0; i < segments.size(); ++i) {
        if (!IsAny(segments[i])) continue;
        const std::string& asked = i < wanted.size() ? wanted[i] : wanted.back();
        if (IsAny(asked) || asked == "**" || asked == id) return true;
    }
    return false;
}

std::string IdInBody(const Request& request) {
    const Json body = ParseJson(request.body);
    if (!body.is_object()) return "";
    for (const char* name : {"id", "Id"}) {
        const auto found = body.find(name);
        if (found == body.end() || found->is_null()) continue;
        return found->is_string() ? found->get<std::string>() : Dump(*found);
    }
    return "";
}

}  // namespace plumb::mocks::http
