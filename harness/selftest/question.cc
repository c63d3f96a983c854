#include "harness/selftest/question.h"

#include <algorithm>
#include <atomic>
#include <mutex>
#include <optional>
#include <thread>

namespace plumb::selftest {

namespace {

/// Questions of which the later ones are asked only if the earlier ones found nothing.
using Job = std::vector<Question>;

bool HoldsId(const std::vector<std::string>& ids, const std::string& id) {
    return std::ranges::find(ids, id) != ids.end();
}

std::vector<Job> JobsOf(const Subject& subject) {
    std::vector<Job> jobs;
    for (const std::string& checklist : subject.checklists) jobs.push_back({{checklist}});
    for (const Defect& defect : subject.defects) {
        for (const std::string& checklist : subject.checklists) {
            if (subject.Tries(defect, checklist)) jobs.push_back({{checklist, defect.id}});
        }
        for (const std::string& name : defect.caught_by) {
            const Subject::Check* check = subject.FindCheck(name);
            Job alone;
            for (const std::string& checklist : subject.checklists) {
                const bool has_cases = check != nullptr && HoldsId(check->checklists, checklist);
                if (has_cases && subject.Tries(defect, checklist))
                    alone.push_back({checklist, defect.id, name});
            }
            if (!alone.empty()) jobs.push_back(std::move(alone));
        }
    }
    return jobs;
}

bool Catches(const Exhibit& exhibit) {
    return WhyWorthless(exhibit).empty() && std::ranges::any_of(exhibit.cases, [](const auto& one) {
               return one.second.verdict == scenario::Verdict::kFail;
           });
}

/// The jobs are done by several threads; what they find and how it ends is kept here.
class Gatherer final {
  public:
    Gatherer(std::vector<Job> jobs, const Answerer& answer, const Gathering& gathering)
        : jobs_(std::move(jobs)), answer_(answer), gathering_(gathering) {
        for (const Job& job : jobs_) all_ += job.size();
    }

    Result<Evidence> Run() {
        {
            std::vector<std::jthread> helpers;
            for (int i = 1; i < gathering_.jobs; ++i) helpers.emplace_back([this] { Work(); });
            Work();
        }
        if (failure_) return tl::make_unexpected(*failure_);
        if (gathering_.interrupt.Came()) return EnvironmentError("interrupted");
        return std::move(evidence_);
    }

  private:
    void Work() {
        for (std::size_t next = next_++; next < jobs_.size(); next = next_++) {
            if (!Do(jobs_[next])) return;
        }
    }

    bool Do(const Job& job) {
        for (std::size_t i = 0; i < job.size(); ++i) {
            if (gathering_.interrupt.Came() || failed_) return false;
            auto exhibit = answer_(job[i]);
            const bool settled = exhibit && Catches(*exhibit);
            Keep(job[i], std::move(exhibit), settled ? job.size() - i : 1);
            if (settled) break;
        }
        return !failed_;
    }

    void Keep(const Question& question, Result<Exhibit> exhibit, std::size_t settles) {
        const std::lock_guard lock(mutex_);
        if (!exhibit) {
            if (!failure_) failure_ = std::move(exhibit.error());
            failed_ = true;
            return;
        }
        evidence_.exhibits.emplace(question, *std::move(exhibit));
        done_ += settles;
        if (gathering_.progress) gathering_.progress(done_, all_);
    }

    const std::vector<Job> jobs_;
    const Answerer& answer_;
    const Gathering& gathering_;
    std::atomic<std::size_t> next_ = 0;
    std::atomic<bool> failed_ = false;
    std::mutex mutex_;  ///< guards what follows
    std::size_t done_ = 0;
    std::size_t all_ = 0;
    Evidence evidence_;
    std::optional<Error> failure_;
};

}  // namespace

const Subject::Check* Subject::FindCheck(const std::string& id) const {
    const auto found = std::ranges::find(checks, id, &Check::id);
    return found == checks.end() ? nullptr : &*found;
}

bool Subject::IsKnown(const std::string& checklist) const {
    return HoldsId(known, checklist);
}

bool Subject::Tries(const Defect& defect, const std::string& checklist) const {
    return defect.ShowsOn(checklist) || !IsKnown(checklist);
}

const Exhibit* Evidence::Find(const Question& question) const {
    const auto found = exhibits.find(question);
    return found == exhibits.end() ? nullptr : &found->second;
}

Result<Evidence> Gather(const Subject& subject, const Answerer& answer,
                        const Gathering& gathering) {
    return Gatherer(JobsOf(subject), answer, gathering).Run();
}

}  // namespace plumb::selftest
