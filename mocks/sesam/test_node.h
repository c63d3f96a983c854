#pragma once

#include <memory>
#include <string>
#include <vector>

#include "mocks/contract/testing/shipped_contract.h"
#include "mocks/http/target.h"
#include "mocks/sesam/fake_checklists.h"
#include "mocks/sesam/fake_system.h"
#include "mocks/sesam/node.h"

namespace plumb::mocks::sesam {

/// A node over pretended systems, asked without sockets; for the tests only.
struct TestNode {
    FakeClock clock;
    std::vector<FakeSystem> systems{3};
    Node node{Compile(LinkOnlyChecklist()).value(), Policies(),
              [this](const Schema&) {
                  Connectors connectors;
                  for (FakeSystem& system : systems) {
                      system.clock = &clock;
                      connectors.push_back(std::make_unique<FakeConnector>(system));
                  }
                  return connectors;
              },
              clock, "secret"};

    http::Response Call(const std::string& method, const std::string& target,
                        const std::string& body = "", const std::string& token = "secret") {
        http::Request request;
        request.method = method;
        request.body = body;
        request.headers["authorization"] = "Bearer " + token;
        http::SetTarget(request, target);
        http::Response response = node.Handle(request);
        plumb::testing::ExpectAnswerKeepsContract("sesam", request, response);
        return response;
    }
    Json Get(const std::string& target) { return ParseJson(Call("GET", target).body); }
    http::Response Operate(const std::string& pipe, const std::string& operation) {
        return Call("POST", "/api/pipes/" + pipe + "/pump", "operation=" + operation);
    }
    Json Start(const std::string& pipe) { return ParseJson(Operate(pipe, "start").body); }
    Json Runtime(const std::string& pipe) { return Get("/api/pipes/" + pipe + "/pump")["runtime"]; }
    Json Log(const std::string& pipe) { return Get("/api/pipes/" + pipe + "/log"); }
    void RunAll() {
        for (const Pipe& pipe : node.Pipes()) Start(pipe.id);
    }
    /// A user, a contact person and a customer with one email.
    void AddFamily(const std::string& email) {
        Json user = {{"label", "Ann"}};
        Put(user, kUserEmail, email);
        systems[0].Add(user);
        systems[1].Add({{"emailAddress", email}});
        systems[2].Add({{"EmailAddress", email}});
    }
};

}  // namespace plumb::mocks::sesam
