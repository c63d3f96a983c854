#include "harness/seeds/conditions.h"

#include <fmt/format.h>
#include <initializer_list>
#include <random>

namespace plumb::seeds {

namespace {

class Dice final {
  public:
    explicit Dice(std::uint64_t seed) : random_(seed * 0x9E3779B97F4A7C15u + 1) {}

    template <class T>
    T OneOf(std::initializer_list<T> choices) {
        return *(choices.begin() + static_cast<std::ptrdiff_t>(random_() % choices.size()));
    }
    bool OneIn(unsigned count) { return random_() % count == 0; }

  private:
    std::mt19937_64 random_;
};

const char* Flag(bool on) {
    return on ? "true" : "false";
}

std::string SettingsOf(Dice& dice) {
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

/// Few, and far between: a data flow that tries again in the same sync gets past each of them.
std::vector<nlohmann::json> FaultsOf(Dice& dice, std::uint64_t seed) {
    using nlohmann::json;
    std::vector<json> faults;
    if (dice.OneIn(2)) return faults;
    const int count = dice.OneOf({1, 2, 3});
    for (int i = 0; i < count; ++i) {
        const json verdict = dice.OneOf<json>({
            {{"is", "status"}, {"status", 429}, {"retry_after_s", 1}},
            {{"is", "status"}, {"status", 503}},
            {{"is", "status"}, {"status", 500}},
            {{"is", "reset"}, {"when", "before-all"}},
            {{"is", "delay"}, {"ms", 700}},
            "truncate",
            "malformed",
            "commit-then-drop",
        });
        faults.push_back({{"match",
                           {{"system", dice.OneOf({"youtrack", "poweroffice-go"})},
                            {"chance", dice.OneOf({0.01, 0.03})},
                            {"times", 3},
                            {"seed", seed + static_cast<std::uint64_t>(i)}}},
                          {"verdict", verdict}});
    }
    return faults;
}

}  // namespace

Conditions Draw(std::uint64_t seed) {
    Dice dice(seed);
    Conditions conditions;
    conditions.seed = seed;
    conditions.jobs = dice.OneOf({1, 1, 2, 4});
    conditions.page_size = dice.OneOf({1, 2, 3, 7, 20, 50, 100});
    conditions.settings = SettingsOf(dice);
    conditions.faults = FaultsOf(dice, seed);
    return conditions;
}

std::string InWords(const Conditions& conditions) {
    std::string text = fmt::format("# seed {}, --jobs {}, --page-size {}\n", conditions.seed,
                                   conditions.jobs, conditions.page_size);
    for (const nlohmann::json& fault : conditions.faults)
        text += fmt::format("# fault: {}\n", fault.dump());
    return text + conditions.settings;
}

}  // namespace plumb::seeds
