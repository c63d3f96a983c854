#pragma once

#include <cstddef>
#include <optional>
#include <string_view>

namespace plumb::mocks::http {

/// Follows the bytes of one HTTP/1.1 request as they come and says when no more of them are needed
/// to answer it: it is there to its end, or it can never be understood. Interprets nothing else and
/// looks at each byte once.
class RequestScanner final {
  public:
    explicit RequestScanner(std::size_t max_body_bytes) : max_body_bytes_(max_body_bytes) {}

    /// `bytes` is all that has come of the request: more with each call.
    bool IsWhole(std::string_view bytes);
    /// Where this request ends cannot be told, so no other can follow it.
    bool IsHopeless() const { return body_ == Body::kHopeless; }
    /// The client waits for "100 Continue" before it sends the body.
    bool WaitsForContinue() const { return waits_for_continue_; }

  private:
    enum class Body { kUnknown, kLength, kChunked, kHopeless };

    bool FindHead(std::string_view bytes);
    void ReadHead(std::string_view head);
    bool SkipChunks(std::string_view bytes);
    bool GiveUp();

    std::size_t max_body_bytes_;
    std::size_t searched_ = 0;  ///< where to go on
    std::size_t body_begin_ = 0;
    std::optional<std::size_t> length_;
    Body body_ = Body::kUnknown;
    bool waits_for_continue_ = false;
    bool after_last_chunk_ = false;
};

}  // namespace plumb::mocks::http
