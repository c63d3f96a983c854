// Whatever a file of settings holds, each system's part is read within its ranges or refused with
// problems that have a place.

#include <cstddef>
#include <cstdint>
#include <cstdlib>
#include <string_view>
#include <vector>

#include "fuzz/problems.h"
#include "mocks/poweroffice/settings.h"
#include "mocks/youtrack/settings.h"

namespace {

bool IsRefusal(int status) {
    return status >= 400 && status <= 499;
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
    const std::string_view text(reinterpret_cast<const char*>(data), size);
    const auto node = plumb::yaml::Parse(text, "settings.yaml", {.bytes = 1 << 14});
    if (!node) return 0;
    std::vector<plumb::Problem> problems;
    const auto hub = plumb::mocks::youtrack::ReadSettings(*node, problems);
    CheckProblems(problems);
    if (!IsRefusal(hub.unauthorized_status) || hub.default_top < 1) std::abort();
    problems.clear();
    const auto company = plumb::mocks::poweroffice::ReadSettings(*node, problems);
    CheckProblems(problems);
    if (!IsRefusal(company.bad_page_status) || company.v2_fraction_digits > 7) std::abort();
    if (problems.empty() && company.first_customer_number > company.last_customer_number)
        std::abort();
    return 0;
}
