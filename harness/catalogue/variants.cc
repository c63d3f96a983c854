#include "harness/catalogue/variants.h"

#include <fmt/format.h>
#include <algorithm>
#include <set>
#include <utility>

#include "harness/base/ids.h"
#include "harness/base/text.h"
#include "harness/catalogue/cell.h"
#include "harness/catalogue/field_rows.h"
#include "harness/catalogue/kind.h"
#include "harness/catalogue/value_fitter.h"

namespace plumb::catalogue {

namespace {

using Problems = std::vector<Problem>;
using target::Field;
using target::FieldKind;

constexpr std::string_view kKind = "{kind}";

std::string NameFor(const VariantSource& source, FieldKind kind) {
    return ReplaceAll(source.table, kKind, TableName(kind));
}

/// The table of a field that only takes certain values.
ValueTable ChoicesOf(const Field& common) {
    ValueTable table{
        .name = std::string(TableName(FieldKind::kChoice)), .columns = {"value"}, .rows = {}};
    for (const std::string& choice : common.choices) {
        table.rows.push_back({.id = Slug(choice),
                              .why = "the choice " + choice,
                              .cells = {{"value", QuotedCell(choice)}},
                              .place = {}});
    }
    return table;
}

bool IsWanted(const VariantSource& source, const std::string& row) {
    return source.rows.empty() ||
           std::find(source.rows.begin(), source.rows.end(), row) != source.rows.end();
}

}  // namespace

Variant NoVariant(std::string reason) {
    Variant variant;
    variant.skip = Skipped(std::move(reason), false);
    return variant;
}

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
    if (!source.HasTable()) return VariantsOfFields(source.fields, request);
    if (!request.subject.pair) return {NoVariant(NothingToEdit().reason)};
    const Field common =
        request.context.CommonFieldOf(*request.subject.flow, *request.subject.pair);
    const std::string name = NameFor(source, common.kind);
    const bool choices = name == TableName(FieldKind::kChoice);
    const auto found = request.catalogue.tables.find(name);
    if (!choices && found == request.catalogue.tables.end()) {
        if (name != source.table) {
            return {NoVariant(fmt::format("there is no value table values/{}.yaml", name))};
        }
        problems.push_back({fmt::format("there is no value table '{}'", name), source.place,
                            "tables stand in values/ beside the checks"});
        return {};
    }
    const ValueTable own_choices = choices ? ChoicesOf(common) : ValueTable();
    const ValueFitter fitter(request, common);
    std::vector<Variant> variants;
    for (const ValueRow& row : choices ? own_choices.rows : found->second.rows) {
        if (choices || IsWanted(source, row.id)) variants.push_back(fitter.Fit(row));
    }
    if (variants.empty()) {
        return {NoVariant(
            fmt::format("values/{}.yaml has none of the rows that the check names", name))};
    }
    return variants;
}

}  // namespace plumb::catalogue
