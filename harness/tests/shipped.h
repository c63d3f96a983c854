#pragma once

#include <gtest/gtest.h>

#include <filesystem>
#include <map>
#include <string>
#include <vector>

#include "harness/catalogue/catalogue.h"
#include "harness/checklist/reader.h"
#include "harness/cli/setup.h"
#include "harness/plan/planner.h"

namespace plumb::testing {

/// The checklists on which everything is shown: the first one and the three made-up ones.
inline const std::vector<std::string> kChecklists{
    "specs/checklists/youtrack-to-poweroffice-go.yaml",
    "fixtures/checklists/create-or-merge-customers.yaml",
    "fixtures/checklists/always-customers.yaml",
    "fixtures/checklists/contactperson-two-alternatives.yaml",
};

/// What the embedded default plans for a checklist (path in the project), or for a part of it, on
/// systems that hold at most so many records.
inline Result<plan::Plan> PlanShipped(const std::string& checklist,
                                      const plan::Selection& selection = {},
                                      const std::map<std::string, int>& max_records = {}) {
    cli::SetupArguments arguments;
    arguments.checklist = (std::filesystem::path(PLUMB_SOURCE_DIR) / checklist).string();
    const auto setup = cli::ReadSetup(arguments);
    if (!setup) return tl::make_unexpected(setup.error());
    plan::Offer offer = setup->offer;
    offer.max_records = max_records;
    return plan::MakePlan(setup->checklist, setup->catalogue, setup->profiles, offer, selection);
}

}  // namespace plumb::testing
