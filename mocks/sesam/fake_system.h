#pragma once

#include <algorithm>
#include <functional>
#include <map>
#include <string>
#include <vector>

#include "harness/checklist/checklist.h"
#include "mocks/sesam/clusters.h"
#include "mocks/sesam/connector.h"
#include "mocks/sesam/data_flow.h"

namespace plumb::mocks::sesam {

inline constexpr const char* kUserEmail = "profile.email.email";

/// A user of a pretended system. For tests only.
inline Json User(const Json& email, const std::string& name = "Ann") {
    Json user = {{"label", name}, {"name", name}};
    Put(user, kUserEmail, email);
    return user;
}

/// For tests: time that moves only when told, or when somebody waits.
class FakeClock final : public Clock {
  public:
    Milliseconds Now() override { return now_; }
    void Wait(Milliseconds duration) override { now_ += duration; }

  private:
    Milliseconds now_ = 1'700'000'000'000;
};

/// For tests: one entity of a pretended system in memory, with as many bad habits as a test wants.
struct FakeSystem {
    struct Item {
        Json record = Json::object();
        Milliseconds changed = 0;
    };

    Clock* clock = nullptr;
    bool dated = false;   ///< has time stamps and is read by what changed since
    bool creates = true;  ///< false: every creation is refused
    std::string prefix;   ///< of new ids
    std::map<std::string, Item> items;
    int next_id = 1;

    std::vector<std::string> writes;  ///< "update ID path=value …", "insert ID"
    int lists = 0;
    int rereads = 0;

    std::function<Json(const std::string& path, Json value)> stores;  ///< normalises
    std::function<bool(const std::string& path, const Json& value)> refuses;
    int unavailable = 0;    ///< so many of the next writes fail without effect
    int lost_answers = 0;   ///< so many of the next writes are done, but unanswered
    int doubled = 0;        ///< so many of the next creations are done twice, as by a gateway
    std::string reference;  ///< property of which no two records may have the same; "" for none
    int broken_lists = 0;
    bool lists_nothing = false;

    std::string Add(Json record) {
        std::string id = prefix + std::to_string(next_id++);
        items[id] = {std::move(record), clock->Now()};
        return id;
    }
    void Edit(const std::string& id, const std::string& path, Json value) {
        Put(items.at(id).record, path, std::move(value));
        items.at(id).changed = clock->Now();
    }
    Json Get(const std::string& id, const std::string& path) const {
        const Json* value = Find(items.at(id).record, path);
        return value == nullptr ? Json() : *value;
    }
};

class FakeConnector final : public Connector {
  public:
    explicit FakeConnector(FakeSystem& system) : system_(system) {}

    bool ListsEverything() const override { return !system_.dated; }
    Milliseconds Overlap() const override { return 10; }

    Listing List(std::optional<Milliseconds> since) override {
        ++system_.lists;
        Listing listing;
        for (const auto& [id, item] : system_.items) {
            if (system_.lists_nothing || (since && item.changed < *since)) continue;
            listing.versions.push_back(VersionOf(id));
        }
        if (system_.broken_lists > 0) {
            --system_.broken_lists;
            listing.error = Error{ErrorKind::kEnvironment, {{"the list broke off", {}, {}}}};
        }
        return listing;
    }

    void Reread() override { ++system_.rereads; }

    Outcome Lookup(const std::string& id, const std::string&) override {
        if (!system_.items.contains(id)) return Outcome::Failed(Outcome::Kind::kGone, 404, "gone");
        return Outcome::Done(200, VersionOf(id));
    }

    Outcome Insert(const Json& body) override {
        if (!system_.creates) return Outcome::Failed(Outcome::Kind::kRefused, 400, "no parent");
        if (Fails()) return Unavailable();
        const bool twice = system_.doubled > 0 && system_.doubled-- > 0;
        if (twice) InsertOnce(body);
        Outcome outcome = InsertOnce(body);
        return Loses() ? Unavailable() : outcome;
    }

    Outcome Update(const Version& current, const Changes& changes) override {
        if (!system_.items.contains(current.id)) return Lookup(current.id, {});
        if (Fails()) return Unavailable();
        std::string note = "update " + current.id;
        for (const auto& [path, value] : changes) {
            note += " " + path + "=" + Dump(value);
            if (system_.refuses && system_.refuses(path, value)) {
                return Outcome::Failed(Outcome::Kind::kRefused, 400, path + " is refused");
            }
        }
        for (const auto& [path, value] : changes) {
            system_.Edit(current.id, path, system_.stores ? system_.stores(path, value) : value);
        }
        system_.writes.push_back(note);
        return Loses() ? Unavailable() : Outcome::Done(200, VersionOf(current.id));
    }

    Outcome Delete(const std::string& id, const std::string&) override {
        system_.items.erase(id);
        return Outcome::Done(200, {id, {}, {}, {}});
    }

    std::string ReferencePath() const override { return system_.reference; }

