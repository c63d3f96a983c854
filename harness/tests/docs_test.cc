// The commands that the documents show are run here, as they stand there.

#include <gmock/gmock.h>

#include "harness/base/text.h"
#include "harness/testing/golden.h"
#include "harness/testing/temp_dir.h"
#include "harness/tests/program.h"

namespace plumb {
namespace {

using ::testing::IsEmpty;
using ::testing::Not;
using testing::Output;
using testing::ReadAll;
using testing::Shell;

const std::filesystem::path kProject = PLUMB_SOURCE_DIR;

/// The code blocks of a document that are in this language.
std::vector<std::string> BlocksOf(const std::string& document, const std::string& language) {
    std::vector<std::string> blocks;
    bool inside = false;
    const std::string text = ReadAll(kProject / document);
    for (std::string_view line : Split(text, '\n')) {
        if (line == "```" + language) {
            blocks.emplace_back();
            inside = true;
        } else if (line == "```") {
            inside = false;
        } else if (inside) {
            blocks.back() += std::string(line) + "\n";
        }
    }
    return blocks;
}

/// The block as a script that ends at the first command that fails. A faulty data flow must end
/// with status 1.
std::string ScriptOf(const std::string& block) {
    std::string script = "set -e\nservers=\ntrap '[ -z \"$servers\" ] || kill $servers' EXIT\n";
    for (std::string_view line : Split(block, '\n')) {
        if (line.starts_with("$ ")) line.remove_prefix(2);
        const bool must_fail = line.find("--defect") != std::string_view::npos;
        script += must_fail ? "{ " + std::string(line) + "\n} && false || [ $? = 1 ]\n"
                            : std::string(line) + "\n";
        if (line.ends_with(" &")) script += "servers=\"$servers $!\"\n";
    }
    return script;
}

/// What a reader of README.md is told to type, block by block; a build is of its own, and CI does
/// that.
std::vector<std::string> BlocksOfTheReadme() {
    std::vector<std::string> blocks = BlocksOf("README.md", "console");
    std::erase_if(blocks, [](const std::string& block) { return block.starts_with("$ make "); });
    return blocks;
}

/// A folder that looks like a checkout with a release build.
class Docs : public ::testing::Test {
  protected:
    Docs() {
        std::filesystem::create_directories(folder_.Path() / "build/release");
        std::filesystem::create_symlink(PLUMB_PROGRAM, folder_.Path() / "build/release/plumb");
        std::filesystem::create_symlink(kProject / "fixtures", folder_.Path() / "fixtures");
    }
    void Run(const std::string& block) {
        folder_.Write("block.sh", ScriptOf(block));
        const Output output = Shell(folder_.Path(), "sh block.sh 2>&1");
        EXPECT_EQ(output.status, 0) << block << "\n" << output.text;
    }

    const testing::TempDir folder_;
};

/// By the number of its block.
class CommandsOfTheReadme : public Docs, public ::testing::WithParamInterface<std::size_t> {};

TEST_P(CommandsOfTheReadme, Work) {
    folder_.Write("my-checks/mine.yaml", BlocksOf("README.md", "yaml").at(0));
    Run(BlocksOfTheReadme().at(GetParam()));
}

INSTANTIATE_TEST_SUITE_P(Block, CommandsOfTheReadme,
                         ::testing::Range(std::size_t{0}, BlocksOfTheReadme().size()));

TEST(Readme, ShowsCommands) {
    EXPECT_GE(BlocksOfTheReadme().size(), 3U);
}

TEST_F(Docs, TargetsThatTheReadmeNamesExistInTheMakefile) {
    const std::string makefile = ReadAll(kProject / "Makefile");
    for (const char* document : {"README.md", "CONTRIBUTING.md"}) {
        for (const std::string& block : BlocksOf(document, "console")) {
            if (!block.starts_with("$ make ")) continue;
            const std::string target(Trim(block.substr(7)));
            EXPECT_THAT(makefile, ::testing::HasSubstr("\n" + target + ":")) << document;
        }
    }
}

TEST(DocLinks, EveryFileThatADocumentNamesExists) {
    for (const char* document :
         {"README.md", "CONTRIBUTING.md", "ARCHITECTURE.md", "docs/ci.md", "docs/live.md"}) {
        const std::string text = ReadAll(kProject / document);
        std::vector<std::string> missing;
        const auto spans = Split(text, '`');
        for (std::size_t i = 1; i < spans.size(); i += 2) {
            const std::string path(spans[i]);
            const bool is_path = path.find('/') != std::string::npos &&
                                 path.find_first_of(" *<>{}$:") == std::string::npos &&
                                 !path.starts_with("build/") && !path.starts_with("reports/") &&
                                 !path.starts_with("/") && !path.starts_with(".github/");
            const auto in = [&](const char* base) {
                return std::filesystem::exists(kProject / base / path);
            };
            if (is_path && !in("") && !in("harness") && !in("mocks")) missing.push_back(path);
        }
        EXPECT_THAT(missing, IsEmpty()) << document;
        EXPECT_THAT(spans, Not(IsEmpty()));
    }
}

}  // namespace
}  // namespace plumb
