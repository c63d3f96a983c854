#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "harness/base/result.h"
#include "harness/yaml/node.h"

namespace plumb::yaml {

/// Reads the keys of one mapping, strictly: every key must be asked for, and whatever is wrong is
/// added to `problems` with its place and a suggestion, so that one pass reports all mistakes.
///
///     Fields fields(node, "a flow", problems);
///     flow.title = fields.Text("title").value_or("");      // optional
///     flow.source = fields.RequiredText("source");
///     fields.Finish();                                     // reports unknown keys
///
/// A getter that finds a value of the wrong kind reports it and answers as if the key were absent
/// (required ones: a default value). Not for use from several threads.
class Fields final {
  public:
    /// `what` names the mapping in messages ("a flow"). A node that is no mapping is reported.
    Fields(const Node& node, std::string what, std::vector<Problem>& problems);

    /// nullptr when the key is absent.
    const Node* Optional(std::string_view key);
    /// Reports an absent key.
    const Node* Required(std::string_view key);

    std::optional<std::string> Text(std::string_view key);
    std::string RequiredText(std::string_view key);
    std::optional<bool> Bool(std::string_view key);
    std::optional<std::int64_t> Integer(std::string_view key, std::int64_t min, std::int64_t max);
    std::optional<double> Number(std::string_view key, double min, double max);
    /// A list of texts; a single text counts as a list of one.
    std::vector<std::string> Texts(std::string_view key);
    /// One of `allowed`; anything else is reported with the nearest of them.
    std::optional<std::string> OneOf(std::string_view key, const std::vector<std::string>& allowed);
    /// A list of such texts, as Texts() reads it. Those that are not allowed are left out.
    std::vector<std::string> SomeOf(std::string_view key, const std::vector<std::string>& allowed);

    /// Reports every key that no getter asked for, with "did you mean".
    void Finish();

    void Report(std::string message, const Place& place, std::string hint = {});
    bool IsMap() const { return node_.IsMap(); }

  private:
    void ReportKind(std::string_view key, std::string_view expected, const Node& value);
    void ReportChoice(std::string_view key, const Node& value,
                      const std::vector<std::string>& allowed);

    const Node& node_;
    std::string what_;
    std::vector<Problem>& problems_;
    std::vector<std::string> known_;
};

}  // namespace plumb::yaml
