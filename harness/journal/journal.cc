#include "harness/journal/journal.h"

#include <fcntl.h>
#include <unistd.h>

#include <cerrno>
#include <cstring>
#include <filesystem>
#include <limits>
#include <utility>

#include <fmt/format.h>

#include "harness/base/text.h"

namespace plumb::journal {

namespace {

/// How every run begins. A quote inside a JSON text is escaped, so these bytes stand nowhere else.
constexpr std::string_view kRunBegins = R"({"event":"run-started")";

std::string Reason(int error) {
    return std::strerror(error);
}

tl::unexpected<Error> CannotWrite(const std::string& path, int error) {
    const bool full = error == ENOSPC || error == EDQUOT || error == EFBIG;
    return EnvironmentError(
        fmt::format("cannot write the journal {}: {}", path, Reason(error)),
        full ? "free some space and run again; `plumb report` reads what was written so far"
             : "choose another folder for the output");
}

}  // namespace

// --- writing ------------------------------------------------------------------------------------

class Writer::Impl final {
  public:
    Impl(std::string path, int file) : path_(std::move(path)), file_(file) {}
    Impl(const Impl&) = delete;
    Impl& operator=(const Impl&) = delete;
    ~Impl() { ::close(file_); }

    Status Append(const Event& event) {
        std::string line = ToLine(event, secrets_.get());
        if (line.size() > ReadLimits{}.line_bytes) {
            return EnvironmentError(
                fmt::format("an event of {} bytes is too large for the journal", line.size()));
        }
        line += '\n';
        const std::lock_guard lock(mutex_);
        if (failed_with_ == 0) failed_with_ = Write(line);
        if (failed_with_ != 0) return CannotWrite(path_, failed_with_);
        return {};
    }

    void Hide(std::shared_ptr<const Secrets> secrets) { secrets_ = std::move(secrets); }
    const std::string& Path() const { return path_; }

  private:
    /// 0, or the error number; then the file ends as before.
    int Write(std::string_view line) {
        std::size_t written = 0;
        while (written < line.size()) {
            const ssize_t count = ::write(file_, line.data() + written, line.size() - written);
            if (count < 0 && errno == EINTR) continue;
            if (count <= 0) {
                const int error = count < 0 ? errno : ENOSPC;
                // What cannot be cut off again is a cut-off last line, which the reader expects.
                if (written > 0 && ::ftruncate(file_, size_) != 0) return error;
                return error;
            }
            written += static_cast<std::size_t>(count);
        }
        size_ += static_cast<off_t>(line.size());
        return 0;
    }

    const std::string path_;
    const int file_;
    std::shared_ptr<const Secrets> secrets_;
    std::mutex mutex_;
    off_t size_ = 0;
    int failed_with_ = 0;
};

Result<std::unique_ptr<Writer>> Writer::Open(const std::string& path) {
    const std::filesystem::path folder = std::filesystem::path(path).parent_path();
    std::error_code error;
    if (!folder.empty()) std::filesystem::create_directories(folder, error);
    if (error) return CannotWrite(path, error.value());
    const int file =
        ::open(path.c_str(), O_WRONLY | O_CREAT | O_TRUNC | O_APPEND | O_CLOEXEC, 0644);
    if (file < 0) return CannotWrite(path, errno);
    return std::unique_ptr<Writer>(new Writer(std::make_unique<Impl>(path, file)));
}

std::unique_ptr<Writer> Writer::Nowhere() {
    return std::unique_ptr<Writer>(new Writer(nullptr));
}

Writer::Writer(std::unique_ptr<Impl> impl) : impl_(std::move(impl)) {}
Writer::~Writer() = default;

void Writer::Hide(std::shared_ptr<const Secrets> secrets) {
    if (impl_) impl_->Hide(std::move(secrets));
}
Status Writer::Append(const Event& event) {
    return impl_ ? impl_->Append(event) : Status();
}
std::string Writer::Path() const {
    return impl_ ? impl_->Path() : "";
}

// --- reading ------------------------------------------------------------------------------------

namespace {

class Parser final {
  public:
    Parser(const std::string& name, const ReadLimits& limits) : name_(name), limits_(limits) {}

