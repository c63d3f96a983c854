#pragma once

#include <string>
#include <unordered_map>
#include <vector>

namespace plumb::mocks::sesam {

/// The pages of a list as they read last time, so that a page that reads the same is not parsed
/// again: most pages of most rounds.
class PageCache final {
  public:
    /// The ids on the page when its text is the one that is kept; else nullptr.
    const std::vector<std::string>* Find(const std::string& target, const std::string& text) const;
    void Keep(const std::string& target, std::string text, std::vector<std::string> ids);
    /// After a write: what a page shows may then be news although it reads as before.
    void Clear() { pages_.clear(); }

  private:
    struct Page {
        std::string text;
        std::vector<std::string> ids;
    };
    std::unordered_map<std::string, Page> pages_;
};

}  // namespace plumb::mocks::sesam
