#include "harness/dataflow/dataset_watch.h"

#include <fmt/format.h>

#include "harness/base/json_path.h"

namespace plumb::dataflow {

DatasetWatch::DatasetWatch(const target::SesamDataflow& flow)
    // A pipe's sink dataset bears the pipe's name unless its configuration says otherwise.
    : datasets_(flow.pipes.begin(), flow.pipes.end()), links_dataset_(flow.links_dataset) {
    datasets_.insert(flow.share_datasets.begin(), flow.share_datasets.end());
    if (!links_dataset_.empty()) datasets_.insert(links_dataset_);
}

NodeResult<std::vector<std::string>> DatasetWatch::Look(SesamNode& node) {
    std::vector<std::string> moved;
    for (const std::string& dataset : datasets_) {
        if (missing_.contains(dataset)) continue;
        auto newest = node.Newest(dataset);
        if (!newest) return tl::make_unexpected(std::move(newest.error()));
        if (!*newest) {
            // The links dataset may be made by the first merge.
            if (dataset != links_dataset_) missing_.insert(dataset);
            continue;
        }
        std::string& known = newest_[dataset];
        if (known != **newest) moved.push_back(fmt::format("dataset '{}'", dataset));
        known = **std::move(newest);
    }
    has_looked_ = true;
    return moved;
}

void DatasetWatch::Forget() {
    missing_.clear();
    newest_.clear();
    has_looked_ = false;
}

int WriteStatusOf(const Json& entity) {
    if (!entity.is_object()) return 0;
    // How a share dataset names the status is known from published patterns only.
    for (const char* path : {"response_status", "status_code", "$status", "response.status_code"}) {
        const Json* status = Find(entity, path);
        if (status != nullptr && status->is_number()) return status->get<int>();
    }
    return 0;
}

bool IsRejectedWrite(const Json& entity) {
    if (!entity.is_object()) return false;
    if (const Json* error = Find(entity, "$error")) {
        if (!error->is_null() && *error != false && *error != "") return true;
    }
    return WriteStatusOf(entity) >= 400;
}

}  // namespace plumb::dataflow
