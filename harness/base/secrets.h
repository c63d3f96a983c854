#pragma once

#include <array>
#include <map>
#include <mutex>
#include <shared_mutex>
#include <string>
#include <string_view>
#include <vector>

namespace plumb {

/// The values that must never appear in any output, and their removal from texts. Masks by value,
/// wherever it stands: as it is, percent-encoded, escaped in JSON or HTML, and within base64 (also
/// as part of a longer text, as in "Authorization: Basic"). It knows nothing of names such as
/// "password". Safe from several threads.
class Secrets final {
  public:
    Secrets() = default;
    explicit Secrets(const std::vector<std::string>& values);

    /// Values of fewer than four bytes are ignored: masking them would blacken innocent text.
    void Add(std::string_view value);

    /// `text` with "***" in the place of each secret.
    std::string Mask(std::string_view text) const;
    /// The first `bytes` bytes of `text`, masked, with "…" where something was cut off; cheap for
    /// long texts. A secret that the cut divides is masked as well.
    std::string MaskShortened(std::string_view text, std::size_t bytes) const;

  private:
    void AddForm(std::string form);
    std::size_t LengthAt(std::string_view text) const;
    std::string MaskUpTo(std::string_view text, std::size_t end) const;

    mutable std::shared_mutex mutex_;
    std::map<std::string, std::vector<std::string>, std::less<>> forms_;  ///< by first four bytes
    std::array<bool, 65536> begins_{};  ///< whether a form begins with these two bytes
};

}  // namespace plumb
