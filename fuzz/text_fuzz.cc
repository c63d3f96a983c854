// Small texts that stand inside of others or alone: times, URLs, proxies, numbers, types of
// properties, waiting times. Each is read or not; what is read and written is read back the same.

#include <cstddef>
#include <cstdint>
#include <cstdlib>
#include <optional>
#include <string>
#include <string_view>

#include "harness/base/clock.h"
#include "harness/base/url.h"
#include "harness/scenario/number_text.h"
#include "harness/scenario/property_type.h"
#include "harness/system/proxy.h"
#include "mocks/poweroffice/stamp.h"
#include "mocks/sesam/http_port.h"
#include "mocks/sesam/value.h"

namespace poweroffice = plumb::mocks::poweroffice;
namespace sesam = plumb::mocks::sesam;

namespace {

void CheckTimes(std::string_view text) {
    const auto time = plumb::ParseTime(text);
    if (time && plumb::ParseTime(plumb::FormatTime(*time)) != time) std::abort();
    const auto stamp = poweroffice::ParseStamp(text);
    if (stamp.has_value() != time.has_value()) std::abort();
    if (stamp && poweroffice::ParseStamp(poweroffice::FormatV2(*stamp)) != stamp) std::abort();
    const auto wait = sesam::ParseRetryAfter(std::string(text), 0);
    if (wait && *wait < 0) std::abort();
}

void CheckUrl(std::string_view text) {
    const auto url = plumb::ParseUrl(text);
    if (url && (url->port < 1 || url->port > 65'535 || url->host.empty())) std::abort();
    if (url && url->origin + url->target != text) std::abort();
}

/// The text is a value of the environment: of HTTPS_PROXY, and of NO_PROXY.
void CheckProxy(std::string_view text) {
    const auto named = [&](const std::string& name) {
        const bool is_named = name == "https_proxy" || name == "no_proxy";
        return is_named ? std::optional<std::string>(text) : std::nullopt;
    };
    const auto proxy = plumb::system::ReadProxy(named);
    if (!proxy && proxy.error().problems.empty()) std::abort();
    if (proxy && *proxy && ((*proxy)->port < 1 || (*proxy)->host.empty())) std::abort();
    const auto exempt = plumb::system::ReadProxy([&](const std::string& name) {
        return name == "https_proxy" ? std::optional<std::string>("http://proxy.example:3128")
                                     : named(name);
    });
    const auto url = plumb::ParseUrl("https://tenant.example/v2");
    if (exempt && *exempt && url) (*exempt)->IsFor(*url);
}

void CheckNumbers(std::string_view text) {
    const auto integer = plumb::scenario::IntegerFromText(text);
    if (integer && !integer->is_number_integer()) std::abort();
    plumb::scenario::DecimalFromText(text);
    plumb::scenario::FloatFromText(text);
    sesam::ParseInteger(text);
    sesam::ParseNumber(text);
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
    if (size > 512) return 0;
    const std::string_view text(reinterpret_cast<const char*>(data), size);
    CheckTimes(text);
    CheckUrl(text);
    CheckProxy(text);
    CheckNumbers(text);
    const auto type = plumb::scenario::PropertyType::Parse(text);
    for (const plumb::Json& value : {plumb::Json("12"), plumb::Json(1.5), plumb::Json::array({1})})
        type.ToTarget(value);
    return 0;
}
