// Whatever a value table holds, it is read, with a cell in every column of every row, or refused
// with problems that have a place.

#include <cstddef>
#include <cstdint>
#include <cstdlib>
#include <string_view>
#include <vector>

#include "fuzz/problems.h"
#include "harness/catalogue/value_table.h"

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
    const std::string_view text(reinterpret_cast<const char*>(data), size);
    const auto node = plumb::yaml::Parse(text, "values.yaml", {.bytes = 1 << 14});
    if (!node) return 0;
    std::vector<plumb::Problem> problems;
    const auto table = plumb::catalogue::ReadValueTable(*node, problems);
    CheckProblems(problems);
    if (!problems.empty()) return 0;
    for (const auto& row : table.rows) {
        if (table.FindRow(row.id) == nullptr) std::abort();
        for (const auto& column : table.columns) {
            if (!row.cells.contains(column)) std::abort();
        }
    }
    return 0;
}
