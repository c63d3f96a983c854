#include "harness/selftest/defect.h"

#include <fmt/format.h>
#include <algorithm>

#include "harness/yaml/fields.h"

namespace plumb::selftest {

namespace {

Defect ReadOne(const yaml::Node::Entry& entry, std::vector<Problem>& problems) {
    Defect defect;
    defect.id = entry.key;
    defect.place = entry.place;
    yaml::Fields fields(entry.value, "a defect", problems);
    if (!fields.IsMap()) return defect;
    defect.does = fields.RequiredText("does");
    defect.family = fields.RequiredText("family");
    fields.Required("shows_on");
    fields.Required("caught_by");
    defect.shows_on = fields.Texts("shows_on");
    defect.caught_by = fields.Texts("caught_by");
    defect.unseen = fields.Text("unseen").value_or("");
    defect.explorable = fields.Bool("explorable").value_or(false);
    fields.Finish();
    if (!defect.shows_on.empty() && defect.caught_by.empty()) {
        fields.Report(fmt::format("'{}' can be seen, and no check catches it", defect.id),
                      entry.place, "name a check in 'caught_by'");
    }
    if (defect.shows_on.empty() && defect.unseen.empty()) {
        fields.Report(fmt::format("'{}' can be seen nowhere, and nothing says why", defect.id),
                      entry.place, "say it in 'unseen', or name checklists in 'shows_on'");
    }
    if (!defect.shows_on.empty() && !defect.unseen.empty()) {
        fields.Report("'unseen' says why no checklist shows it, and 'shows_on' names some",
                      entry.place);
    }
    return defect;
}

}  // namespace

bool Defect::ShowsOn(const std::string& checklist) const {
    return std::ranges::find(shows_on, checklist) != shows_on.end();
}

Result<std::vector<Defect>> ReadDefects(const yaml::Node& file) {
    std::vector<Problem> problems;
    std::vector<Defect> defects;
    yaml::Fields fields(file, "a file of defects", problems);
    const yaml::Node* list = fields.IsMap() ? fields.Required("defects") : nullptr;
    if (list != nullptr && !list->IsMap())
        fields.Report("'defects' must be a mapping of ids to defects", list->place);
    if (list != nullptr) {
        for (const yaml::Node::Entry& entry : list->entries)
            defects.push_back(ReadOne(entry, problems));
    }
    if (fields.IsMap()) fields.Finish();
    if (!problems.empty()) return InputError(std::move(problems));
    return defects;
}

Result<std::vector<Defect>> ReadDefectsFile(const std::string& path) {
    const auto file = yaml::ParseFile(path);
    if (!file) return tl::make_unexpected(file.error());
    return ReadDefects(*file);
}

}  // namespace plumb::selftest
