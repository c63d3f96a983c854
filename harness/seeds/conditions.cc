#include "harness/seeds/conditions.h"

#include <fmt/format.h>

#include "harness/seeds/dice.h"
#include "harness/seeds/faults.h"

namespace plumb::seeds {

namespace {

const char* Flag(bool on) {
    return on ? "true" : "false";
}

/// Time stamps with so many digits of a second.
struct Stamps {
    int digits;
    int resolution_ms;
};

std::string SettingsOf(Dice& dice, const Stamps& stamps) {
    std::string text = "youtrack:\n";
    const auto add = [&](std::string_view name, const auto& value) {
        text += fmt::format("  {}: {}\n", name, value);
    };
    const auto flip = [&](std::string_view name, bool otherwise) {
        if (dice.OneIn(4)) add(name, Flag(otherwise));
    };
    add("requests_per_second", dice.OneOf({0, 0, 0, 5, 20, 100}));
    add("default_top", dice.OneOf({1, 3, 42, 100}));
    add("replication_lag_ms", dice.OneOf({0, 0, 50, 1'000}));
    flip("page_members_always", true);
    flip("update_answers_user", false);
    flip("show_error_code", false);
    flip("email_change_keeps_verified", true);
    flip("aliases_resolve", false);
    text += "poweroffice-go:\n";
    add("v2_requests_per_second", dice.OneOf({0, 0, 0, 10, 100}));
    add("v1_requests_per_second", dice.OneOf({0, 0, 0, 10, 50}));
    add("replica_lag_ms", dice.OneOf({0, 0, 1, 50, 300, 900}));
    add("v2_fraction_digits", stamps.digits);
    add("token_seconds", dice.OneOf({30, 300, 1'200, 1'200}));
    flip("v2_lags", false);
    flip("send_retry_after", false);
    flip("page_behind_the_end_is_a_list", true);
    flip("patch_accepts_plain_json", false);
    flip("choices_ignore_case", false);
    flip("refuse_unknown_members", true);
    flip("one_default_contact_person", false);
    flip("filters_ignore_case", true);
    flip("stamp_equal_writes", false);
    flip("v1_blank_before_offset", false);
    flip("v1_refuses_read_only", true);
    return text;
}

}  // namespace

Conditions Draw(std::uint64_t seed) {
    Dice dice(seed);
    Conditions conditions;
    conditions.seed = seed;
    conditions.jobs = dice.OneOf({1, 1, 2, 4});
    conditions.page_size = dice.OneOf({1, 2, 3, 7, 20, 50, 100});
    const auto stamps = dice.OneOf<Stamps>({{7, 1}, {7, 1}, {3, 1}, {2, 10}, {1, 100}, {0, 1'000}});
    conditions.resolutions_ms["poweroffice-go/customers"] = stamps.resolution_ms;
    conditions.settings = SettingsOf(dice, stamps);
    const int weather = dice.OneOf({0, 1, 1, 1, 1, 2});
    if (weather == 1) conditions.faults = DrawFaults(dice, seed);
    if (weather == 2) conditions.faults = DrawSkews(dice);
    return conditions;
}

std::string InWords(const Conditions& conditions) {
    std::string text = fmt::format("# seed {}, --jobs {}, --page-size {}\n", conditions.seed,
                                   conditions.jobs, conditions.page_size);
    for (const auto& [entity, resolution_ms] : conditions.resolutions_ms)
        text += fmt::format("# time stamps of {}: {} ms\n", entity, resolution_ms);
    for (const nlohmann::json& fault : conditions.faults)
        text += fmt::format("# fault: {}\n", fault.dump());
    return text + conditions.settings;
}

}  // namespace plumb::seeds
