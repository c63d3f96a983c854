#include "harness/cli/installation.h"

#include <fmt/format.h>

#include <algorithm>
#include <fstream>
#include <sstream>

namespace plumb::cli {

namespace fs = std::filesystem;

namespace {

constexpr std::uintmax_t kMaxBytes = 64u << 20;

bool HoldsSpecs(const fs::path& folder) {
    std::error_code ignored;
    return fs::is_directory(folder / "specs" / "checks", ignored);
}

}  // namespace

Result<Installation> Installation::Find() {
    std::error_code failed;
    const fs::path program = fs::read_symlink("/proc/self/exe", failed);
    if (failed)
        return EnvironmentError("cannot find the place of the program: " + failed.message());
    const fs::path folder = program.parent_path();
    const fs::path installed = folder.parent_path() / "share" / "plumb";
    if (HoldsSpecs(installed)) return Installation(installed);
    for (fs::path up = folder; up != up.parent_path(); up = up.parent_path()) {
        if (HoldsSpecs(up)) return Installation(up);
    }
    return EnvironmentError(
        fmt::format("no specs found for {}", program.string()),
        fmt::format("expected in {} or in a folder above the program", installed.string()));
}

fs::path Installation::DefaultChecklist() const {
    return Specs() / "checklists" / "youtrack-to-poweroffice-go.yaml";
}

Result<std::vector<target::Profile>> Installation::ReadProfiles() const {
    std::vector<fs::path> files;
    for (const auto& entry : fs::directory_iterator(Specs() / "systems"))
        if (entry.path().extension() == ".yaml") files.push_back(entry.path());
    std::ranges::sort(files);
    std::vector<target::Profile> profiles;
    for (const fs::path& file : files) {
        const auto text = ReadText(file);
        if (!text) return tl::make_unexpected(text.error());
        auto profile = target::ReadProfile(*text, file.string());
        if (!profile) return tl::make_unexpected(profile.error());
        profiles.push_back(std::move(*profile));
    }
    return profiles;
}

Result<std::string> ReadText(const fs::path& file) {
    std::error_code failed;
    if (fs::is_directory(file, failed))
        return InputError("is a folder, not a file", {file.string()});
    std::ifstream in(file, std::ios::binary);
    if (!in) return InputError("cannot be read: no such file, or no right to", {file.string()});
    std::ostringstream text;
    text << in.rdbuf();
    if (text.str().size() > kMaxBytes) return InputError("is larger than 64 MiB", {file.string()});
    return text.str();
}

}  // namespace plumb::cli
