#include "harness/catalogue/value_table.h"

#include <fmt/format.h>

#include "harness/base/ids.h"
#include "harness/base/text.h"
#include "harness/yaml/fields.h"

namespace plumb::catalogue {

namespace {

using Problems = std::vector<Problem>;

ValueRow ReadRow(const yaml::Node& node, const ValueTable& table, Problems& problems) {
    ValueRow row;
    row.place = node.place;
    yaml::Fields fields(node, "a row", problems);
    if (!fields.IsMap()) return row;
    row.id = fields.RequiredText("id");
    row.why = fields.RequiredText("why");
    if (row.id != Slug(row.id)) {
        fields.Report(fmt::format("'{}' is no id", Shorten(row.id, 60)), node.place,
                      fmt::format("lower-case letters, digits and '-': {}", Slug(row.id)));
    }
    if (table.FindRow(row.id) != nullptr) {
        fields.Report(fmt::format("the row '{}' stands here twice", row.id), node.place);
    }
    for (const std::string& column : table.columns) {
        if (const yaml::Node* cell = fields.Required(column)) row.cells[column] = *cell;
    }
    fields.Finish();
    return row;
}

}  // namespace

const ValueRow* ValueTable::FindRow(const std::string& id) const {
    for (const ValueRow& row : rows) {
        if (row.id == id) return &row;
    }
    return nullptr;
}

ValueTable ReadValueTable(const yaml::Node& node, Problems& problems) {
    ValueTable table;
    yaml::Fields fields(node, "a value table", problems);
    if (!fields.IsMap()) return table;
    table.name = fields.RequiredText("values");
    fields.Required("columns");
    table.columns = fields.Texts("columns");
    const yaml::Node* rows = fields.Required("rows");
    fields.Finish();
    if (table.columns.empty()) fields.Report("a value table needs a column", node.place);
    if (rows == nullptr) return table;
    if (!rows->IsList() || rows->items.empty()) {
        fields.Report("'rows' must be a list of at least one row", rows->place);
    }
    for (const yaml::Node& row : rows->items) {
        table.rows.push_back(ReadRow(row, table, problems));
    }
    return table;
}

}  // namespace plumb::catalogue
