#pragma once

#include <functional>
#include <map>
#include <memory>
#include <optional>
#include <string>
#include <thread>
#include <vector>

#include "harness/base/clock.h"
#include "harness/base/result.h"
#include "harness/checklist/checklist.h"
#include "mocks/http/known_system.h"
#include "mocks/http/server.h"
#include "mocks/sesam/node.h"

namespace plumb::mocks::sesam {

struct YouTrackTarget {
    std::string url;
    std::string token;
};

struct PowerOfficeTarget {
    std::string url;
    std::string v1_url;
    std::string application_key;
    std::string client_key;
    std::string subscription_key;
    std::string contact_parent{};  ///< id of the customer of new contact persons; "" for none
};

struct Options {
    checklist::Checklist checklist;
    YouTrackTarget youtrack;
    PowerOfficeTarget poweroffice;
    int page_size = 20;
    std::vector<std::string> defects;  ///< ids of fixtures/defects.yaml; all are switched on
    std::string token;                 ///< of the node's API; "": a random one, a JWT
    std::string host = "127.0.0.1";
    int port = 0;                            ///< 0: any free one
    std::shared_ptr<const http::Tls> tls{};  ///< of the node and of both systems; null: http
    /// Puts something in front of the node's API, such as a log of its requests; empty: nothing.
    std::function<http::Server::Handler(http::KnownSystem api, http::Server::Handler handler)>
        door{};
};

/// A running Sesam node: what a driver needs to know of it, in the words of a target file. Ends
/// with this object.
struct Sesam {
    std::string url;  ///< the API is under {url}/api
    std::string token;
    std::vector<std::string> pipes;                ///< in the order in which they are to be run
    std::string links_dataset;                     ///< "global-person"
    std::map<std::string, std::string> links_ids;  ///< {"youtrack-users": "users"}
    std::vector<std::string> share_datasets;
    std::unique_ptr<Node> node;
    std::unique_ptr<http::Server> server;
};

/// Starts the node over the checklist's two systems. `clock` must outlive it. Fails when the
/// checklist names an entity that it has no connector for, when a defect is unknown, or when the
/// port is in use. Nothing runs by itself.
Result<Sesam> StartSesam(const Options& options, Clock& clock);

}  // namespace plumb::mocks::sesam
