#include "harness/explore/generator.h"

#include <rapidcheck.h>
#include <algorithm>
#include <optional>
#include <set>

#include "harness/explore/model.h"

namespace plumb::explore {

namespace {

/// Draws one action after the other, each such that the model takes it.
class Drawer final {
  public:
    Drawer(const rc::Random& random, const Landscape& landscape, const Size& size)
        : random_(random), landscape_(landscape), size_(size), model_(landscape, false) {}

    Sequence Draw() {
        const int steps = 3 + Below(std::max(1, size_.steps - 2));
        const bool alone = Below(40) == 0;  // trouble of any request needs a world of its own
        Offer(Born());
        for (int tries = 0; static_cast<int>(sequence_.size()) < steps && tries < 8 * steps;
             ++tries)
            Offer(Next(alone));
        return std::move(sequence_);
    }

  private:
    int Below(int count) {
        return rc::gen::inRange(0, std::max(1, count))(random_.split(), rc::kNominalSize).value();
    }
    bool OneIn(int count) { return Below(count) == 0; }

    void Offer(const Action& action) {
        if (model_.Take(action)) sequence_.push_back(action);
    }

    /// Mostly what people do; syncs often enough that something can be seen.
    Action Next(bool alone) {
        if (size_.troubles && !alone && OneIn(10)) {
            if (const auto due = AnyDue()) return TroubleOf(*due);
        }
        const int chance = Below(100);
        if (chance < 26 && born_ < size_.records) return Born();
        if (chance < 62) return Edited();
        if (chance < 86) return Pause{};
        if (chance < 91 && size_.restarts) return Restart{};
        if (chance < 94) return Deletion{AnyRecord()};
        if (size_.troubles) return Troubled(alone);
        return Pause{};
    }

    int AnyRecord() {
        const auto& records = model_.Records();
        return records[static_cast<std::size_t>(Below(static_cast<int>(records.size())))].number;
    }

    Action Born() {
        Birth birth;
        birth.record = ++born_;
        birth.kind = Below(static_cast<int>(landscape_.kinds.size()));
        birth.bare = OneIn(10);
        if (model_.Records().empty()) return birth;
        const int chance = Below(10);
        if (chance < 6) {
            birth.matches = AnyRecord();
            birth.kind = KindAcross(birth.matches, birth.kind);
            if (OneIn(3)) birth.alternative = Below(2);
        } else if (chance < 8) {
            const auto renamed = OneIn(2) ? AnyRenamed() : std::nullopt;
            birth.resembles = renamed ? *renamed : AnyRecord();
            birth.variant = renamed ? kNearMisses : Below(kNearMisses);
            if (renamed || OneIn(2)) birth.kind = KindAcross(birth.resembles, birth.kind);
        }
        return birth;
    }

    /// A record of which a key was edited, and is known as it was.
    std::optional<int> AnyRenamed() {
        return AnyOf([](const Model::Record& record) {
            return std::ranges::any_of(record.slots,
                                       [](const auto& slot) { return !slot.former.empty(); });
        });
    }

    /// A kind that could match the record, since most could not.
    int KindAcross(int record, int otherwise) {
        std::vector<int> kinds;
        const int own = model_.Find(record)->kind;
        for (const Flow& flow : landscape_.flows) {
            if (flow.source == own) kinds.push_back(flow.target);
            if (flow.target == own) kinds.push_back(flow.source);
        }
        if (kinds.empty()) return otherwise;
        return kinds[static_cast<std::size_t>(Below(static_cast<int>(kinds.size())))];
    }

    Action Edited() {
        Edit edit;
        edit.record = AnyRecord();
        const auto& kind =
            landscape_.kinds[static_cast<std::size_t>(model_.Find(edit.record)->kind)];
        edit.field = Below(static_cast<int>(kind.fields.size()));
        const int chance = Below(20);
        edit.content = chance < 11   ? Content::kFresh
                       : chance < 14 ? Content::kOdd
                       : chance < 15 ? Content::kEmpty
                       : chance < 17 ? Content::kUndone
                                     : Content::kMatch;
        if (edit.content == Content::kMatch) edit.matches = AnyRecord();
        return edit;
    }

    /// A record whose write is due: of most others no request will come that a fault could meet.
    std::optional<int> AnyDue() {
        return AnyOf([this](const Model::Record& record) { return model_.IsWriteDue(record); });
    }

