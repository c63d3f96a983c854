#include "harness/explore/company.h"

#include <algorithm>
#include <numeric>

namespace plumb::explore {

scenario::Scenario Together(const std::vector<scenario::Scenario>& scenarios, std::size_t victim) {
    scenario::Scenario together = scenarios[victim];
    together.steps.clear();
    for (const scenario::Scenario& one : scenarios) {
        scenario::SideCase side;
        side.name = one.name;
        side.flow = one.flow;
        side.clause = one.clause;
        side.steps = one.steps;
        together.cases.push_back(std::move(side));
    }
    return together;
}

std::vector<std::size_t> NeededCompany(
    std::size_t count, std::size_t victim,
    const std::function<bool(const std::vector<std::size_t>&)>& fails, int attempts) {
    std::vector<std::size_t> company(count);
    std::iota(company.begin(), company.end(), std::size_t{0});
    for (std::size_t chunk = count / 2; chunk > 0; chunk /= 2) {
        for (std::size_t first = 0; first < company.size();) {
            const std::size_t last = std::min(first + chunk, company.size());
            std::vector<std::size_t> fewer;
            for (std::size_t i = 0; i < company.size(); ++i) {
                const bool stays = i < first || i >= last || company[i] == victim;
                if (stays) fewer.push_back(company[i]);
            }
            if (fewer.size() < company.size() && attempts-- > 0 && fails(fewer))
                company = std::move(fewer);
            else
                first = last;
        }
    }
    return company;
}

}  // namespace plumb::explore
