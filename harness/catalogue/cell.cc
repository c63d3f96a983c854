#include "harness/catalogue/cell.h"

#include <utility>

#include "harness/base/json_path.h"

namespace plumb::catalogue {

yaml::Node QuotedCell(std::string text) {
    yaml::Node cell = PlainCell(std::move(text));
    cell.quoted = true;
    return cell;
}

yaml::Node PlainCell(std::string text) {
    yaml::Node cell;
    cell.kind = yaml::Node::Kind::kScalar;
    cell.text = std::move(text);
    return cell;
}

yaml::Node CellOf(const nlohmann::json& value) {
    return value.is_string() ? QuotedCell(value.get_ref<const std::string&>())
                             : PlainCell(Dump(value));
}

}  // namespace plumb::catalogue
