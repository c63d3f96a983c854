#pragma once

#include <gmock/gmock.h>

#include <filesystem>

#include "harness/target/profile.h"
#include "harness/target/target.h"
#include "harness/testing/golden.h"

namespace plumb::system {

inline target::Profile ShippedProfile(const std::string& name) {
    const auto folder = std::filesystem::path(PLUMB_SOURCE_DIR) / "specs" / "systems";
    auto profile =
        target::ReadProfile(plumb::testing::ReadAll(folder / (name + ".yaml")), name + ".yaml");
    EXPECT_TRUE(profile.has_value());
    return profile.value_or(target::Profile{});
}

inline target::SystemAccess AccessTo(const std::string& id) {
    if (id == "youtrack") {
        return {id, {{"url", "http://yt"}, {"token", "perm:secret"}}, std::nullopt};
    }
    return {id,
            {{"url", "http://po"},
             {"v1_url", "http://po1"},
             {"application_key", "app-key"},
             {"client_key", "client-key"},
             {"subscription_key", "sub-key"}},
            std::nullopt};
}

/// Time that passes only when someone waits, or when told.
class TestClock final : public Clock {
  public:
    Milliseconds Now() override { return now; }
    void Wait(Milliseconds duration) override {
        now += duration;
        waited.push_back(duration);
    }
    Milliseconds now = 1'000'000;
    std::vector<Milliseconds> waited;
};

}  // namespace plumb::system
