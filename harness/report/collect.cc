#include "harness/report/collect.h"

#include <fmt/format.h>

#include <algorithm>
#include <map>
#include <utility>

#include "harness/report/repeat.h"

namespace plumb::report {

namespace {

constexpr int kFormat = 1;

class Collector final {
  public:
    Status Add(journal::Journal journal) {
        for (Problem& warning : journal.warnings) {
            out_.notes.push_back({ToString(warning), false});
        }
        for (journal::Event& event : journal.events) {
            std::visit([this](auto& kind) { Take(std::move(kind)); }, event);
            if (!problem_.empty()) return InputError(problem_);
        }
        return {};
    }

    Result<Collected> Finish() {
        if (out_.runs.empty()) {
            return InputError("the journal is empty: the run ended before it wrote anything", {},
                              "run again, and see what it says on the console");
        }
        for (const auto& [key, index] : case_index_) GatherExchanges(key.first, index);
        return std::move(out_);
    }

  private:
    void Saw(Milliseconds at) {
        if (at <= 0) return;
        out_.begin = out_.begin == 0 ? at : std::min(out_.begin, at);
        out_.end = std::max(out_.end, at);
    }

    /// The run that is being read. What stands before the start of any is of a run that could not
    /// start.
    std::size_t Run() {
        if (out_.runs.empty()) out_.runs.emplace_back();
        return out_.runs.size() - 1;
    }

    void Take(journal::RunStarted event) {
        Saw(event.at);
        if (event.format > kFormat) {
            problem_ = fmt::format(
                "the journal of run {} has format {}; this version of Plumb knows format {}",
                event.run, event.format, kFormat);
        }
        for (const std::string& note : event.notes) AddNote({note, false});
        const bool unstarted = out_.runs.size() == 1 && out_.runs[0].started.run.empty();
        if (unstarted && out_.cases.empty()) out_.runs.clear();
        if (!out_.runs.empty() && out_.runs[0].started.checklist_digest != event.checklist_digest) {
            problem_ = fmt::format(
                "runs {} and {} are of different checklists, or of different versions of one; make "
                "a report of each",
                out_.runs[0].started.run, event.run);
        }
        out_.runs.push_back({std::move(event), std::nullopt, {}, {}, {}, {}});
    }

    void Take(journal::CasePlanned event) {
        const auto basis = scenario::ParseBasis(event.basis);
        if (!basis) {
            problem_ =
                fmt::format("case {} has the basis '{}', which is none", event.id, event.basis);
            return;
        }
        const auto [found, is_new] = case_index_.try_emplace({Run(), event.id}, out_.cases.size());
        if (is_new) out_.cases.emplace_back();
        CaseResult& result = out_.cases[found->second];
        result.basis = *basis;
        result.repeat = RepeatCommand(out_.runs.back().started.command, event.id);
        result.planned = std::move(event);
    }

    void Take(journal::CaseJudged event) {
        Saw(event.at);
        const auto found = case_index_.find({Run(), event.id});
        if (found == case_index_.end()) {
            AddNote({fmt::format("case {} was judged and never planned; it is left out", event.id),
                     true});
            return;
        }
        CaseResult& result = out_.cases[found->second];
        result.verdict = scenario::ParseVerdict(event.verdict);
        if (!result.verdict) {
            problem_ =
                fmt::format("case {} has the verdict '{}', which is none", event.id, event.verdict);
        }
        result.judged = std::move(event);
    }

    void Take(journal::Exchange event) {
        Saw(event.at);
        const std::size_t run = Run();
        const std::size_t index = out_.exchanges.size();
        exchange_index_.try_emplace({run, event.number}, index);
        if (!event.case_id.empty()) exchanges_of_[{run, event.case_id}].push_back(index);
        out_.exchanges.push_back(std::move(event));
    }

    void Take(journal::Barrier event) {
        Saw(event.at);
        out_.runs[Run()].barriers.push_back(std::move(event));
    }

    void Take(journal::ControlRead event) {
        Saw(event.at);
        out_.runs[Run()].controls.push_back(std::move(event));
    }

    void Take(journal::Noted event) {
        Saw(event.at);
        Run();
        AddNote({std::move(event.text), event.is_error});
    }

    void Take(journal::Census event) {
        Saw(event.at);
        out_.runs[Run()].census.push_back(std::move(event));
    }

    void Take(journal::LeftBehind event) {
        Saw(event.at);
        out_.runs[Run()].left.push_back(std::move(event));
    }

    void Take(journal::RunFinished event) {
        Saw(event.at);
        out_.runs[Run()].finished = std::move(event);
    }

    void AddNote(Note note) {
        const auto same = [&](const Note& other) { return other.text == note.text; };
        // Shards say the same; a search through a hostile journal's notes has to end.
        constexpr std::size_t kCompared = 1000;
        if (out_.notes.size() > kCompared ||
            std::none_of(out_.notes.begin(), out_.notes.end(), same)) {
            out_.notes.push_back(std::move(note));
        }
    }

    /// Those that its verdict names, or, of a case that was not judged, those that bear its name. A
    /// repetition of the case bears it too, and is not what was judged.
    void GatherExchanges(std::size_t run, std::size_t index) {
        CaseResult& result = out_.cases[index];
        std::vector<std::size_t>& all = result.exchanges;
        for (const int number : result.judged.exchanges) {
            const auto found = exchange_index_.find({run, number});
            if (found == exchange_index_.end()) continue;
            // Of another case's it could name any number, and a report would have no end.
            const std::string& owner = out_.exchanges[found->second].case_id;
            if (owner.empty() || owner == result.planned.id) all.push_back(found->second);
        }
        const auto own = exchanges_of_.find({run, result.planned.id});
        if (all.empty() && own != exchanges_of_.end()) all = own->second;
        std::sort(all.begin(), all.end());
        all.erase(std::unique(all.begin(), all.end()), all.end());
    }

    Collected out_;
    std::string problem_;
    std::map<std::pair<std::size_t, std::string>, std::size_t> case_index_;
    std::map<std::pair<std::size_t, std::string>, std::vector<std::size_t>> exchanges_of_;
    std::map<std::pair<std::size_t, int>, std::size_t> exchange_index_;
};

}  // namespace

Result<Collected> Collect(std::vector<journal::Journal> journals) {
    Collector collector;
    for (journal::Journal& journal : journals) {
        const Status added = collector.Add(std::move(journal));
        if (!added) return tl::make_unexpected(added.error());
    }
    return collector.Finish();
}

}  // namespace plumb::report
