#include "harness/seeds/faults.h"

namespace plumb::seeds {

namespace {

using nlohmann::json;

json Rule(json match, json verdict) {
    return {{"match", std::move(match)}, {"verdict", std::move(verdict)}};
}

const char* SomeSystem(Dice& dice) {
    return dice.OneOf({"youtrack", "poweroffice-go"});
}

json SomeVerdict(Dice& dice) {
    return dice.OneOf<json>({
        {{"is", "status"}, {"status", 429}, {"retry_after_s", 1}},
        {{"is", "status"}, {"status", 429}, {"retry_after_s", 2}, {"retry_after_as_date", true}},
        {{"is", "status"}, {"status", 503}, {"retry_after_s", 1}},
        {{"is", "status"}, {"status", 503}},
        {{"is", "status"}, {"status", 500}},
        {{"is", "status"}, {"status", 401}},
        {{"is", "reset"}, {"when", "before-all"}},
        {{"is", "reset"}, {"when", "before-body"}},
        {{"is", "reset"}, {"when", "after-body"}},
        {{"is", "commit-then-status"}, {"status", 500}},
        "commit-then-drop",
        "truncate",
        "malformed",
    });
}

}  // namespace

std::vector<json> DrawFaults(Dice& dice, std::uint64_t seed) {
    std::vector<json> faults;
    const int kinds = dice.OneOf({2, 3, 4, 6});
    for (int i = 0; i < kinds; ++i) {
        json match = {{"system", SomeSystem(dice)},
                      {"chance", dice.OneOf({0.02, 0.04, 0.08})},
                      {"times", dice.OneOf({10, 30, 0})},
                      {"seed", seed + static_cast<std::uint64_t>(i)}};
        faults.push_back(Rule(std::move(match), SomeVerdict(dice)));
    }
    // Hub's tokens do not end, and the harness has the same one.
    const json tokens = {{"system", "poweroffice-go"}, {"chance", 0.04}, {"times", 0}};
    if (dice.OneIn(4)) faults.push_back(Rule(tokens, "expired-token"));
    // Changing a record twice to the same is no harm; a request meets the first fault that falls.
    const json updates = {
        {"system", SomeSystem(dice)}, {"operation", "update"}, {"chance", 0.1}, {"times", 0}};
    if (dice.OneIn(4)) faults.push_back(Rule(updates, "duplicate"));
    const json slow = {{"system", SomeSystem(dice)}, {"chance", 0.2}, {"times", 0}};
    if (dice.OneIn(2))
        faults.push_back(Rule(slow, {{"is", "delay"}, {"ms", dice.OneOf({30, 700, 5'000})}}));
    return faults;
}

std::vector<json> DrawSkews(Dice& dice) {
    std::vector<json> skews;
    for (const char* system : {"youtrack", "poweroffice-go"}) {
        const int ms = dice.OneOf({0, -7'000, 900, 7'000, -3'600'000, 3'600'000, 86'400'000});
        if (ms == 0) continue;
        skews.push_back(Rule({{"system", system}}, {{"is", "clock-skew"}, {"ms", ms}}));
    }
    return skews;
}

}  // namespace plumb::seeds
