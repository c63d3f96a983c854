// Each small language in the query of a request is read or refused by itself: Hub's query and
// fields, version 1's $filter and $orderby. The first byte chooses.

#include <cstddef>
#include <cstdint>
#include <cstdlib>
#include <string_view>
#include <vector>

#include "mocks/poweroffice/odata_filter.h"
#include "mocks/youtrack/query.h"
#include "mocks/youtrack/selection.h"

namespace odata = plumb::mocks::poweroffice::odata;
namespace youtrack = plumb::mocks::youtrack;

namespace {

void ReadFields(std::string_view text) {
    static const plumb::Json user = {{"type", "user"}, {"login", "ada"}};
    const auto selection = youtrack::Selection::Parse(text);
    if (!selection) return;
    if (selection->Apply(user)["type"] != "user") std::abort();
    if (selection->IsDefault() && !selection->UnknownName().empty()) std::abort();
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
    if (size < 1 || size > 4096) return 0;
    static const std::vector<odata::Property> properties{{"Id", odata::Type::kInteger},
                                                         {"Name", odata::Type::kText}};
    const std::string_view text(reinterpret_cast<const char*>(data) + 1, size - 1);
    switch (data[0] % 4) {
        case 0:
            youtrack::Query::Parse(text);
            break;
        case 1:
            ReadFields(text);
            break;
        case 2:
            odata::ReadFilter(text, properties);
            break;
        default:
            odata::ReadOrder(text, properties);
    }
    return 0;
}
