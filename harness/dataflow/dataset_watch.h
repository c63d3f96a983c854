#pragma once

#include <map>
#include <nlohmann/json.hpp>
#include <set>
#include <string>
#include <vector>

#include "harness/dataflow/sesam_node.h"
#include "harness/target/target.h"

namespace plumb::dataflow {

/// Sees whether the datasets of a sync move: those of its pipes, of its shares and of its links.
class DatasetWatch final {
  public:
    explicit DatasetWatch(const target::SesamDataflow& flow);

    /// The datasets that have moved since the last look, in words; the first look finds those that
    /// are not empty.
    NodeResult<std::vector<std::string>> Look(SesamNode& node);
    bool HasLooked() const { return has_looked_; }
    /// `_updated` of the newest entity by dataset, as of the last look.
    const std::map<std::string, std::string>& Newest() const { return newest_; }
    /// Begins anew, as after a restart of the node.
    void Forget();

  private:
    std::set<std::string> datasets_;
    std::string links_dataset_;
    std::set<std::string> missing_;  ///< the node has no such dataset
    std::map<std::string, std::string> newest_;
    bool has_looked_ = false;
};

/// The HTTP status with which a system answered the write of an entity of a share dataset; 0 when
/// it is not told.
int WriteStatusOf(const nlohmann::json& entity);

/// True for an entity of a share dataset whose write a system rejected.
bool IsRejectedWrite(const nlohmann::json& entity);

}  // namespace plumb::dataflow
