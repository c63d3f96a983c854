#pragma once

#include <gmock/gmock.h>

#include <string>
#include <vector>

#include "harness/target/profile.h"
#include "harness/testing/golden.h"
#include "harness/testing/result_matchers.h"

namespace plumb::target {

inline std::string SpecText(const std::string& name) {
    return plumb::testing::ReadAll(std::filesystem::path(PLUMB_SOURCE_DIR) / "specs" / name);
}

/// The profiles that the project ships.
inline std::vector<Profile> ShippedProfiles() {
    std::vector<Profile> profiles;
    for (const char* name : {"systems/youtrack.yaml", "systems/poweroffice-go.yaml"}) {
        auto profile = ReadProfile(SpecText(name), name);
        EXPECT_THAT(profile, plumb::testing::IsOk());
        if (profile) profiles.push_back(*std::move(profile));
    }
    return profiles;
}

}  // namespace plumb::target
