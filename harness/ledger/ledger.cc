#include "harness/ledger/ledger.h"

#include <fcntl.h>
#include <fmt/format.h>
#include <unistd.h>
#include <algorithm>
#include <cerrno>
#include <cstring>
#include <filesystem>
#include <map>
#include <mutex>
#include <tuple>

#include "harness/ledger/line.h"

namespace plumb::ledger {

namespace {

constexpr int kNoFile = -1;

using Key = std::tuple<std::string, std::string, std::string>;  ///< system, entity, id

tl::unexpected<Error> CannotWrite(const std::string& file, int error) {
    return EnvironmentError(
        fmt::format("cannot write the ledger {}: {}", file, std::strerror(error)),
        "no record is created that the ledger does not hold: make room, or choose another folder");
}

}  // namespace

class Ledger::Impl final {
  public:
    Impl(std::string file, int descriptor, Header header, std::vector<Entry> entries,
         std::optional<Pause> pause)
        : file_(std::move(file)),
          descriptor_(descriptor),
          header_(std::move(header)),
          entries_(std::move(entries)),
          pause_(std::move(pause)) {
        for (const Entry& entry : entries_) Index(entry);
    }
    Impl(const Impl&) = delete;
    Impl& operator=(const Impl&) = delete;
    ~Impl() {
        if (descriptor_ != kNoFile) ::close(descriptor_);
    }

    const Header& GetHeader() const { return header_; }

    Result<int> Add(Entry entry) {
        const std::lock_guard lock(mutex_);
        entry.number = entries_.empty() ? 1 : entries_.back().number + 1;
        if (Status written = Write(ToLine(entry)); !written)
            return tl::make_unexpected(written.error());
        Index(entry);
        entries_.push_back(std::move(entry));
        return entries_.back().number;
    }

    template <class Change>
    Status Update(int number, Change&& change) {
        const std::lock_guard lock(mutex_);
        const auto found = std::ranges::find(entries_, number, &Entry::number);
        if (found == entries_.end())
            return EnvironmentError(fmt::format("the ledger has no entry {}", number));
        change(*found);
        Index(*found);
        return Write(ToLine(*found));
    }

    Status SetPause(Pause pause) {
        const std::lock_guard lock(mutex_);
        pause_ = std::move(pause);
        return Write(ToLine(*pause_));
    }

    std::optional<Pause> GetPause() const {
        const std::lock_guard lock(mutex_);
        return pause_;
    }

    std::optional<int> NumberOf(const Key& key) const {
        const std::lock_guard lock(mutex_);
        const auto found = numbers_.find(key);
        return found == numbers_.end() ? std::nullopt : std::optional(found->second);
    }

    std::vector<Entry> Entries() const {
        const std::lock_guard lock(mutex_);
        return entries_;
    }

    /// Whole lines, on the disk before it returns; what could be written only in part is taken
    /// back, or the next line would be the rest of it.
    Status Write(const std::string& lines) {
        if (descriptor_ == kNoFile) return {};
        const off_t before = ::lseek(descriptor_, 0, SEEK_END);
        if (Status whole = WriteAll(lines); !whole) {
            if (::ftruncate(descriptor_, before) == 0) ::lseek(descriptor_, 0, SEEK_END);
            return whole;
        }
        return {};
    }

  private:
    Status WriteAll(const std::string& lines) {
        std::size_t written = 0;
        while (written < lines.size()) {
            const ssize_t count =
                ::write(descriptor_, lines.data() + written, lines.size() - written);
            if (count < 0 && errno == EINTR) continue;
            if (count <= 0) return CannotWrite(file_, count < 0 ? errno : ENOSPC);
            written += static_cast<std::size_t>(count);
        }
        if (::fdatasync(descriptor_) != 0 && errno != EINVAL && errno != EROFS)
            return CannotWrite(file_, errno);
        return {};
    }

    void Index(const Entry& entry) {
        if (!entry.id.empty()) numbers_[{entry.system, entry.entity, entry.id}] = entry.number;
    }

