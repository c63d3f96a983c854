// Requests per second and p99 of the mocks with eight clients, each beside a bare cpp-httplib
// handler that answers the same requests with a constant of the same size: what the mocks' own work
// costs. Both are measured by turns, in rounds too short for the machine to change in between, and
// `share` is the median over the rounds of what the mock reaches of the bare handler in the same
// round. `cpu_us` is what a request costs client and server together, and `cpu_share` what the bare
// handler needs of that: on a machine that others use too it says more than `share`. With more
// records than the fewest, the tenant with the fewest takes its turn too, and `cpu_of_fewest` is
// the median of what a request costs, of what it costs there. Names: SYSTEM/OPERATION/RECORDS.

#include <benchmark/benchmark.h>
#include <httplib.h>
#include <sys/resource.h>

#include <algorithm>
#include <atomic>
#include <chrono>
#include <mutex>
#include <thread>

#include <fmt/format.h>

#include "bench/mocks_loads.h"
#include "bench/mocks_world.h"

namespace plumb::bench {
namespace {

constexpr int kClients = 8;
constexpr int kRounds = 9;
constexpr int kFewest = 100;  // records
constexpr int kRecords[] = {kFewest, 10'000, 100'000};
constexpr std::chrono::milliseconds kRound(250);

httplib::Result Send(httplib::Client& client, const httplib::Headers& headers, const Call& call) {
    httplib::Request request;
    request.method = call.method;
    request.path = call.target;
    request.headers = headers;
    request.body = call.body;
    if (!call.body.empty()) request.set_header("Content-Type", call.content_type);
    return client.send(request);
}

/// The value below which so many of them lie, from 0 to 1.
double Quantile(std::vector<double> values, double part) {
    if (values.empty()) return 0;
    const auto last = static_cast<double>(values.size() - 1);
    const auto place = values.begin() + static_cast<std::ptrdiff_t>(part * last);
    std::nth_element(values.begin(), place, values.end());
    return *place;
}

std::atomic<int> next_number = 0;

/// Where a load is sent.
struct Address {
    std::string url;
    const httplib::Headers& headers;
    std::function<Call(int n)> call;
};

/// Of this process, so far.
double CpuMicroseconds() {
    rusage used{};
    ::getrusage(RUSAGE_SELF, &used);
    const auto of = [](const timeval& time) {
        return static_cast<double>(time.tv_sec) * 1e6 + static_cast<double>(time.tv_usec);
    };
    return of(used.ru_utime) + of(used.ru_stime);
}

struct Figures {
    double per_second = 0;
    double p99_ms = 0;
    double cpu_us = 0;  ///< of one request
    bool failed = false;
};

/// One client's requests until the time is over, in milliseconds; nothing when one went wrong.
std::vector<double> Ask(const Address& address, std::chrono::steady_clock::time_point until) {
    using std::chrono::steady_clock;
    const auto client = Connect(address.url);
    std::vector<double> took;
    for (auto now = steady_clock::now(); now < until;) {
        const auto began = now;
        const auto answer = Send(*client, address.headers, address.call(next_number++));
        if (!answer || answer->status >= 300) return {};
        now = steady_clock::now();
        took.push_back(std::chrono::duration<double, std::milli>(now - began).count());
    }
    return took;
}

/// All clients for one round.
Figures Drive(const Address& address) {
    const double cpu_before = CpuMicroseconds();
    const auto until = std::chrono::steady_clock::now() + kRound;
    std::mutex mutex;
    Figures figures;
    std::vector<double> all;
    std::vector<std::thread> clients;
    for (int i = 0; i < kClients; ++i) {
        clients.emplace_back([&] {
            const auto took = Ask(address, until);
            const std::lock_guard lock(mutex);
            figures.failed = figures.failed || took.empty();
            all.insert(all.end(), took.begin(), took.end());
        });
    }
    for (std::thread& client : clients) client.join();
    figures.per_second =
        static_cast<double>(all.size()) / std::chrono::duration<double>(kRound).count();
    figures.cpu_us = (CpuMicroseconds() - cpu_before) / static_cast<double>(all.size());
    figures.p99_ms = Quantile(std::move(all), 0.99);
    return figures;
}

/// cpp-httplib as it comes, answering a constant as large as the mock's answer.
class Bare final {
  public:
    explicit Bare(std::size_t bytes) {
        const auto handler = [body = std::string(bytes, 'x')](const httplib::Request&,
                                                              httplib::Response& response) {
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
    const std::string& Url() const { return url_; }

  private:
    httplib::Server server_;
    std::thread thread_;
    std::string url_;
};

/// What the rounds came to, of the mock, of the bare handler and, where it took part, of the tenant
/// with the fewest records.
struct Rounds {
    std::vector<double> share, cpu_share, per_second, p99_ms, cpu_us, bare_per_second, bare_p99_ms,
        cpu_of_fewest;

    void Add(const Figures& mock, const Figures& bare, const Figures* fewest) {
        if (fewest != nullptr) cpu_of_fewest.push_back(mock.cpu_us / fewest->cpu_us);
        share.push_back(mock.per_second / bare.per_second);
        cpu_share.push_back(bare.cpu_us / mock.cpu_us);
        cpu_us.push_back(mock.cpu_us);
        per_second.push_back(mock.per_second);
        p99_ms.push_back(mock.p99_ms);
        bare_per_second.push_back(bare.per_second);
        bare_p99_ms.push_back(bare.p99_ms);
    }
};

Address AddressIn(const Load& load, const World& world) {
    return {world.At(load.system, load.url_key), world.*load.headers,
            [&](int n) { return load.call(world, n); }};
}

void Measure(benchmark::State& state, const Load& load, int records) {
    for (const int with : {records, kFewest}) WorldOf(with).RenewTokens();
    const Address mock = AddressIn(load, WorldOf(records));
    const auto answer = Send(*Connect(mock.url), mock.headers, mock.call(next_number++));
    const Bare server(answer ? answer->body.size() : 0);
    std::vector<Address> addresses{mock, {server.Url(), mock.headers, mock.call}};
    const bool is_fewest = records == kFewest;
    if (!is_fewest) addresses.push_back(AddressIn(load, WorldOf(kFewest)));
    Rounds rounds;
    for (auto _ : state) {
        std::vector<Figures> figures(addresses.size());
        for (std::size_t i = 0; i < addresses.size(); ++i) {
            const std::size_t turn = (i + rounds.share.size()) % addresses.size();
            figures[turn] = Drive(addresses[turn]);
            if (figures[turn].failed) return state.SkipWithError("no good answer");
        }
        rounds.Add(figures[0], figures[1], is_fewest ? nullptr : &figures[2]);
    }
    if (!is_fewest) state.counters["cpu_of_fewest"] = Quantile(rounds.cpu_of_fewest, 0.5);
    state.counters["share"] = Quantile(rounds.share, 0.5);
    state.counters["cpu_share"] = Quantile(rounds.cpu_share, 0.5);
    state.counters["cpu_us"] = Quantile(rounds.cpu_us, 0.5);
    state.counters["req/s"] = Quantile(rounds.per_second, 0.5);
    state.counters["p99_ms"] = Quantile(rounds.p99_ms, 0.5);
    state.counters["bare_req/s"] = Quantile(rounds.bare_per_second, 0.5);
    state.counters["bare_p99_ms"] = Quantile(rounds.bare_p99_ms, 0.5);
}

void Register(const Load& load, int records) {
    const std::string name = fmt::format("{}/{}", load.name, records);
    benchmark::RegisterBenchmark(name.c_str(),
                                 [&load, records](auto& state) { Measure(state, load, records); })
        ->Iterations(kRounds)
        ->UseRealTime()
        ->Unit(benchmark::kMillisecond);
}

}  // namespace
}  // namespace plumb::bench

int main(int argc, char** argv) {
    // Writes come last: they add records.
    for (const auto* loads : {&plumb::bench::Reads(), &plumb::bench::Writes()}) {
        for (const auto& load : *loads) {
            for (const int records : plumb::bench::kRecords) plumb::bench::Register(load, records);
        }
    }
    benchmark::Initialize(&argc, argv);
    benchmark::RunSpecifiedBenchmarks();
    return 0;
}
