#pragma once

#include <fstream>
#include <iterator>
#include <string>
#include <vector>

#include "harness/target/profile.h"

/// The text of a file of this project, which a fuzz target needs besides its input.
inline std::string ShippedFile(const std::string& path) {
    std::ifstream in(std::string(PLUMB_SOURCE_DIR) + "/" + path);
    return {std::istreambuf_iterator<char>(in), {}};
}

/// The profiles of both systems.
inline const std::vector<plumb::target::Profile>& ShippedProfiles() {
    static const std::vector<plumb::target::Profile> profiles = [] {
        std::vector<plumb::target::Profile> all;
        for (const char* name :
             {"specs/systems/youtrack.yaml", "specs/systems/poweroffice-go.yaml"}) {
            all.push_back(plumb::target::ReadProfile(ShippedFile(name), name).value());
        }
        return all;
    }();
    return profiles;
}
