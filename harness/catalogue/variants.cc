#include "harness/catalogue/variants.h"

#include <fmt/format.h>
#include <algorithm>
#include <cstdint>
#include <iterator>
#include <set>

#include "harness/base/ids.h"
#include "harness/base/json_path.h"
#include "harness/base/text.h"
#include "harness/catalogue/kind.h"
#include "harness/scenario/property_type.h"

namespace plumb::catalogue {

namespace {

using Problems = std::vector<Problem>;
using target::Field;
using target::FieldKind;
using yaml::Node;

constexpr std::string_view kKind = "{kind}";
constexpr std::string_view kTag = "{tag}";
constexpr std::string_view kFill = "{fill}";
constexpr std::string_view kDigits = "{digits}";
/// The most that a case's tag, and the one that the executor tries values with, can take.
constexpr std::size_t kTagLength = 24;
constexpr std::size_t kFillMax = 2000;
constexpr std::size_t kRoomForANewValue = 40;

Node QuotedNode(const std::string& text) {
    Node node;
    node.kind = Node::Kind::kScalar;
    node.text = text;
    node.quoted = true;
    return node;
}

Node FromJson(const nlohmann::json& value) {
    if (value.is_string()) return QuotedNode(value.get_ref<const std::string&>());
    Node node = QuotedNode(Dump(value));
    node.quoted = false;
    return node;
}

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

std::string NameFor(const VariantSource& source, FieldKind kind) {
    return ReplaceAll(source.table, kKind, TableName(kind));
}

Variant Missing(std::string reason) {
    Variant variant;
    variant.skip = Skipped(std::move(reason), false);
    return variant;
}

/// Fits the cells of a row to the fields that will hold them.
class Fitter final {
  public:
    Fitter(const VariantRequest& request, const Field& common)
        : request_(request), common_(common) {
        const checklist::Pair& pair = request.subject.pair->pair;
        from_ = request.context.FieldOn(*request.subject.flow, request.from, pair);
    }

