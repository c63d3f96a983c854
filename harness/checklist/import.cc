#include "harness/checklist/import.h"

#include <fmt/format.h>
#include <cerrno>
#include <cstring>
#include <filesystem>
#include <fstream>
#include <map>

#include "harness/base/file.h"
#include "harness/checklist/interpret.h"
#include "harness/checklist/writer.h"
#include "harness/document/reader.h"
#include "harness/yaml/node.h"

namespace plumb::checklist {

namespace {

namespace fs = std::filesystem;

/// Line and column numbers are ints.
constexpr std::size_t kBytesMax = 2'000'000'000;

Place FileOnly(const fs::path& file) {
    return Place{.file = file.string(), .line = 0, .column = 0};
}

Result<std::string> ReadBytes(const fs::path& file) {
    std::error_code error;
    if (fs::is_directory(file, error)) return InputError("is a folder", FileOnly(file));
    std::ifstream in(file, std::ios::binary);
    if (!in) {
        return InputError(fmt::format("cannot be read: {}", std::strerror(errno)), FileOnly(file),
                          "check the path and the permissions");
    }
    std::string bytes;
    const auto size = fs::file_size(file, error);
    if (!error && size < kBytesMax) bytes.reserve(static_cast<std::size_t>(size) + 1);
    std::string buffer(1 << 20, '\0');
    while (in && bytes.size() <= kBytesMax) {
        in.read(buffer.data(), static_cast<std::streamsize>(buffer.size()));
        bytes.append(buffer, 0, static_cast<std::size_t>(in.gcount()));
    }
    if (in.bad()) return InputError("cannot be read to its end", FileOnly(file));
    if (bytes.size() > kBytesMax) return InputError("is larger than 2 GB", FileOnly(file));
    return bytes;
}

class Importer final {
  public:
    Importer(fs::path directory, std::span<const std::string> known_system_ids)
        : directory_(std::move(directory)), known_system_ids_(known_system_ids) {}

    ImportReport Run(std::span<const std::string> documents) {
        if (HasClashes(documents) || !MakeDirectory()) return std::move(report_);
        for (const std::string& document : documents) ImportOne(document);
        return std::move(report_);
    }

  private:
    fs::path OutputOf(const fs::path& document) const {
        return directory_ / fs::path(document.stem()).concat(".yaml");
    }

    bool HasClashes(std::span<const std::string> documents) {
        std::map<fs::path, std::string> inputs;
        for (const std::string& document : documents) {
            const auto [first, is_new] = inputs.try_emplace(OutputOf(document), document);
            if (is_new) continue;
            report_.problems.push_back({fmt::format("{} and this would both be written to {}",
                                                    first->second, first->first.string()),
                                        FileOnly(document),
                                        "nothing was written; import them into two folders"});
        }
        return !report_.problems.empty();
    }

    bool MakeDirectory() {
        std::error_code error;
        fs::create_directories(directory_, error);
        if (fs::is_directory(directory_)) return true;
        report_.problems.push_back({fmt::format("cannot be made: {}", error.message()),
                                    FileOnly(directory_), "name another folder with -o"});
        report_.not_saved = true;
        return false;
    }

    void ImportOne(const std::string& file) {
        const Result<std::string> bytes = ReadBytes(file);
        if (!bytes) return Append(report_.problems, bytes.error().problems);
        const Interpretation read = Interpret(document::Read(*bytes, file), known_system_ids_);
        Append(report_.warnings, read.warnings);
        Append(report_.problems, read.problems);
        if (read.problems.empty()) Save(file, read.checklist);
    }

    void Save(const std::string& document, const Checklist& checklist) {
        const fs::path file = OutputOf(document);
        const std::string text = Write(checklist);
        if (text.size() > yaml::Limits{}.bytes) {
            report_.warnings.push_back({"the checklist is larger than what is read again",
                                        FileOnly(document), "split the document"});
        }
        if (const Status saved = SaveWhole(file, text); !saved) {
            Append(report_.problems, saved.error().problems);
            report_.not_saved = true;
            return;
        }
        report_.written.push_back(file.string());
    }

    static void Append(std::vector<Problem>& list, const std::vector<Problem>& more) {
        list.insert(list.end(), more.begin(), more.end());
    }

    fs::path directory_;
    std::span<const std::string> known_system_ids_;
    ImportReport report_;
};

}  // namespace

ImportReport Import(std::span<const std::string> documents, const std::string& directory,
                    std::span<const std::string> known_system_ids) {
    return Importer(directory.empty() ? "." : directory, known_system_ids).Run(documents);
}

}  // namespace plumb::checklist
