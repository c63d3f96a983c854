#include "harness/report/repeat.h"

#include <algorithm>
#include <array>
#include <vector>

#include "harness/base/text.h"

namespace plumb::report {

namespace {

/// Options of `plumb run` that choose cases; each takes a value.
constexpr std::array<std::string_view, 6> kSelects = {"--filter", "--shard", "--flow",
                                                      "--clause", "--check", "--basis"};

bool Selects(std::string_view word) {
    return std::find(kSelects.begin(), kSelects.end(), word) != kSelects.end();
}

/// Splits at blanks outside quotes and keeps each word as it is written, quotes included.
std::vector<std::string> Words(std::string_view command) {
    std::vector<std::string> words(1);
    char quote = 0;
    bool escaped = false;
    for (const char c : command) {
        if (escaped || (c == '\\' && quote != '\'')) {
            escaped = !escaped;
            words.back() += c;
            continue;
        }
        if (c == ' ' && quote == 0) {
            if (!words.back().empty()) words.emplace_back();
            continue;
        }
        if (quote == 0 && (c == '\'' || c == '"')) {
            quote = c;
        } else if (c == quote) {
            quote = 0;
        }
        words.back() += c;
    }
    if (words.back().empty()) words.pop_back();
    return words;
}

bool IsPlain(char c) {
    const bool letter = (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9');
    return letter || std::string_view("_-./:=@%+,").find(c) != std::string_view::npos;
}

}  // namespace

std::string ShellWord(std::string_view text) {
    if (!text.empty() && std::all_of(text.begin(), text.end(), IsPlain)) return std::string(text);
    return "'" + ReplaceAll(std::string(text), "'", R"('\'')") + "'";
}

std::string RepeatCommand(const std::string& run_command, const std::string& case_id) {
    std::vector<std::string> words = Words(run_command);
    if (words.empty()) words = {"plumb", "run"};
    if (words.size() > 1 && words[1] == "replay") return run_command;  // it has just that case
    std::string command;
    for (std::size_t i = 0; i < words.size(); ++i) {
        const std::string_view word = words[i];
        if (word == "--update-deviations") continue;
        if (Selects(word)) {
            ++i;
            continue;
        }
        if (Selects(word.substr(0, word.find('=')))) continue;
        command += words[i] + " ";
    }
    return command + "--filter " + ShellWord(case_id);
}

}  // namespace plumb::report
