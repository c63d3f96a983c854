#pragma once

#include <gmock/gmock.h>

#include <memory>

#include "harness/dataflow/make_driver.h"
#include "harness/dataflow/testing/fake_node.h"

namespace plumb::dataflow::testing {

/// Time that passes when someone waits, and a little whenever someone looks.
class TickingClock final : public Clock {
  public:
    Milliseconds Now() override { return ++now_; }
    void Wait(Milliseconds duration) override { now_ += duration; }

  private:
    Milliseconds now_ = 0;
};

inline constexpr Milliseconds kLongSync = 3'600'000;

/// A Sesam node with two pipes, and a driver for it.
class SesamFlowTest : public ::testing::Test {
  protected:
    SesamFlowTest() {
        flow_.url = "http://node/";
        flow_.token = "the-jwt-token";
        flow_.pipes = {"a-collect", "b-share"};
        flow_.links_dataset = "global-person";
        flow_.links_ids = {{"youtrack-users", "users"}, {"powerofficego-customers", "customers"}};
        flow_.may_restart = true;
        node_.pumps = {{"a-collect", {}}, {"b-share", {}}};
        node_.datasets["global-person"] = {};
        node_.datasets["b-share"] = {};
    }
    std::unique_ptr<Driver> Make(std::function<std::uint64_t()> writes = {},
                                 Milliseconds read_lag = 0) {
        target::Target target;
        target.dataflow = flow_;
        return *MakeDriver(target, {node_, clock_, "", std::move(writes), {}, read_lag});
    }
    void Touch(const std::string& dataset, Json entity = Json::object()) {
        entity["_updated"] = ++updated_;
        node_.datasets[dataset].push_back(std::move(entity));
    }

    void Log(const std::string& pipe, Json entry) {
        entry["_updated"] = ++updated_;
        node_.pumps[pipe].log.push_back(std::move(entry));
    }

    FakeNode node_;
    TickingClock clock_;
    target::SesamDataflow flow_;
    int updated_ = 0;
};

}  // namespace plumb::dataflow::testing
