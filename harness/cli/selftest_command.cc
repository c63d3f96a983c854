#include <fmt/format.h>
#include <unistd.h>
#include <CLI/CLI.hpp>
#include <chrono>
#include <filesystem>
#include <iostream>
#include <memory>
#include <thread>

#include "harness/base/file.h"
#include "harness/cli/command.h"
#include "harness/cli/selftest_trials.h"
#include "harness/cli/signals.h"
#include "harness/selftest/csv.h"
#include "harness/selftest/html.h"
#include "harness/selftest/json.h"
#include "harness/selftest/proof.h"
#include "harness/selftest/text.h"

namespace plumb::cli {

namespace fs = std::filesystem;

namespace {

constexpr std::size_t kColumns = 100;

struct SelftestArguments {
    TrialsOptions trials;
    std::string output = "reports";
    std::string proof;  ///< file to write; "" for none
    int jobs = 0;       ///< 0: as many as the machine has cores
    bool quiet = false;
};

/// On a terminal one line that moves on, elsewhere a line now and then.
class Counter final {
  public:
    explicit Counter(bool quiet) : quiet_(quiet), is_terminal_(::isatty(STDERR_FILENO) == 1) {}

    void Show(std::size_t done, std::size_t all) {
        const bool now_and_then = done * 10 / all != shown_ * 10 / all || done == all;
        shown_ = done;
        if (quiet_ || !(is_terminal_ || now_and_then)) return;
        std::cerr << (is_terminal_ ? "\r" : "") << fmt::format("plumb: {} of {} runs", done, all)
                  << (is_terminal_ && done < all ? "" : "\n") << std::flush;
    }

  private:
    bool quiet_;
    bool is_terminal_;
    std::size_t shown_ = 0;
};

Result<selftest::Matrix> Try(const SelftestTrials& trials, const SelftestArguments& arguments) {
    const auto start = std::chrono::steady_clock::now();
    Counter counter(arguments.quiet);
    selftest::Gathering gathering;
    gathering.jobs = arguments.jobs > 0
                         ? arguments.jobs
                         : std::max(1, static_cast<int>(std::thread::hardware_concurrency()));
    gathering.interrupt = arguments.trials.interrupt;
    gathering.progress = [&](std::size_t done, std::size_t all) { counter.Show(done, all); };
    const auto evidence = selftest::Gather(
        trials.GetSubject(),
        [&](const selftest::Question& question) { return trials.Answer(question); }, gathering);
    if (!evidence) return tl::make_unexpected(evidence.error());
    selftest::Matrix matrix = selftest::Judge(trials.GetSubject(), *evidence);
    matrix.seed = arguments.trials.seed;
    matrix.one_case_each = !arguments.trials.all_cases;
    matrix.took_s = std::chrono::duration<double>(std::chrono::steady_clock::now() - start).count();
    return matrix;
}

Status Write(const selftest::Matrix& matrix, const std::string& folder) {
    std::error_code ignored;
    fs::create_directories(folder, ignored);
    const std::vector<std::pair<std::string, std::string>> files{
        {"selftest.html", selftest::MatrixHtml(matrix)},
        {"selftest.json", selftest::MatrixJson(matrix)},
        {"selftest.csv", selftest::MatrixCsv(matrix)},
    };
    for (const auto& [name, text] : files) {
        const fs::path path = fs::path(folder) / name;
        if (Status saved = SaveWhole(path, text); !saved) return saved;
        std::cout << fmt::format("{:<5} {}\n", path.extension().string().substr(1), path.string());
    }
    return {};
}

/// A proof file holds all checks; one of a few would take their proof from all others.
Status CheckProof(const SelftestArguments& arguments) {
    const bool partial = !arguments.trials.check_ids.empty() || !arguments.trials.defects.empty();
    if (arguments.proof.empty() || !partial) return {};
    return InputError("--write-proof would drop the proof of every check that is not run", {},
                      "leave --check and --defect out");
}

int Selftest(SelftestArguments arguments) {
    if (Status proof = CheckProof(arguments); !proof) return Explain(proof.error());
    arguments.trials.interrupt = CatchInterrupts();
    const auto trials = SelftestTrials::Prepare(arguments.trials);
    if (!trials) return Explain(trials.error());
    const auto matrix = Try(*trials, arguments);
    if (!matrix) return Explain(matrix.error());
    std::cout << selftest::MatrixText(*matrix, kColumns)
              << fmt::format("{} runs in {:.0f} s, {:.1f} defects per second.\n", matrix->runs,
                             matrix->took_s,
                             static_cast<double>(matrix->defects.size()) / matrix->took_s);
    if (Status written = Write(*matrix, arguments.output); !written)
        return Explain(written.error());
    if (!arguments.proof.empty()) {
        const std::string text =
            selftest::WriteProof(selftest::ProofOf(*matrix, trials->GetCatalogue()));
        if (Status saved = SaveWhole(arguments.proof, text); !saved) return Explain(saved.error());
        std::cout << fmt::format("proof {}\n", arguments.proof);
    }
    return matrix->Passes() ? kOk : kNonconformant;
}

}  // namespace

void AddSelftest(CLI::App& app, Context& context) {
    auto arguments = std::make_shared<SelftestArguments>();
    CLI::App* command =
        app.add_subcommand("selftest", "Show which faulty data flows the checks catch");
    TrialsOptions& trials = arguments->trials;
    command->add_option("CHECKLIST", trials.checklists,
                        "checklists (default: the first one and three made-up ones)");
    command->add_option("--checks", trials.checks, "a folder with checks of your own");
    command->add_option("--check", trials.check_ids, "only this check")->delimiter(',');
    command->add_option("--defect", trials.defects, "only this defect (fixtures/defects.yaml)")
        ->delimiter(',');
    command->add_option("-o,--output", arguments->output, "folder for the reports")
        ->default_str("reports");
    command->add_option("--seed", trials.seed, "of names, values and order");
    command->add_option("--jobs", arguments->jobs, "runs at a time (default: one for each core)")
        ->check(CLI::Range(1, 64));
    command->add_flag("--all-cases", trials.all_cases,
                      "also in company with all cases of a check (takes minutes)");
    command->add_option("--write-proof", arguments->proof,
                        "write which checks are proven, and by what, to this file");
    command->add_flag("-q,--quiet", arguments->quiet, "no progress on stderr");
    command->footer(
        Example("plumb selftest --defect forgets-links-on-restart,ping-pong",
                "runs the checks against two faulty data flows and the correct one; "
                "exit status 0: all\n      are caught, 1: not, or the correct one fails "
                "something, 2: a mistake in a file or argument, 3: could not run"));
    command->callback([arguments, &context] { context.exit_status = Selftest(*arguments); });
}

}  // namespace plumb::cli
