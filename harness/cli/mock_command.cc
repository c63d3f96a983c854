#include <sys/resource.h>

#include <CLI/CLI.hpp>
#include <iostream>
#include <memory>
#include <optional>

#include "harness/base/json_path.h"
#include "harness/checklist/reader.h"
#include "harness/cli/command.h"
#include "harness/cli/embedded.h"
#include "harness/cli/installation.h"
#include "harness/cli/neighbourhood.h"
#include "harness/cli/signals.h"

namespace plumb::cli {

namespace {

struct MockArguments {
    std::string checklist;
    EmbeddedOptions options;
    std::string settings;
    std::optional<int> youtrack_port;
    std::optional<int> poweroffice_port;
    bool without_sesam = false;
};

/// Each needs a file descriptor, of which a shell gives few.
void AllowManyConnections() {
    rlimit files{};
    ::getrlimit(RLIMIT_NOFILE, &files);
    files.rlim_cur = files.rlim_max;
    ::setrlimit(RLIMIT_NOFILE, &files);
}

int Mock(const MockArguments& arguments) {
    CatchInterrupts();
    const auto installation = Installation::Find();
    if (!installation) return Explain(installation.error());
    const auto checklist =
        checklist::ReadFile(arguments.checklist.empty() ? installation->DefaultChecklist().string()
                                                        : arguments.checklist);
    if (!checklist) return Explain(checklist.error());
    EmbeddedOptions options = arguments.options;
    if (!arguments.settings.empty()) {
        if (Status read = ReadMockSettings(arguments.settings, options); !read)
            return Explain(read.error());
    }
    options.youtrack.port = arguments.youtrack_port.value_or(options.youtrack.port);
    options.poweroffice.port = arguments.poweroffice_port.value_or(options.poweroffice.port);
    options.clock = mocks::http::MockClock::Kind::kWall;
    options.with_sesam = !arguments.without_sesam;
    AllowManyConnections();
    const auto tenants = Neighbourhood::Start(*checklist, options);
    if (!tenants) return Explain(tenants.error());
    std::cout << Dump((*tenants)->TargetJson()) << std::endl;
    WaitForInterrupt();
    return kOk;
}

}  // namespace

void AddMock(CLI::App& app, Context& context) {
    auto arguments = std::make_shared<MockArguments>();
    EmbeddedOptions& options = arguments->options;
    CLI::App* command = app.add_subcommand(
        "mock", "Serve the mock systems for a data flow of your own, until SIGTERM");
    command->add_option("CHECKLIST", arguments->checklist,
                        "what the mock Sesam node runs (default: the first checklist)");
    command->add_flag("--without-sesam", arguments->without_sesam, "leave the Sesam node out");
    command
        ->add_option("--schedule", options.schedule_s,
                     "seconds between the Sesam node's own runs (default: it never runs by "
                     "itself)")
        ->check(CLI::Range(1, 86'400));
    command->add_option("--defect", options.defects,
                        "switch a defect into the reference data flow (fixtures/defects.yaml)");
    command->add_option("--page-size", options.page_size, "of the reference data flow")
        ->check(CLI::Range(1, 5'000));
    command->add_option("--settings", arguments->settings,
                        "what the servers do where the facts leave it open, and their limits "
                        "(all of them: specs/mocks/settings.yaml)");
    command->add_option("--faults", options.faults,
                        "faults that requests meet from the start, as YAML (mocks/README.md)");
    command->add_flag("--contract", options.contract,
                      "hold every request and answer against specs/openapi; the log of requests "
                      "(GET /_mock/requests of a system's admin URL) tells under \"departures\" "
                      "where they depart");
    CLI::Option* certificate =
        command
            ->add_option("--tls-certificate", options.tls.certificate,
                         "PEM: all servers, the admin APIs too, speak TLS and show it; "
                         "what is printed trusts it")
            ->check(CLI::ExistingFile);
    CLI::Option* key = command
                           ->add_option("--tls-key", options.tls.key,
                                        "PEM: the unencrypted key of --tls-certificate")
                           ->check(CLI::ExistingFile);
    certificate->needs(key);
    key->needs(certificate);
    command
        ->add_option("--tls-client-ca", options.tls.client_ca,
                     "PEM: clients must show a certificate that it signed (name it under 'tls' in "
                     "what is printed)")
        ->check(CLI::ExistingFile)
        ->needs(certificate);
    command->add_option("--host", options.host,
                        "the address of this machine on which all servers listen, the admin APIs "
                        "too; 0.0.0.0: on all of them (default: 127.0.0.1, for nobody else)");
    const auto add_port = [&](const char* name, auto& port) {
        command->add_option(name, port, "0: any free one")->check(CLI::Range(0, 65'535));
    };
    add_port("--youtrack-port", arguments->youtrack_port);
    add_port("--poweroffice-port", arguments->poweroffice_port);
    add_port("--sesam-port", options.sesam_port);
    command->footer(Example("plumb mock > target.json",
                            "prints one line of JSON when ready: a complete target for plumb run "
                            "--target target.json"));
    command->callback([arguments, &context] { context.exit_status = Mock(*arguments); });
}

}  // namespace plumb::cli
