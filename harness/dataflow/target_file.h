#pragma once

#include <string>

#include "harness/base/result.h"
#include "harness/target/target.h"

namespace plumb::dataflow {

/// The file that tells a data flow's program where the systems are: the keys of the target's
/// `systems` without their `admin`, and the checklist. Files of `tls` are absolute. It holds
/// secrets, so only its owner can read it; it is removed with this object.
class TargetFile final {
  public:
    static Result<TargetFile> Write(const target::Target& target, const std::string& checklist);
    TargetFile(TargetFile&& other) noexcept;
    TargetFile& operator=(TargetFile&&) = delete;
    ~TargetFile();

    const std::string& Path() const { return path_; }

  private:
    explicit TargetFile(std::string path) : path_(std::move(path)) {}
    std::string path_;
};

}  // namespace plumb::dataflow
