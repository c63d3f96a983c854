#include <fmt/format.h>
#include <CLI/CLI.hpp>
#include <algorithm>
#include <iostream>
#include <memory>

#include "harness/base/secrets.h"
#include "harness/base/version.h"
#include "harness/cli/command.h"
#include "harness/cli/http_clients.h"
#include "harness/cli/setup.h"
#include "harness/cli/signals.h"
#include "harness/dataflow/make_driver.h"
#include "harness/doctor/dataflow_examination.h"
#include "harness/doctor/system_examination.h"
#include "harness/plan/text.h"
#include "harness/run/places.h"
#include "harness/target/address_domain.h"

namespace plumb::cli {

namespace {

/// The entities of a system where a run would make records.
std::vector<std::string> EntitiesOn(const std::string& system, const Setup& setup) {
    std::vector<std::string> ids;
    for (const auto& [place, entity] : run::PlacesOf(setup.checklist, setup.profiles)) {
        if (place == system) ids.push_back(entity);
    }
    return ids;
}

/// Looks at everything that a target names, one after the other.
class Doctor final {
  public:
    explicit Doctor(const Setup& setup) : setup_(setup), target_(*setup.target) {}

    Result<std::vector<doctor::Examination>> Examine() {
        std::vector<doctor::Examination> examinations;
        auto clients = HttpClients::Make(target_, fmt::format("plumb/{} doctor", kVersion));
        if (!clients) return tl::make_unexpected(clients.error());
        for (const target::Profile& profile : setup_.profiles) {
            const target::SystemAccess* access = target_.FindSystem(profile.id);
            if (access != nullptr)
                examinations.push_back(ExamineSystem(profile, *access, clients->Of(profile.id)));
        }
        doctor::Observer http(clients->OfDataflow(), clock_);
        dataflow::DriverContext context{http, clock_, setup_.checklist_path, {}, {}, 0};
        context.interrupt = CatchInterrupts();
        const auto driver = dataflow::MakeDriver(target_, std::move(context));
        if (!driver) return tl::make_unexpected(driver.error());
        auto looked = doctor::ExamineDataflow({target_, setup_.checklist, **driver, http, clock_});
        for (const doctor::ServerSeen& server : http.All()) {
            if (auto ending = doctor::FindingOnCertificate(server))
                looked.examination.findings.push_back(*std::move(ending));
        }
        examinations.push_back(std::move(looked.examination));
        offer_ = setup_.offer;
        if (!looked.capabilities.contains(target::Capability::kLinks))
            offer_.capabilities.erase(target::Capability::kLinks);
        examinations.push_back(WhatCanBeSeen());
        examinations.push_back(WhatFits());
        return examinations;
    }

    /// How each clause can be decided, by what was seen and not only by what the target says.
    Result<std::string> WhatCanBeDecided() const {
        plan::Offer offer = offer_;
        offer.write_budget.reset();  // what does not fit can still be decided, part after part
        const auto plan = Plan(offer);
        if (!plan) return tl::make_unexpected(plan.error());
        return "What can be decided\n" + plan::OutlookLines(*plan);
    }

  private:
    Result<plan::Plan> Plan(const plan::Offer& offer) const {
        return plan::MakePlan(setup_.checklist, setup_.catalogue, setup_.profiles, offer,
                              setup_.selection);
    }

    doctor::Examination WhatCanBeSeen() const {
        using target::Capability;
        doctor::Examination seen{"What can be seen and done", {}};
        const auto add = [&](Capability capability, std::string with, std::string without) {
            const bool has = offer_.capabilities.contains(capability);
            seen.findings.push_back({has ? doctor::State::kFine : doctor::State::kNote,
                                     has ? std::move(with) : std::move(without),
                                     {}});
        };
        add(Capability::kLinks, "links are read from the data flow",
            "links cannot be read: they are found out by editing one side and looking at the "
            "other");
        add(Capability::kWriteLog, "the data flow's requests can be read",
            "the data flow's requests cannot be read: needless writes are seen only where they "
            "change something");
        add(Capability::kFaults, "faults can be set",
            "faults cannot be set: how the data flow bears them is not looked at");
        add(Capability::kRestart, "the data flow can be restarted",
            "the data flow cannot be restarted: what a restart must not harm is not looked at");
        if (!target::IsReserved(target_.address_domain))
            seen.findings.push_back(
                {doctor::State::kNote,
                 fmt::format("the addresses of a run lie in {}, which is not reserved: mail to "
                             "them may be sent",
                             target_.address_domain),
                 "see to it that nobody has a mailbox there"});
        return seen;
    }

    doctor::Examination WhatFits() const {
        doctor::Finding finding{doctor::State::kNote, "the target sets no budget of writes", {}};
        if (setup_.offer.write_budget)
            finding = {doctor::State::kFine, "the plan is within it", {}};
        if (const auto plan = Plan(offer_); !plan) {
            const Problem& problem = plan.error().problems.front();
            finding = {doctor::State::kDoubtful, problem.message, problem.hint};
        }
        return {"The budget", {std::move(finding)}};
    }

    doctor::Examination ExamineSystem(const target::Profile& profile,
                                      const target::SystemAccess& access,
                                      system::HttpClient& http) {
        doctor::Observer observer(http, clock_);
        system::System system(profile, access, observer, clock_, {});
        return doctor::ExamineSystem(
            system, {access, EntitiesOn(profile.id, setup_), target_.safety}, observer);
    }

    const Setup& setup_;
    const target::Target& target_;
    WallClock clock_;
    plan::Offer offer_;  ///< what the target says it offers, less what did not work
};

std::string Conclusion(const std::vector<doctor::Examination>& examinations) {
    const int broken = doctor::Count(examinations, doctor::State::kBroken);
    const int doubtful = doctor::Count(examinations, doctor::State::kDoubtful);
    if (broken > 0)
        return fmt::format("A run would fail: {} broken, {} doubtful.\n", broken, doubtful);
    if (doubtful > 0) return fmt::format("A run can start; {} doubtful.\n", doubtful);
    return "A run can start.\n";
}

int Examine(const SetupArguments& arguments) {
    const auto setup = ReadSetup(arguments);
    if (!setup) return Explain(setup.error());
    if (!setup->target)
        return Explain(InputError("there is nothing to examine about built-in mock servers", {},
                                  "name a target: plumb doctor --target FILE")
                           .value());
    Doctor doctor(*setup);
    const auto examinations = doctor.Examine();
    if (!examinations) return Explain(examinations.error());
    const auto decidable = doctor.WhatCanBeDecided();
    if (!decidable) return Explain(decidable.error());
    const Secrets secrets(setup->target->secrets);
    std::cout << secrets.Mask(doctor::Lines(*examinations)) << *decidable << "\n"
              << Conclusion(*examinations) << std::flush;
    return doctor::Count(*examinations, doctor::State::kBroken) > 0 ? kCouldNotRun : kOk;
}

}  // namespace

void AddDoctor(CLI::App& app, Context& context) {
    auto arguments = std::make_shared<SetupArguments>();
    CLI::App* command = app.add_subcommand(
        "doctor", "Look whether a target is fit for a run, without writing anything");
    AddSetupOptions(*command, *arguments);
    command->footer(Example("plumb doctor --target sandbox.yaml",
                            "servers, clocks, credentials, rights, the data flow, and what can be "
                            "decided there;\n      exit status 0: a run can start, 2: a mistake in "
                            "a file, 3: something is broken, and it says what to do"));
    command->callback([arguments, &context] { context.exit_status = Examine(*arguments); });
}

}  // namespace plumb::cli
