#pragma once

#include <string>
#include <utility>
#include <vector>

#include "harness/journal/journal.h"

namespace plumb::report {

/// Journals made up for tests: fixed ids and times, every verdict, hostile values. For tests only.

inline constexpr Milliseconds kMadeAt = 1'795'353'031'250;  ///< 2026-11-22T13:10:31.250Z

inline nlohmann::json MadeChecklist() {
    return nlohmann::json::parse(R"({
      "checklist": "made-up-users", "title": "YouTrack to PowerOffice GO",
      "document": {"file": "made-up-users.rst", "generated": "2026-01-02 00:00:00",
        "introduction": [10, 10, 11],
        "sha256": "4f5e6d7c8b9a0f1e2d3c4b5a69788796a5b4c3d2e1f00f1e2d3c4b5a69788796"},
      "source": "youtrack", "target": "poweroffice-go",
      "flows": {
        "users-to-customers": {
          "title": "YouTrack Users to PowerOffice GO Customers",
          "at": {"create": 40, "merge": 42, "keep_in_sync": 52, "properties": 54,
                 "rows": {"merge": [49], "properties": [61, 64]}},
          "source": "users", "target": "customers", "create": "always",
          "merge_when_any": ["profile.email.email = EmailAddress"],
          "keep_in_sync": "both-ways",
          "properties": [{"source": "name", "target": "Name", "type": "\"string\""},
                         {"source": "login", "target": "Code", "type": "[\"integer\", \"_.\"]"}]},
        "users-to-contactperson": {
          "title": "YouTrack Users to PowerOffice GO Contactperson",
          "at": {"create": 14, "merge": 16, "keep_in_sync": 26, "properties": 28,
                 "rows": {"merge": [23], "properties": []}},
          "source": "users", "target": "contactperson", "create": "never",
          "merge_when_any": ["profile.email.email = emailAddress"],
          "keep_in_sync": "both-ways", "when_no_properties": "merge-keys", "properties": []}}})");
}

inline journal::RunStarted MadeStart() {
    journal::RunStarted start;
    start.run = "r7k2m9";
    start.at = kMadeAt;
    start.version = "0.1.0";
    start.command = "plumb run made-up-users.yaml --seed 42";
    start.checklist = MadeChecklist();
    start.checklist_digest = "c0ffee11";
    start.catalogue_digest = "5eed0042";
    start.target = "mock";
    start.systems = {{"youtrack", {"127.0.0.1:41001"}},
                     {"poweroffice-go", {"127.0.0.1:41002", "127.0.0.1:41003"}}};
    start.dataflow = "Sesam node http://127.0.0.1:41004/api, version 1.0";
    start.dataflow_version = "1.0";
    start.dataflow_configuration =
        "7d1a54127b222502f5b79b5fb0803061152a44f92b37e23c6527baf665d4da9a";
    start.seed = 42;
    start.capabilities = {"links", "write-log", "faults"};
    start.gate = {"stated", "implied", "assumed"};
    start.tester = "Kari Nordmann";
    start.notes = {
        "The document lists no property for YouTrack Users to PowerOffice GO "
        "Contactperson."};
    return start;
}

inline journal::CasePlanned MadeCase(const std::string& id, std::vector<std::string> clauses,
                                     const std::string& basis, const std::string& summary) {
    journal::CasePlanned planned;
    planned.id = id;
    const std::size_t check = id.find('/') + 1;
    const std::size_t variant = id.find('/', check) + 1;
    planned.flow = id.substr(0, check - 1);
    for (const std::string& clause : clauses)
        planned.clauses.push_back(planned.flow + "/" + clause);
    planned.check = id.substr(check, variant - check - 1);
    planned.variant = id.substr(variant);
    planned.basis = basis;
    planned.property = "P37";
    planned.summary = summary;
    planned.steps = {"create a source record \"user\"", "create a target record \"contact\"",
                     "sync", "expect: user and contact are linked"};
    return planned;
}

