#pragma once

#include <algorithm>
#include <filesystem>
#include <string>
#include <vector>

namespace plumb::testing {

/// fixtures/FOLDER of the source tree.
inline std::filesystem::path FixtureFolder(const std::string& folder) {
    return std::filesystem::path(PLUMB_SOURCE_DIR) / "fixtures" / folder;
}

/// The names of the files with that ending (".rst"), without it, sorted: parameters of a test.
inline std::vector<std::string> FixtureNames(const std::string& folder, const std::string& ending) {
    std::vector<std::string> names;
    for (const auto& entry : std::filesystem::directory_iterator(FixtureFolder(folder))) {
        if (entry.path().extension() == ending) names.push_back(entry.path().stem().string());
    }
    std::sort(names.begin(), names.end());
    return names;
}

/// Names as parameters of a test: `-` is not allowed in a test's name.
inline std::string TestName(std::string name) {
    std::replace(name.begin(), name.end(), '-', '_');
    return name;
}

}  // namespace plumb::testing
