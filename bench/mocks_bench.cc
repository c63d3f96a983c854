// Requests per second and p99 of the mocks with eight clients, each beside a bare cpp-httplib
// handler that answers the same requests with a constant of the same size: what the mocks' own work
// costs. Names: SYSTEM/OPERATION/RECORDS, and the same with /bare.

#include <benchmark/benchmark.h>
#include <httplib.h>

#include <algorithm>
#include <atomic>
#include <chrono>
#include <map>
#include <mutex>
#include <thread>

#include <fmt/format.h>

#include "harness/base/json_path.h"
#include "harness/checklist/checklist.h"
#include "harness/cli/embedded.h"

namespace {

using plumb::Json;

constexpr int kClients = 8;
constexpr int kBatch = 10'000;  // records of one call to the admin API
constexpr int kSpread = 97;     // so that reads do not ask for one record again and again

std::unique_ptr<httplib::Client> Connect(const std::string& url) {
    auto client = std::make_unique<httplib::Client>(url);
    client->set_keep_alive(true);
    client->set_tcp_nodelay(true);
    client->set_read_timeout(60, 0);
    return client;
}

/// Mocks of one tenant with so many records of each kind.
class World final {
  public:
    explicit World(int records) {
        plumb::cli::EmbeddedOptions options;
        options.with_sesam = false;
        mocks_ = std::move(*plumb::cli::Embedded::Start({}, options));
        systems_ = mocks_->TargetJson()["systems"];
        users = Seed("youtrack", "users", records, [](int n) {
            return Json{{"login", fmt::format("seed{}", n)},
                        {"name", fmt::format("Seed {}", n)},
                        {"profile", {{"email", {{"email", fmt::format("s{}@x.example", n)}}}}}};
        });
        customers = Seed("poweroffice-go", "customers", records, [](int n) {
            return Json{{"Name", fmt::format("Seed {}", n)},
                        {"EmailAddress", fmt::format("s{}@x.example", n)}};
        });
        contacts = Seed("poweroffice-go", "contactperson", records, [&](int n) {
            return Json{{"ContactId", std::stoll(customers[0])},
                        {"FirstName", "Seed"},
                        {"LastName", fmt::format("Number {}", n)},
                        {"EmailAddress", fmt::format("s{}@x.example", n)}};
        });
        hub = {{"Authorization", "Bearer " + At("youtrack", "token")}};
        v2 = {{"Authorization", "Bearer " + Token("url")},
              {"Ocp-Apim-Subscription-Key", At("poweroffice-go", "subscription_key")}};
        v1 = {{"Authorization", "Bearer " + Token("v1_url")}};
    }

    std::string At(const char* system, const char* key) const {
        return systems_[system][key].get<std::string>();
    }

    std::vector<std::string> users, customers, contacts;  // ids
    httplib::Headers hub, v2, v1;

  private:
    std::vector<std::string> Seed(const char* system, const char* entity, int records,
                                  const std::function<Json(int)>& make) {
        const Json& admin = systems_[system]["admin"];
        const auto client = Connect(admin["url"].get<std::string>());
        const httplib::Headers headers{
            {"Authorization", "Bearer " + admin["token"].get<std::string>()}};
        std::vector<std::string> ids;
        for (int made = 0; made < records; made += kBatch) {
            Json batch = Json::array();
            for (int n = made; n < std::min(records, made + kBatch); ++n) batch.push_back(make(n));
            const auto answer = client->Post("/_mock/records", headers,
                                             Json{{entity, batch}}.dump(), "application/json");
            const Json made_now = Json::parse(answer->body);
            for (const Json& id : made_now.at(entity)) ids.push_back(id);
        }
        return ids;
    }

    std::string Token(const char* url_key) const {
        const auto client = Connect(At("poweroffice-go", url_key));
        client->set_basic_auth(At("poweroffice-go", "application_key"),
                               At("poweroffice-go", "client_key"));
        const auto answer =
            client->Post("/OAuth/Token",
                         {{"Ocp-Apim-Subscription-Key", At("poweroffice-go", "subscription_key")}},
                         "grant_type=client_credentials", "application/x-www-form-urlencoded");
        return Json::parse(answer->body)["access_token"];
    }

