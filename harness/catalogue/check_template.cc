#include "harness/catalogue/check_template.h"

#include <fmt/format.h>
#include <fmt/ranges.h>
#include <algorithm>
#include <array>
#include <utility>

#include "harness/base/digest.h"
#include "harness/base/ids.h"
#include "harness/base/json_path.h"
#include "harness/base/text.h"
#include "harness/yaml/fields.h"

namespace plumb::catalogue {

namespace {

using Problems = std::vector<Problem>;

constexpr std::array<std::pair<Of, std::string_view>, 6> kOfs{{
    {Of::kCreate, "create"},
    {Of::kMerge, "merge"},
    {Of::kKeepInSync, "keep-in-sync"},
    {Of::kProperty, "property"},
    {Of::kNothingElse, "nothing-else"},
    {Of::kSourceEntity, "source-entity"},
}};
constexpr std::array<std::pair<For, std::string_view>, 3> kDirections{{
    {For::kBoth, "direction"},
    {For::kToTarget, "to-target"},
    {For::kToSource, "to-source"},
}};
constexpr std::string_view kValuesFolder = "values/";
constexpr std::string_view kYaml = ".yaml";
constexpr int kStartAfterMax = 3;
constexpr std::size_t kDigestDigits = 16;

template <class Words>
std::vector<std::string> WordsOf(const Words& words) {
    std::vector<std::string> texts;
    for (const auto& [value, word] : words) texts.emplace_back(word);
    return texts;
}

template <class Value, class Words>
Value ValueOf(const Words& words, const std::optional<std::string>& text, Value otherwise) {
    for (const auto& [value, word] : words) {
        if (text && word == *text) return value;
    }
    return otherwise;
}

std::vector<std::string> BasisWords() {
    return {"stated", "implied", "assumed", "platform", "hygiene", "observed"};
}

void CheckWords(yaml::Fields& fields, std::string_view key, const std::vector<std::string>& words,
                const std::vector<std::string>& allowed) {
    for (const std::string& word : words) {
        if (std::find(allowed.begin(), allowed.end(), word) != allowed.end()) continue;
        const std::string hint = DidYouMean(word, allowed);
        fields.Report(
            fmt::format("'{}' cannot be '{}'", key, Shorten(word, 60)), fields.Optional(key)->place,
            hint.empty() ? fmt::format("it is one of: {}", fmt::join(allowed, ", ")) : hint);
    }
}

When ReadWhen(const yaml::Node& node, Problems& problems) {
    When when;
    yaml::Fields fields(node, "when", problems);
    if (!fields.IsMap()) return when;
    when.create = fields.Texts("create");
    CheckWords(fields, "create", when.create,
               {"never", "always", "when-connected", "when", "none"});
    when.merge = fields.Bool("merge");
    when.both_dated = fields.OneOf("dated", {"both"}).has_value();
    when.kinds = fields.Texts("kinds");
    CheckWords(fields, "kinds", when.kinds,
               {"texts", "words", "emails", "phones", "integers", "decimals", "booleans", "dates",
                "countries", "urls", "choices"});
    when.pairs = fields.OneOf("pairs", {"listed", "merge-keys"}).value_or("");
    when.merge_key = fields.Bool("merge-key");
    const std::optional<std::string> key = fields.OneOf("key", {"synced", "unsynced"});
    if (key) when.key_synced = *key == "synced";
    when.several_alternatives = fields.OneOf("alternatives", {"several"}).has_value();
    const std::optional<std::string> identity =
        fields.OneOf("identity", {"known", "other", "shared"});
    when.is_identity = identity.has_value();
    when.not_identity = identity == "other" || identity == "shared";
    when.shared_identity = identity == "shared";
    when.flagged_refusals = fields.OneOf("refusals", {"flagged"}).has_value();
    when.unlisted = fields.Text("unlisted").value_or("");
    fields.Finish();
    return when;
}

FieldRows FieldRowsNamed(const std::string& name) {
    if (name == "unlisted") return FieldRows::kUnlisted;
    if (name == "flags") return FieldRows::kFlags;
    if (name == "others") return FieldRows::kOthers;
    if (name == "look-alikes") return FieldRows::kLookAlikes;
    return name == "retirement" ? FieldRows::kRetirement : FieldRows::kNone;
}

/// "values/emails.yaml" names the table "emails".
std::string ReadTableName(yaml::Fields& fields) {
    std::string from = fields.RequiredText("from");
    if (from.empty()) return "";
    if (!from.starts_with(kValuesFolder) || !from.ends_with(kYaml)) {
        fields.Report(fmt::format("'{}' is no value table", Shorten(from, 60)),
                      fields.Optional("from")->place,
                      "write values/NAME.yaml, \"values/{kind}.yaml\", unlisted, flags, others, "
                      "retirement or look-alikes");
        return "";
    }
    from.erase(from.size() - kYaml.size());
    return from.substr(kValuesFolder.size());
}

std::optional<VariantSource> ReadVariants(const yaml::Node& node, Problems& problems) {
    if (!node.IsMap() || node.entries.size() != 1) {
        problems.push_back({"'variants' names one value and where its rows come from", node.place,
                            "such as {email: {from: values/emails.yaml}}"});
        return std::nullopt;
    }
    VariantSource source;
    source.name = node.entries.front().key;
    source.place = node.entries.front().place;
    yaml::Fields fields(node.entries.front().value, "a variant", problems);
    if (!fields.IsMap()) return std::nullopt;
    const yaml::Node* from = fields.Optional("from");
    if (from != nullptr) source.fields = FieldRowsNamed(from->text);
    if (source.HasTable()) source.table = ReadTableName(fields);
    source.rows = fields.Texts("rows");
    fields.Finish();
    return source;
}

std::optional<Smoke> ReadSmoke(const yaml::Node& node, yaml::Fields& check, Problems& problems) {
    if (!node.IsMap()) {
        const bool is_wanted = check.Bool("smoke").value_or(false);
        return is_wanted ? std::optional<Smoke>(Smoke()) : std::nullopt;
    }
    Smoke smoke;
    yaml::Fields fields(node, "smoke", problems);
    const std::optional<std::string> direction = fields.OneOf("for", {"to-target", "to-source"});
    if (direction) smoke.direction = ValueOf(kDirections, direction, For::kToTarget);
    smoke.only_listed = fields.OneOf("pairs", {"listed"}).has_value();
    fields.Finish();
    return smoke;
}

target::Capabilities ReadNeeds(yaml::Fields& fields) {
    target::Capabilities needs;
    const std::vector<std::string> words = fields.Texts("needs");
    CheckWords(fields, "needs", words, {"links", "write-log", "faults", "clock", "restart"});
    for (const std::string& word : words) {
        if (const auto capability = target::ParseCapability(word)) needs.insert(*capability);
    }
    return needs;
}

void ReadWhat(yaml::Fields& fields, CheckTemplate& check, const yaml::Node& node) {
    check.check = fields.RequiredText("check");
    if (check.check != Slug(check.check)) {
        fields.Report(fmt::format("'{}' is no id of a check", Shorten(check.check, 60)), node.place,
                      fmt::format("lower-case letters, digits and '-': {}", Slug(check.check)));
    }
    fields.Required("of");
    check.of = ValueOf(kOfs, fields.OneOf("of", WordsOf(kOfs)), Of::kMerge);
    check.direction = ValueOf(kDirections, fields.OneOf("for", WordsOf(kDirections)), For::kOnce);
    fields.Required("basis");
    const std::optional<std::string> basis = fields.OneOf("basis", BasisWords());
    check.basis = scenario::ParseBasis(basis.value_or("")).value_or(scenario::Basis::kStated);
    check.property = fields.Text("property").value_or("");
    check.summary = fields.RequiredText("summary");
    check.clause =
        fields.OneOf("clause", {"create", "merge", "keep-in-sync", "nothing-else"}).value_or("");
    if ((check.of == Of::kSourceEntity) != !check.clause.empty()) {
        fields.Report("'clause' belongs to a check of source-entity, and only there", node.place,
                      "it says for which clause of both flows the case counts");
    }
    if (check.of == Of::kSourceEntity && check.direction != For::kOnce) {
        fields.Report("a check of source-entity has no direction", node.place);
    }
}

}  // namespace

std::string_view ToString(Of of) {
    for (const auto& [value, word] : kOfs) {
        if (value == of) return word;
    }
    return "";
}

namespace {

/// What a check proves does not depend on the level in which it runs.
yaml::Node WithoutLevel(yaml::Node node) {
    std::erase_if(node.entries, [](const auto& entry) { return entry.key == "smoke"; });
    return node;
}

/// One text for what means the same, whatever its layout, its comments and the order of its keys.
std::string Canonical(const yaml::Node& node) {
    if (node.IsScalar()) return node.tag + Dump(Json(node.text));
    std::vector<std::string> parts;
    for (const yaml::Node& item : node.items) parts.push_back(Canonical(item));
    for (const yaml::Node::Entry& entry : node.entries)
        parts.push_back(Dump(Json(entry.key)) + ": " + Canonical(entry.value));
    if (node.IsMap()) std::ranges::sort(parts);
    return fmt::format("{}({})", node.tag, fmt::join(parts, ", "));
}

}  // namespace

CheckTemplate ReadCheckTemplate(const yaml::Node& node, Problems& problems) {
    CheckTemplate check;
    check.place = node.place;
    check.digest = Sha256(Canonical(WithoutLevel(node))).substr(0, kDigestDigits);
    yaml::Fields fields(node, "a check", problems);
    if (!fields.IsMap()) return check;
    ReadWhat(fields, check, node);
    check.needs = ReadNeeds(fields);
    if (const yaml::Node* when = fields.Optional("when")) check.when = ReadWhen(*when, problems);
    if (const yaml::Node* variants = fields.Optional("variants")) {
        check.variants = ReadVariants(*variants, problems);
    }
    if (const yaml::Node* smoke = fields.Optional("smoke"))
        check.smoke = ReadSmoke(*smoke, fields, problems);
    check.start_after =
        static_cast<int>(fields.Integer("start-after", 0, kStartAfterMax).value_or(0));
    check.needs_control = fields.Bool("needs-control").value_or(false);
    if (const yaml::Node* steps = fields.Required("steps")) {
        check.steps = *steps;
        if (!steps->IsList() || steps->items.empty()) {
            fields.Report("'steps' must be a list of at least one step", steps->place);
        }
    }
    fields.Finish();
    return check;
}

}  // namespace plumb::catalogue
