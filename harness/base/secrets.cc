#include "harness/base/secrets.h"

#include <algorithm>
#include <nlohmann/json.hpp>

#include "harness/base/encoding.h"
#include "harness/base/text.h"

namespace plumb {

namespace {

constexpr std::size_t kShortest = 4;
constexpr std::string_view kMask = "***";

std::size_t FirstTwo(std::string_view text) {
    return static_cast<std::size_t>(static_cast<unsigned char>(text[0])) << 8 |
           static_cast<unsigned char>(text[1]);
}

std::string LowerHex(std::string encoded) {
    for (std::size_t i = 0; i + 2 < encoded.size(); ++i) {
        if (encoded[i] != '%') continue;
        const std::string digits = ToLower(std::string_view(encoded).substr(i + 1, 2));
        encoded.replace(i + 1, 2, digits);
    }
    return encoded;
}

std::string JsonEscaped(std::string_view value, bool only_ascii) {
    const std::string quoted =
        nlohmann::json(std::string(value))
            .dump(-1, ' ', only_ascii, nlohmann::json::error_handler_t::replace);
    return quoted.substr(1, quoted.size() - 2);
}

/// As error pages repeat what they were sent.
std::string HtmlEscaped(std::string text) {
    text = ReplaceAll(text, "&", "&amp;");
    text = ReplaceAll(text, "<", "&lt;");
    text = ReplaceAll(text, ">", "&gt;");
    text = ReplaceAll(text, "\"", "&quot;");
    return ReplaceAll(text, "'", "&#39;");
}

/// The characters of base64 that depend on `value` alone when `shift` other bytes stand before it.
std::string Base64Core(std::string_view value, std::size_t shift) {
    const std::string padded = std::string(shift, '\0') + std::string(value);
    const std::size_t first = (shift * 8 + 5) / 6;
    const std::size_t end = padded.size() * 8 / 6;
    return Base64(padded).substr(first, end - first);
}

}  // namespace

Secrets::Secrets(const std::vector<std::string>& values) {
    for (const std::string& value : values) Add(value);
}

void Secrets::Add(std::string_view value) {
    if (value.size() < kShortest) return;
    const std::unique_lock lock(mutex_);
    AddForm(std::string(value));
    const std::string percent = PercentEncode(value);
    AddForm(percent);
    AddForm(LowerHex(percent));
    AddForm(ReplaceAll(percent, "%20", "+"));
    AddForm(JsonEscaped(value, false));
    AddForm(JsonEscaped(value, true));
    AddForm(ReplaceAll(JsonEscaped(value, false), "/", "\\/"));
    AddForm(HtmlEscaped(std::string(value)));
    for (std::size_t shift = 0; shift < 3; ++shift) {
        const std::string core = Base64Core(value, shift);
        AddForm(core);
        AddForm(ReplaceAll(ReplaceAll(core, "+", "-"), "/", "_"));  // as in URLs (RFC 4648, 5)
    }
}

void Secrets::AddForm(std::string form) {
    if (form.size() < kShortest) return;
    std::vector<std::string>& same_start = forms_[form.substr(0, kShortest)];
    if (std::find(same_start.begin(), same_start.end(), form) != same_start.end()) return;
    begins_[FirstTwo(form)] = true;
    same_start.push_back(std::move(form));
    // The longest first: a secret may begin with another one.
    std::sort(same_start.begin(), same_start.end(),
              [](const std::string& a, const std::string& b) { return a.size() > b.size(); });
}

std::size_t Secrets::LengthAt(std::string_view text) const {
    const auto found = forms_.find(text.substr(0, kShortest));
    if (found == forms_.end()) return 0;
    for (const std::string& form : found->second) {
        if (text.starts_with(form)) return form.size();
    }
    return 0;
}

std::string Secrets::Mask(std::string_view text) const {
    return MaskUpTo(text, text.size());
}

std::string Secrets::MaskUpTo(std::string_view text, std::size_t end) const {
    const std::shared_lock lock(mutex_);
    std::string masked;
    std::size_t copied = 0;
    for (std::size_t i = 0; i < end && i + kShortest <= text.size();) {
        const std::string_view rest = text.substr(i);
        const std::size_t length = begins_[FirstTwo(rest)] ? LengthAt(rest) : 0;
        if (length == 0) {
            ++i;
            continue;
        }
        masked.append(text, copied, i - copied).append(kMask);
        i += length;
        copied = i;
    }
    if (copied < end) masked.append(text, copied, end - copied);
    return masked;
}

std::string Secrets::MaskShortened(std::string_view text, std::size_t bytes) const {
    if (text.size() <= bytes) return Mask(text);
    std::size_t end = bytes;
    while (end > 0 && (static_cast<unsigned char>(text[end]) & 0xC0) == 0x80) --end;
    return MaskUpTo(text, end) + "…";
}

}  // namespace plumb
