#include "harness/catalogue/catalogue.h"

#include <fmt/format.h>
#include <algorithm>
#include <filesystem>
#include <fstream>
#include <iterator>

namespace plumb::catalogue {

namespace {

namespace fs = std::filesystem;
using Problems = std::vector<Problem>;

std::vector<fs::path> YamlFiles(const fs::path& folder) {
    std::vector<fs::path> files;
    std::error_code failed;
    for (fs::directory_iterator entry(folder, failed), end; !failed && entry != end;
         entry.increment(failed)) {
        if (entry->path().extension() == ".yaml") files.push_back(entry->path());
    }
    std::sort(files.begin(), files.end());
    return files;
}

/// Reads files one after the other into one catalogue and gathers what is wrong.
class Reader final {
  public:
    void ReadChecks(const fs::path& file) {
        const std::optional<yaml::Node> root = Parse(file);
        if (!root) return;
        if (!root->IsList()) return Add(ReadCheckTemplate(*root, problems_));
        for (const yaml::Node& item : root->items) Add(ReadCheckTemplate(item, problems_));
    }

    void ReadValues(const fs::path& file) {
        const std::optional<yaml::Node> root = Parse(file);
        if (!root) return;
        ValueTable table = ReadValueTable(*root, problems_);
        if (table.name != file.stem().string()) {
            problems_.push_back({fmt::format("the table is named '{}'", table.name), root->place,
                                 fmt::format("name it like its file: {}", file.stem().string())});
        }
        const auto [place, is_new] = catalogue_.tables.try_emplace(table.name, std::move(table));
        if (is_new) return;
        problems_.push_back(
            {fmt::format("there is another value table '{}'", place->first), root->place, ""});
    }

    Result<Catalogue> Finish() {
        if (!problems_.empty()) return InputError(std::move(problems_));
        return std::move(catalogue_);
    }

    void Report(Problem problem) { problems_.push_back(std::move(problem)); }

  private:
    std::optional<yaml::Node> Parse(const fs::path& file) {
        std::ifstream in(file, std::ios::binary);
        const std::string text{std::istreambuf_iterator<char>(in),
                               std::istreambuf_iterator<char>()};
        if (in.bad() || !in.is_open()) {
            problems_.push_back({"the file cannot be read", {file.string(), 0, 0}, ""});
            return std::nullopt;
        }
        catalogue_.text += text;
        Result<yaml::Node> root = yaml::Parse(text, file.string());
        if (root) return std::move(*root);
        for (Problem& problem : root.error().problems) problems_.push_back(std::move(problem));
        return std::nullopt;
    }

    void Add(CheckTemplate check) {
        const auto known =
            std::find_if(catalogue_.checks.begin(), catalogue_.checks.end(),
                         [&](const CheckTemplate& other) { return other.check == check.check; });
        if (known != catalogue_.checks.end() && !check.check.empty()) {
            problems_.push_back({fmt::format("there is another check '{}'", check.check),
                                 check.place, "it stands in " + ToString(known->place)});
        }
        catalogue_.checks.push_back(std::move(check));
    }

    Catalogue catalogue_;
    Problems problems_;
};

}  // namespace

Result<Catalogue> ReadCatalogue(const std::vector<std::string>& folders) {
    Reader reader;
    for (const std::string& folder : folders) {
        const std::vector<fs::path> checks = YamlFiles(folder);
        const std::vector<fs::path> tables = YamlFiles(fs::path(folder) / "values");
        if (checks.empty() && tables.empty()) {
            reader.Report({"there are no checks here",
                           {folder, 0, 0},
                           "a folder of checks holds *.yaml and values/*.yaml"});
        }
        for (const fs::path& file : checks) reader.ReadChecks(file);
        for (const fs::path& file : tables) reader.ReadValues(file);
    }
    return reader.Finish();
}

}  // namespace plumb::catalogue
