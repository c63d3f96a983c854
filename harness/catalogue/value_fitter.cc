#include "harness/catalogue/value_fitter.h"

#include <fmt/format.h>
#include <algorithm>
#include <cstdint>
#include <utility>

#include "harness/base/text.h"
#include "harness/catalogue/cell.h"
#include "harness/catalogue/kind.h"
#include "harness/scenario/property_type.h"

namespace plumb::catalogue {

namespace {

using target::Field;
using target::FieldKind;
using yaml::Node;

constexpr std::string_view kTag = "{tag}";
constexpr std::string_view kFill = "{fill}";
constexpr std::string_view kDigits = "{digits}";
/// The most that a case's tag, and the one that the executor tries values with, can take.
constexpr std::size_t kTagLength = 24;
constexpr std::size_t kFillMax = 2000;

/// In characters, each tag counted as long as it can be.
std::size_t LengthOf(const std::string& text) {
    const std::string filled = ReplaceAll(text, kTag, std::string(kTagLength, 't'));
    return static_cast<std::size_t>(std::count_if(filled.begin(), filled.end(), [](char c) {
        return (static_cast<unsigned char>(c) & 0xC0u) != 0x80u;
    }));
}

std::string Fill(const std::string& text, std::size_t max_length) {
    if (text.find(kFill) == std::string::npos) return text;
    const std::size_t rest = LengthOf(ReplaceAll(text, kFill, ""));
    const std::size_t room = std::min(kFillMax, max_length);
    constexpr std::string_view kLetters = "abcdefghij";
    std::string filling;
    while (filling.size() + rest < room) filling += kLetters[filling.size() % kLetters.size()];
    return ReplaceAll(text, kFill, filling);
}

/// Eight digits that follow from the name of the case, so that no other case has them.
std::string DigitsOf(const std::string& name) {
    std::uint64_t hash = 14695981039346656037ULL;
    for (const char c : name) hash = (hash ^ static_cast<unsigned char>(c)) * 1099511628211ULL;
    return std::to_string(10'000'000 + hash % 90'000'000);
}

bool IsNumber(FieldKind kind) {
    return kind == FieldKind::kInteger || kind == FieldKind::kDecimal;
}

}  // namespace

ValueFitter::ValueFitter(const VariantRequest& request, Field common)
    : request_(request), common_(std::move(common)) {
    const checklist::Pair& pair = request.subject.pair->pair;
    from_ = request.context.FieldOn(*request.subject.flow, request.from, pair);
}

Variant ValueFitter::Fit(const ValueRow& row) const {
    Variant variant{.id = row.id, .why = row.why, .cells = {}, .skip = {}};
    for (const auto& [column, cell] : row.cells) {
        Node fitted = FitCell(cell, row.id);
        if (fitted.IsScalar() && LengthOf(fitted.text) > common_.max_length) {
            variant.skip = Skipped(fmt::format("longer than the {} characters that both sides "
                                               "take",
                                               common_.max_length),
                                   false);
        }
        variant.cells[column] = std::move(fitted);
    }
    AddAtTarget(variant);
    return variant;
}

Node ValueFitter::FitCell(Node cell, const std::string& row) const {
    if (!cell.IsScalar() || !cell.tag.empty()) return cell;
    const bool digits = cell.text.find(kDigits) != std::string::npos;
    cell.text =
        ReplaceAll(Fill(cell.text, common_.max_length), kDigits, DigitsOf(request_.name + row));
    if (digits && IsNumber(common_.kind)) cell.quoted = false;
    const bool textual = IsTextual(from_.kind) && !IsTextual(common_.kind);
    if (textual && !yaml::ToJson(cell).is_null()) cell.quoted = true;
    return cell;
}

void ValueFitter::AddAtTarget(Variant& variant) const {
    const auto value = variant.cells.find("value");
    if (value == variant.cells.end() || request_.from != Side::kSource) return;
    const auto type = scenario::PropertyType::Parse(request_.subject.pair->type);
    const auto at_target = type.ToTarget(yaml::ToJson(value->second));
    if (at_target) {
        variant.cells["at-target"] = CellOf(*at_target);
    } else if (!variant.skip) {
        variant.skip = Skipped("the type drops this value: " + request_.subject.pair->type, false);
    }
}

}  // namespace plumb::catalogue
