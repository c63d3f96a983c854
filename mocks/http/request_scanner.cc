#include "mocks/http/request_scanner.h"

#include <charconv>
#include <string>
#include <utility>

#include "harness/base/text.h"

namespace plumb::mocks::http {

namespace {

constexpr std::size_t kMaxHeadBytes = 256u << 10;
constexpr std::string_view kLineEnd = "\r\n";
constexpr std::string_view kHeadEnd = "\r\n\r\n";

bool ReadNumber(std::string_view text, int base, std::size_t& number) {
    const auto [stop, error] =
        std::from_chars(text.data(), text.data() + text.size(), number, base);
    return error == std::errc() && stop == text.data() + text.size() && !text.empty();
}

bool IsRequestLine(std::string_view line) {
    return line.find(" HTTP/1.") != std::string_view::npos;
}

}  // namespace

bool RequestScanner::IsWhole(std::string_view bytes) {
    if (body_ == Body::kUnknown && !FindHead(bytes)) return false;
    switch (body_) {
        case Body::kLength:
            return bytes.size() - body_begin_ >= length_.value_or(0);
        case Body::kChunked:
            return SkipChunks(bytes);
        case Body::kUnknown:
        case Body::kHopeless:
            break;
    }
    return true;
}

bool RequestScanner::FindHead(std::string_view bytes) {
    const std::size_t line_end = bytes.find(kLineEnd);
    if (line_end != std::string_view::npos && !IsRequestLine(bytes.substr(0, line_end))) {
        body_ = Body::kHopeless;
        return true;
    }
    // The end may lie across what came before and what came now.
    const std::size_t from = searched_ < kHeadEnd.size() ? 0 : searched_ - kHeadEnd.size();
    const std::size_t end = bytes.find(kHeadEnd, from);
    searched_ = bytes.size();
    if (end == std::string_view::npos) {
        if (bytes.size() > kMaxHeadBytes) body_ = Body::kHopeless;
        return body_ == Body::kHopeless;
    }
    body_begin_ = end + kHeadEnd.size();
    searched_ = body_begin_;
    ReadHead(bytes.substr(0, end));
    return true;
}

void RequestScanner::ReadHead(std::string_view head) {
    body_ = Body::kLength;
    for (std::string_view line : Split(head, '\n')) {
        const std::size_t colon = line.find(':');
        if (colon == std::string_view::npos) continue;
        const std::string name = ToLower(Trim(line.substr(0, colon)));
        const bool has_blanks = name.size() != colon;
        const std::string_view value = Trim(line.substr(colon + 1));
        if (name == "transfer-encoding" && ToLower(value) == "chunked") body_ = Body::kChunked;
        if (name == "expect" && ToLower(value) == "100-continue") waits_for_continue_ = true;
        const bool decides = name == "content-length" || name == "transfer-encoding";
        if (decides && has_blanks) FindMalformed();
        if (name == "content-length") ReadLength(value);
        if (body_ == Body::kHopeless) return;
    }
}

void RequestScanner::ReadLength(std::string_view value) {
    const bool digits =
        !value.empty() && value.find_first_not_of("0123456789") == std::string_view::npos;
    std::size_t length = 0;
    const bool fits = ReadNumber(value, 10, length) && length <= max_body_bytes_;
    if (!digits || (fits && length_.value_or(length) != length)) {
        FindMalformed();
    } else if (!fits) {
        body_ = Body::kHopeless;
    } else {
        length_ = length;
    }
}

void RequestScanner::FindMalformed() {
    malformed_ = true;
    body_ = Body::kHopeless;
}

std::pair<std::size_t, std::size_t> RequestScanner::TakeTrailers() {
    if (trailers_begin_ == 0) return {0, 0};
    const std::pair<std::size_t, std::size_t> span{trailers_begin_, searched_};
    searched_ = std::exchange(trailers_begin_, 0);
    return span;
}

bool RequestScanner::GiveUp() {
    body_ = Body::kHopeless;
    return true;
}

/// True at the end of the last chunk, its trailers included, or where there is no chunk.
bool RequestScanner::SkipChunks(std::string_view bytes) {
    while (searched_ < bytes.size()) {
        if (searched_ - body_begin_ > max_body_bytes_) return GiveUp();
        const std::size_t line_end = bytes.find(kLineEnd, searched_);
        if (line_end == std::string_view::npos)
            return bytes.size() - searched_ > kMaxHeadBytes && GiveUp();
        const std::string_view line = bytes.substr(searched_, line_end - searched_);
        std::size_t size = 0;
        if (!after_last_chunk_ && !ReadNumber(Trim(line.substr(0, line.find(';'))), 16, size))
            return GiveUp();
        const std::size_t next = line_end + kLineEnd.size();
        if (after_last_chunk_) {
            if (line.empty()) return true;
            if (trailers_begin_ == 0) trailers_begin_ = searched_;
            searched_ = next;
        } else if (size == 0) {
            after_last_chunk_ = true;
            searched_ = next;
        } else {
            if (size > max_body_bytes_) return GiveUp();
            if (bytes.size() < next + size + kLineEnd.size()) return false;
            searched_ = next + size + kLineEnd.size();
        }
    }
    return false;
}

}  // namespace plumb::mocks::http
