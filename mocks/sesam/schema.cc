#include "mocks/sesam/schema.h"

#include <fmt/format.h>
#include <fmt/ranges.h>
#include <map>

#include "harness/base/ids.h"

namespace plumb::mocks::sesam {

namespace {

using checklist::Checklist;
using checklist::Condition;
using checklist::Flow;
using checklist::Pair;
using checklist::Side;

const std::map<std::string, std::vector<std::string>>& KnownEntities() {
    static const std::map<std::string, std::vector<std::string>> entities = {
        {"youtrack", {"users"}}, {"poweroffice-go", {"contactperson", "customers"}}};
    return entities;
}

/// Builds one schema; collects problems so that a checklist's mistakes are reported at once.
class Compiler final {
  public:
    explicit Compiler(const Checklist& checklist) : checklist_(checklist) {}

    Result<Schema> Compile() {
        // Entities first: those of the source system are collected first and win ties.
        for (const Flow& flow : checklist_.flows) EntityNumber(checklist_.source, flow.source);
        for (const Flow& flow : checklist_.flows) EntityNumber(checklist_.target, flow.target);
        if (!problems_.empty()) return InputError(std::move(problems_));
        for (const Flow& flow : checklist_.flows) AddFlow(flow);
        return std::move(schema_);
    }

  private:
    int EntityNumber(const std::string& system, const std::string& name) {
        for (std::size_t i = 0; i < schema_.entities.size(); ++i) {
            const SchemaEntity& entity = schema_.entities[i];
            if (entity.system == system && entity.name == name) return static_cast<int>(i);
        }
        Check(system, name);
        schema_.entities.push_back(
            {system, name, fmt::format("{}-{}", Folded(system), name), {}, {}});
        return static_cast<int>(schema_.entities.size()) - 1;
    }

    void Check(const std::string& system, const std::string& name) {
        const auto known = KnownEntities().find(system);
        if (known == KnownEntities().end()) {
            Report(fmt::format("the Sesam mock has no connector for the system '{}'", system),
                   "it knows youtrack and poweroffice-go");
        } else if (std::ranges::find(known->second, name) == known->second.end()) {
            Report(
                fmt::format("the Sesam mock's connector of '{}' has no entity '{}'", system, name),
                fmt::format("it has {}", fmt::join(known->second, ", ")));
        }
    }

    void Report(std::string message, std::string hint) {
        Problem problem{std::move(message), {}, std::move(hint)};
        if (std::ranges::find(problems_, problem) == problems_.end()) {
            problems_.push_back(std::move(problem));
        }
    }

    int PathNumber(int entity, const std::string& path) {
        SchemaEntity& at = schema_.entities[static_cast<std::size_t>(entity)];
        const auto found = std::ranges::find(at.paths, path);
        if (found != at.paths.end()) return static_cast<int>(found - at.paths.begin());
        at.paths.push_back(path);
        at.synced.push_back(false);
        return static_cast<int>(at.paths.size()) - 1;
    }

    FieldPair MakePair(const SchemaFlow& flow, const Pair& pair, const std::string& type) {
        const std::string& source_entity =
            schema_.entities[static_cast<std::size_t>(flow.source)].name;
        FieldPair made{PathNumber(flow.source, pair.source),
                       PathNumber(flow.target, pair.target),
                       Mapping(type, FieldKind(source_entity, pair.source)),
                       {},
                       {}};
        for (const Condition& condition : pair.only_if) {
            const bool of_source = condition.side == Side::kSource;
            const int entity = of_source ? flow.source : flow.target;
            const int path = condition.path.empty() ? -1 : PathNumber(entity, condition.path);
            auto& conditions = of_source ? made.source_conditions : made.target_conditions;
            conditions.push_back({path, condition.value});
        }
        return made;
    }

    void AddFlow(const Flow& flow) {
        SchemaFlow made{flow.id,
                        EntityNumber(checklist_.source, flow.source),
                        EntityNumber(checklist_.target, flow.target),
                        {},
                        {},
                        flow.create};
        for (const auto& alternative : flow.merge_when_any) {
            const bool incomplete = std::ranges::any_of(alternative, &Pair::IsIncomplete);
            if (incomplete || alternative.empty()) continue;  // can never match
            auto& pairs = made.alternatives.emplace_back();
            for (const Pair& pair : alternative) pairs.push_back(MakePair(made, pair, ""));
        }
        if (flow.keep_in_sync) {
            for (const checklist::Property& property : checklist::SyncedPairs(flow)) {
                AddSynced(made, property);
            }
        }
        schema_.flows.push_back(std::move(made));
    }

    void AddSynced(SchemaFlow& flow, const checklist::Property& property) {
        FieldPair pair = MakePair(flow, property.pair, property.type);
        if (!pair.mapping.IsEvaluated()) return;
        Entity(flow.source).synced[static_cast<std::size_t>(pair.source)] = true;
        Entity(flow.target).synced[static_cast<std::size_t>(pair.target)] = true;
        flow.synced.push_back(std::move(pair));
    }

    SchemaEntity& Entity(int number) { return schema_.entities[static_cast<std::size_t>(number)]; }

    const Checklist& checklist_;
    Schema schema_;
    std::vector<Problem> problems_;
};

}  // namespace

Result<Schema> Compile(const Checklist& checklist) {
    return Compiler(checklist).Compile();
}

}  // namespace plumb::mocks::sesam
