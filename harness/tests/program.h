#pragma once

#include <sys/wait.h>

#include <array>
#include <cstdio>
#include <cstdlib>
#include <filesystem>
#include <string>

namespace plumb::testing {

struct Output {
    int status = -1;
    std::string text;  ///< stdout and stderr
};

/// Runs a shell command in this folder.
inline Output Shell(const std::filesystem::path& folder, const std::string& command) {
    Output output;
    FILE* pipe = ::popen(("cd '" + folder.string() + "' && " + command).c_str(), "r");
    std::array<char, 4096> buffer{};
    while (const std::size_t got = ::fread(buffer.data(), 1, buffer.size(), pipe))
        output.text.append(buffer.data(), got);
    const int status = ::pclose(pipe);
    output.status = WIFEXITED(status) ? WEXITSTATUS(status) : -1;
    return output;
}

/// Runs `plumb ARGUMENTS` in this folder, stderr behind stdout or thrown away, under these
/// variables ("NAME=value ").
inline Output Plumb(const std::filesystem::path& folder, const std::string& arguments,
                    const std::string& errors = "2>&1", const std::string& environment = "") {
    return Shell(folder, environment + "'" PLUMB_PROGRAM "' " + arguments + " " + errors);
}

/// A mock process, ended with it.
class MockProcess final {
  public:
    explicit MockProcess(const std::string& arguments) {
        const std::string command =
            "exec 3>&1; '" PLUMB_PROGRAM "' mock " + arguments + " >&3 & echo $! ; wait";
        pipe_ = ::popen(command.c_str(), "r");
        pid_ = ReadLine();
        line_ = ReadLine();
    }
    MockProcess(const MockProcess&) = delete;
    MockProcess& operator=(const MockProcess&) = delete;
    ~MockProcess() {
        [[maybe_unused]] const int killed = ::system(("kill " + pid_).c_str());
        ::pclose(pipe_);
    }
    const std::string& Line() const { return line_; }

  private:
    std::string ReadLine() {
        std::string line;
        for (int c = ::fgetc(pipe_); c != EOF && c != '\n'; c = ::fgetc(pipe_))
            line += static_cast<char>(c);
        return line;
    }
    FILE* pipe_ = nullptr;
    std::string pid_;
    std::string line_;
};

}  // namespace plumb::testing
