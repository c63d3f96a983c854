#include "harness/cli/neighbourhood.h"

#include <fmt/format.h>

namespace plumb::cli {

namespace {

constexpr std::size_t kMaxTenants = 64;

/// A tenant beside another one cannot have its ports.
EmbeddedOptions Elsewhere(EmbeddedOptions options) {
    options.youtrack.port = options.youtrack.admin_port = 0;
    options.poweroffice.port = options.poweroffice.v1_port = options.poweroffice.admin_port = 0;
    options.sesam_port = 0;
    options.neighbours = {};
    return options;
}

}  // namespace

Result<std::unique_ptr<Neighbourhood>> Neighbourhood::Start(const checklist::Checklist& checklist,
                                                            EmbeddedOptions options) {
    std::unique_ptr<Neighbourhood> all(new Neighbourhood(checklist, std::move(options)));
    all->options_.neighbours = all->Doors();
    auto first = Embedded::Start(checklist, all->options_);
    if (!first) return tl::make_unexpected(first.error());
    all->first_ = std::move(*first);
    return all;
}

mocks::http::Neighbours Neighbourhood::Doors() {
    return {.list = [this] { return List(); },
            .make = [this](const std::string& name) { return Make(name); },
            .end = [this](const std::string& name) { return End(name); }};
}

nlohmann::json Neighbourhood::List() {
    const std::lock_guard lock(mutex_);
    nlohmann::json all = nlohmann::json::object();
    for (const auto& [name, tenant] : others_) all[name] = tenant->TargetJson();
    return all;
}

Result<nlohmann::json> Neighbourhood::Make(const std::string& name) {
    const std::lock_guard lock(mutex_);
    if (others_.contains(name)) return InputError(fmt::format("there is a tenant '{}'", name));
    if (others_.size() >= kMaxTenants)
        return InputError(fmt::format("there are {} tenants already", others_.size()));
    auto made = Embedded::Start(checklist_, Elsewhere(options_));
    if (!made) return tl::make_unexpected(made.error());
    return (others_[name] = std::move(*made))->TargetJson();
}

bool Neighbourhood::End(const std::string& name) {
    std::unique_ptr<Embedded> ended;  // ends after the lock: its requests may take a moment
    const std::lock_guard lock(mutex_);
    const auto found = others_.find(name);
    if (found == others_.end()) return false;
    ended = std::move(found->second);
    others_.erase(found);
    return true;
}

}  // namespace plumb::cli
