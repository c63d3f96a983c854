#include "harness/run/values.h"

#include <fmt/format.h>
#include <array>

#include "harness/base/text.h"

namespace plumb::run {

namespace {

using nlohmann::json;
using target::FieldKind;

constexpr std::array kGiven{"Ada", "Bjarne", "Cecilie", "Dag", "Eli", "Frode", "Gro", "Håkon"};
constexpr std::array kFamily{"Aas", "Berg", "Dahl", "Eide", "Foss", "Haugen", "Lie", "Moen"};
constexpr std::array kCities{"Bergen", "Bodø", "Hamar", "Oslo", "Tromsø", "Volda"};
constexpr std::array kCountries{"NO", "SE", "DK", "FI", "IS", "DE"};

template <class Choices>
json OtherThan(const json& current, const Choices& choices, std::uint64_t start) {
    for (std::size_t i = 0; i < choices.size(); ++i) {
        const json candidate = choices[(start + i) % choices.size()];
        if (candidate != current) return candidate;
    }
    return current;
}

}  // namespace

ValueMaker::ValueMaker(std::uint64_t seed, std::string run_tag, std::string domain)
    : seed_(seed), run_tag_(std::move(run_tag)), domain_(std::move(domain)) {}

std::string ValueMaker::CaseTag(int case_number) const {
    return fmt::format("{}c{}q", run_tag_, case_number);
}

std::string ValueMaker::RecordTag(const std::string& case_tag, int record_number, int index) {
    return fmt::format("{}r{}i{}z", case_tag, record_number, index);
}

std::uint64_t ValueMaker::Hash(const std::string& text) const {
    // FNV-1a: the same on every platform, unlike std::hash, so that a seed means the same anywhere.
    std::uint64_t hash = 14695981039346656037ULL ^ (seed_ * 0x9E3779B97F4A7C15ULL);
    for (char c : text) {
        hash = (hash ^ static_cast<unsigned char>(c)) * 1099511628211ULL;
    }
    return hash;
}

Persona ValueMaker::MakePersona(const std::string& record_tag) const {
    const std::uint64_t hash = Hash(record_tag);
    Persona persona;
    persona.given = kGiven[hash % kGiven.size()];
    persona.family = fmt::format("{}-{}", kFamily[(hash >> 8) % kFamily.size()], record_tag);
    persona.city = kCities[(hash >> 16) % kCities.size()];
    persona.phone = fmt::format("+47 {:08}", 20'000'000 + (hash >> 20) % 79'999'999);
    persona.email = fmt::format("{}@{}", record_tag, domain_);
    return persona;
}

json ValueMaker::Fresh(const target::Field& field, const std::string& tag, int number,
                       const json& current) const {
    const std::uint64_t hash = Hash(fmt::format("{}/{}", tag, number));
    switch (field.kind) {
        case FieldKind::kText:
            return fmt::format("Value {} of {}", number, tag);
        case FieldKind::kWord:
            return fmt::format("w{}n{}", tag, number);
        case FieldKind::kEmail:
            return fmt::format("v{}.{}@{}", number, tag, domain_);
        case FieldKind::kPhone:  // no blank: it may also be somebody's login
            return fmt::format("+47{:08}", 20'000'000 + hash % 79'999'999);
        case FieldKind::kInteger:
            return 1'000'000 + static_cast<std::int64_t>(hash % 900'000'000);
        case FieldKind::kDecimal:
            return static_cast<double>(1 + hash % 380) / 4.0;
        case FieldKind::kBoolean:
            return !(current.is_boolean() && current.get<bool>());
        case FieldKind::kDate:
            return fmt::format("{:04}-{:02}-{:02}", 1950 + hash % 60, 1 + (hash >> 8) % 12,
                               1 + (hash >> 16) % 28);
        case FieldKind::kCountry:
            return OtherThan(current, kCountries, hash);
        case FieldKind::kUrl:
            return fmt::format("https://{}.n{}.{}/", tag, number, domain_);
        case FieldKind::kChoice:
            return field.choices.empty() ? json() : OtherThan(current, field.choices, hash);
        case FieldKind::kOpaque:
            break;
    }
    return nullptr;
}

std::string ValueMaker::Fill(std::string text, const Persona& persona, const std::string& tag) {
    const std::array<std::pair<std::string_view, std::string_view>, 6> parts{{
        {"{given}", persona.given},
        {"{family}", persona.family},
        {"{phone}", persona.phone},
        {"{city}", persona.city},
        {"{email}", persona.email},
        {"{tag}", tag},
    }};
    for (const auto& [name, value] : parts) text = ReplaceAll(std::move(text), name, value);
    return text;
}

json ValueMaker::FillTag(const json& value, const std::string& tag, int index) const {
    if (!value.is_string()) return value;
    std::string text = ReplaceAll(value.get<std::string>(), "{tag}", tag);
    if (domain_ != target::kReservedDomain)
        text = ReplaceAll(std::move(text), target::kReservedDomain, domain_);
    return ReplaceAll(std::move(text), "{n}", std::to_string(index));
}

}  // namespace plumb::run