    std::unique_ptr<plumb::cli::Embedded> mocks_;
    Json systems_;
};

World& WorldOf(int records) {
    static std::mutex mutex;
    const std::lock_guard lock(mutex);
    static std::map<int, std::unique_ptr<World>> worlds;
    auto& world = worlds[records];
    if (world == nullptr) world = std::make_unique<World>(records);
    return *world;
}

struct Call {
    std::string method;
    std::string target;
    std::string body{};
    std::string content_type = "application/json";
};

struct Load {
    const char* name;
    const char* system;
    const char* url_key;
    httplib::Headers World::*headers;
    std::function<Call(const World&, int n)> call;  ///< the nth request
};

const std::string& Pick(const std::vector<std::string>& ids, int n) {
    return ids[static_cast<std::size_t>(n) * kSpread % ids.size()];
}

std::string ListOfContacts(int n) {
    return fmt::format("/PartyContactPerson/?$orderby=Id%20asc&$skip={}&$top=50", n % 2 * 50);
}

const std::vector<Load>& Reads() {
    static const std::vector<Load> reads = {
        {"hub/read", "youtrack", "url", &World::hub,
         [](const World& world, int n) {
             return Call{"GET", "/hub/api/rest/users/" + Pick(world.users, n)};
         }},
        {"hub/list", "youtrack", "url", &World::hub,
         [](const World&, int n) {
             return Call{"GET",
                         fmt::format("/hub/rest/users?fields=&$skip={}&$top=50", n % 2 * 50)};
         }},
        {"hub/by email", "youtrack", "url", &World::hub,
         [](const World& world, int n) {
             const auto place = static_cast<std::size_t>(n) * kSpread % world.users.size();
             return Call{"GET", fmt::format("/hub/rest/users?query=email:%20s{}@x.example", place)};
         }},
        {"v2/read", "poweroffice-go", "url", &World::v2,
         [](const World& world, int n) {
             return Call{"GET", "/v2/Customers/" + Pick(world.customers, n)};
         }},
        {"v2/list", "poweroffice-go", "url", &World::v2,
         [](const World&, int n) {
             return Call{"GET", fmt::format("/v2/customers?pageNumber={}&pageSize=50", n % 2 + 1)};
         }},
        {"v1/read", "poweroffice-go", "v1_url", &World::v1,
         [](const World& world, int n) {
             return Call{"GET", fmt::format("/Customer/{}/Contact/{}/", world.customers[0],
                                            Pick(world.contacts, n))};
         }},
        {"v1/list", "poweroffice-go", "v1_url", &World::v1,
         [](const World&, int n) {
             return Call{"GET", ListOfContacts(n)};
         }},
    };
    return reads;
}

std::string Name(int n) {
    return fmt::format("Made {}", n);
}

const std::vector<Load>& Writes() {
    static const std::vector<Load> writes = {
        {"hub/create", "youtrack", "url", &World::hub,
         [](const World&, int n) {
             return Call{"POST", "/hub/api/rest/users",
                         Json{{"login", fmt::format("made{}", n)}, {"name", Name(n)}}.dump()};
         }},
        {"hub/update", "youtrack", "url", &World::hub,
         [](const World& world, int n) {
             return Call{"POST", "/hub/api/rest/users/" + Pick(world.users, n),
                         Json{{"name", Name(n)}}.dump()};
         }},
        {"v2/create", "poweroffice-go", "url", &World::v2,
         [](const World&, int n) {
             return Call{"POST", "/v2/Customers",
                         Json{{"Name", Name(n)}, {"EmailAddress", "made@x.example"}}.dump()};
         }},
        {"v2/update", "poweroffice-go", "url", &World::v2,
         [](const World& world, int n) {
             const Json replace = {{"op", "replace"}, {"path", "/Name"}, {"value", Name(n)}};
             return Call{"PATCH", "/v2/Customers/" + Pick(world.customers, n),
                         Json::array({replace}).dump(), "application/json-patch+json"};
         }},
        {"v1/create", "poweroffice-go", "v1_url", &World::v1,
         [](const World& world, int n) {
             return Call{"POST", fmt::format("/Customer/{}/Contact/", world.customers[0]),
                         Json{{"firstName", "Made"}, {"lastName", Name(n)}}.dump()};
         }},
        {"v1/update", "poweroffice-go", "v1_url", &World::v1,
         [](const World& world, int n) {
             return Call{
                 "POST", fmt::format("/Customer/{}/Contact/", world.customers[0]),
                 Json{{"id", std::stoll(Pick(world.contacts, n))}, {"lastName", Name(n)}}.dump()};
         }},
    };
    return writes;
}

httplib::Result Send(httplib::Client& client, const httplib::Headers& headers, const Call& call) {
    httplib::Request request;
    request.method = call.method;
    request.path = call.target;
    request.headers = headers;
    request.body = call.body;
    if (!call.body.empty()) request.set_header("Content-Type", call.content_type);
    return client.send(request);
}

double Percentile99(std::vector<double>& seconds) {
    if (seconds.empty()) return 0;
    const auto place = seconds.begin() + static_cast<std::ptrdiff_t>(seconds.size() * 99 / 100);
    std::nth_element(seconds.begin(), place, seconds.end());
    return *place;
}

std::atomic<int> next_number = 0;

/// One client's share: requests per second over all clients, and the mean of the clients' p99.
void Measure(benchmark::State& state, const std::string& url, const httplib::Headers& headers,
             const std::function<Call(int n)>& call) {
    const auto client = Connect(url);
    std::vector<double> seconds;
    for (auto _ : state) {
        const auto began = std::chrono::steady_clock::now();
        const auto answer = Send(*client, headers, call(next_number++));
        seconds.push_back(
            std::chrono::duration<double>(std::chrono::steady_clock::now() - began).count());
        if (!answer || answer->status >= 300) return state.SkipWithError("no good answer");
    }
    state.SetItemsProcessed(state.iterations());
    state.counters["p99_ms"] =
        benchmark::Counter(Percentile99(seconds) * 1000, benchmark::Counter::kAvgThreads);
}

void MeasureMock(benchmark::State& state, const Load& load, int records) {
    const World& world = WorldOf(records);
    Measure(state, world.At(load.system, load.url_key), world.*load.headers,
            [&](int n) { return load.call(world, n); });
}

/// cpp-httplib as it comes, answering a constant as large as the mock's answer.
class Bare final {
  public:
    Bare(const Load& load, int records) : load_(load), world_(WorldOf(records)) {
        const auto client = Connect(world_.At(load.system, load.url_key));
        const auto answer = Send(*client, world_.*load.headers, load.call(world_, next_number++));
        const std::string body(answer ? answer->body.size() : 0, 'x');
        const auto handler = [body](const httplib::Request&, httplib::Response& response) {
            response.set_content(body, "application/json");
        };
        server_.Get(".*", handler).Post(".*", handler).Patch(".*", handler);
        server_.set_tcp_nodelay(true);
        server_.set_keep_alive_max_count(1'000'000'000);
        server_.new_task_queue = [] { return std::make_unique<httplib::ThreadPool>(16).release(); };
        url_ = fmt::format("http://127.0.0.1:{}", server_.bind_to_any_port("127.0.0.1"));
        thread_ = std::thread([this] { server_.listen_after_bind(); });
    }
    ~Bare() {
        server_.stop();
        thread_.join();
    }

    void MeasureIt(benchmark::State& state) const {
        Measure(state, url_, world_.*load_.headers, [&](int n) { return load_.call(world_, n); });
    }

  private:
    const Load& load_;
    const World& world_;
    httplib::Server server_;
    std::thread thread_;
    std::string url_;
};

std::unique_ptr<Bare> bare;  // of the benchmark that runs
std::mutex bare_mutex;

void MeasureBare(benchmark::State& state, const Load& load, int records) {
    {
        const std::lock_guard lock(bare_mutex);
        if (bare == nullptr) bare = std::make_unique<Bare>(load, records);
    }
    bare->MeasureIt(state);
    if (state.thread_index() == 0) bare = nullptr;  // all threads have left the loop together
}

void Register(const Load& load, int records) {
    const std::string name = fmt::format("{}/{}", load.name, records);
    const auto with_clients = [](benchmark::internal::Benchmark* one) {
        one->Threads(kClients)->UseRealTime()->MinTime(0.3)->Repetitions(3);
    };
    with_clients(benchmark::RegisterBenchmark(
        name.c_str(), [&load, records](auto& state) { MeasureMock(state, load, records); }));
    with_clients(benchmark::RegisterBenchmark(
        (name + "/bare").c_str(),
        [&load, records](auto& state) { MeasureBare(state, load, records); }));
}

}  // namespace

int main(int argc, char** argv) {
    for (const Load& load : Reads()) {
        for (const int records : {100, 10'000, 100'000}) Register(load, records);
    }
    for (const Load& load : Writes()) Register(load, 10'000);
    benchmark::Initialize(&argc, argv);
    benchmark::RunSpecifiedBenchmarks();
    return 0;
}
