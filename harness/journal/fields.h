#pragma once

#include <string_view>
#include <tuple>

#include "harness/journal/event.h"

namespace plumb::journal {

/// Which keys each event has, in the order in which they are written: one list for writer and
/// reader, so that the two cannot drift apart. For this folder alone.

/// Years 0 to 9999, which have four digits.
constexpr Milliseconds kFirstTime = -62'167'219'200'000;
constexpr Milliseconds kLastTime = 253'402'300'799'999;

template <class Event, class Member>
struct Field {
    std::string_view key;
    Member Event::*member;
    bool required;
};

/// A key without which the event says nothing.
template <class Event, class Member>
constexpr Field<Event, Member> Must(std::string_view key, Member Event::*member) {
    return {key, member, true};
}

/// A key that keeps its default when it is absent.
template <class Event, class Member>
constexpr Field<Event, Member> May(std::string_view key, Member Event::*member) {
    return {key, member, false};
}

constexpr auto FieldsOf(const SystemSeen*) {
    return std::tuple(Must("id", &SystemSeen::id), May("hosts", &SystemSeen::hosts));
}

constexpr auto FieldsOf(const deviation::Entry*) {
    using E = deviation::Entry;
    return std::tuple(Must("case", &E::cases), May("reason", &E::reason), May("owner", &E::owner),
                      May("ticket", &E::ticket), May("expires", &E::expires),
                      May("message", &E::message), May("line", &E::line));
}

constexpr auto FieldsOf(const ProvenCheck*) {
    return std::tuple(Must("check", &ProvenCheck::check), May("defects", &ProvenCheck::defects));
}

constexpr auto FieldsOf(const Outlay*) {
    using E = Outlay;
    return std::tuple(May("syncs", &E::syncs), May("requests", &E::requests),
                      May("writes", &E::writes), May("deletions", &E::deletions),
                      May("records", &E::records), May("minutes", &E::minutes));
}

constexpr auto FieldsOf(const RunStarted*) {
    using E = RunStarted;
    return std::tuple(
        May("format", &E::format), Must("run", &E::run), May("at", &E::at),
        May("version", &E::version), May("command", &E::command), May("target", &E::target),
        May("mock", &E::mock), May("systems", &E::systems), May("dataflow", &E::dataflow),
        May("dataflow_version", &E::dataflow_version),
        May("dataflow_configuration", &E::dataflow_configuration), May("seed", &E::seed),
        May("capabilities", &E::capabilities), May("gate", &E::gate), May("tester", &E::tester),
        May("filters", &E::filters), May("shard", &E::shard), May("level", &E::level),
        May("predicted", &E::predicted), May("cases", &E::cases), May("part", &E::part),
        May("notes", &E::notes), May("untested", &E::untested), May("proven", &E::proven),
        May("deviations_file", &E::deviations_file), May("deviations", &E::deviations),
        May("checklist_digest", &E::checklist_digest),
        May("catalogue_digest", &E::catalogue_digest), May("checklist", &E::checklist));
}

constexpr auto FieldsOf(const CasePlanned*) {
    using E = CasePlanned;
    return std::tuple(Must("id", &E::id), May("flow", &E::flow), May("clauses", &E::clauses),
                      May("check", &E::check), May("variant", &E::variant),
                      Must("basis", &E::basis), May("property", &E::property),
                      May("summary", &E::summary), May("steps", &E::steps));
}

constexpr auto FieldsOf(const Exchange*) {
    using E = Exchange;
    return std::tuple(Must("number", &E::number), May("at", &E::at), May("took_ms", &E::took_ms),
                      May("who", &E::who), May("system", &E::system), May("case", &E::case_id),
                      May("purpose", &E::purpose), May("method", &E::method), May("url", &E::url),
                      May("headers", &E::headers), May("request", &E::request),
                      May("status", &E::status), May("response", &E::response), May("act", &E::act),
                      May("entity", &E::entity));
}

constexpr auto FieldsOf(const Barrier*) {
    using E = Barrier;
    return std::tuple(Must("number", &E::number), May("at", &E::at), May("took_ms", &E::took_ms),
                      May("outcome", &E::outcome), May("rounds", &E::rounds),
                      May("cases", &E::cases), May("detail", &E::detail),
                      May("records", &E::records));
}

constexpr auto FieldsOf(const ControlRead*) {
    using E = ControlRead;
    return std::tuple(May("at", &E::at), Must("flow", &E::flow), Must("direction", &E::direction),
                      May("barrier", &E::barrier), Must("arrived", &E::arrived),
                      May("after_ms", &E::after_ms), May("window_ms", &E::window_ms),
                      May("next_window_ms", &E::next_window_ms));
}

constexpr auto FieldsOf(const Moment*) {
    using E = Moment;
    return std::tuple(May("at", &E::at), May("lane", &E::lane), May("text", &E::text),
                      May("exchange", &E::exchange));
}

constexpr auto FieldsOf(const Judged*) {
    using E = Judged;
    return std::tuple(May("expectation", &E::expectation), May("expected", &E::expected),
                      May("seen", &E::seen), Must("verdict", &E::verdict),
                      May("before", &E::before), May("after", &E::after));
}

constexpr auto FieldsOf(const CaseJudged*) {
    using E = CaseJudged;
    return std::tuple(Must("id", &E::id), May("at", &E::at), May("took_ms", &E::took_ms),
                      Must("verdict", &E::verdict), May("reason", &E::reason),
                      May("missing_need", &E::missing_need), May("confirmed", &E::confirmed),
                      May("expectations", &E::expectations), May("timeline", &E::timeline),
                      May("exchanges", &E::exchanges));
}

constexpr auto FieldsOf(const Noted*) {
    using E = Noted;
    return std::tuple(May("at", &E::at), Must("text", &E::text), May("is_error", &E::is_error));
}

constexpr auto FieldsOf(const Census*) {
    using E = Census;
    return std::tuple(May("at", &E::at), Must("phase", &E::phase), Must("system", &E::system),
                      Must("entity", &E::entity), May("records", &E::records),
                      May("changed", &E::changed), May("vanished", &E::vanished),
                      May("appeared", &E::appeared), May("changed_ids", &E::changed_ids),
                      May("vanished_ids", &E::vanished_ids), May("appeared_ids", &E::appeared_ids),
                      May("unread", &E::unread), May("exclusive", &E::exclusive));
}

constexpr auto FieldsOf(const LeftBehind*) {
    using E = LeftBehind;
    return std::tuple(May("at", &E::at), Must("record", &E::record), May("url", &E::url),
                      May("why", &E::why), May("how", &E::how), May("settled", &E::settled));
}

constexpr auto FieldsOf(const RunFinished*) {
    using E = RunFinished;
    return std::tuple(May("at", &E::at), Must("exit_status", &E::exit_status),
                      May("ended", &E::ended), May("syncs", &E::syncs),
                      May("requests", &E::requests), May("took_ms", &E::took_ms),
                      May("dataflow_configuration", &E::dataflow_configuration));
}

constexpr std::string_view NameOf(const RunStarted*) {
    return "run-started";
}
constexpr std::string_view NameOf(const CasePlanned*) {
    return "case-planned";
}
constexpr std::string_view NameOf(const Exchange*) {
    return "exchange";
}
constexpr std::string_view NameOf(const Barrier*) {
    return "barrier";
}
constexpr std::string_view NameOf(const ControlRead*) {
    return "control-read";
}
constexpr std::string_view NameOf(const CaseJudged*) {
    return "case-judged";
}
constexpr std::string_view NameOf(const Noted*) {
    return "noted";
}
constexpr std::string_view NameOf(const Census*) {
    return "census";
}
constexpr std::string_view NameOf(const LeftBehind*) {
    return "left-behind";
}
constexpr std::string_view NameOf(const RunFinished*) {
    return "run-finished";
}

}  // namespace plumb::journal
