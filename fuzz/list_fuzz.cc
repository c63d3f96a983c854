// Whatever parameters a list of PowerOffice GO is asked for with, they are read within the limits
// of a page or refused with a sentence: paging, order, fields and filters of both versions.

#include <cstddef>
#include <cstdint>
#include <cstdlib>
#include <string>
#include <string_view>

#include "mocks/http/target.h"
#include "mocks/poweroffice/entity_fields.h"
#include "mocks/poweroffice/v1_query.h"
#include "mocks/poweroffice/v2_list.h"

namespace poweroffice = plumb::mocks::poweroffice;

namespace {

template <class T>
bool IsRead(const poweroffice::Answer<T>& answer) {
    if (!answer && answer.error().detail.empty()) std::abort();
    return answer.has_value();
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
    if (size > 4096) return 0;
    const std::string query(reinterpret_cast<const char*>(data), size);
    plumb::mocks::http::Request request;
    plumb::mocks::http::SetTarget(request, "/list?" + query);
    const auto list = poweroffice::ReadListQuery(request, poweroffice::CustomerFields());
    if (IsRead(list) && (list->page_number < 1 || list->page_size < 1)) std::abort();
    IsRead(poweroffice::ReadFields(request, poweroffice::ContactPersonFields()));
    IsRead(poweroffice::ReadCustomerFilters(request, {}));
    IsRead(poweroffice::ReadContactPersonFilters(request, {}));
    const auto v1 = poweroffice::ReadV1Query(request);
    if (IsRead(v1) && (v1->skip < 0 || v1->top.value_or(0) < 0)) std::abort();
    return 0;
}
