#include "harness/dataflow/unattended_driver.h"

#include <fmt/format.h>

#include "harness/dataflow/stillness.h"

namespace plumb::dataflow {

namespace {

class UnattendedDriver final : public Driver {
  public:
    UnattendedDriver(const target::UnattendedDataflow& flow, DriverContext context)
        : still_s_(flow.still_s),
          stillness_(context.clock, context.interrupt, std::move(context.data_flow_writes),
                     Milliseconds{flow.still_s} * 1000, Milliseconds{flow.max_minutes} * 60'000) {}

    target::Capabilities GetCapabilities() const override { return {}; }
    std::string Describe() override {
        return fmt::format(
            "a data flow that runs by itself, taken to be done after {} s in which "
            "nothing moved",
            still_s_);
    }
    Result<SyncReport> Sync(const SyncOrder& order) override {
        return stillness_.Wait(order, SyncReport{});
    }
    Result<Links> ReadLinks(const std::string&, const std::string&) override {
        return InputError(
            "links cannot be read: nothing is known of a data flow that runs by itself");
    }
    Status Restart() override {
        return InputError("a data flow that runs by itself cannot be restarted");
    }

  private:
    int still_s_;
    Stillness stillness_;
};

}  // namespace

std::unique_ptr<Driver> MakeUnattendedDriver(const target::UnattendedDataflow& flow,
                                             DriverContext context) {
    return std::make_unique<UnattendedDriver>(flow, std::move(context));
}

}  // namespace plumb::dataflow
