#pragma once

#include <map>
#include <string>
#include <vector>

#include "harness/base/result.h"
#include "harness/yaml/node.h"

namespace plumb::catalogue {

/// What the references of a template stand for in one case: "from.path" -> emailAddress. References
/// are filled in on the YAML tree, in keys and in values, before any step is read.
class Bindings final {
  public:
    void Set(const std::string& name, yaml::Node value);
    /// A text that stands for a path, a side or a record.
    void SetText(const std::string& name, const std::string& text);
    void SetTexts(const std::string& name, const std::vector<std::string>& texts);
    /// Only for summaries: the words for a thing, such as "YouTrack users" for {source}.
    void SetWords(const std::string& name, const std::string& words);

    /// `node` with every unquoted $NAME replaced. $fresh.NAME stays: it is part of the step
    /// language. Unknown names, and keys that become equal, are added to `problems`.
    yaml::Node Fill(const yaml::Node& node, std::vector<Problem>& problems) const;

    /// `text` with every {NAME} replaced; unknown names are added to `problems`.
    std::string FillSummary(const std::string& text, const Place& place,
                            std::vector<Problem>& problems) const;

  private:
    const yaml::Node* Find(const std::string& reference, const Place& place,
                           std::vector<Problem>& problems) const;
    std::string FillKey(const yaml::Node::Entry& entry, std::vector<Problem>& problems) const;

    std::map<std::string, yaml::Node> values_;
    std::map<std::string, std::string> words_;
};

}  // namespace plumb::catalogue
