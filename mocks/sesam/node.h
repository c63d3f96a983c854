#pragma once

#include <atomic>
#include <functional>
#include <memory>
#include <mutex>
#include <string>
#include <vector>

#include "mocks/http/message.h"
#include "mocks/http/router.h"
#include "mocks/sesam/data_flow.h"
#include "mocks/sesam/pump.h"

namespace plumb::mocks::sesam {

/// A Sesam node as its HTTP API shows it (api/sesam.md, section 3), with the reference data flow
/// inside. Starting a pump runs its pipe before the answer is given. Safe from several threads: one
/// pipe runs at a time, a second start is answered with 409.
///
///   GET  /api/ping  /api/status  /api/pipes  /api/pipes/{id}  /api/pipes/{id}/log
///   GET  /api/pipes/{id}/pump        POST with operation=start|stop|enable|disable
///   GET  /api/datasets  /api/datasets/{id}  /api/datasets/{id}/entities
///   POST /api/admin                  operation=restart
class Node final {
  public:
    using MakeConnectors = std::function<Connectors(const Schema&)>;

    Node(Schema schema, Policies policies, MakeConnectors make_connectors, Clock& clock,
         std::string token);

    http::Response Handle(const http::Request& request);

    /// One run of all enabled pipes in order.
    void RunAll();

    const std::vector<Pipe>& Pipes() const { return pipes_; }

  private:
    using Values = http::Router::Values;

    void AddRoutes();
    void Boot();
    http::Response Status();
    http::Response OnePipe(const std::string& id);
    http::Response AllPipes();
    http::Response ReadPump(const std::string& id);
    http::Response WritePump(const http::Request& request, const std::string& id);
    http::Response Log(const std::string& id);
    http::Response OneDataset(const std::string& name);
    http::Response AllDatasets();
    http::Response Entities(const http::Request& request, const std::string& name);
    http::Response Admin(const http::Request& request);

    std::size_t PipeNumber(const std::string& id) const;
    void Run(std::size_t pipe);
    Json DescribePipe(std::size_t pipe);

    const Schema schema_;
    const Policies policies_;
    const MakeConnectors make_connectors_;
    Clock& clock_;
    const std::string token_;
    const std::vector<Pipe> pipes_;
    http::Router router_;

    std::mutex run_mutex_;    ///< held while a pipe runs; guards state_ and data_flow_
    std::mutex pumps_mutex_;  ///< guards pumps_ and started_
    std::vector<Pump> pumps_;
    Milliseconds started_ = 0;
    State state_;
    std::unique_ptr<DataFlow> data_flow_;
};

}  // namespace plumb::mocks::sesam
