#pragma once

#include <cstdint>
#include <map>
#include <memory>
#include <string>
#include <vector>

#include "harness/base/interrupt.h"
#include "harness/cli/setup.h"
#include "harness/selftest/question.h"

namespace plumb::cli {

struct TrialsOptions {
    std::vector<std::string> checklists;  ///< files; empty: the first one and the made-up ones
    std::vector<std::string> checks;      ///< folders with checks of the user's own
    std::vector<std::string> check_ids;   ///< only these checks; empty for all
    std::vector<std::string> defects;     ///< only these; empty for all
    std::uint64_t seed = 1;
    bool all_cases = false;  ///< in company too, not only one of each check and direction
    Interrupt interrupt{};
};

/// Answers the questions of a self-test by trials on mocks of their own. Plans once, when it is
/// made; answering is safe from several threads.
class SelftestTrials final {
  public:
    /// Input errors: what cannot be read or planned, an unknown check or defect, two checklists
    /// with one id.
    static Result<SelftestTrials> Prepare(const TrialsOptions& options);

    const selftest::Subject& GetSubject() const { return subject_; }
    const catalogue::Catalogue& GetCatalogue() const { return stages_.front().setup.catalogue; }
    const Installation& GetInstallation() const { return stages_.front().setup.installation; }
    Result<selftest::Exhibit> Answer(const selftest::Question& question) const;

  private:
    struct Stage {
        Setup setup;
        plan::Plan plan;
        std::vector<std::size_t> company;  ///< the cases for a defect in company
    };

    explicit SelftestTrials(const TrialsOptions& options) : options_(options) {}
    Status AddChecklist(const std::string& file);
    Status ChooseDefects();
    void DescribeChecks();
    const Stage& StageOf(const std::string& checklist) const;
    Result<selftest::Exhibit> Run(const Stage& stage, const std::vector<std::size_t>& cases,
                                  const std::string& defect) const;

    TrialsOptions options_;
    std::vector<Stage> stages_;
    selftest::Subject subject_;
};

}  // namespace plumb::cli
