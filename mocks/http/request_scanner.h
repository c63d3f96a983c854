#pragma once

#include <cstddef>
#include <optional>
#include <string_view>
#include <utility>

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
    /// What its headers say of its length contradicts itself or is no length: nobody may act on it
    /// (RFC 9112, sections 5.1 and 6.3).
    bool IsMalformed() const { return malformed_; }
    /// Where the trailers behind the last chunk begin and end. They mean nothing to anybody here,
    /// and who asks takes them out.
    std::pair<std::size_t, std::size_t> TakeTrailers();
    /// The client waits for "100 Continue" before it sends the body.
    bool WaitsForContinue() const { return waits_for_continue_; }

  private:
    enum class Body { kUnknown, kLength, kChunked, kHopeless };

    bool FindHead(std::string_view bytes);
    void ReadHead(std::string_view head);
    void ReadLength(std::string_view value);
    void FindMalformed();
    bool SkipChunks(std::string_view bytes);
    bool GiveUp();

    std::size_t max_body_bytes_;
    std::size_t searched_ = 0;  ///< where to go on
    std::size_t body_begin_ = 0;
    std::size_t trailers_begin_ = 0;  ///< 0: there is none
    std::optional<std::size_t> length_;
    Body body_ = Body::kUnknown;
    bool waits_for_continue_ = false;
    bool after_last_chunk_ = false;
    bool malformed_ = false;
};

}  // namespace plumb::mocks::http