inline journal::CaseJudged MadeVerdict(const std::string& id, const std::string& verdict,
                                       const std::string& reason) {
    journal::CaseJudged judged;
    judged.id = id;
    judged.at = kMadeAt + 800;
    judged.verdict = verdict;
    judged.reason = reason;
    judged.took_ms = 412;
    judged.expectations = {{"user and contact are linked", "one link",
                            verdict == "pass" ? "one link" : reason, verdict, nullptr, nullptr}};
    judged.timeline = {{kMadeAt + 20, "source", "create user 1-42", 1},
                       {kMadeAt + 35, "target", "create contact person 7001", 2},
                       {kMadeAt + 400, "sync", "1: quiet after 3 rounds", 0}};
    return judged;
}

inline journal::Exchange MadeExchange(int number, const std::string& case_id,
                                      const std::string& purpose, const std::string& method,
                                      const std::string& url, const std::string& request,
                                      int status, const std::string& response) {
    const bool hub = url.find("41001") != std::string::npos;
    return {number,
            kMadeAt + 15 * number,
            3.25,
            "harness",
            hub ? "youtrack" : "poweroffice-go",
            case_id,
            purpose,
            method,
            url,
            {{"Authorization", "Bearer ***"}, {"Content-Type", "application/json"}},
            request,
            status,
            response,
            "",
            ""};
}

/// A failure with everything that a report can show of one.
inline void AddFailure(std::vector<journal::Event>& events) {
    const std::string id = "users-to-contactperson/source-edit-arrives/1.to-target.umlaut";
    events.push_back(MadeCase(id, {"keep-in-sync"}, "assumed",
                              "An edit of profile.email.email in YouTrack arrives as emailAddress "
                              "in PowerOffice GO."));
    events.push_back(MadeExchange(
        1, id, "create source", "POST", "http://127.0.0.1:41001/hub/api/rest/users?fields=id,name",
        R"({"name":"Åse 'O' Hara","profile":{"email":{"email":"ase-k3@plumb.test"}}})", 200,
        R"({"type":"user","id":"1-42","name":"Åse 'O' Hara"})"));
    events.push_back(
        MadeExchange(2, id, "create target", "POST", "http://127.0.0.1:41003/ContactPerson/",
                     R"({"emailAddress":"ase-k3@plumb.test","lastName":"Hara"})", 200,
                     R"({"success":true,"data":{"id":7001,"emailAddress":"ase-k3@plumb.test"}})"));
    events.push_back(MadeExchange(
        3, id, "edit source", "POST", "http://127.0.0.1:41001/hub/api/rest/users/1-42",
        R"({"profile":{"email":{"email":"åse-k3-2@plumb.test"}}})", 200, R"({"id":"1-42"})"));
    events.push_back(MadeExchange(4, id, "read back", "GET",
                                  "http://127.0.0.1:41003/ContactPerson/7001", "", 200,
                                  R"({"success":true,"data":{"id":7001,"firstName":""}})"));
    journal::CaseJudged judged =
        MadeVerdict(id, "fail", "expected åse-k3-2@plumb.test; seen: ase-k3@plumb.test");
    judged.confirmed = "fails alone";
    judged.exchanges = {1, 2, 3, 4};
    judged.expectations = {
        {"user and contact are linked", "one link", "one link", "pass", nullptr, nullptr},
        {"contact's emailAddress is what was written to user",
         "åse-k3-2@plumb.test",
         "ase-k3@plumb.test",
         "fail",
         {{"id", 7001},
          {"emailAddress", "ase-k3@plumb.test"},
          {"firstName", "Åse"},
          {"lastName", "Hara"}},
         {{"id", 7001},
          {"emailAddress", "ase-k3@plumb.test"},
          {"firstName", ""},
          {"lastName", "Hara"},
          {"phones", {"+47 22 00 00 00"}}}}};
    judged.timeline.push_back({kMadeAt + 420, "source", "edit 1-42: åse-k3-2@plumb.test", 3});
    judged.timeline.push_back({kMadeAt + 430, "harness", "control edit sent", 0});
    judged.timeline.push_back({kMadeAt + 700, "sync", "2: quiet after 2 rounds", 0});
    judged.timeline.push_back({kMadeAt + 710, "target", "7001 holds ase-k3@plumb.test", 4});
    events.push_back(judged);
}

