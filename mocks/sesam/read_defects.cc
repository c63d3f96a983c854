#include "mocks/sesam/defect_list.h"

namespace plumb::mocks::sesam {

namespace {

/// What some servers give at most; more than the data flow asks for.
constexpr int kFullPage = 50;

/// A cursor of whole days, and "later than" instead of "not before".
Milliseconds NextDay(Milliseconds cursor, Milliseconds) {
    constexpr Milliseconds kDay = 86'400'000;
    return (cursor / kDay + 1) * kDay;
}

/// The cursor is saved before it is known what the list shows.
void SaveCursorEarly(Policies& policies) {
    policies.read.cursor = [](ReadPolicies::Stamp, Milliseconds polled) {
        return ReadPolicies::Stamp(polled);
    };
    policies.read.since = [](Milliseconds cursor, Milliseconds) { return cursor; };
}

void SkipEqualStamps(Policies& policies) {
    policies.read.takes = [](ReadPolicies::Stamp before, ReadPolicies::Stamp stamp) {
        return !stamp || stamp != before;
    };
}

Defect GivesUpAt(int refused) {
    return [refused](Policies& policies) {
        policies.read.tries_again = [refused](int status) { return status != refused; };
    };
}

/// What was sent is taken for what is stored, whatever the answer said.
void TakeRefusalForSuccess(Policies& policies) {
    policies.read.failed = [](const Json&) { return false; };
    policies.read.reads_back = [] { return false; };
}

/// What a list lacks counts as deleted, without a second look, and is deleted elsewhere too.
Defect DeletesWhatAListLacks(bool (*believes)(std::size_t absent, std::size_t known)) {
    return [believes](Policies& policies) {
        policies.life.believes_absence = believes;
        policies.life.looks_for_absent = [] { return false; };
        policies.life.propagates_deletes = [] { return true; };
    };
}

}  // namespace

DefectList ReadDefects() {
    return {
        {"reads-first-page-only",
         [](Policies& p) { p.read.goes_on = [](const PageRead&) { return false; }; }},
        {"stops-on-short-page",
         [](Policies& p) {
             p.read.goes_on = [](const PageRead& page) { return page.got >= kFullPage; };
         }},
        {"skips-between-pages",
         [](Policies& p) { p.read.skip = [](int page, int size) { return page * (size + 1); }; }},
        {"loses-a-full-last-page",
         [](Policies& p) { p.read.keeps_full_end = [] { return false; }; }},
        {"runs-ahead-of-its-cursor",
         [](Policies& p) {
             p.read.since = [](Milliseconds cursor, Milliseconds) { return cursor + 3'600'000; };
         }},
        {"asks-from-the-next-day", [](Policies& p) { p.read.since = NextDay; }},
        {"saves-cursor-too-early", SaveCursorEarly},
        {"skips-equal-stamps", SkipEqualStamps},
        {"ignores-204", [](Policies& p) { p.read.knows_no_content = [] { return false; }; }},
        {"ignores-429", GivesUpAt(429)},
        {"never-renews-token", GivesUpAt(401)},
        {"success-false-is-success", TakeRefusalForSuccess},
        {"deletes-what-a-list-lacks",
         DeletesWhatAListLacks(
             [](std::size_t absent, std::size_t known) { return absent < known; })},
        {"empty-list-is-mass-delete",
         DeletesWhatAListLacks(
             [](std::size_t absent, std::size_t known) { return absent == known; })},
    };
}

}  // namespace plumb::mocks::sesam
