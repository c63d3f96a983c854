#include "harness/checklist/interpret.h"

#include <fmt/format.h>
#include <algorithm>
#include <filesystem>
#include <unordered_map>

#include "harness/base/digest.h"
#include "harness/base/ids.h"
#include "harness/checklist/cells.h"
#include "harness/document/problem_list.h"

namespace plumb::checklist {

namespace {

using document::Document;
using document::ProblemList;
using document::Quote;
using document::Row;
using document::Section;
using document::SentenceKind;

/// Longer ids would not fit into YAML's keys, nor on a line. Real entities have a few words.
constexpr std::size_t kEntityIdMax = 120;

std::string EntityId(std::string_view entity) {
    return Slug(entity.substr(0, kEntityIdMax));
}

std::string SystemId(std::string_view name, std::span<const std::string> known) {
    const std::string folded = Folded(name);
    const auto found = std::find_if(known.begin(), known.end(),
                                    [&](const std::string& id) { return Folded(id) == folded; });
    return found != known.end() ? *found : EntityId(name);
}

class Interpreter final {
  public:
    Interpreter(const Document& document, Interpretation& result)
        : document_(document),
          result_(result),
          problems_(document.file),
          warnings_(document.file) {}

    void Run(std::span<const std::string> known_system_ids) {
        const std::filesystem::path file(document_.file);
        Checklist& checklist = result_.checklist;
        checklist.id = file.stem().string();
        checklist.title = document_.title;
        checklist.source = SystemId(document_.source_system, known_system_ids);
        checklist.target = SystemId(document_.target_system, known_system_ids);
        checklist.document = DocumentOrigin{.file = file.filename().string(),
                                            .sha256 = Sha256(document_.text),
                                            .generated = std::string(document_.generated),
                                            .introduction = document_.introduction};
        checklist.flows.reserve(document_.sections.size());
        ids_.reserve(document_.sections.size());
        for (const Section& section : document_.sections) {
            checklist.flows.push_back(ReadFlow(section));
        }
        result_.problems = document_.problems;
        std::ranges::move(problems_.Take(), std::back_inserter(result_.problems));
        result_.warnings = warnings_.Take();
    }

  private:
    Flow ReadFlow(const Section& section) {
        Flow flow;
        flow.title = section.title;
        flow.source = EntityId(section.source_entity);
        flow.target = EntityId(section.target_entity);
        flow.id = UniqueId(flow.source + "-to-" + flow.target);
        ReadSentences(section, flow);
        flow.merge_when_any.reserve(section.merge_rows.size());
        flow.at.merge_rows.reserve(section.merge_rows.size());
        for (const Row& row : section.merge_rows) {
            flow.merge_when_any.push_back({ReadPair(row)});
            flow.at.merge_rows.push_back(row.line);
        }
        flow.properties.reserve(section.property_rows.size());
        flow.at.property_rows.reserve(section.property_rows.size());
        for (const Row& row : section.property_rows) {
            flow.properties.push_back(ReadProperty(row));
            flow.at.property_rows.push_back(row.line);
        }
        return flow;
    }

    /// The first keeps its id, the others get -2, -3 …
    std::string UniqueId(const std::string& id) {
        std::string unique = id;
        int& count = ids_[id];
        while (++count > 1) {
            unique = fmt::format("{}-{}", id, count);
            if (ids_.try_emplace(unique, 1).second) break;
        }
        return unique;
    }

    static void ReadSentences(const Section& section, Flow& flow) {
        for (const document::Sentence& sentence : section.sentences) {
            switch (sentence.kind) {
                case SentenceKind::kMergeRule:
                    flow.at.merge = sentence.line;
                    break;
                case SentenceKind::kKeepInSync:
                    flow.at.keep_in_sync = sentence.line;
                    break;
                case SentenceKind::kProperties:
                    flow.at.properties = sentence.line;
                    break;
                case SentenceKind::kMergeWhenFound:
                case SentenceKind::kCreateWhenNotFound:
                    break;  // what `create` and the rule say
                default:
                    flow.create = RuleOf(sentence.kind, section);
                    flow.at.create = sentence.line;
            }
        }
    }

    /// A link sentence before "created when connected" is the general case of it: the later wins.
    static CreateRule RuleOf(SentenceKind kind, const Section& section) {
        if (kind == SentenceKind::kAlways) return CreateAlways{};
        if (kind == SentenceKind::kConditional) return CreateWhen{std::string(section.condition)};
        if (kind == SentenceKind::kLinkRequired) return CreateNever{};
        CreateWhenConnected rule{.entities = {}, .in = std::string(section.connected_in)};
        for (const std::string_view entity : section.connected_to) {
            rule.entities.emplace_back(entity);
        }
        return rule;
    }

    Pair ReadPair(const Row& row) {
        Pair pair;
        ReadSide(row, 0, Side::kSource, pair);
        ReadSide(row, 1, Side::kTarget, pair);
        return pair;
    }

    void ReadSide(const Row& row, std::size_t cell, Side side, Pair& pair) {
        const std::string_view text = row.cells[cell];
        if (!ReadCell(text, side, pair)) {
            problems_.Add(fmt::format("the conditions of {} are not understood", Quote(text)),
                          PlaceOf(document_, row, cell),
                          "each reads 'Dependant on having <value> in <path>'");
        }
        const std::string& path = side == Side::kSource ? pair.source : pair.target;
        if (const std::string_view odd = OddIn(path); !odd.empty()) {
            Warn(row, cell, fmt::format("the property {} holds {}", Quote(path), odd),
                 "it is kept as it stands; a condition reads '(Dependant on having <value> in "
                 "<path>)'");
        }
        if (path.empty()) {
            Warn(row, cell,
                 side == Side::kSource ? "the row has no source property"
                                       : "the row has no target property",
                 "it is kept as incomplete and not tested");
        }
    }

    Property ReadProperty(const Row& row) {
        Property property{.pair = ReadPair(row),
                          .type = std::string(row.cells[2]),
                          .type_unreadable = !IsReadableType(row.cells[2])};
        if (property.type_unreadable) {
            Warn(row, 2,
                 property.type.empty()
                     ? "the row has no data type"
                     : fmt::format("the data type {} cannot be read", Quote(property.type)),
                 "values of this property are not judged by their type");
        }
        return property;
    }

    void Warn(const Row& row, std::size_t cell, std::string message, std::string hint) {
        warnings_.Add(std::move(message), PlaceOf(document_, row, cell), std::move(hint));
    }

    const Document& document_;
    Interpretation& result_;
    ProblemList problems_;
    ProblemList warnings_;
    std::unordered_map<std::string, int> ids_;
};

}  // namespace

Interpretation Interpret(const Document& document, std::span<const std::string> known_system_ids) {
    Interpretation result;
    Interpreter(document, result).Run(known_system_ids);
    return result;
}

}  // namespace plumb::checklist
