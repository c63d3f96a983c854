#include "harness/selftest/proof.h"

#include <fmt/format.h>
#include <fmt/ranges.h>
#include <algorithm>

#include "harness/base/ids.h"
#include "harness/yaml/fields.h"

namespace plumb::selftest {

namespace {

constexpr std::size_t kDigestLength = 16;  // digits

const catalogue::CheckTemplate* TemplateOf(const std::string& check,
                                           const catalogue::Catalogue& catalogue) {
    const auto found = std::ranges::find(catalogue.checks, check, &catalogue::CheckTemplate::check);
    return found == catalogue.checks.end() ? nullptr : &*found;
}

/// What is read is written again as it stands, so it must be what such a file can hold.
void CheckForm(const std::string& check, const Proof::Of& of, const Place& place,
               yaml::Fields& fields) {
    const auto is_id = [](const std::string& id) { return !id.empty() && Slug(id) == id; };
    if (!is_id(check)) fields.Report(fmt::format("'{}' is no id of a check", check), place);
    const bool is_digest = of.digest.size() == kDigestLength &&
                           of.digest.find_first_not_of("0123456789abcdef") == std::string::npos;
    if (!is_digest) fields.Report("'template' must be 16 hexadecimal digits", place);
    for (const std::string& defect : of.defects) {
        if (!is_id(defect)) fields.Report(fmt::format("'{}' is no id of a defect", defect), place);
    }
}

}  // namespace

Result<Proof> ReadProof(const yaml::Node& file) {
    std::vector<Problem> problems;
    Proof proof;
    yaml::Fields fields(file, "a proof", problems);
    const yaml::Node* checks = fields.IsMap() ? fields.Required("proof") : nullptr;
    if (checks != nullptr && !checks->IsMap())
        fields.Report("'proof' must be a mapping of checks", checks->place);
    if (checks != nullptr) {
        for (const yaml::Node::Entry& entry : checks->entries) {
            yaml::Fields one(entry.value, "the proof of a check", problems);
            if (!one.IsMap()) continue;
            Proof::Of& of = proof.checks[entry.key];
            of.digest = one.RequiredText("template");
            one.Required("defects");
            of.defects = one.Texts("defects");
            one.Finish();
            CheckForm(entry.key, of, entry.value.place, one);
        }
    }
    if (fields.IsMap()) fields.Finish();
    if (!problems.empty()) return InputError(std::move(problems));
    return proof;
}

std::string WriteProof(const Proof& proof) {
    std::string text =
        "# yaml-language-server: $schema=schema/proof.schema.json\n"
        "# Written by `plumb selftest --write-proof`, not by hand: the checks that were shown to\n"
        "# fail, alone, on faulty data flows that name them. A check whose template is no longer\n"
        "# the one with this digest is unproven.\n"
        "proof:\n";
    for (const auto& [check, of] : proof.checks) {
        text += fmt::format("  {}:\n    template: \"{}\"\n    defects: [{}]\n", check, of.digest,
                            fmt::join(of.defects, ", "));
    }
    return proof.checks.empty() ? text + "  {}\n" : text;
}

Proof ProofOf(const Matrix& matrix, const catalogue::Catalogue& catalogue) {
    Proof proof;
    for (const CheckResult& result : matrix.checks) {
        const auto* check = TemplateOf(result.check.id, catalogue);
        if (check != nullptr && result.IsProven())
            proof.checks[result.check.id] = {check->digest, result.proven_by};
    }
    return proof;
}

Proven ProvenIn(const Proof& proof, const catalogue::Catalogue& catalogue) {
    Proven proven;
    for (const auto& [id, of] : proof.checks) {
        const auto* check = TemplateOf(id, catalogue);
        if (check != nullptr && check->digest == of.digest && !of.defects.empty())
            proven[id] = of.defects;
    }
    return proven;
}

}  // namespace plumb::selftest
