#pragma once

#include <gmock/gmock.h>

#include <deque>
#include <functional>
#include <map>
#include <string>
#include <vector>

#include "harness/base/json_path.h"
#include "harness/base/url.h"
#include "harness/system/http_client.h"

namespace plumb::dataflow::testing {

/// A Sesam node as a table: pumps that move their `last-run` when started, datasets that hold
/// lists. Tests change it between requests through `on_start` and `on_request`.
class FakeNode final : public system::HttpClient {
  public:
    struct Pump {
        int runs = 0;
        bool running = false;
        Json extra = Json::object();  ///< further members of its runtime
        Json config = {{"type", "pipe"}};
        std::vector<Json> log = {};
    };

    Result<system::HttpResponse> Send(const system::HttpRequest& request) override {
        const std::string path = ParseUrl(request.url)->target;
        requests.push_back(request.method + " " + path +
                           (request.body.empty() ? "" : " " + request.body));
        if (on_request) {
            if (auto answer = on_request(request.method, path)) return *std::move(answer);
        }
        if (path == "/api/status") return Answer({{"version", "7.1"}, {"node_start_time", starts}});
        if (path == "/api/admin") return ++starts, Answer({{"message", "OK"}});
        if (path == "/api/metadata") {
            if (request.method == "PUT") metadata = Json::parse(request.body);
            return Answer(metadata);
        }
        if (path.starts_with("/api/pipes/")) return PumpRequest(request, path);
        return Entities(path);
    }

    static system::HttpResponse Answer(const Json& body, int status = 200) {
        return {.status = status, .headers = {}, .body = Dump(body)};
    }
    int Count(const std::string& text) const {
        return static_cast<int>(std::count_if(requests.begin(), requests.end(), [&](const auto& r) {
            return r.find(text) != std::string::npos;
        }));
    }

    std::map<std::string, Pump> pumps;
    std::map<std::string, std::vector<Json>> datasets;
    Json metadata = Json::object();
    std::function<void(const std::string&)> on_start;
    std::function<std::optional<Result<system::HttpResponse>>(const std::string&,
                                                              const std::string&)>
        on_request;
    std::vector<std::string> requests;
    int starts = 1;

  private:
    Result<system::HttpResponse> PumpRequest(const system::HttpRequest& request,
                                             const std::string& path) {
        const std::string name = path.substr(11, path.find('/', 11) - 11);
        const auto pump = pumps.find(name);
        if (pump == pumps.end()) return Answer({{"detail", "no pipe"}}, 404);
        if (path.find("/log?") != std::string::npos) return List(pump->second.log, path);
        if (request.method == "POST") {
            if (pump->second.running) return Answer({}, 409);
            ++pump->second.runs;
            if (on_start) on_start(name);
        }
        Json runtime = {{"is-running", pump->second.running},
                        {"last-run", pump->second.runs},
                        {"queues", {{"source", nullptr}, {"dependencies", Json::object()}}}};
        runtime.update(pump->second.extra);
        if (path.ends_with("/pump")) return Answer({{"runtime", runtime}});
        return Answer({{"runtime", runtime}, {"config", {{"effective", pump->second.config}}}});
    }

    Result<system::HttpResponse> Entities(const std::string& path) {
        const std::string name = path.substr(14, path.find('/', 14) - 14);
        const auto dataset = datasets.find(name);
        if (dataset == datasets.end()) return Answer({}, 404);
        return List(dataset->second, path);
    }

    static system::HttpResponse List(const std::vector<Json>& entities, const std::string& path) {
        const bool reverse = path.find("reverse=true") != std::string::npos;
        const std::size_t since = Number(path, "since=", 0);
        const std::size_t limit = Number(path, "limit=", 1'000'000);
        Json list = Json::array();
        for (const Json& entity : entities) {
            if (entity["_updated"].get<std::size_t>() > since || reverse) list.push_back(entity);
        }
        if (reverse) std::reverse(list.begin(), list.end());
        while (list.size() > limit) list.erase(list.size() - 1);
        return Answer(list);
    }

    static std::size_t Number(const std::string& path, const std::string& key,
                              std::size_t otherwise) {
        const std::size_t at = path.find(key);
        return at == std::string::npos ? otherwise : std::stoul(path.substr(at + key.size()));
    }
};

}  // namespace plumb::dataflow::testing