    Result<Journal> Parse(std::string_view text) {
        while (!text.empty()) {
            const std::size_t end = text.find('\n');
            const bool complete = end != std::string_view::npos;
            const auto status = complete ? TakeLine(text.substr(0, end)) : TakeRest(text);
            if (!status) return tl::make_unexpected(status.error());
            text.remove_prefix(complete ? end + 1 : text.size());
            if (line_ < std::numeric_limits<int>::max()) ++line_;
        }
        WarnOfUnknown();
        return std::move(journal_);
    }

  private:
    Place Here() const { return {name_, line_, 0}; }

    Status TakeLine(std::string_view line) {
        const std::size_t next_run = line.find(kRunBegins, 1);
        if (next_run != std::string_view::npos) {
            const auto status = TakeRest(line.substr(0, next_run));
            if (!status) return status;
            line.remove_prefix(next_run);
        }
        return Take(line);
    }

    /// The end of a run that was killed: complete, or cut off and dropped.
    Status TakeRest(std::string_view line) {
        if (Take(line)) return {};
        journal_.warnings.push_back({"the last line of the run was cut off and is left out", Here(),
                                     "the run was killed or its disk was full"});
        return {};
    }

    Status Take(std::string_view line) {
        if (Trim(line).empty()) return {};
        if (line.size() > limits_.line_bytes) {
            return InputError(fmt::format("a line of {} bytes is longer than the limit of {}",
                                          line.size(), limits_.line_bytes),
                              Here());
        }
        auto event = FromLineIfKnown(line, Here());
        if (!event) return tl::make_unexpected(std::move(event.error()));
        if (!*event) {
            ++unknown_;
            if (first_unknown_.line == 0) first_unknown_ = Here();
            return {};
        }
        if (journal_.events.size() >= limits_.events) {
            return InputError(fmt::format("more than {} events", limits_.events), Here());
        }
        journal_.events.push_back(std::move(**event));
        return {};
    }

    void WarnOfUnknown() {
        if (unknown_ == 0) return;
        journal_.warnings.push_back(
            {fmt::format(
                 "{} events are of a kind that this version does not know; they are left out",
                 unknown_),
             first_unknown_, "read the journal with the version of Plumb that wrote it"});
    }

    const std::string& name_;
    const ReadLimits& limits_;
    Journal journal_;
    int line_ = 1;
    std::size_t unknown_ = 0;
    Place first_unknown_;
};

Result<std::string> ReadText(const std::string& path, std::size_t limit) {
    const int file = ::open(path.c_str(), O_RDONLY | O_CLOEXEC);
    if (file < 0) {
        return InputError(fmt::format("cannot read the journal: {}", Reason(errno)), {path});
    }
    std::string text;
    constexpr std::size_t kChunk = 1u << 20;
    ssize_t count = 1;
    while (count > 0 && text.size() <= limit) {
        const std::size_t size = text.size();
        text.resize(size + kChunk);
        do {
            count = ::read(file, text.data() + size, kChunk);
        } while (count < 0 && errno == EINTR);
        text.resize(size + static_cast<std::size_t>(std::max<ssize_t>(count, 0)));
    }
    const int error = errno;
    ::close(file);
    if (count < 0) {
        return InputError(fmt::format("cannot read the journal: {}", Reason(error)), {path});
    }
    return text;
}

}  // namespace

Result<Journal> Parse(std::string_view text, const std::string& name, const ReadLimits& limits) {
    if (text.size() > limits.bytes) {
        return InputError(
            fmt::format("the journal is larger than the limit of {} bytes", limits.bytes), {name});
    }
    return Parser(name, limits).Parse(text);
}

Result<Journal> Read(const std::string& path, const ReadLimits& limits) {
    auto text = ReadText(path, limits.bytes);
    if (!text) return tl::make_unexpected(std::move(text.error()));
    return Parse(*text, path, limits);
}

}  // namespace plumb::journal
