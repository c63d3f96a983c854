#pragma once

#include <string>

namespace plumb::cli {

/// How a run tells a person how far it is, on stderr: a live line on a terminal, a plain line now
/// and then elsewhere, annotations when it runs as a GitHub action. Says nothing when `quiet`.
class Progress final {
  public:
    Progress(int total, bool quiet);
    ~Progress();

    /// One more case has ended. A failure that is known is counted and raises no annotation.
    void Add(const std::string& case_id, const std::string& verdict, const std::string& reason,
             bool is_known = false);
    void Say(const std::string& text);

  private:
    void Draw();

    int total_;
    int done_ = 0;
    int failed_ = 0;
    bool quiet_;
    bool is_terminal_;
    bool is_github_;
    bool line_is_open_ = false;
};

}  // namespace plumb::cli
