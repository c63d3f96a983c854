#pragma once

#include <map>
#include <string>
#include <vector>

#include "harness/base/result.h"
#include "harness/yaml/node.h"

namespace plumb::catalogue {

/// One row of a value table: a value that real data has and that careless code breaks.
struct ValueRow {
    std::string id;                           ///< a slug; part of the ids of cases
    std::string why;                          ///< what is awkward about it, in a few words
    std::map<std::string, yaml::Node> cells;  ///< by column; every column is there
    Place place;
};

/// Awkward values of one kind (specs/checks/values/NAME.yaml). In texts "{tag}" becomes the tag of
/// the case, "{digits}" eight digits that only this case has, and "{fill}" as many letters as the
/// shorter field of the pair still takes.
struct ValueTable {
    std::string name;  ///< the file's name without its ending
    std::vector<std::string> columns;
    std::vector<ValueRow> rows;

    const ValueRow* FindRow(const std::string& id) const;
};

/// Reads a table strictly and adds what is wrong to `problems`.
ValueTable ReadValueTable(const yaml::Node& node, std::vector<Problem>& problems);

}  // namespace plumb::catalogue
