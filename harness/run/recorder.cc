#include "harness/run/recorder.h"

#include <algorithm>

namespace plumb::run {

Recorder::Recorder(journal::Writer& journal, const Secrets& secrets, Clock& clock)
    : journal_(journal), secrets_(secrets), clock_(clock) {}

void Recorder::Append(journal::Event event) {
    const Status written = journal_.Append(event);
    const std::lock_guard lock(mutex_);
    if (!written && health_) health_ = written;
}

int Recorder::Add(journal::Exchange exchange) {
    int number = 0;
    {
        const std::lock_guard lock(mutex_);
        number = ++requests_;
        if (!exchange.case_id.empty()) exchanges_[exchange.case_id].push_back(number);
    }
    exchange.number = number;
    exchange.at = Now();  // the target's clock may run ahead; a journal has one time
    Append(std::move(exchange));
    return number;
}

void Recorder::Note(std::string text, bool is_error) {
    Append(journal::Noted{Now(), Mask(text), is_error});
}

std::vector<int> Recorder::TakeExchanges(const std::string& case_id) {
    const std::lock_guard lock(mutex_);
    const auto found = exchanges_.find(case_id);
    if (found == exchanges_.end()) return {};
    std::vector<int> numbers = std::move(found->second);
    exchanges_.erase(found);
    return numbers;
}

void Recorder::Share(int number, const std::string& case_id) {
    const std::lock_guard lock(mutex_);
    std::vector<int>& numbers = exchanges_[case_id];
    if (number > 0 && std::ranges::find(numbers, number) == numbers.end())
        numbers.push_back(number);
}

int Recorder::LastExchange(const std::string& case_id) const {
    const std::lock_guard lock(mutex_);
    const auto found = exchanges_.find(case_id);
    return found == exchanges_.end() || found->second.empty() ? 0 : found->second.back();
}

Status Recorder::Health() const {
    const std::lock_guard lock(mutex_);
    return health_;
}

}  // namespace plumb::run
