#include "harness/dataflow/target_file.h"

#include <fmt/format.h>
#include <cerrno>
#include <cstdlib>
#include <cstring>
#include <filesystem>
#include <utility>

#include "harness/base/json_path.h"
#include "harness/dataflow/file_descriptor.h"

namespace plumb::dataflow {

namespace {

Json ToJson(const target::SystemAccess& system) {
    Json keys = system.values;
    const target::Tls& tls = system.transport.tls;
    if (!tls.ca.path.empty()) keys["tls"]["ca"] = tls.ca.path;
    if (!tls.client_certificate.path.empty()) {
        keys["tls"]["client_certificate"] = tls.client_certificate.path;
        keys["tls"]["client_key"] = tls.client_key.path;
    }
    return keys;
}

std::string ToText(const target::Target& target, const std::string& checklist) {
    std::error_code ignored;
    Json systems = Json::object();
    for (const target::SystemAccess& system : target.systems) systems[system.id] = ToJson(system);
    const auto absolute = std::filesystem::absolute(checklist, ignored);
    return Dump({{"checklist", checklist.empty() ? std::string() : absolute.string()},
                 {"systems", std::move(systems)}}) +
           "\n";
}

bool WriteAll(int file, std::string_view text) {
    while (!text.empty()) {
        const ssize_t written = ::write(file, text.data(), text.size());
        if (written < 0 && errno == EINTR) continue;
        if (written <= 0) return false;
        text.remove_prefix(static_cast<std::size_t>(written));
    }
    return true;
}

}  // namespace

Result<TargetFile> TargetFile::Write(const target::Target& target, const std::string& checklist) {
    std::error_code ignored;
    std::string path =
        (std::filesystem::temp_directory_path(ignored) / "plumb-target-XXXXXX").string();
    const FileDescriptor file(::mkostemp(path.data(), O_CLOEXEC));  // made with mode 0600
    if (!file.IsOpen()) {
        return EnvironmentError(fmt::format("cannot make {}: {}", path, std::strerror(errno)),
                                "the data flow's program reads the target there: set TMPDIR");
    }
    TargetFile made(path);
    if (!WriteAll(file.Get(), ToText(target, checklist))) {
        return EnvironmentError(fmt::format("cannot write {}: {}", path, std::strerror(errno)),
                                "make room there, or set TMPDIR to another folder");
    }
    return made;
}

TargetFile::TargetFile(TargetFile&& other) noexcept : path_(std::exchange(other.path_, {})) {}

TargetFile::~TargetFile() {
    if (!path_.empty()) ::unlink(path_.c_str());
}

}  // namespace plumb::dataflow
