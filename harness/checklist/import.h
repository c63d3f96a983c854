#pragma once

#include <span>
#include <string>
#include <vector>

#include "harness/base/result.h"

namespace plumb::checklist {

/// What became of an import. Exit status: 3 when `not_saved` (a disk, a folder), else 2 when there
/// are `problems`, else 0, also with warnings.
struct ImportReport {
    std::vector<std::string> written;  ///< paths of the checklists, in the order of the documents
    std::vector<Problem> problems;
    std::vector<Problem> warnings;
    bool not_saved = false;
};

/// Writes `directory`/<file name without its ending>.yaml for every document (design, section 4).
/// Two documents for one checklist are refused before anything is written. A document that cannot
/// be read, or of which a line was not understood, gives problems and no checklist, and the others
/// are written all the same. A file appears whole or not at all. Makes the folder when missing.
ImportReport Import(std::span<const std::string> documents, const std::string& directory,
                    std::span<const std::string> known_system_ids);

}  // namespace plumb::checklist