/// Values that try to break out of every format.
inline void AddHostileFailure(std::vector<journal::Event>& events) {
    const std::string id = "users-to-customers/values-arrive-intact/1.to-target.script";
    const std::string evil =
        "</script><script>alert(1)</script><img src=x onerror=alert(2)> ]]> | `x` *b* \x01 "
        "\u202Eevil\u200B & \"q\" 'q' {{7*7}} ${HOME} <!-- --> ::error::no";
    journal::CasePlanned planned =
        MadeCase(id, {"property/1"}, "stated", "A name such as " + evil + " arrives intact.");
    events.push_back(planned);
    events.push_back(MadeExchange(5, id, "edit source", "POST",
                                  "http://127.0.0.1:41001/hub/api/rest/users/1-43?x=" + evil, evil,
                                  500, evil));
    journal::CaseJudged judged = MadeVerdict(id, "fail", "seen: " + evil);
    judged.confirmed = "fails only in company";
    judged.expectations = {{"value of " + evil, evil, "", "fail", {{evil, evil}}, {{evil, "x"}}}};
    judged.timeline = {{kMadeAt + 20, "source", evil, 5}};
    judged.exchanges = {5};
    events.push_back(judged);
}

struct MadeRow {
    std::string id;
    std::vector<std::string> clauses;
    std::string basis;
    std::string summary;
    std::string verdict;  ///< "" for a case that was never judged
    std::string reason;
    bool missing_need = false;
};

inline std::vector<MadeRow> MadeContactRows() {
    const std::string a = "users-to-contactperson/";
    return {
        {a + "unmatched-source-creates-nothing/plain",
         {"create"},
         "implied",
         "A user without a matching contact person creates nothing.",
         "pass",
         "all 2 expectations hold"},
        {a + "unmatched-target-creates-nothing/plain",
         {"create"},
         "implied",
         "A contact person without a matching user creates nothing.",
         "pass",
         "all 2 expectations hold"},
        {a + "equal-value-links/1.plain",
         {"merge/1"},
         "stated",
         "Records whose profile.email.email and emailAddress are equal become one linked pair.",
         "pass",
         "all 2 expectations hold"},
        {a + "unequal-values-stay-apart/1.subdomain",
         {"merge/1"},
         "implied",
         "Records whose emails are nearly equal do not link.",
         "inconclusive",
         "expected not linked: user and contact; seen: there is no such link; but a control edit "
         "on the source did not arrive, so the data flow may not have read so far"},
        {a + "letter-case/1.upper",
         {"merge/1"},
         "observed",
         "Whether emails that differ in the case of letters link.",
         "observed",
         "linked: user and contact: they are in the data flow's link table"},
        {a + "same-value-twice/1.plain",
         {"merge/1"},
         "platform",
         "A value that two users share links neither of them twice.",
         "fail",
         "expected 1 link; seen: 2 links"},
        {a + "further-syncs-write-nothing/plain",
         {"nothing-else"},
         "hygiene",
         "After convergence, further syncs write nothing.",
         "pass",
         "all 1 expectations hold"},
        {a + "unlisted-properties-stay/to-target",
         {"nothing-else"},
         "implied",
         "Properties that the document does not list stay untouched.",
         "pass",
         "all 3 expectations hold"},
    };
}

inline std::vector<MadeRow> MadeCustomerRows() {
    const std::string b = "users-to-customers/";
    return {
        {b + "unmatched-source-is-created/plain",
         {"create"},
         "stated",
         "A user without a matching customer becomes a customer once.",
         "pass",
         "all 2 expectations hold"},
        {b + "equal-value-links/1.long",
         {"merge/1"},
         "stated",
         "Records whose profile.email.email and EmailAddress are equal become one linked pair.",
         "skipped",
         "poweroffice-go refuses this value: EmailAddress is longer than 100"},
        {b + "survives-a-restart/1.plain",
         {"keep-in-sync"},
         "implied",
         "An edit survives a restart of the data flow.",
         "skipped",
         "this target cannot restart the data flow",
         true},
        {b + "edit-arrives/2.to-target.number",
         {"property/2"},
         "stated",
         "An edit of login arrives as Code.",
         "error",
         "poweroffice-go answered 503 four times: no answer within its rate limit"},
        {b + "unlisted-properties-stay/to-source",
         {"nothing-else"},
         "implied",
         "Properties that the document does not list stay untouched.",
         "",
         ""},
    };
}

