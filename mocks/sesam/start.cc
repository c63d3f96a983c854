#include "mocks/sesam/start.h"

#include <fmt/format.h>

#include "mocks/sesam/defects.h"
#include "mocks/sesam/jwt.h"
#include "mocks/sesam/poweroffice_contactperson.h"
#include "mocks/sesam/poweroffice_customers.h"
#include "mocks/sesam/views.h"
#include "mocks/sesam/youtrack_users.h"

namespace plumb::mocks::sesam {

namespace {

std::unique_ptr<Connector> MakeConnector(const SchemaEntity& entity, const Options& options,
                                         Clock& clock, const ReadPolicies& policies) {
    if (entity.system == "youtrack") {
        const YouTrackAccess access{options.youtrack.url, options.youtrack.token, options.page_size,
                                    options.tls};
        return std::make_unique<YouTrackUsers>(access, clock, policies);
    }
    const PowerOfficeTarget& target = options.poweroffice;
    const PowerOfficeAccess access{
        target.url,        target.v1_url,           target.application_key,
        target.client_key, target.subscription_key, options.page_size,
        options.tls,       target.contact_parent};
    if (entity.name == "contactperson") {
        return std::make_unique<PowerOfficeContactPerson>(access, clock, policies);
    }
    return std::make_unique<PowerOfficeCustomers>(access, entity.paths, clock, policies);
}

/// Makes connectors anew after every restart; the policies live as long as the connectors' maker.
Node::MakeConnectors Maker(const Options& options, Clock& clock, const ReadPolicies& policies) {
    auto kept = std::make_shared<const ReadPolicies>(policies);  // shared by copies of the function
    return [options, &clock, kept](const Schema& schema) {
        Connectors connectors;
        for (const SchemaEntity& entity : schema.entities) {
            connectors.push_back(MakeConnector(entity, options, clock, *kept));
        }
        return connectors;
    };
}

void Describe(const Schema& schema, Sesam& sesam) {
    sesam.links_dataset = kLinksDataset;
    for (const Pipe& pipe : PipesOf(schema)) {
        sesam.pipes.push_back(pipe.id);
        if (pipe.kind == Pipe::Kind::kShare) sesam.share_datasets.push_back(pipe.id);
    }
    for (const SchemaEntity& entity : schema.entities) sesam.links_ids[entity.id] = entity.name;
}

}  // namespace

Result<Sesam> StartSesam(const Options& options, Clock& clock) {
    if (options.page_size < 1) return InputError("the data flow's page size must be at least 1");
    auto schema = Compile(options.checklist);
    if (!schema) return tl::make_unexpected(schema.error());
    Policies policies;
    for (const std::string& defect : options.defects) {
        if (auto switched = SwitchOn(defect, policies); !switched) {
            return tl::make_unexpected(switched.error());
        }
    }
    Sesam sesam;
    sesam.token = options.token.empty() ? MakeJwt(clock.Now()) : options.token;
    Describe(*schema, sesam);
    auto maker = Maker(options, clock, policies.read);
    sesam.node = std::make_unique<Node>(*std::move(schema), std::move(policies), std::move(maker),
                                        clock, sesam.token);
    http::ServerOptions server_options;
    server_options.host = options.host;
    server_options.port = options.port;
    server_options.tls = options.tls;
    http::Server::Handler handler = [node = sesam.node.get()](const http::Request& request) {
        return node->Handle(request);
    };
    if (options.door)
        handler = options.door({"sesam", sesam.node->Operations()}, std::move(handler));
    auto server = http::Server::Start(server_options, std::move(handler));
    if (!server) return tl::make_unexpected(server.error());
    sesam.server = *std::move(server);
    sesam.url = sesam.server->Url();
    return sesam;
}

}  // namespace plumb::mocks::sesam
