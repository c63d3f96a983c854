#pragma once

#include <map>
#include <memory>
#include <mutex>
#include <string>

#include "harness/cli/embedded.h"

namespace plumb::cli {

/// The tenants of `plumb mock`: one from the start, and those that its admin API makes beside it
/// and ends. All run the same checklist with the same settings, each with servers, keys, clock, log
/// and faults of its own.
class Neighbourhood final {
  public:
    static Result<std::unique_ptr<Neighbourhood>> Start(const checklist::Checklist& checklist,
                                                        EmbeddedOptions options);

    /// The tenant that was there first, in the form in which `plumb mock` prints it.
    nlohmann::json TargetJson() const { return first_->TargetJson(); }

  private:
    Neighbourhood(checklist::Checklist checklist, EmbeddedOptions options)
        : checklist_(std::move(checklist)), options_(std::move(options)) {}
    mocks::http::Neighbours Doors();
    nlohmann::json List();
    Result<nlohmann::json> Make(const std::string& name);
    bool End(const std::string& name);

    const checklist::Checklist checklist_;
    EmbeddedOptions options_;
    std::mutex mutex_;
    std::map<std::string, std::unique_ptr<Embedded>> others_;
    std::unique_ptr<Embedded> first_;  ///< last: its admin API reaches all the others
};

}  // namespace plumb::cli