    const std::string file_;
    const int descriptor_;
    const Header header_;
    mutable std::mutex mutex_;  ///< guards what follows
    std::vector<Entry> entries_;
    std::map<Key, int> numbers_;
    std::optional<Pause> pause_;
};

namespace {

/// A ledger is all that is known of the records in it.
Status CheckReplaceable(const std::string& file) {
    std::error_code error;
    if (!std::filesystem::exists(file, error)) return {};
    const auto old = Read(file);
    if (!old) return tl::make_unexpected(old.error());
    const std::string hint =
        fmt::format("run `plumb cleanup {}` first, or choose another --output", file);
    if (old->pause && old->pause->IsPending()) {
        return InputError(
            fmt::format("the ledger of the run {} tells of a scheduler that is still paused",
                        old->header.run),
            {file, 0, 0}, hint);
    }
    const auto alive = std::ranges::count_if(old->entries, &Entry::IsAlive);
    if (alive == 0) return {};
    return InputError(
        fmt::format("the ledger lists {} record{} of the run {} that {} not removed yet", alive,
                    alive == 1 ? "" : "s", old->header.run, alive == 1 ? "is" : "are"),
        {file, 0, 0}, hint);
}

}  // namespace

Result<std::unique_ptr<Ledger>> Ledger::Open(const std::string& file, const Header& header) {
    if (Status free = CheckReplaceable(file); !free) return tl::make_unexpected(free.error());
    const std::filesystem::path folder = std::filesystem::path(file).parent_path();
    std::error_code error;
    if (!folder.empty()) std::filesystem::create_directories(folder, error);
    if (error) return CannotWrite(file, error.value());
    const int descriptor =
        ::open(file.c_str(), O_WRONLY | O_CREAT | O_TRUNC | O_APPEND | O_CLOEXEC, 0600);
    if (descriptor < 0) return CannotWrite(file, errno);
    auto impl =
        std::make_unique<Impl>(file, descriptor, header, std::vector<Entry>(), std::nullopt);
    if (Status written = impl->Write(ToLine(header)); !written)
        return tl::make_unexpected(written.error());
    return std::unique_ptr<Ledger>(new Ledger(std::move(impl)));
}

Result<std::unique_ptr<Ledger>> Ledger::Resume(const std::string& file) {
    auto contents = Read(file);
    if (!contents) return tl::make_unexpected(contents.error());
    // What was cut off in the middle of a line must not swallow the next one.
    const int descriptor = ::open(file.c_str(), O_WRONLY | O_CLOEXEC);
    if (descriptor < 0) return CannotWrite(file, errno);
    const bool cut = ::ftruncate(descriptor, static_cast<off_t>(contents->bytes)) == 0 &&
                     ::lseek(descriptor, 0, SEEK_END) >= 0;
    auto impl = std::make_unique<Impl>(file, descriptor, std::move(contents->header),
                                       std::move(contents->entries), std::move(contents->pause));
    if (!cut) return CannotWrite(file, errno);
    return std::unique_ptr<Ledger>(new Ledger(std::move(impl)));
}

std::unique_ptr<Ledger> Ledger::InMemory(const Header& header) {
    return std::unique_ptr<Ledger>(new Ledger(
        std::make_unique<Impl>("", kNoFile, header, std::vector<Entry>(), std::nullopt)));
}

Ledger::Ledger(std::unique_ptr<Impl> impl) : impl_(std::move(impl)) {}
Ledger::~Ledger() = default;

const Header& Ledger::GetHeader() const {
    return impl_->GetHeader();
}

Result<int> Ledger::Intend(Entry entry) {
    entry.state = State::kIntended;
    return impl_->Add(std::move(entry));
}

Status Ledger::Made(int number, const std::string& id) {
    return impl_->Update(number, [&](Entry& entry) {
        entry.id = id;
        entry.state = State::kMade;
    });
}

Status Ledger::Change(int number, State state, const std::string& why) {
    return impl_->Update(number, [&](Entry& entry) {
        entry.state = state;
        entry.why = why;
    });
}

Result<int> Ledger::Adopt(Entry entry) {
    entry.adopted = true;
    entry.state = State::kMade;
    return impl_->Add(std::move(entry));
}

Status Ledger::Paused(nlohmann::json former) {
    return impl_->SetPause({PauseState::kPaused, std::move(former)});
}

Status Ledger::EndPause(PauseState state) {
    auto pause = impl_->GetPause();
    if (!pause) return {};
    pause->state = state;
    return impl_->SetPause(*std::move(pause));
}

std::optional<Pause> Ledger::GetPause() const {
    return impl_->GetPause();
}

std::optional<int> Ledger::NumberOf(const std::string& system, const std::string& entity,
                                    const std::string& id) const {
    return impl_->NumberOf({system, entity, id});
}

std::vector<Entry> Ledger::Entries() const {
    return impl_->Entries();
}

std::vector<Entry> Ledger::Alive() const {
    std::vector<Entry> alive = impl_->Entries();
    std::erase_if(alive, [](const Entry& entry) { return !entry.IsAlive(); });
    return alive;
}

}  // namespace plumb::ledger
