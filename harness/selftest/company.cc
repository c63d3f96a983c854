#include "harness/selftest/company.h"

#include <algorithm>
#include <set>
#include <string>

namespace plumb::selftest {

namespace {

/// The case without its row, which is the last part of its variant.
std::string WithoutRow(const plan::Case& one) {
    const std::size_t dot = one.variant.rfind('.');
    const std::string rest = dot == std::string::npos ? "" : one.variant.substr(0, dot);
    return one.flow + "/" + one.check + "/" + rest;
}

}  // namespace

std::vector<std::size_t> Company(const plan::Plan& plan, const catalogue::Catalogue& catalogue,
                                 bool all_rows) {
    std::set<std::string> with_rows;
    for (const catalogue::CheckTemplate& check : catalogue.checks) {
        if (check.variants && !all_rows) with_rows.insert(check.check);
    }
    std::vector<std::size_t> chosen;
    std::set<std::string> stood_for;
    for (std::size_t i = 0; i < plan.cases.size(); ++i) {
        const plan::Case& one = plan.cases[i];
        if (one.skip || one.basis == scenario::Basis::kObserved) continue;
        if (!with_rows.contains(one.check) || stood_for.insert(WithoutRow(one)).second)
            chosen.push_back(i);
    }
    return chosen;
}

}  // namespace plumb::selftest