    Variant Fit(const ValueRow& row) const {
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

  private:
    /// A number for a field that holds texts is written as a text.
    Node FitCell(Node cell, const std::string& row) const {
        if (!cell.IsScalar() || !cell.tag.empty()) return cell;
        const bool digits = cell.text.find(kDigits) != std::string::npos;
        cell.text =
            ReplaceAll(Fill(cell.text, common_.max_length), kDigits, DigitsOf(request_.name + row));
        if (digits && IsNumber(common_.kind)) cell.quoted = false;
        const bool textual = IsTextual(from_.kind) && !IsTextual(common_.kind);
        if (textual && !yaml::ToJson(cell).is_null()) cell.quoted = true;
        return cell;
    }

    /// `$NAME.at-target`: what a value becomes on its way to the target.
    void AddAtTarget(Variant& variant) const {
        const auto value = variant.cells.find("value");
        if (value == variant.cells.end() || request_.from != Side::kSource) return;
        const auto type = scenario::PropertyType::Parse(request_.subject.pair->type);
        const auto at_target = type.ToTarget(yaml::ToJson(value->second));
        if (at_target) {
            variant.cells["at-target"] = FromJson(*at_target);
        } else if (!variant.skip) {
            variant.skip =
                Skipped("the type drops this value: " + request_.subject.pair->type, false);
        }
    }

    const VariantRequest& request_;
    Field common_;
    Field from_;
};

/// The table of a field that only takes certain values.
ValueTable ChoicesOf(const Field& common) {
    ValueTable table{
        .name = std::string(TableName(FieldKind::kChoice)), .columns = {"value"}, .rows = {}};
    for (const std::string& choice : common.choices) {
        table.rows.push_back({.id = Slug(choice),
                              .why = "the choice " + choice,
                              .cells = {{"value", QuotedNode(choice)}},
                              .place = {}});
    }
    return table;
}

/// A record that is archived or inactive counts as deleted.
bool MeansDeleted(const target::Entity& entity, const std::string& path) {
    return entity.delete_fallback.is_object() && Find(entity.delete_fallback, path) != nullptr;
}

bool IsCreatedWith(const Field& field) {
    return !field.generate.empty();
}

/// A field that a person can set to any value of its kind at any time. Numbers may come from a
/// series; what asks for further fields cannot be edited alone.
bool IsFreeToEdit(const target::Entity& entity, const std::string& path, const Field& field) {
    return field.kind != FieldKind::kOpaque && field.kind != FieldKind::kInteger &&
           entity.create_when_true.find(path) == entity.create_when_true.end();
}

bool IsOf(FieldRows rows, const target::Entity& entity, const std::string& path,
          const Field& field) {
    if (field.read_only || field.managed) return false;
    if (rows == FieldRows::kUnlisted) return IsCreatedWith(field) && IsUnique(field.kind);
    if (MeansDeleted(entity, path)) return false;
    if (rows == FieldRows::kFlags) return field.kind == FieldKind::kBoolean;
    if (rows == FieldRows::kLookAlikes) return IsFreeToEdit(entity, path, field);
    return !IsCreatedWith(field) && IsFreeToEdit(entity, path, field);
}

/// The paths of the $from side that no table of the document names.
std::vector<std::string> PathsOf(FieldRows rows, const VariantRequest& request,
                                 const target::Entity& entity) {
    const std::string& id = EntityIdOn(*request.subject.flow, request.from);
    std::vector<std::string> paths;
    for (const auto& [path, field] : entity.fields) {
        if (!request.context.IsNamed(id, path) && IsOf(rows, entity, path, field))
            paths.push_back(path);
    }
    return paths;
}

/// One row that sets all of `values`, by path; none when there is nothing to set.
std::vector<Variant> OneRow(const std::vector<std::pair<std::string, Node>>& values) {
    if (values.empty()) return {};
    Variant variant;
    Node& set = variant.cells["set"];
    set.kind = Node::Kind::kMap;
    for (const auto& [path, value] : values) {
        variant.why += (variant.why.empty() ? "" : ", ") + path;
        set.entries.push_back({path, {}, value});
    }
    return {variant};
}

/// The paths alone.
Node Texts(const std::vector<std::pair<std::string, Node>>& values) {
    Node list;
    list.kind = Node::Kind::kList;
    for (const auto& [path, value] : values) list.items.push_back(QuotedNode(path));
    return list;
}

std::vector<Variant> Others(const VariantRequest& request, const target::Entity& entity) {
    Node fresh = QuotedNode("fresh");
    fresh.quoted = false;
    std::vector<std::pair<std::string, Node>> values;
    for (const std::string& path : PathsOf(FieldRows::kOthers, request, entity))
        values.emplace_back(path, fresh);
    return OneRow(values);
}

/// Of the key's own kind, or a code that is long enough to hold one, as a login is.
bool CouldBeTakenFor(const Field& key, const Field& field) {
    constexpr std::size_t kHoldsAnAddress = 64;
    if (field.kind == key.kind) return true;
    return key.kind == FieldKind::kEmail && field.kind == FieldKind::kWord &&
           field.max_length >= kHoldsAnAddress;
}

std::vector<Variant> LookAlikes(const VariantRequest& request, const target::Entity& entity) {
    if (!request.subject.pair) return {};
    const checklist::Pair& pair = request.subject.pair->pair;
    const Field key = request.context.FieldOn(*request.subject.flow, request.from, pair);
    Node value = QuotedNode("$fresh.key");
    value.quoted = false;
    std::vector<std::pair<std::string, Node>> values;
    for (const std::string& path : PathsOf(FieldRows::kLookAlikes, request, entity)) {
        if (CouldBeTakenFor(key, entity.FieldAt(path))) values.emplace_back(path, value);
    }
    return OneRow(values);
}

std::vector<Variant> Retirement(const target::Entity& entity) {
    std::vector<std::pair<std::string, Node>> values;
    if (entity.delete_fallback.is_object()) {
        for (const auto& [path, value] : entity.delete_fallback.items())
            values.emplace_back(path, FromJson(value));
    }
    std::vector<Variant> rows = OneRow(values);
    for (Variant& row : rows) row.cells["paths"] = Texts(values);
    return rows;
}

std::vector<Variant> OneForEachPath(FieldRows rows, const VariantRequest& request,
                                    const target::Entity& entity) {
    std::vector<Variant> variants;
    for (const std::string& path : PathsOf(rows, request, entity)) {
        Variant variant{.id = Slug(path), .why = path, .cells = {}, .skip = {}};
        variant.cells["path"] = QuotedNode(path);
        variant.cells["path"].quoted = false;
        variants.push_back(std::move(variant));
    }
    if (variants.empty() && rows == FieldRows::kUnlisted) {
        variants.push_back(
            Missing("every property that Plumb can edit here is listed by the document"));
    }
    return variants;
}

std::vector<Variant> FromFields(FieldRows rows, const VariantRequest& request) {
    const target::Entity* entity = request.context.EntityOn(*request.subject.flow, request.from);
    if (entity == nullptr) return {};
    if (rows == FieldRows::kOthers) return Others(request, *entity);
    if (rows == FieldRows::kLookAlikes) return LookAlikes(request, *entity);
    if (rows == FieldRows::kRetirement) return Retirement(*entity);
    return OneForEachPath(rows, request, *entity);
}

bool IsWanted(const VariantSource& source, const std::string& row) {
    return source.rows.empty() ||
           std::find(source.rows.begin(), source.rows.end(), row) != source.rows.end();
}

}  // namespace

std::vector<const ValueTable*> TablesOf(const VariantSource& source, const Catalogue& catalogue) {
    std::set<std::string> names;
    for (int kind = 0; kind <= static_cast<int>(FieldKind::kOpaque); ++kind) {
        names.insert(NameFor(source, static_cast<FieldKind>(kind)));
    }
    std::vector<const ValueTable*> tables;
    for (const auto& [name, table] : catalogue.tables) {
        if (names.contains(name)) tables.push_back(&table);
    }
    return tables;
}

std::vector<Variant> VariantsOf(const VariantSource& source, const VariantRequest& request,
                                Problems& problems) {
    if (!source.HasTable()) return FromFields(source.fields, request);
    if (!request.subject.pair) return {Missing(NothingToEdit().reason)};
    const Field common =
        request.context.CommonFieldOf(*request.subject.flow, *request.subject.pair);
    const std::string name = NameFor(source, common.kind);
    const bool choices = name == TableName(FieldKind::kChoice);
    const auto found = request.catalogue.tables.find(name);
    if (!choices && found == request.catalogue.tables.end()) {
        if (name != source.table) {
            return {Missing(fmt::format("there is no value table values/{}.yaml", name))};
        }
        problems.push_back({fmt::format("there is no value table '{}'", name), source.place,
                            "tables stand in values/ beside the checks"});
        return {};
    }
    const ValueTable own_choices = choices ? ChoicesOf(common) : ValueTable();
    const Fitter fitter(request, common);
    std::vector<Variant> variants;
    for (const ValueRow& row : choices ? own_choices.rows : found->second.rows) {
        if (choices || IsWanted(source, row.id)) variants.push_back(fitter.Fit(row));
    }
    if (variants.empty()) {
        return {
            Missing(fmt::format("values/{}.yaml has none of the rows that the check names", name))};
    }
    return variants;
}

}  // namespace plumb::catalogue
