#include "harness/selftest/company.h"

#include <set>
#include <string>

namespace plumb::selftest {

namespace {

std::string CheckAndDirection(const plan::Case& one) {
    const bool backwards = one.variant.find("to-source") != std::string::npos;
    return one.check + (backwards ? "/to-source" : "");
}

bool Judges(const plan::Case& one) {
    return !one.skip && one.basis != scenario::Basis::kObserved;
}

bool HasCompany(const plan::Case& one) {
    return one.group == plan::Group::kTogether || one.group == plan::Group::kRestart;
}

template <class Wanted>
std::vector<std::size_t> Choose(const plan::Plan& plan, bool all, Wanted&& wanted) {
    std::vector<std::size_t> chosen;
    std::set<std::string> stood_for;
    for (std::size_t i = 0; i < plan.cases.size(); ++i) {
        const plan::Case& one = plan.cases[i];
        if (!Judges(one) || !wanted(one)) continue;
        if (all || stood_for.insert(CheckAndDirection(one)).second) chosen.push_back(i);
    }
    return chosen;
}

}  // namespace

std::vector<std::size_t> Company(const plan::Plan& plan, bool all) {
    return Choose(plan, all, HasCompany);
}

std::vector<std::size_t> Sample(const plan::Plan& plan, const std::string& check) {
    return Choose(plan, false, [&](const plan::Case& one) { return one.check == check; });
}

}  // namespace plumb::selftest
