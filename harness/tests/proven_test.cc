// A check that cannot fail is a defect: every check is shown to fail on at least one faulty data
// flow, run with that check's cases alone, and specs/proof.yaml says by which.

#include <gmock/gmock.h>

#include "harness/cli/selftest_trials.h"
#include "harness/selftest/matrix.h"
#include "harness/selftest/proof.h"

namespace plumb {
namespace {

selftest::Proof ShippedProof() {
    const auto file = yaml::ParseFile(cli::Installation::Find()->Proof().string());
    EXPECT_TRUE(file) << ToString(file.error());
    const auto proof = selftest::ReadProof(*file);
    EXPECT_TRUE(proof) << ToString(proof.error());
    return *proof;
}

std::vector<std::string> JudgingChecks() {
    const auto installation = cli::Installation::Find();
    const auto catalogue = catalogue::ReadCatalogue({(installation->Specs() / "checks").string()});
    std::vector<std::string> checks;
    for (const catalogue::CheckTemplate& check : catalogue->checks) {
        if (check.basis != scenario::Basis::kObserved) checks.push_back(check.check);
    }
    return checks;
}

class Proven : public ::testing::TestWithParam<std::string> {};

TEST_P(Proven, FailsOnTheFaultyDataFlowThatTheProofNames) {
    const auto proof = ShippedProof();
    const auto of = proof.checks.find(GetParam());
    ASSERT_NE(of, proof.checks.end())
        << "unproven: name it in caught_by of a defect, then `plumb selftest --write-proof`";
    cli::TrialsOptions options;
    options.check_ids = {GetParam()};
    options.defects = {of->second.defects.front()};
    const auto trials = cli::SelftestTrials::Prepare(options);
    ASSERT_TRUE(trials) << ToString(trials.error());
    ASSERT_TRUE(selftest::ProvenIn(proof, trials->GetCatalogue()).contains(GetParam()))
        << "changed since it was proven: `plumb selftest --write-proof specs/proof.yaml`";

    selftest::Evidence evidence;
    const selftest::Subject& subject = trials->GetSubject();
    for (const std::string& checklist : subject.checks.front().checklists) {
        if (!subject.Tries(subject.defects.front(), checklist)) continue;
        const selftest::Question alone{checklist, subject.defects.front().id, GetParam()};
        const auto exhibit = trials->Answer(alone);
        ASSERT_TRUE(exhibit) << ToString(exhibit.error());
        evidence.exhibits[alone] = *exhibit;
        if (selftest::Judge(subject, evidence).checks.front().IsProven()) return;
    }
    FAIL() << "stays silent on " << of->second.defects.front();
}

INSTANTIATE_TEST_SUITE_P(Checks, Proven, ::testing::ValuesIn(JudgingChecks()),
                         [](const auto& test) {
                             std::string name = test.param;
                             std::ranges::replace(name, '-', '_');
                             return name;
                         });

}  // namespace
}  // namespace plumb
