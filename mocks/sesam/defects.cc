#include "mocks/sesam/defects.h"

#include <fmt/format.h>
#include <map>

#include "harness/base/text.h"
#include "mocks/sesam/defect_list.h"

namespace plumb::mocks::sesam {

namespace {

const std::map<std::string, Defect>& Defects() {
    static const std::map<std::string, Defect> defects = [] {
        std::map<std::string, Defect> all;
        for (auto family : {LinkDefects, MergeDefects, WriteDefects, CreateDefects, ReadDefects}) {
            for (auto& [id, defect] : family()) all.emplace(id, std::move(defect));
        }
        return all;
    }();
    return defects;
}

}  // namespace

Status SwitchOn(const std::string& defect, Policies& policies) {
    const auto found = Defects().find(defect);
    if (found == Defects().end()) {
        const auto ids = DefectIds();
        return InputError(fmt::format("there is no defect '{}'", defect), {},
                          DidYouMean(defect, ids));
    }
    found->second(policies);
    return {};
}

std::vector<std::string> DefectIds() {
    std::vector<std::string> ids;
    for (const auto& [id, defect] : Defects()) ids.push_back(id);
    return ids;
}

}  // namespace plumb::mocks::sesam