    Json Complete(Json body, const std::string& label) const override {
        if (!body.contains("label")) body["label"] = label;
        return body;
    }
    std::string LabelOf(const Json& record) const override {
        const Json* label = Find(record, "label");
        return label == nullptr ? "" : TextOf(*label);
    }
    std::optional<Milliseconds> ChangedAt(const Version& version,
                                          const std::string&) const override {
        return version.changed;
    }

  private:
    Outcome InsertOnce(const Json& body) {
        const bool is_taken = std::ranges::any_of(system_.items, [&](const auto& item) {
            return !system_.reference.empty() && body.contains(system_.reference) &&
                   system_.Get(item.first, system_.reference) == body[system_.reference];
        });
        if (is_taken) return Outcome::Failed(Outcome::Kind::kRefused, 400, "taken");
        const std::string id = system_.Add(body);
        system_.writes.push_back("insert " + id);
        return Outcome::Done(201, VersionOf(id));
    }
    static Outcome Unavailable() {
        return Outcome::Failed(Outcome::Kind::kUnavailable, 0, "no answer");
    }
    bool Fails() { return system_.unavailable > 0 && system_.unavailable-- > 0; }
    bool Loses() { return system_.lost_answers > 0 && system_.lost_answers-- > 0; }
    Version VersionOf(const std::string& id) const {
        const FakeSystem::Item& item = system_.items.at(id);
        return {id,
                {},
                item.record,
                system_.dated ? std::optional<Milliseconds>(item.changed) : std::nullopt};
    }

    FakeSystem& system_;
};

/// For tests: the reference data flow of a checklist between pretended systems.
class FakeHouse final {
  public:
    explicit FakeHouse(const checklist::Checklist& checklist, Policies policies = {})
        : schema_(Compile(checklist).value()),
          policies_(std::move(policies)),
          state_(schema_.entities.size()),
          systems_(schema_.entities.size()) {
        for (std::size_t entity = 0; entity < systems_.size(); ++entity) {
            systems_[entity].clock = &clock;
            systems_[entity].dated = schema_.entities[entity].system != "youtrack";
            systems_[entity].creates = schema_.entities[entity].name != "contactperson";
            systems_[entity].prefix = schema_.entities[entity].name.substr(0, 1);
        }
        Boot();
    }

    FakeSystem& operator[](const std::string& entity) {
        for (std::size_t number = 0; number < systems_.size(); ++number) {
            if (schema_.entities[number].name == entity) return systems_[number];
        }
        std::abort();
    }

    /// One run of every pipe, some time after whatever happened before.
    void Round() {
        clock.Wait(1'000);
        for (const Pipe& pipe : PipesOf(schema_)) last_message = flow_->Run(pipe).message;
    }
    /// Rounds until two in a row write nothing. False when that never happens.
    bool Sync() {
        int quiet = 0;
        for (int round = 0; round < 20; ++round) {
            const std::size_t before = Writes();
            Round();
            quiet = Writes() == before ? quiet + 1 : 0;
            if (quiet == 2) return true;
        }
        return false;
    }
    void Restart() {
        policies_.life.on_restart(state_);
        Boot();
    }

    std::size_t Writes() const {
        std::size_t writes = 0;
        for (const FakeSystem& system : systems_) writes += system.writes.size();
        return writes;
    }
    bool Linked(const std::string& entity_a, const std::string& a, const std::string& entity_b,
                const std::string& b) const {
        const RecordRef first = RefOf(entity_a, a);
        const RecordRef second = RefOf(entity_b, b);
        if (first.record < 0 || second.record < 0) return false;
        const bool gone = state_.At(first).gone || state_.At(second).gone;
        return !gone && ClusterOf(state_, first) == ClusterOf(state_, second);
    }
    int QueueOf(const std::string& pipe_id) const {
        for (const Pipe& pipe : PipesOf(schema_)) {
            if (pipe.id == pipe_id) return flow_->QueueOf(pipe);
        }
        return -1;
    }
    const State& GetState() const { return state_; }
    const Schema& GetSchema() const { return schema_; }

    FakeClock clock;
    std::string last_message;  ///< of the last pipe that ran

  private:
    void Boot() {
        flow_ = nullptr;
        Connectors connectors;
        for (FakeSystem& system : systems_) {
            connectors.push_back(std::make_unique<FakeConnector>(system));
        }
        flow_ =
            std::make_unique<DataFlow>(schema_, state_, policies_, std::move(connectors), clock);
    }
    RecordRef RefOf(const std::string& entity, const std::string& id) const {
        for (std::size_t number = 0; number < schema_.entities.size(); ++number) {
            if (schema_.entities[number].name != entity) continue;
            const auto& by_id = state_.entities[number].by_id;
            const auto found = by_id.find(id);
            return {static_cast<int>(number), found == by_id.end() ? -1 : found->second};
        }
        return {};
    }

    Schema schema_;
    Policies policies_;
    State state_;
    std::vector<FakeSystem> systems_;
    std::unique_ptr<DataFlow> flow_;
};

}  // namespace plumb::mocks::sesam