inline std::vector<MadeRow> MadeRows() {
    std::vector<MadeRow> rows = MadeContactRows();
    for (const MadeRow& row : MadeCustomerRows()) rows.push_back(row);
    return rows;
}

/// A finished run in which every verdict occurs, or the same run killed before its end.
inline journal::Journal MadeJournal(bool finished = true) {
    journal::Journal made;
    journal::RunStarted start = MadeStart();
    start.cases = static_cast<int>(MadeRows().size()) + 2;
    made.events.push_back(start);
    AddFailure(made.events);
    AddHostileFailure(made.events);
    for (const MadeRow& row : MadeRows()) {
        made.events.push_back(MadeCase(row.id, row.clauses, row.basis, row.summary));
        if (row.verdict.empty()) continue;
        journal::CaseJudged judged = MadeVerdict(row.id, row.verdict, row.reason);
        judged.missing_need = row.missing_need;
        made.events.push_back(judged);
    }
    made.events.push_back(journal::Barrier{1, kMadeAt + 390, 10.5, "quiet", 3, 15, ""});
    made.events.push_back(
        journal::Barrier{2, kMadeAt + 650, 48, "still writing", 20, 6, "users/1-42 was written"});
    const std::string contact = "users-to-contactperson";
    made.events.push_back(
        journal::ControlRead{kMadeAt + 660, contact, "to-target", 1, true, 420, 1'800'000, 1260});
    made.events.push_back(journal::ControlRead{kMadeAt + 661, contact, "to-source", 1, false, 430,
                                               1'800'000, 1'800'000});
    made.events.push_back(
        journal::ControlRead{kMadeAt + 662, contact, "to-target", 2, true, 31'250, 1260, 93'750});
    made.events.push_back(journal::Noted{kMadeAt + 900,
                                         "The v2 view of a contact person has no "
                                         "firstName.",
                                         false});
    made.events.push_back(journal::Noted{kMadeAt + 901, "poweroffice-go answered 503.", true});
    if (finished) {
        made.events.push_back(journal::RunFinished{kMadeAt + 1000, 1, "complete", 2, 5, 1000});
    }
    return made;
}

/// A run of `count` cases as a real one leaves them, one in twenty failing.
inline journal::Journal LargeJournal(int count) {
    journal::Journal made;
    made.events.push_back(MadeStart());
    for (int i = 0; i < count; ++i) {
        const std::string id =
            "users-to-contactperson/unequal-values-stay-apart/1.row-" + std::to_string(i);
        made.events.push_back(MadeCase(id, {i % 2 == 0 ? "merge/1" : "create"}, "implied",
                                       "Records whose profile.email.email and emailAddress are "
                                       "nearly equal do not become a linked pair."));
        journal::CaseJudged judged =
            MadeVerdict(id, i % 20 == 0 ? "fail" : "pass", "all 3 expectations hold");
        judged.expectations.resize(3, judged.expectations.front());
        for (int moment = 0; moment < 7; ++moment) {
            judged.timeline.push_back({kMadeAt + moment, moment % 2 == 0 ? "source" : "target",
                                       "edit 1-42: row-12@plumb.test", 0});
        }
        for (int number = 6 * i + 1; number <= 6 * i + 6; ++number) {
            made.events.push_back(MadeExchange(
                number, id, "edit source", "POST",
                "http://127.0.0.1:41001/hub/api/rest/users/1-42?fields=id,name,profile(email)",
                std::string(200, 'q'), 200, std::string(400, 'a')));
        }
        made.events.push_back(std::move(judged));
    }
    made.events.push_back(journal::RunFinished{kMadeAt + 9000, 1, "complete", 8, 6000, 9000});
    return made;
}

}  // namespace plumb::report
