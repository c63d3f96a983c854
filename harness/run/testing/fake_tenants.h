#pragma once

#include <fmt/format.h>

#include <functional>
#include <map>
#include <memory>
#include <string>
#include <vector>

#include "harness/base/json_path.h"
#include "harness/catalogue/shipped.h"
#include "harness/dataflow/testing/mock_driver.h"
#include "harness/run/world.h"
#include "harness/system/test_profile.h"
#include "harness/system/testing/mock_http_client.h"
#include "harness/testing/temp_dir.h"

namespace plumb::run {

/// A Hub and a PowerOffice GO that hold users and customers, whose times of creation are their own.
/// Time passes with every request.
class FakeTenants final : public system::HttpClient {
  public:
    using Records = std::map<std::string, Json>;  ///< by id

    explicit FakeTenants(system::TestClock& clock) : clock_(clock) {}

    Result<system::HttpResponse> Send(const system::HttpRequest& request) override {
        ++clock_.now;
        if (request.url.find("/OAuth/Token") != std::string::npos)
            return Answer({{"access_token", "tok"}, {"expires_in", 1200}});
        if (request.url.find("/PartyContactPerson") != std::string::npos)
            return Answer({{"success", true}, {"data", Json::array()}});
        const bool is_user = request.url.find("/users") != std::string::npos;
        const std::string entity = is_user ? "users" : "customers";
        const std::string id = IdIn(request.url, is_user ? "/users" : "/Customers");
        requests.push_back(request.method + " " + entity);
        if (request.method == "GET" && id.empty()) return List(is_user, request.url);
        if (request.method == "POST" && id.empty()) return Create(entity, ParseJson(request.body));
        const auto found = records[entity].find(id);
        if (found == records[entity].end()) return Answer(Json::object(), 404);
        if (request.method == "DELETE") {
            records[entity].erase(found);
            return Answer(Json::object());
        }
        if (request.method != "GET") Change(found->second, ParseJson(request.body));
        return Answer(found->second);
    }

    /// A record that somebody else made now, or when `made_at` says.
    std::string Add(const std::string& entity, Json fields, Milliseconds made_at = 0) {
        const std::string id = std::to_string(++last_id_);
        const Milliseconds made = made_at == 0 ? clock_.now : made_at;
        if (entity == "users") {
            fields["id"] = id;
            fields["creationTime"] = made;
        } else {
            fields["Id"] = last_id_;
            fields["CustomerCreatedDateTimeOffset"] = FormatTime(made);
        }
        records[entity][id] = std::move(fields);
        return id;
    }
    /// How many of `requests` are not GET.
    int Writes() const {
        return static_cast<int>(std::ranges::count_if(
            requests, [](const std::string& one) { return !one.starts_with("GET"); }));
    }

    std::map<std::string, Records> records;
    std::vector<std::string> requests;  ///< "GET users"
    std::string date;                   ///< header of every answer; "" for none
    std::function<void(const std::string& entity)> on_create;  ///< when one is about to be made
    bool hides_new_records = false;                            ///< from its lists

  private:
    static std::string IdIn(const std::string& url, const std::string& entity) {
        const std::string rest = url.substr(url.find(entity) + entity.size());
        const std::string path = rest.substr(0, rest.find('?'));
        return path.empty() ? "" : path.substr(1);
    }

    system::HttpResponse Answer(const Json& body, int status = 200) const {
        auto answer = system::testing::Answer(status, Dump(body));
        if (!date.empty()) answer.headers = {{"date", date}};
        return answer;
    }

    system::HttpResponse List(bool is_user, const std::string& url) {
        const bool is_first = url.find("skip=0") != std::string::npos ||
                              url.find("PageNumber=1&") != std::string::npos;
        Json list = Json::array();
        for (const auto& [id, fields] : records[is_user ? "users" : "customers"]) {
            if (is_first && !(hides_new_records && made_.contains(id))) list.push_back(fields);
        }
        return Answer(is_user ? Json{{"users", list}} : list);
    }

    system::HttpResponse Create(const std::string& entity, Json fields) {
        if (on_create) on_create(entity);
        const std::string id = Add(entity, std::move(fields));
        made_.insert(id);
        return Answer(records[entity][id]);
    }

    static void Change(Json& fields, const Json& body) {
        if (body.is_object()) return fields.update(body);
        for (const Json& operation : body)
            fields[operation["path"].get<std::string>().substr(1)] = operation["value"];
    }

    system::TestClock& clock_;
    int last_id_ = 0;
    std::set<std::string> made_;
};

/// The world of a run on such tenants, and its notes.
class OnFakeTenants : public ::testing::Test {
  protected:
    World MakeWorld() {
        World world{checklist_, profiles_, {},      {},      driver_,  {},
                    clock_,     recorder_, values_, bodies_, *ledger_, budget_};
        world.systems = {{"youtrack", &youtrack_}, {"poweroffice-go", &poweroffice_}};
        return world;
    }
    std::string Journal() const { return plumb::testing::ReadAll(folder_.Path() / "journal"); }

    static constexpr const char* kRun = "p7654321";

    const plumb::testing::TempDir folder_;
    const checklist::Checklist checklist_ = catalogue::testing::FirstChecklist();
    std::vector<target::Profile> profiles_ = catalogue::testing::ShippedProfiles();
    system::TestClock clock_;
    FakeTenants tenants_{clock_};
    ::testing::NiceMock<dataflow::testing::MockDriver> driver_;
    std::unique_ptr<journal::Writer> journal_ =
        *journal::Writer::Open((folder_.Path() / "journal").string());
    Secrets secrets_;
    Recorder recorder_{*journal_, secrets_, clock_};
    ValueMaker values_{1, kRun};
    BodyMaker bodies_{checklist_, profiles_, values_};
    std::unique_ptr<ledger::Ledger> ledger_ = ledger::Ledger::InMemory({kRun, "", "", ""});
    WriteBudget budget_{100};
    system::System youtrack_{profiles_[0], system::AccessTo("youtrack"), tenants_, clock_,
                             [this](journal::Exchange one) { return recorder_.Add(one); }};
    system::System poweroffice_{profiles_[1], system::AccessTo("poweroffice-go"), tenants_, clock_,
                                [this](journal::Exchange one) { return recorder_.Add(one); }};
    World world_ = MakeWorld();
};

}  // namespace plumb::run
