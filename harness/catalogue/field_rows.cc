#include "harness/catalogue/field_rows.h"

#include <string>
#include <utility>

#include "harness/base/ids.h"
#include "harness/base/json_path.h"
#include "harness/catalogue/cell.h"
#include "harness/catalogue/kind.h"

namespace plumb::catalogue {

namespace {

using target::Field;
using target::FieldKind;
using yaml::Node;

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
    for (const auto& [path, value] : values) list.items.push_back(QuotedCell(path));
    return list;
}

std::vector<Variant> Others(const VariantRequest& request, const target::Entity& entity) {
    const Node fresh = PlainCell("fresh");
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
    const Node value = PlainCell("$fresh.key");
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
            values.emplace_back(path, CellOf(value));
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
        variant.cells["path"] = PlainCell(path);
        variants.push_back(std::move(variant));
    }
    if (variants.empty() && rows == FieldRows::kUnlisted) {
        variants.push_back(
            NoVariant("every property that Plumb can edit here is listed by the document"));
    }
    return variants;
}

}  // namespace

std::vector<Variant> VariantsOfFields(FieldRows rows, const VariantRequest& request) {
    const target::Entity* entity = request.context.EntityOn(*request.subject.flow, request.from);
    if (entity == nullptr) return {};
    if (rows == FieldRows::kOthers) return Others(request, *entity);
    if (rows == FieldRows::kLookAlikes) return LookAlikes(request, *entity);
    if (rows == FieldRows::kRetirement) return Retirement(*entity);
    return OneForEachPath(rows, request, *entity);
}

}  // namespace plumb::catalogue