    template <class Condition>
    std::optional<int> AnyOf(const Condition& holds) {
        std::vector<int> numbers;
        for (const auto& record : model_.Records()) {
            if (holds(record)) numbers.push_back(record.number);
        }
        if (numbers.empty()) return std::nullopt;
        return numbers[static_cast<std::size_t>(Below(static_cast<int>(numbers.size())))];
    }

    Trouble TroubleOf(int record) {
        Trouble trouble;
        trouble.record = record;
        trouble.verdict = Below(kVerdicts);
        return trouble;
    }

    Action Troubled(bool alone) {
        if (!alone) return TroubleOf(AnyRecord());
        Trouble trouble;
        trouble.verdict = Below(kVerdicts);
        trouble.source = OneIn(2);
        trouble.nth = 1 + Below(8);
        return trouble;
    }

    rc::Random random_;
    const Landscape& landscape_;
    const Size& size_;
    Model model_;
    Sequence sequence_;
    int born_ = 0;
};

/// The same action, plainer.
rc::Seq<Action> Plainer(const Action& action) {
    std::vector<Action> plainer;
    if (const auto* birth = std::get_if<Birth>(&action)) {
        Birth plain = *birth;
        if (std::exchange(plain.bare, false)) plainer.emplace_back(plain);
        plain = *birth;
        if (std::exchange(plain.alternative, -1) >= 0) plainer.emplace_back(plain);
        plain = *birth;
        if (std::exchange(plain.resembles, -1) >= 0) plainer.emplace_back(plain);
        plain = *birth;
        plain.alternative = -1;
        if (std::exchange(plain.matches, -1) >= 0) plainer.emplace_back(plain);
    } else if (const auto* edit = std::get_if<Edit>(&action)) {
        Edit plain = *edit;
        plain.matches = -1;
        if (std::exchange(plain.content, Content::kFresh) != Content::kFresh)
            plainer.emplace_back(plain);
    } else if (const auto* trouble = std::get_if<Trouble>(&action)) {
        plainer.emplace_back(Pause{});
        for (int verdict = 0; verdict < trouble->verdict; ++verdict) {
            Trouble plain = *trouble;
            plain.verdict = verdict;
            plainer.emplace_back(plain);
        }
    }
    return rc::seq::fromContainer(std::move(plainer));
}

rc::Shrinkable<Sequence> Shrinkable(const Sequence& sequence) {
    return rc::shrinkable::shrinkRecur(sequence, [](const Sequence& whole) {
        return rc::seq::concat(rc::shrink::removeChunks(whole),
                               rc::shrink::eachElement(whole, Plainer));
    });
}

/// Tells sequences apart.
std::string KeyOf(const Sequence& sequence) {
    std::string key;
    const auto add = [&key](std::initializer_list<int> numbers) {
        for (int number : numbers) key += std::to_string(number) + ",";
    };
    for (const Action& action : sequence) {
        add({static_cast<int>(action.index())});
        if (const auto* birth = std::get_if<Birth>(&action)) {
            add({birth->record, birth->kind, birth->matches, birth->alternative, birth->resembles,
                 birth->variant, birth->bare});
        } else if (const auto* edit = std::get_if<Edit>(&action)) {
            add({edit->record, edit->field, static_cast<int>(edit->content), edit->matches});
        } else if (const auto* deletion = std::get_if<Deletion>(&action)) {
            add({deletion->record});
        } else if (const auto* trouble = std::get_if<Trouble>(&action)) {
            add({trouble->record, trouble->verdict, trouble->nth, trouble->source});
        }
    }
    return key;
}

}  // namespace

Sequence Generate(std::uint64_t seed, std::uint64_t number, const Landscape& landscape,
                  const Size& size) {
    const rc::Random random(rc::Random::Key{seed, number, 0, 0});
    return Drawer(random, landscape, size).Draw();
}

Sequence Shrink(const Sequence& sequence, const Landscape& landscape,
                const std::function<bool(const Sequence&)>& fails, int attempts) {
    std::set<std::string> seen{KeyOf(sequence)};
    Sequence best = sequence;
    for (bool shorter = true; shorter && attempts > 0;) {
        shorter = false;
        auto shrinks = Shrinkable(best).shrinks();
        while (auto next = shrinks.next()) {
            const Sequence candidate = Sensible(next->value(), landscape);
            if (candidate.empty() || !seen.insert(KeyOf(candidate)).second) continue;
            if (attempts-- <= 0) break;
            if (!fails(candidate)) continue;
            best = candidate;
            shorter = true;
            break;
        }
    }
    return best;
}

}  // namespace plumb::explore
