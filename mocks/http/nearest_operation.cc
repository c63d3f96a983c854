#include "mocks/http/nearest_operation.h"

#include <algorithm>
#include <string_view>
#include <tuple>
#include <utility>
#include <vector>

#include "harness/base/edit_distance.h"
#include "harness/base/text.h"

namespace plumb::mocks::http {

namespace {

using Segments = std::vector<std::string>;

// What separates two paths, in hundredths of a segment that is missing or too much.
constexpr int kGap = 100;
constexpr int kOtherWord = 200;     ///< one too much and one missing
constexpr int kOtherSubject = 300;  ///< the same for the last word of the request
constexpr int kOtherMethod = 60;    ///< a path that is there is nearer than any other
constexpr std::size_t kLongestWord = 100;

/// Words, unlike ids, have no digits.
bool IsWord(std::string_view segment) {
    return segment.find_first_of("0123456789") == std::string_view::npos;
}

struct Sought {
    Segments path;
    std::size_t subject;  ///< index of the last word; behind the end when there is none

    explicit Sought(const Request& request) : subject(request.path.size()) {
        for (const std::string& segment : request.path)
            path.push_back(ToLower(std::string_view(segment).substr(0, kLongestWord)));
        for (std::size_t i = 0; i < path.size(); ++i) {
            if (IsWord(path[i])) subject = i;
        }
    }
    int TooMuch(std::size_t i) const { return i == subject ? kOtherSubject : kGap; }
    int InPlaceOf(const std::string& wanted, std::size_t i) const;
    int DistanceTo(const Segments& pattern) const;
    std::size_t SharedBeginning(const Segments& pattern) const;
};

int Sought::InPlaceOf(const std::string& wanted, std::size_t i) const {
    const std::string& seen = path[i];
    if (IsAny(wanted)) return i == subject ? kOtherSubject : IsWord(seen) ? kGap : 0;
    const std::size_t longer = std::max(wanted.size(), seen.size());
    const std::size_t edits = EditDistance(wanted, seen);
    if (2 * edits <= longer) return static_cast<int>(kOtherWord * edits / longer);
    return i == subject ? kOtherSubject : kOtherWord;
}

int Sought::DistanceTo(const Segments& pattern) const {
    std::vector<int> row(pattern.size() + 1);
    for (std::size_t j = 0; j < row.size(); ++j) row[j] = kGap * static_cast<int>(j);
    for (std::size_t i = 0; i < path.size(); ++i) {
        int diagonal = std::exchange(row[0], row[0] + TooMuch(i));
        for (std::size_t j = 0; j < pattern.size(); ++j) {
            const int replaced = diagonal + InPlaceOf(pattern[j], i);
            diagonal = row[j + 1];
            row[j + 1] = std::min({replaced, row[j] + kGap, diagonal + TooMuch(i)});
        }
    }
    return row.back();
}

std::size_t Sought::SharedBeginning(const Segments& pattern) const {
    const auto same = [](const auto& a, const auto& b) { return IsAny(a) || a == b; };
    const auto [end, other] = std::ranges::mismatch(pattern, path, same);
    return static_cast<std::size_t>(end - pattern.begin());
}

}  // namespace

std::string NearestOperation(const Operations& operations, const Request& request) {
    if (operations.empty()) return "";
    const Sought sought(request);
    const auto rank = [&](const Operation& one) {
        const Segments pattern = SegmentsOf(one.path);
        const int method = one.method == request.method ? 0 : kOtherMethod;
        return std::tuple(sought.DistanceTo(pattern) + method,
                          -static_cast<int>(sought.SharedBeginning(pattern)));
    };
    const auto nearest = std::ranges::min_element(operations, {}, rank);
    return nearest->method + " " + nearest->path;
}

}  // namespace plumb::mocks::http
