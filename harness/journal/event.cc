#include "harness/journal/event.h"

#include <algorithm>
#include <cmath>
#include <type_traits>

#include "harness/journal/fields.h"

namespace plumb::journal {

namespace {

using Ordered = nlohmann::ordered_json;

template <class T>
void WriteFields(Ordered& to, const T& from);

template <class T>
Ordered Write(const T& value) {
    if constexpr (std::is_same_v<T, Milliseconds>) {
        return FormatTime(std::clamp(value, kFirstTime, kLastTime));
    } else if constexpr (std::is_same_v<T, double>) {
        // Microseconds are as fine as any of these durations is measured.
        const bool can_be_rounded = std::abs(value) < 1e9;
        if (can_be_rounded) return std::round(value * 1000) / 1000;
        return std::isfinite(value) ? value : 0.0;
    } else if constexpr (std::is_constructible_v<Ordered, T>) {
        return value;
    } else {
        Ordered object = Ordered::object();
        WriteFields(object, value);
        return object;
    }
}

template <class T>
Ordered Write(const std::vector<T>& values) {
    Ordered list = Ordered::array();
    for (const T& value : values) list.push_back(Write(value));
    return list;
}

Ordered Write(const std::vector<std::pair<std::string, std::string>>& values) {
    Ordered list = Ordered::array();
    for (const auto& [name, value] : values) list.push_back(Ordered::array({name, value}));
    return list;
}

template <class T>
Ordered Write(const std::optional<T>& value) {
    return value ? Write(*value) : Ordered(nullptr);
}

/// Empty texts, lists and absent records are not written: most lines hold several of them.
bool SaysNothing(const Ordered& value) {
    if (value.is_string()) return value.get_ref<const std::string&>().empty();
    return value.is_null() || (value.is_array() && value.empty());
}

/// What is left out reads back as its default, which need not be empty itself.
template <class T>
void WriteFields(Ordered& to, const T& from) {
    static const T unsaid{};
    const auto write = [&](const auto& field) {
        using Member = std::decay_t<decltype(from.*field.member)>;
        Ordered value = Write(from.*field.member);
        const bool is_record = std::is_same_v<Member, nlohmann::json>;
        const bool leave_out = from.*field.member == unsaid.*field.member &&
                               (is_record ? value.is_null() : SaysNothing(value));
        if (field.required || !leave_out) to[std::string(field.key)] = std::move(value);
    };
    std::apply([&](const auto&... field) { (write(field), ...); },
               FieldsOf(static_cast<const T*>(nullptr)));
}

}  // namespace

namespace {

void MaskTexts(Ordered& value, const Secrets& secrets) {
    if (value.is_string()) value = secrets.Mask(value.get_ref<const std::string&>());
    if (!value.is_structured()) return;
    for (Ordered& part : value) MaskTexts(part, secrets);
}

}  // namespace

std::string ToLine(const Event& event, const Secrets* secrets) {
    return std::visit(
        [secrets](const auto& kind) {
            Ordered fields = Ordered::object();
            WriteFields(fields, kind);
            if (secrets != nullptr) MaskTexts(fields, *secrets);
            Ordered line = Ordered::object();
            line["event"] = NameOf(&kind);
            line.update(fields);
            return line.dump(-1, ' ', false, Ordered::error_handler_t::replace);
        },
        event);
}

}  // namespace plumb::journal
