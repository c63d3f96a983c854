// Requests per second and p99 of the mocks with eight clients, each beside a bare cpp-httplib
// handler that answers the same requests with a constant of the same size: what the mocks' own work
// costs. Both are measured by turns, in rounds too short for the machine to change in between, and
// `share` is the median over the rounds of what the mock reaches of the bare handler in the same
// round. `cpu_us` is what a request costs client and server together, and `cpu_share` what the bare
// handler needs of that: on a machine that others use too it says more than `share`. A tenant with
// the fewest records takes its turn too, and `cpu_of_fewest` is the median of what a request costs,
// of what it costs there; of two tenants with the fewest, it is what the measurement itself errs
// by. Names: SYSTEM/OPERATION/RECORDS.

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
constexpr int kRounds = 25;
constexpr int kFewest = 100;  // records
constexpr int kRecords[] = {kFewest, 10'000, 100'000};
constexpr std::chrono::milliseconds kRound(100);

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

/// One client's requests of a round. They are made before the round begins: the ids of very many
/// records are cold memory, which is the client's affair and not the mock's.
class Requests final {
  public:
    explicit Requests(const Address& address) : address_(address), client_(Connect(address.url)) {
        for (Call& call : calls_) call = address.call(next_number++);
    }

    /// Sends them until the time is over. In milliseconds; nothing when one went wrong.
    std::vector<double> Send(std::chrono::steady_clock::time_point until) {
        using std::chrono::steady_clock;
        std::vector<double> took;
        for (auto now = steady_clock::now(); now < until;) {
            const auto began = now;
            const auto answer = bench::Send(*client_, address_.headers, Next());
            if (!answer || answer->status >= 300) return {};
            now = steady_clock::now();
            took.push_back(std::chrono::duration<double, std::milli>(now - began).count());
        }
        return took;
    }

  private:
    static constexpr std::size_t kPrepared = 1000;

    Call Next() {
        const bool more = sent_ < calls_.size();
        return more ? std::move(calls_[sent_++]) : address_.call(next_number++);
    }

    const Address& address_;
    std::unique_ptr<httplib::Client> client_;
    std::vector<Call> calls_ = std::vector<Call>(kPrepared);
    std::size_t sent_ = 0;
};

/// All clients for one round.
Figures Drive(const Address& address) {
    std::vector<Requests> requests;
    for (int i = 0; i < kClients; ++i) requests.emplace_back(address);
    const double cpu_before = CpuMicroseconds();
    const auto until = std::chrono::steady_clock::now() + kRound;
    std::mutex mutex;
    Figures figures;
    std::vector<double> all;
    std::vector<std::thread> clients;
    for (Requests& of_one : requests) {
        clients.emplace_back([&] {
            const auto took = of_one.Send(until);
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

/// What the rounds came to, of the mock, of the bare handler and of the tenant with the fewest
/// records.
struct Rounds {
    std::vector<double> share, cpu_share, per_second, p99_ms, cpu_us, bare_per_second, bare_p99_ms,
        cpu_of_fewest;

    void Add(const Figures& mock, const Figures& bare, const Figures& fewest) {
        cpu_of_fewest.push_back(mock.cpu_us / fewest.cpu_us);
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
    static World fewest(kFewest);
    World& world = WorldOf(records);
    for (World* with : {&world, &fewest}) with->RenewTokens();
    const Address mock = AddressIn(load, world);
    const auto answer = Send(*Connect(mock.url), mock.headers, mock.call(next_number++));
    const Bare server(answer ? answer->body.size() : 0);
    const Address addresses[] = {
        mock, {server.Url(), mock.headers, mock.call}, AddressIn(load, fewest)};
    Rounds rounds;
    for (auto _ : state) {
        Figures figures[std::size(addresses)];
        for (std::size_t i = 0; i < std::size(addresses); ++i) {
            const std::size_t turn = (i + rounds.share.size()) % std::size(addresses);
            figures[turn] = Drive(addresses[turn]);
            if (figures[turn].failed) return state.SkipWithError("no good answer");
        }
        rounds.Add(figures[0], figures[1], figures[2]);
    }
    state.counters["cpu_of_fewest"] = Quantile(rounds.cpu_of_fewest, 0.5);
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
