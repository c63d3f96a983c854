#include "harness/dataflow/make_driver.h"

#include "harness/dataflow/command_driver.h"
#include "harness/dataflow/sesam_driver.h"
#include "harness/dataflow/unattended_driver.h"
#include "harness/dataflow/webhook_driver.h"

namespace plumb::dataflow {

Result<std::unique_ptr<Driver>> MakeDriver(const target::Target& target, DriverContext context) {
    if (const auto* sesam = std::get_if<target::SesamDataflow>(&target.dataflow)) {
        return MakeSesamDriver(*sesam, target.secrets, std::move(context));
    }
    if (std::holds_alternative<target::CommandDataflow>(target.dataflow)) {
        return MakeCommandDriver(target, std::move(context));
    }
    if (const auto* webhook = std::get_if<target::WebhookDataflow>(&target.dataflow)) {
        return MakeWebhookDriver(*webhook, target.secrets, std::move(context));
    }
    if (const auto* unattended = std::get_if<target::UnattendedDataflow>(&target.dataflow)) {
        return MakeUnattendedDriver(*unattended, std::move(context));
    }
    return InputError("the target names no data flow to drive", {target.name, 0, 0},
                      "add a 'dataflow' section, such as {driver: command, sync: {argv: [...]}}");
}

}  // namespace plumb::dataflow
