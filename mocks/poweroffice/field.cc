#include "mocks/poweroffice/field.h"

#include <algorithm>
#include <charconv>
#include <cstdint>
#include <limits>
#include <utility>

#include <fmt/format.h>

#include "harness/base/text.h"
#include "mocks/poweroffice/stamp.h"

namespace plumb::mocks::poweroffice {

namespace {

tl::unexpected<Refusal> WrongType(const Field& field, std::string_view wanted) {
    return Refuse(Why::kMalformed, fmt::format("{} must be {}.", field.name, wanted), field.name);
}

std::size_t Characters(std::string_view text) {
    return static_cast<std::size_t>(std::count_if(text.begin(), text.end(), [](char c) {
        return (static_cast<unsigned char>(c) & 0xC0) != 0x80;
    }));
}

Answer<Json> AcceptText(const Field& field, const Json& value) {
    if (!value.is_string()) return WrongType(field, "a text");
    const auto& text = value.get_ref<const std::string&>();
    if (text.size() > kMaxTextBytes) {
        return Refuse(Why::kInvalid, field.name + " is too long.", field.name);
    }
    if (field.max_length > 0 && Characters(text) > field.max_length) {
        return Refuse(
            Why::kInvalid,
            fmt::format("{} may have {} characters at most.", field.name, field.max_length),
            field.name);
    }
    return value;
}

Answer<Json> AcceptTexts(const Field& field, const Json& value) {
    if (!value.is_array()) return AcceptText(field, value);
    if (value.size() > kMaxListLength) {
        return Refuse(Why::kInvalid, field.name + " is too long.", field.name);
    }
    for (const Json& item : value) {
        if (auto accepted = AcceptText(field, item); !accepted) return accepted;
    }
    return value;
}

std::optional<std::int64_t> IntegerIn(const Json& value, Leniency leniency) {
    if (value.is_number_unsigned()) {
        const auto number = value.get<std::uint64_t>();
        if (number > static_cast<std::uint64_t>(std::numeric_limits<std::int64_t>::max())) {
            return std::nullopt;
        }
        return static_cast<std::int64_t>(number);
    }
    if (value.is_number_integer()) return value.get<std::int64_t>();
    if (!leniency.numbers_as_text || !value.is_string()) return std::nullopt;
    const auto& text = value.get_ref<const std::string&>();
    std::int64_t number = 0;
    const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), number);
    if (error != std::errc{} || end != text.data() + text.size()) return std::nullopt;
    return number;
}

Answer<Json> WithinLimits(const Field& field, double number, Json value) {
    if ((field.minimum && number < *field.minimum) || (field.maximum && number > *field.maximum)) {
        return Refuse(Why::kInvalid, field.name + " is out of its range.", field.name);
    }
    return value;
}

Answer<Json> AcceptInteger(const Field& field, const Json& value, Leniency leniency) {
    const auto number = IntegerIn(value, leniency);
    if (!number) return WrongType(field, "a whole number of 64 bits");
    return WithinLimits(field, static_cast<double>(*number), *number);
}

Answer<Json> AcceptNumber(const Field& field, const Json& value) {
    if (!value.is_number()) return WrongType(field, "a number");
    return WithinLimits(field, value.get<double>(), value.get<double>());
}

Answer<Json> AcceptDate(const Field& field, const Json& value) {
    if (!value.is_string() || !ParseStamp(value.get_ref<const std::string&>())) {
        return WrongType(field, "a date such as \"2024-01-31\"");
    }
    return std::string(Trim(value.get_ref<const std::string&>()).substr(0, 10));
}

Answer<Json> AcceptUuid(const Field& field, const Json& value) {
    constexpr std::string_view kForm = "xxxxxxxx-xxxx-xxxx-xxxx-xxxxxxxxxxxx";
    const auto fits = [](char form, char c) {
        const bool hex = (c >= '0' && c <= '9') || (c >= 'a' && c <= 'f') || (c >= 'A' && c <= 'F');
        return form == '-' ? c == '-' : hex;
    };
    if (!value.is_string()) return WrongType(field, "a UUID");
    const auto& text = value.get_ref<const std::string&>();
    if (text.size() != kForm.size() ||
        !std::equal(kForm.begin(), kForm.end(), text.begin(), fits)) {
        return WrongType(field, "a UUID");
    }
    return value;
}

