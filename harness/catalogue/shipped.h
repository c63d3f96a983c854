#pragma once

#include <gmock/gmock.h>

#include <string>
#include <vector>

#include "harness/catalogue/catalogue.h"
#include "harness/catalogue/expand.h"
#include "harness/checklist/reader.h"
#include "harness/target/profile.h"
#include "harness/testing/golden.h"
#include "harness/testing/result_matchers.h"

namespace plumb::catalogue::testing {

/// What the project ships, for tests: the catalogue, the profiles and the checklists. Not part of
/// the library.

inline const Catalogue& ShippedCatalogue() {
    static const Catalogue kCatalogue = [] {
        auto catalogue = ReadCatalogue({std::string(PLUMB_SOURCE_DIR) + "/specs/checks"});
        EXPECT_THAT(catalogue, plumb::testing::IsOk());
        return catalogue ? *catalogue : Catalogue();
    }();
    return kCatalogue;
}

inline const std::vector<target::Profile>& ShippedProfiles() {
    static const std::vector<target::Profile> kProfiles = [] {
        std::vector<target::Profile> profiles;
        for (const std::string id : {"youtrack", "poweroffice-go"}) {
            const std::string file =
                std::string(PLUMB_SOURCE_DIR) + "/specs/systems/" + id + ".yaml";
            auto profile = target::ReadProfile(plumb::testing::ReadAll(file), file);
            EXPECT_THAT(profile, plumb::testing::IsOk());
            if (profile) profiles.push_back(*profile);
        }
        return profiles;
    }();
    return kProfiles;
}

/// `path` under the source tree.
inline checklist::Checklist ReadChecklist(const std::string& path) {
    auto checklist = checklist::ReadFile(std::string(PLUMB_SOURCE_DIR) + "/" + path);
    EXPECT_THAT(checklist, plumb::testing::IsOk());
    return checklist ? *checklist : checklist::Checklist();
}

inline checklist::Checklist FirstChecklist() {
    return ReadChecklist("specs/checklists/youtrack-to-poweroffice-go.yaml");
}

inline std::vector<std::string> MadeUpChecklists() {
    return {"fixtures/checklists/always-customers.yaml",
            "fixtures/checklists/contactperson-two-alternatives.yaml",
            "fixtures/checklists/create-or-merge-customers.yaml"};
}

inline std::vector<Instance> ExpandAll(const checklist::Checklist& checklist,
                                       const Catalogue& catalogue = ShippedCatalogue()) {
    auto instances = Expand(checklist, catalogue, ShippedProfiles());
    EXPECT_THAT(instances, plumb::testing::IsOk());
    return instances ? *instances : std::vector<Instance>();
}

}  // namespace plumb::catalogue::testing
