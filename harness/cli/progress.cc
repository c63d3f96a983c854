#include "harness/cli/progress.h"

#include <fmt/format.h>
#include <unistd.h>

#include <cstdlib>
#include <iostream>

#include "harness/base/text.h"

namespace plumb::cli {

namespace {

/// GitHub reads one line per annotation; what would end it is escaped as its documentation says.
std::string Annotation(const std::string& text) {
    std::string escaped = ReplaceAll(text, "%", "%25");
    escaped = ReplaceAll(std::move(escaped), "\r", "%0D");
    return ReplaceAll(std::move(escaped), "\n", "%0A");
}

}  // namespace

Progress::Progress(int total, bool quiet)
    : total_(total),
      quiet_(quiet),
      is_terminal_(::isatty(STDERR_FILENO) == 1),
      is_github_(std::getenv("GITHUB_ACTIONS") != nullptr) {}

Progress::~Progress() {
    if (line_is_open_) std::cerr << "\r\033[K";
}

void Progress::Say(const std::string& text) {
    if (quiet_) return;
    if (line_is_open_) std::cerr << "\r\033[K";
    line_is_open_ = false;
    std::cerr << "plumb: " << text << "\n";
}

void Progress::Add(const std::string& case_id, const std::string& verdict,
                   const std::string& reason, bool is_known) {
    ++done_;
    const bool bad = verdict == "fail" || verdict == "error";
    if (bad) ++failed_;
    if (bad && is_github_ && !is_known)
        std::cout << fmt::format("::error title={} {}::{}\n", verdict, case_id, Annotation(reason));
    if (!quiet_) Draw();
}

void Progress::Draw() {
    if (is_terminal_) {
        std::cerr << fmt::format("\r\033[K{}/{} cases{}", done_, total_,
                                 failed_ > 0 ? fmt::format(", {} failed", failed_) : "");
        line_is_open_ = true;
    } else if (done_ == total_) {
        std::cerr << fmt::format("plumb: {} of {} cases judged, {} failed\n", done_, total_,
                                 failed_);
    }
}

}  // namespace plumb::cli