Answer<Json> AcceptChoice(const Field& field, const Json& value, Leniency leniency) {
    if (value.is_string()) {
        const auto& text = value.get_ref<const std::string&>();
        for (const std::string& choice : field.choices) {
            const bool same = leniency.choices_ignore_case && ToLower(choice) == ToLower(text);
            if (same || choice == text) return choice;
        }
    }
    return WrongType(field, fmt::format("one of {}", fmt::join(field.choices, ", ")));
}

Answer<Json> AcceptIntegers(const Field& field, const Json& value, Leniency leniency) {
    if (!value.is_array()) return WrongType(field, "a list of whole numbers");
    if (value.size() > kMaxListLength) {
        return Refuse(Why::kInvalid, field.name + " is too long.", field.name);
    }
    Json numbers = Json::array();
    for (const Json& item : value) {
        const auto number = IntegerIn(item, leniency);
        if (!number) return WrongType(field, "a list of whole numbers");
        numbers.push_back(*number);
    }
    return numbers;
}

/// Unknown parts are ignored, as in a whole record, and read-only ones where that is let through.
Answer<Json> AcceptAddress(const Field& field, const Json& value, Leniency leniency) {
    if (!value.is_object()) return WrongType(field, "an object");
    Json address = field.parts->Initial();
    for (const auto& [name, item] : value.items()) {
        const Field* part = field.parts->Find(name);
        const bool read_only = part != nullptr && part->access != Access::kWritable;
        if (read_only && !leniency.read_only_parts) {
            return Refuse(Why::kInvalid, part->name + " is read-only.", field.name);
        }
        if (part == nullptr || read_only || item.is_null()) continue;
        auto accepted = Accept(*part, item, leniency);
        if (!accepted) return accepted;
        address[part->name] = std::move(*accepted);
    }
    return address;
}

}  // namespace

FieldTable::FieldTable(std::vector<Field> fields) : fields_(std::move(fields)) {
    for (std::size_t i = 0; i < fields_.size(); ++i) {
        by_lower_name_[ToLower(fields_[i].name)] = i;
        if (fields_[i].access == Access::kWriteOnce) continue;
        initial_[fields_[i].name] = fields_[i].initial;
    }
}

const Field* FieldTable::Find(std::string_view name) const {
    const auto found = by_lower_name_.find(ToLower(name));
    return found == by_lower_name_.end() ? nullptr : &fields_[found->second];
}

std::vector<std::string> FieldTable::Names() const {
    std::vector<std::string> names;
    for (const Field& field : fields_) names.push_back(field.name);
    return names;
}

Answer<Json> Accept(const Field& field, const Json& value, Leniency leniency) {
    if (value.is_null()) return value;
    switch (field.kind) {
        case Kind::kText:
            return AcceptText(field, value);
        case Kind::kTexts:
            return AcceptTexts(field, value);
        case Kind::kInteger:
            return AcceptInteger(field, value, leniency);
        case Kind::kNumber:
            return AcceptNumber(field, value);
        case Kind::kBoolean:
            if (!value.is_boolean()) return WrongType(field, "true or false");
            return value;
        case Kind::kDate:
            return AcceptDate(field, value);
        case Kind::kUuid:
            return AcceptUuid(field, value);
        case Kind::kChoice:
            return AcceptChoice(field, value, leniency);
        case Kind::kIntegers:
            return AcceptIntegers(field, value, leniency);
        case Kind::kAddress:
            return AcceptAddress(field, value, leniency);
        case Kind::kStamp:
            break;
    }
    return WrongType(field, "left to PowerOffice");
}

}  // namespace plumb::mocks::poweroffice
