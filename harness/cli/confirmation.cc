#include "harness/cli/confirmation.h"

#include <fmt/format.h>
#include <fmt/ranges.h>
#include <unistd.h>
#include <iostream>

#include "harness/base/text.h"
#include "harness/plan/text.h"

namespace plumb::cli {

namespace {

std::string Announcement(const target::Target& target, const plan::Plan& plan) {
    const target::Safety safety = target.safety.value_or(target::Safety{});
    return fmt::format(
        "plumb: this creates, edits and deletes records on the target '{}' ({}).\n  {}  its budget "
        "of creations and edits: {}\n",
        target.name, fmt::join(safety.hosts, ", "), plan::CostLine(plan),
        safety.write_budget ? std::to_string(*safety.write_budget) : "none");
}

}  // namespace

Terminal Terminal::OfThisProcess() {
    return {std::cin, std::cerr, ::isatty(STDIN_FILENO) == 1};
}

Status AskLeave(const Setup& setup, const plan::Plan& plan, bool yes, Terminal terminal) {
    if (!setup.target || setup.target->IsMock()) return {};
    terminal.questions << Announcement(*setup.target, plan);
    if (yes) return {};
    if (!terminal.has_person)
        return InputError("nobody is there to confirm that", {setup.target_path, 0, 0},
                          "--yes confirms it, in CI and scripts");
    terminal.questions << "Type the name of the target to go on: " << std::flush;
    std::string answer;
    std::getline(terminal.answers, answer);
    if (Trim(answer) == setup.target->name) return {};
    return InputError("it was not confirmed: nothing was done", {setup.target_path, 0, 0});
}

}  // namespace plumb::cli
