#include "harness/ledger/line.h"

#include <fmt/format.h>
#include <array>
#include <fstream>
#include <map>
#include <nlohmann/json.hpp>

#include "harness/base/json_path.h"
#include "harness/base/text.h"
#include "harness/system/lock_record.h"

namespace plumb::ledger {

namespace {

using Ordered = nlohmann::ordered_json;

constexpr std::string_view kFormat = "plumb/1";
constexpr std::size_t kMaxBytes = 64u << 20;
constexpr std::array kStates{State::kIntended, State::kMade, State::kRefused, State::kRemoved,
                             State::kArchived};
constexpr std::array kPauseStates{PauseState::kPaused, PauseState::kRestored, PauseState::kLeft};

std::optional<State> ParseState(const std::string& word) {
    for (const State state : kStates) {
        if (ToString(state) == word) return state;
    }
    return std::nullopt;
}

std::optional<Header> HeaderOf(const Json& line) {
    if (!line.is_object() || TextAt(line, "ledger") != kFormat) return std::nullopt;
    return Header{TextAt(line, "run"), TextAt(line, "started"), TextAt(line, "target"),
                  TextAt(line, "checklist")};
}

std::optional<Entry> EntryOf(const Json& line) {
    if (!line.is_object()) return std::nullopt;
    const auto number = line.find("entry");
    const auto state = ParseState(TextAt(line, "state"));
    if (number == line.end() || !number->is_number_integer() || !state) return std::nullopt;
    const auto adopted = line.find("adopted");
    return Entry{number->get<int>(),
                 TextAt(line, "system"),
                 TextAt(line, "entity"),
                 TextAt(line, "parent"),
                 TextAt(line, "mark"),
                 TextAt(line, "id"),
                 adopted != line.end() && *adopted == true,
                 *state,
                 TextAt(line, "why")};
}

std::optional<Pause> PauseOf(const Json& line) {
    const std::string word = line.is_object() ? TextAt(line, "scheduler") : "";
    for (const PauseState state : kPauseStates) {
        if (ToString(state) == word) return Pause{state, line.value("former", Json::object())};
    }
    return std::nullopt;
}

}  // namespace

std::string_view ToString(PauseState state) {
    switch (state) {
        case PauseState::kPaused:
            return "paused";
        case PauseState::kRestored:
            return "restored";
        case PauseState::kLeft:
            return "left";
    }
    return "";
}

std::string_view ToString(State state) {
    switch (state) {
        case State::kIntended:
            return "intended";
        case State::kMade:
            return "made";
        case State::kRefused:
            return "refused";
        case State::kRemoved:
            return "removed";
        case State::kArchived:
            return "archived";
    }
    return "";
}

std::string LockTag(const std::string& run_tag) {
    return run_tag + "lock";
}

bool IsLock(const Entry& entry, const std::string& run_tag) {
    return entry.mark.starts_with(system::kLockMark) ||
           entry.mark.find(ToLower(LockTag(run_tag))) != std::string::npos;
}

std::string ToLine(const Header& header) {
    const Ordered line{{"ledger", kFormat},
                       {"run", header.run},
                       {"started", header.started},
                       {"target", header.target},
                       {"checklist", header.checklist}};
    return line.dump(-1, ' ', false, Ordered::error_handler_t::replace) + "\n";
}

std::string ToLine(const Entry& entry) {
    Ordered line{{"entry", entry.number},  {"state", ToString(entry.state)},
                 {"system", entry.system}, {"entity", entry.entity},
                 {"parent", entry.parent}, {"mark", entry.mark},
                 {"id", entry.id}};
    if (entry.adopted) line["adopted"] = true;
    if (!entry.why.empty()) line["why"] = entry.why;
    return line.dump(-1, ' ', false, Ordered::error_handler_t::replace) + "\n";
}

std::string ToLine(const Pause& pause) {
    const Ordered line{{"scheduler", ToString(pause.state)}, {"former", Ordered(pause.former)}};
    return line.dump(-1, ' ', false, Ordered::error_handler_t::replace) + "\n";
}

Result<Contents> Parse(std::string_view text, const std::string& file) {
    Contents contents;
    std::map<int, Entry> entries;
    int number = 0;
    contents.bytes = text.rfind('\n') == std::string_view::npos ? 0 : text.rfind('\n') + 1;
    while (!text.empty()) {
        const std::size_t end = text.find('\n');
        if (end == std::string_view::npos && number > 0) break;
        const auto line = ParseJson(text.substr(0, end));
        text.remove_prefix(end == std::string_view::npos ? text.size() : end + 1);
        ++number;
        if (number == 1) {
            const auto header = HeaderOf(line);
            if (!header)
                return InputError("this is no ledger of a run", {file, 1, 0},
                                  "a run writes ledger.jsonl beside its journal");
            contents.header = *header;
            continue;
        }
        if (auto pause = PauseOf(line)) {
            contents.pause = *std::move(pause);
            continue;
        }
        const auto entry = EntryOf(line);
        if (!entry) return InputError("this line is no entry of a ledger", {file, number, 0});
        entries[entry->number] = *entry;
    }
    if (number == 0) return InputError("the ledger is empty", {file, 0, 0});
    for (auto& [ignored, entry] : entries) contents.entries.push_back(std::move(entry));
    return contents;
}

Result<Contents> Read(const std::string& file) {
    std::ifstream in(file, std::ios::binary);
    if (!in) return InputError("there is no such ledger", {file, 0, 0});
    std::string text;
    text.resize(kMaxBytes + 1);
    in.read(text.data(), static_cast<std::streamsize>(text.size()));
    text.resize(static_cast<std::size_t>(in.gcount()));
    if (text.size() > kMaxBytes) return InputError("the ledger is too large", {file, 0, 0});
    return Parse(text, file);
}

}  // namespace plumb::ledger
