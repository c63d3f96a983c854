#include "mocks/poweroffice/difference.h"

#include <algorithm>

namespace plumb::mocks::poweroffice {

bool DiffersBeyond(const Json& members, const Json& before,
                   std::initializer_list<const char*> but) {
    for (const auto& [name, value] : members.items()) {
        const bool left_out =
            std::any_of(but.begin(), but.end(), [&](const char* other) { return name == other; });
        const auto then = before.find(name);
        if (!left_out && (then == before.end() || *then != value)) return true;
    }
    return false;
}

const Json& AddressOf(const Json& members) {
    const auto address = members.find("MailAddress");
    static const Json kNoAddress = nullptr;
    return address == members.end() ? kNoAddress : *address;
}

bool SameAddress(const Json& a, const Json& b) {
    if (a.is_null() || b.is_null()) return a.is_null() && b.is_null();
    const auto own = {"Id", "LastChangedDateTimeOffset"};
    return !DiffersBeyond(a, b, own) && !DiffersBeyond(b, a, own);
}

}  // namespace plumb::mocks::poweroffice
