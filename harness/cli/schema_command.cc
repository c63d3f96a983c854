#include <fmt/format.h>
#include <CLI/CLI.hpp>
#include <algorithm>
#include <iostream>
#include <memory>

#include "harness/base/text.h"
#include "harness/cli/command.h"
#include "harness/cli/installation.h"

namespace plumb::cli {

namespace {

namespace fs = std::filesystem;

std::vector<std::string> SchemaNames(const fs::path& folder) {
    std::vector<std::string> names;
    constexpr std::string_view kEnding = ".schema.json";
    for (const auto& entry : fs::directory_iterator(folder)) {
        const std::string name = entry.path().filename().string();
        if (name.ends_with(kEnding)) names.push_back(name.substr(0, name.size() - kEnding.size()));
    }
    std::ranges::sort(names);
    return names;
}

int Schema(const std::string& name) {
    const auto installation = Installation::Find();
    if (!installation) return Explain(installation.error());
    const fs::path folder = installation->Specs() / "schema";
    const std::vector<std::string> names = SchemaNames(folder);
    if (name.empty()) {
        for (const std::string& known : names)
            std::cout << fmt::format("{:<12} {}\n", known,
                                     (folder / (known + ".schema.json")).string());
        return kOk;
    }
    if (std::ranges::find(names, name) == names.end()) {
        return Explain(InputError(fmt::format("there is no schema named '{}'", name), {},
                                  DidYouMean(name, names) + " `plumb schema` lists them all")
                           .value());
    }
    const auto text = ReadText(folder / (name + ".schema.json"));
    if (!text) return Explain(text.error());
    std::cout << *text;
    return kOk;
}

}  // namespace

void AddSchema(CLI::App& app, Context& context) {
    auto name = std::make_shared<std::string>();
    CLI::App* command =
        app.add_subcommand("schema", "Print the JSON Schema of a file that you write or read");
    command->add_option("NAME", *name, "checklist, check, profile, target …; none: list them all");
    command->footer(Example("plumb schema checklist > checklist.schema.json",
                            "for an editor, with the line\n      # yaml-language-server: "
                            "$schema=checklist.schema.json"));
    command->callback([name, &context] { context.exit_status = Schema(*name); });
}

}  // namespace plumb::cli
