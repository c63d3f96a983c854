#pragma once

#include <map>
#include <string>
#include <vector>

#include "harness/base/result.h"
#include "harness/catalogue/check_template.h"
#include "harness/catalogue/value_table.h"

namespace plumb::catalogue {

/// All check templates and value tables, as read: what can be tested, apart from any checklist.
struct Catalogue {
    std::vector<CheckTemplate> checks;  ///< in the order of the files' names and in the files
    std::map<std::string, ValueTable> tables;  ///< by name
    std::string text;  ///< everything that was read, in order: what a digest is made of
};

/// Reads FOLDER/*.yaml (each one template or a list of them) and FOLDER/values/*.yaml of every
/// folder, strictly. Reports all mistakes of all files at once; checks and tables of one name are a
/// mistake, also in different folders.
Result<Catalogue> ReadCatalogue(const std::vector<std::string>& folders);

}  // namespace plumb::catalogue
