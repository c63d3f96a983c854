#pragma once

#include <filesystem>
#include <string>
#include <vector>

#include "harness/base/result.h"
#include "harness/target/profile.h"

namespace plumb::cli {

/// Where this Plumb finds what belongs to it. Found from the executable's own place (the build
/// tree, or ../share/plumb when installed), never from the working directory.
class Installation final {
  public:
    static Result<Installation> Find();

    std::filesystem::path Specs() const { return root_ / "specs"; }
    std::filesystem::path Fixtures() const { return root_ / "fixtures"; }
    /// What `plumb selftest` has shown of the checks.
    std::filesystem::path Proof() const { return Specs() / "proof.yaml"; }
    /// The first checklist, which a run uses when none is named.
    std::filesystem::path DefaultChecklist() const;

    /// The profiles of all systems that Plumb knows.
    Result<std::vector<target::Profile>> ReadProfiles() const;

  private:
    explicit Installation(std::filesystem::path root) : root_(std::move(root)) {}
    std::filesystem::path root_;
};

/// The whole text of a file, at most 64 MiB; an input error that names the file otherwise.
Result<std::string> ReadText(const std::filesystem::path& file);

}  // namespace plumb::cli
