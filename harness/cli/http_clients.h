#pragma once

#include <map>
#include <memory>
#include <string>

#include "harness/base/result.h"
#include "harness/system/http_client.h"
#include "harness/target/target.h"

namespace plumb::cli {

/// The value of an environment variable of this process.
std::optional<std::string> FromEnvironment(const std::string& name);

/// Looks into what a target's transport needs before anything is sent: its TLS files, and the
/// environment's proxy, whose password becomes one of the target's secrets.
Status CheckTransport(target::Target& target);

/// How a run reaches its target over HTTP: a client for each system and one for the data flow,
/// each with its own certificates and timeouts, all through the environment's proxy.
class HttpClients final {
  public:
    static Result<HttpClients> Make(const target::Target& target, const std::string& user_agent);

    /// Of a system that the target has.
    system::HttpClient& Of(const std::string& system) { return *systems_.at(system); }
    system::HttpClient& OfDataflow() { return *dataflow_; }

  private:
    HttpClients() = default;
    std::map<std::string, std::unique_ptr<system::HttpClient>> systems_;
    std::unique_ptr<system::HttpClient> dataflow_;
};

}  // namespace plumb::cli
