#include "mocks/http/connection.h"

#include <netinet/in.h>
#include <netinet/tcp.h>
#include <sys/socket.h>
#include <unistd.h>

#include <algorithm>
#include <cstring>
#include <string_view>

namespace plumb::mocks::http {

namespace {

constexpr std::size_t kReadSize = 64u << 10;
constexpr int kReadsAtOnce = 16;  // then it is another connection's turn
constexpr std::string_view kLineEnd = "\r\n";
constexpr std::string_view kHeadEnd = "\r\n\r\n";
constexpr std::string_view kGoesOn = "\r\nKeep-Alive: ";
constexpr std::string_view kContinue = "HTTP/1.1 100 Continue\r\n\r\n";

void MakeCloseReset(int socket) {
    const linger at_once{1, 0};
    ::setsockopt(socket, SOL_SOCKET, SO_LINGER, &at_once, sizeof at_once);
}

}  // namespace

Connection::Connection(int socket, std::size_t max_body_bytes,
                       const std::shared_ptr<const Tls>& tls)
    : socket_(socket),
      wire_(MakeWire(socket, tls)),
      max_body_bytes_(max_body_bytes),
      scanner_(max_body_bytes) {
    const int on = 1;
    ::setsockopt(socket_, IPPROTO_TCP, TCP_NODELAY, &on, sizeof on);
}

Connection::~Connection() {
    if (reset_) MakeCloseReset(socket_);
    ::close(socket_);
}

void Connection::Receive() {
    char bytes[kReadSize];
    for (int reads = 0; reads < kReadsAtOnce && !ended_; ++reads) {
        const Wire::Moved moved = wire_->Receive(bytes, sizeof bytes);
        if (!lingering_) in_.append(bytes, moved.bytes);
        if (moved.end == Wire::End::kEnded) ended_ = true;
        if (moved.end == Wire::End::kBroken) broken_ = ended_ = true;
        if (moved.bytes < sizeof bytes) return;  // what is left wakes us again
    }
}

/// Those before a request mean nothing (RFC 9112, 2.2).
void Connection::SkipEmptyLines() {
    while (in_.compare(in_begin_, kLineEnd.size(), kLineEnd) == 0) in_begin_ += kLineEnd.size();
    if (IsInRequest()) return;
    in_.clear();
    in_begin_ = 0;
}

bool Connection::HasRequest() {
    SkipEmptyLines();
    if (!IsInRequest()) return false;
    const bool whole = scanner_.IsWhole(std::string_view(in_).substr(in_begin_));
    if (whole) {
        const auto [first, last] = scanner_.TakeTrailers();
        in_.erase(in_begin_ + first, last - first);
    }
    if (ended_ || whole) return true;
    if (scanner_.WaitsForContinue() && !continued_) {
        continued_ = true;
        out_ += kContinue;
        Send();
    }
    return false;
}

ssize_t Connection::Read(char* bytes, std::size_t size) {
    const std::size_t count = std::min(size, in_.size() - in_begin_);
    if (count == 0) {
        lost_track_ = true;
        return -1;
    }
    std::memcpy(bytes, in_.data() + in_begin_, count);
    in_begin_ += count;
    return static_cast<ssize_t>(count);
}

ssize_t Connection::Write(const char* bytes, std::size_t size) {
    out_.append(bytes, size);
    return static_cast<ssize_t>(size);
}

void Connection::EndRequest() {
    in_.erase(0, in_begin_);
    in_begin_ = 0;
    continued_ = false;
    scanner_ = RequestScanner(max_body_bytes_);
}

void Connection::EndAfterSending() {
    ending_ = true;
    const std::size_t begin = std::string_view(out_).substr(0, out_.find(kHeadEnd)).find(kGoesOn);
    if (begin == std::string::npos) return;
    const std::size_t end = out_.find(kLineEnd, begin + kLineEnd.size());
    out_.replace(begin, end - begin, "\r\nConnection: close");
}

void Connection::Deliver(const Delivery& delivery) {
    const std::size_t found = out_.find(kHeadEnd);
    const std::size_t head_end = found == std::string::npos ? out_.size() : found + kHeadEnd.size();
    switch (delivery.part) {
        case Delivery::Part::kAll:
            break;
        case Delivery::Part::kNothing:
            out_.clear();
            break;
        case Delivery::Part::kHead:
            out_.resize(head_end);
            break;
        case Delivery::Part::kHeadAndHalfOfBody:
            out_.resize(head_end + (out_.size() - head_end) / 2);
            break;
    }
    if (delivery.after_ms > 0) {
        held_until_ =
            std::chrono::steady_clock::now() + std::chrono::milliseconds(delivery.after_ms);
    }
    ending_ = ending_ || delivery.then != Delivery::Then::kGoOn;
    reset_ = delivery.then == Delivery::Then::kReset;
    cut_off_ = delivery.then != Delivery::Then::kGoOn;
}

void Connection::Send() {
    if (IsHeldBack()) return;
    while (HasUnsent()) {
        const Wire::Moved moved = wire_->Send(out_.data() + out_begin_, out_.size() - out_begin_);
        if (moved.end == Wire::End::kBroken) broken_ = true;
        if (moved.end != Wire::End::kNone) return;
        out_begin_ += moved.bytes;
        if (out_begin_ < out_.size()) continue;
        out_.clear();
        out_begin_ = 0;
    }
}

void Connection::Linger() {
    lingering_ = true;
    in_.clear();
    in_begin_ = 0;
    if (reset_) {
        broken_ = true;
        return;
    }
    if (!cut_off_) wire_->SayThatAllIsSent();
    ::shutdown(socket_, SHUT_WR);
}

}  // namespace plumb::mocks::http
