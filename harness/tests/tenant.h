#pragma once

#include <gtest/gtest.h>

#include <memory>
#include <string>

#include "harness/base/json_path.h"
#include "harness/system/http_client.h"
#include "harness/testing/golden.h"
#include "harness/testing/temp_dir.h"
#include "harness/tests/program.h"

namespace plumb::testing {

/// Mocks in a process of their own, and a target file from which nobody can see that they are
/// mocks: without their admin API, with all secrets in the environment.
class MockTenant {
  public:
    /// `arguments` of `plumb mock`.
    explicit MockTenant(const std::string& arguments) : mock_(arguments) {
        target = ParseJson(mock_.Line());
        system::HttpOptions options;
        options.tls.ca.path = TextAt(target, "systems.youtrack.tls.ca");
        http_ = system::MakeHttpClient(options);
        for (auto& [id, system] : target["systems"].items()) {
            admin_ = system["admin"];
            system.erase("admin");
            for (auto& [key, value] : system.items()) {
                if (value.is_string() && key != "url" && key != "v1_url") value = Hidden(value);
            }
        }
        if (target.contains("dataflow")) {
            node_url_ = TextAt(target, "dataflow.url");
            node_token_ = TextAt(target, "dataflow.token");
            target["dataflow"]["token"] = Hidden(node_token_);
        }
        target["safety"] = {{"sandbox", true}, {"hosts", {"127.0.0.1"}}, {"write_budget", 5000}};
    }

    /// `$plumb` in a shell that knows the secrets, in the folder of tenant.yaml.
    Output Do(const std::string& script) {
        folder_.Write("tenant.yaml", target.dump());
        return Shell(folder_.Path(), "export " + environment_ + "; plumb='" PLUMB_PROGRAM "'; { " +
                                         script + "; } 2>&1");
    }
    Output Run(const std::string& arguments) {
        return Do("\"$plumb\" run --yes --target tenant.yaml -q -o out " + arguments);
    }
    std::string Written(const std::string& file) const { return ReadAll(folder_.Path() / file); }

    /// All records of both systems.
    std::string State() { return Admin("GET", "/state"); }
    /// Of the mocks' admin API.
    std::string Admin(const std::string& method, const std::string& path,
                      const std::string& body = "") {
        return Send(method, AdminUrl(path), AdminToken(), body);
    }
    std::string AdminUrl(const std::string& path) const {
        return TextAt(admin_, "url") + "/_mock" + path;
    }
    std::string AdminToken() const { return TextAt(admin_, "token"); }
    /// Of the Sesam node.
    std::string Node(const std::string& method, const std::string& path,
                     const std::string& body = "") {
        return Send(method, node_url_ + path, node_token_, body);
    }
    const TempDir& Files() const { return folder_; }

    Json target;

  private:
    std::string Hidden(const std::string& secret) {
        const std::string name = "T" + std::to_string(++secrets_);
        environment_ += name + "='" + secret + "' ";
        return "${" + name + "}";
    }

    std::string Send(const std::string& method, const std::string& url, const std::string& token,
                     const std::string& body) {
        const auto answer =
            http_->Send({method, url, {{"Authorization", "Bearer " + token}}, body});
        EXPECT_TRUE(answer) << ToString(answer.error());
        return answer ? answer->body : "";
    }

    const MockProcess mock_;
    const TempDir folder_;
    std::unique_ptr<system::HttpClient> http_;
    Json admin_;
    std::string node_url_;
    std::string node_token_;
    std::string environment_;
    int secrets_ = 0;
};

}  // namespace plumb::testing
