#include "harness/cli/setup.h"

#include <fmt/format.h>
#include <CLI/CLI.hpp>
#include <algorithm>

#include "harness/base/text.h"
#include "harness/checklist/reader.h"
#include "harness/cli/http_clients.h"
#include "harness/cli/session.h"

namespace plumb::cli {

namespace fs = std::filesystem;

namespace {

constexpr int kPageLimit = 120;
constexpr int kMockPageLimit = 1'200;
constexpr int kEmbeddedPage = 20;  ///< of the reference data flow

Result<plan::Selection> ReadSelection(const SetupArguments& arguments) {
    plan::Selection selection;
    selection.flows = arguments.flows;
    selection.clauses = arguments.clauses;
    selection.checks = arguments.check_ids;
    selection.filters = arguments.filters;
    for (const std::string& word : arguments.bases) {
        const auto basis = scenario::ParseBasis(word);
        if (!basis) {
            return InputError(fmt::format("'{}' is no basis", word), {},
                              "one of stated, implied, assumed, platform, hygiene, observed");
        }
        selection.bases.push_back(*basis);
    }
    const auto level = plan::ParseLevel(arguments.level);
    if (!level) {
        return InputError(fmt::format("'{}' is no level", arguments.level), {},
                          "it is full or smoke");
    }
    selection.level = *level;
    if (arguments.shard.empty()) return selection;
    const auto parts = Split(arguments.shard, '/');
    const auto number = [](std::string_view text) {
        const bool digits = !text.empty() && text.size() < 6 &&
                            text.find_first_not_of("0123456789") == std::string_view::npos;
        return digits ? std::stoi(std::string(text)) : 0;
    };
    if (parts.size() == 2) {
        selection.shard = number(parts[0]);
        selection.shards = number(parts[1]);
    }
    if (selection.shard < 1 || selection.shard > selection.shards) {
        return InputError(fmt::format("'{}' is no shard", arguments.shard), {},
                          "the second of five is --shard 2/5");
    }
    return selection;
}

Result<std::optional<target::Target>> ReadTargetFile(const Setup& setup, const std::string& file) {
    if (file.empty()) return std::nullopt;
    const auto text = ReadText(file);
    if (!text) return tl::make_unexpected(text.error());
    if (target::IsEmbedded(*text)) return std::nullopt;
    const std::string folder = fs::absolute(file).parent_path().string();
    auto target = target::ReadTarget(*text, file, folder, setup.profiles, FromEnvironment);
    if (!target) return tl::make_unexpected(target.error());
    for (const std::string& system : {setup.checklist.source, setup.checklist.target}) {
        const bool known = std::ranges::any_of(
            setup.profiles, [&](const target::Profile& profile) { return profile.id == system; });
        if (known && target->FindSystem(system) == nullptr) {
            return InputError(fmt::format("the checklist needs the system '{}', which this target "
                                          "does not have",
                                          system),
                              {file, 0, 0});
        }
    }
    if (Status checked = CheckTransport(*target); !checked)
        return tl::make_unexpected(checked.error());
    return std::optional(std::move(*target));
}

/// Nothing is proven where there is no proof.
Result<selftest::Proven> ReadProven(const Installation& installation,
                                    const catalogue::Catalogue& catalogue) {
    const fs::path file = installation.Proof();
    std::error_code ignored;
    if (!fs::exists(file, ignored)) return selftest::Proven{};
    const auto node = yaml::ParseFile(file.string());
    if (!node) return tl::make_unexpected(node.error());
    const auto proof = selftest::ReadProof(*node);
    if (!proof) return tl::make_unexpected(proof.error());
    return selftest::ProvenIn(*proof, catalogue);
}

plan::Offer OfferOf(const std::optional<target::Target>& target, int page_limit) {
    plan::Offer offer;
    const bool is_mock = !target || target->IsMock();
    offer.page_limit = page_limit > 0 ? page_limit : is_mock ? kMockPageLimit : kPageLimit;
    if (!target) {
        offer.known_page = kEmbeddedPage;
        offer.cleans_up = false;
        offer.capabilities = {target::Capability::kLinks, target::Capability::kWriteLog,
                              target::Capability::kFaults, target::Capability::kClock,
                              target::Capability::kRestart};
        return offer;
    }
    offer.capabilities = Offers(*target, false);
    offer.says_when_done = target::CanSayThatItIsDone(target->dataflow);
    offer.has_rates = !is_mock;
    offer.takes_locks = !is_mock;
    // One that runs by itself may always share the key; the others only during a sync.
    if (std::holds_alternative<target::UnattendedDataflow>(target->dataflow)) {
        for (const target::SystemAccess& system : target->systems)
            offer.rate_share = std::min(offer.rate_share, system.rate_share);
    }
    if (target->safety) {
        offer.max_records = target->safety->max_records;
        offer.write_budget = target->safety->write_budget;
    }
    return offer;
}

}  // namespace

void AddSetupOptions(CLI::App& command, SetupArguments& arguments) {
    command.add_option("CHECKLIST", arguments.checklist,
                       "checklist (default: YouTrack to PowerOffice GO)");
    command.add_option("--target", arguments.target,
                       "where to run, as YAML (default: built-in mock servers)");
    command.add_option("--checks", arguments.checks, "a folder with checks of your own");
    command.add_option("--flow", arguments.flows, "only this flow")->delimiter(',');
    command.add_option("--clause", arguments.clauses, "only this clause")->delimiter(',');
    command.add_option("--check", arguments.check_ids, "only this check")->delimiter(',');
    command.add_option("--basis", arguments.bases, "only checks of this basis")->delimiter(',');
    command.add_option("--filter", arguments.filters,
                       "only cases whose id matches, with * and ?; an id selects what is below it");
    command.add_option("--level", arguments.level,
                       "full: everything (default); smoke: few cases with few records, enough to "
                       "decide every clause");
    command.add_option("--shard", arguments.shard, "only this part of the cases, such as 2/5");
    command
        .add_option("--page-limit", arguments.page_limit,
                    "skip cases that need more records than this for one page")
        ->check(CLI::Range(1, 100'000));
}

Result<Setup> ReadSetup(const SetupArguments& arguments) {
    auto installation = Installation::Find();
    if (!installation) return tl::make_unexpected(installation.error());
    Setup setup{std::move(*installation), arguments.checklist, {}, {}, {}, {}, {}, {}, {}, {}};
    if (setup.checklist_path.empty())
        setup.checklist_path = setup.installation.DefaultChecklist().string();
    setup.checklist_path = fs::absolute(setup.checklist_path).lexically_normal().string();
    auto checklist = checklist::ReadFile(arguments.checklist.empty() ? setup.checklist_path
                                                                     : arguments.checklist);
    if (!checklist) return tl::make_unexpected(checklist.error());
    setup.checklist = std::move(*checklist);

    std::vector<std::string> folders{(setup.installation.Specs() / "checks").string()};
    std::ranges::copy(arguments.checks, std::back_inserter(folders));
    auto catalogue = catalogue::ReadCatalogue(folders);
    if (!catalogue) return tl::make_unexpected(catalogue.error());
    setup.catalogue = std::move(*catalogue);

    auto proven = ReadProven(setup.installation, setup.catalogue);
    if (!proven) return tl::make_unexpected(proven.error());
    setup.proven = *std::move(proven);

    auto profiles = setup.installation.ReadProfiles();
    if (!profiles) return tl::make_unexpected(profiles.error());
    setup.profiles = std::move(*profiles);

    auto target = ReadTargetFile(setup, arguments.target);
    if (!target) return tl::make_unexpected(target.error());
    setup.target = std::move(*target);
    if (setup.target)
        setup.target_path = fs::absolute(arguments.target).lexically_normal().string();
    setup.offer = OfferOf(setup.target, arguments.page_limit);
    auto selection = ReadSelection(arguments);
    if (!selection) return tl::make_unexpected(selection.error());
    setup.selection = std::move(*selection);
    return setup;
}

Result<target::Target> EmbeddedTarget(const Setup& setup, const std::string& mock_line) {
    const std::string file = (setup.installation.Specs() / "targets" / "mock.yaml").string();
    const auto text = ReadText(file);
    if (!text) return tl::make_unexpected(text.error());
    return target::ReadEmbeddedTarget(*text, file, mock_line, setup.profiles);
}

}  // namespace plumb::cli
