#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "mocks/sesam/history.h"
#include "mocks/sesam/state.h"

namespace plumb::mocks::sesam {

/// The state as the datasets of a Sesam node (api/sesam.md, section 3, "Observing links"):
///   global-person              one entity per cluster, its records in "$ids"
///   <system>-<entity>-collect  the records as they were last seen
///   <system>-<entity>-share    the last outcome of every write, "$error" when it was refused

constexpr const char* kLinksDataset = "global-person";

struct DatasetQuery {
    std::int64_t since = 0;  ///< only entities with a larger _updated
    std::optional<std::size_t> limit{};
    bool deleted = true;  ///< deleted ones too
    bool reverse = false;
    bool history = true;  ///< former versions too
};

std::vector<std::string> DatasetNames(const Schema& schema);

/// The entities by _updated; nothing when there is no such dataset. Former versions are shown when
/// there is a history.
std::optional<Json> ReadDataset(const Schema& schema, const State& state, std::string_view name,
                                const DatasetQuery& query, const History* history = nullptr);

/// The entity with this _id as it is now; null when the dataset has none.
std::optional<Json> ReadEntity(const Schema& schema, const State& state, std::string_view name,
                               const std::string& id);

/// Whether every collect pipe that the dataset is made from has read its system to the end once.
bool IsPopulated(const Schema& schema, const State& state, std::string_view name);

/// The largest _updated in the dataset, 0 when it is empty; nothing when there is no such dataset.
std::optional<std::int64_t> LastUpdated(const Schema& schema, const State& state,
                                        std::string_view name);

}  // namespace plumb::mocks::sesam
