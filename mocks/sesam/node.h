#pragma once

#include <atomic>
#include <functional>
#include <memory>
#include <mutex>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "mocks/http/message.h"
#include "mocks/http/operation.h"
#include "mocks/http/router.h"
#include "mocks/sesam/data_flow.h"
#include "mocks/sesam/history.h"
#include "mocks/sesam/pipe_runner.h"
#include "mocks/sesam/pump.h"
#include "mocks/sesam/views.h"

namespace plumb::mocks::sesam {

/// A Sesam node as its HTTP API shows it (api/sesam.md, section 3), with the reference data flow
/// inside. Starting a pump runs its pipe before the answer is given. Safe from several threads: one
/// pipe runs at a time, a second start is answered with 409.
///
///   GET  /api/ping  /api/health  /api/status
///   GET  /api/pipes  /api/pipes/{id}  /api/pipes/{id}/log
///   GET  /api/pipes/{id}/pump        POST with operation=… (pump.h)
///   POST /api/pipes/run-all-pipes  /api/pipes/stop-run-all-pipes
///   GET  /api/pipes/get-pipe-runner-status  /api/pipes/get-run-all-pipes-log
///   GET  /api/datasets  /api/datasets/{id}  /api/datasets/{id}/entities  /api/datasets/{id}/entity
///   GET  /api/metadata               PUT: task_manager.disable_user_pipes
///   POST /api/admin                  operation=restart
class Node final {
  public:
    using MakeConnectors = std::function<Connectors(const Schema&)>;

    Node(Schema schema, Policies policies, MakeConnectors make_connectors, Clock& clock,
         std::string token);

    http::Response Handle(const http::Request& request);

    /// One run of all enabled pipes in order, as the node's own scheduler does it; none when the
    /// metadata says so.
    void RunAll();

    const std::vector<Pipe>& Pipes() const { return pipes_; }
    /// Of its API, about "pipes" and "datasets".
    const http::Operations& Operations() const { return operations_; }

  private:
    using Values = http::Router::Values;

    void Add(const char* method, const std::string& path, http::Router::Handler handler);
    void AddRoutes();
    void AddRunnerRoutes();
    void Boot();
    void ForgetEverything();
    http::Response Status();
    http::Response Metadata();
    http::Response SetMetadata(const http::Request& request);
    http::Response Admin(const http::Request& request);
    http::Response RunAllPipes(const http::Request& request);

    http::Response OnePipe(const std::string& id);
    http::Response AllPipes(const http::Request& request);
    http::Response ReadPump(const std::string& id);
    http::Response WritePump(const http::Request& request, const std::string& id);
    /// Why the operation cannot be carried out; "" when it was. The caller holds run_mutex_; so
    /// below.
    std::string Operate(const std::string& operation, const http::Request& request,
                        std::size_t pipe);
    void Seek(std::size_t pipe, std::optional<Milliseconds> since);
    void RefreshQueues();
    /// Why the run failed; "" when it did not.
    std::string Run(std::size_t pipe);
    std::int64_t LargestUpdated();

    http::Response Log(const http::Request& request, const std::string& id);
    http::Response OneDataset(const std::string& name);
    http::Response AllDatasets();
    http::Response Entities(const http::Request& request, const std::string& name);
    http::Response OneEntity(const http::Request& request, const std::string& name);
    std::optional<std::int64_t> NewestOf(const std::string& dataset);

    std::size_t PipeNumber(const std::string& id) const;
    std::string ExecutionDataset(std::size_t pipe) const;
    std::optional<std::size_t> ExecutedPipe(std::string_view dataset) const;
    Json DescribePipe(std::size_t pipe);
    bool MayRunByItself(std::size_t pipe);
    PipeRunner::Round RunRound();

    const Schema schema_;
    const Policies policies_;
    const MakeConnectors make_connectors_;
    Clock& clock_;
    const std::string token_;
    const std::vector<Pipe> pipes_;
    http::Router router_;
    http::Operations operations_;

    std::mutex run_mutex_;    ///< held while a pipe runs; guards state_, history_ and data_flow_
    std::mutex pumps_mutex_;  ///< guards pumps_, started_ and metadata_
    std::vector<Pump> pumps_;
    Milliseconds started_ = 0;
    Json metadata_ = Json::object();
    State state_;
    History history_;
    std::unique_ptr<DataFlow> data_flow_;
    PipeRunner runner_;  // last: it may be at work
};

}  // namespace plumb::mocks::sesam
