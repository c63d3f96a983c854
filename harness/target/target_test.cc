#include "harness/target/target.h"

#include <gmock/gmock.h>

#include "harness/target/test_profiles.h"
#include "harness/testing/fixture_files.h"

namespace plumb::target {
namespace {

using plumb::testing::Fails;
using plumb::testing::IsOk;
using ::testing::Contains;
using ::testing::ElementsAre;
using ::testing::HasSubstr;
using ::testing::IsEmpty;
using ::testing::Pair;

std::optional<std::string> TestEnvironment(const std::string& name) {
    static const std::map<std::string, std::string> kVariables = {
        {"YOUTRACK_URL", "https://example.youtrack.cloud/"},
        {"YOUTRACK_TOKEN", "perm:youtrack"},
        {"PO_APPLICATION_KEY", "application-key"},
        {"PO_CLIENT_KEY", "client-key"},
        {"PO_SUBSCRIPTION_KEY", "subscription-key"},
        {"PO_KEY", "some-key"},
        {"SESAM_JWT", "sesam-jwt"},
        {"SHORT_TOKEN", "abc"},
        {"BROKEN_TOKEN", "two\nlines"},
    };
    const auto variable = kVariables.find(name);
    return variable == kVariables.end() ? std::nullopt : std::optional(variable->second);
}

Result<Target> Read(const std::string& yaml, const std::string& file = "test.yaml") {
    return ReadTarget(yaml, file, "/folder", ShippedProfiles(), TestEnvironment);
}

constexpr const char* kMockLine =
    R"({"systems": {"youtrack": {"url": "http://127.0.0.1:41001", "token": "yt-token",)"
    R"( "admin": {"url": "http://127.0.0.1:41003", "token": "admin-1"}},)"
    R"( "poweroffice-go": {"url": "http://127.0.0.1:41004", "v1_url": "http://127.0.0.1:41005",)"
    R"( "application_key": "app-key", "client_key": "client-key", "subscription_key": "sub-key",)"
    R"( "admin": {"url": "http://127.0.0.1:41006", "token": "admin-2"}}},)"
    R"( "dataflow": {"driver": "sesam", "url": "http://127.0.0.1:41007", "token": "jwt-token",)"
    R"( "pipes": ["youtrack-users-collect", "youtrack-users-share"], "share_datasets": ["a"],)"
    R"( "links": {"dataset": "global-person", "ids": {"youtrack-users": "users"}}}})";

TEST(Target, IsTheLineThatMocksPrint) {
    const auto target = Read(kMockLine, "/tmp/target.json");
    ASSERT_THAT(target, IsOk());
    EXPECT_EQ(target->name, "target");
    EXPECT_TRUE(target->IsMock());
    EXPECT_EQ(target->FindSystem("poweroffice-go")->values.at("v1_url"), "http://127.0.0.1:41005");
    EXPECT_EQ(target->FindSystem("youtrack")->admin->token, "admin-1");
    EXPECT_EQ(target->FindSystem("hubspot"), nullptr);
    const auto& sesam = std::get<SesamDataflow>(target->dataflow);
    EXPECT_THAT(sesam.pipes, ElementsAre("youtrack-users-collect", "youtrack-users-share"));
    EXPECT_THAT(sesam.links_ids, ElementsAre(Pair("youtrack-users", "users")));
    EXPECT_FALSE(sesam.may_restart);
    for (const char* secret :
         {"yt-token", "admin-1", "app-key", "client-key", "sub-key", "admin-2", "jwt-token"}) {
        EXPECT_THAT(target->secrets, Contains(secret));
    }
}

TEST(Target, IsTheSandboxExample) {
    const auto target = Read(SpecText("targets/sandbox.example.yaml"));
    ASSERT_THAT(target, IsOk());
    EXPECT_EQ(target->name, "sandbox");
    EXPECT_EQ(target->address_domain, "plumb.example");
    EXPECT_FALSE(target->IsMock());
    EXPECT_EQ(target->FindSystem("youtrack")->values.at("token"), "perm:youtrack");
    EXPECT_EQ(target->safety->write_budget, 500);
    EXPECT_EQ(target->safety->max_records.at("youtrack.users"), 8);
    EXPECT_THAT(target->secrets, Contains("sesam-jwt"));
}

TEST(Target, TakesValuesFromTheEnvironment) {
    const auto target = Read(R"(
systems:
  youtrack: {url: "${YOUTRACK_URL}", token: "${YOUTRACK_TOKEN}", successor: "heir"}
dataflow:
  driver: command
  sync: {argv: [flow, "--to=${YOUTRACK_URL}users"], deadline_s: 5}
  links: {argv: links}
safety: {sandbox: true, hosts: Example.youtrack.cloud, write_budget: 500}
)");
    ASSERT_THAT(target, IsOk());
    EXPECT_EQ(target->name, "test");
    EXPECT_EQ(target->systems[0].values.at("url"), "https://example.youtrack.cloud");
    EXPECT_EQ(target->systems[0].values.at("successor"), "heir");
    const auto& command = std::get<CommandDataflow>(target->dataflow);
    EXPECT_THAT(command.sync.argv,
                ElementsAre("flow", "--to=https://example.youtrack.cloud/users"));
    EXPECT_EQ(command.sync.deadline_s, 5);
    EXPECT_THAT(command.links->argv, ElementsAre("links"));
    EXPECT_FALSE(command.restart.has_value());
    EXPECT_EQ(command.folder, "/folder");
    EXPECT_THAT(target->secrets, ElementsAre("perm:youtrack"));
}

TEST(Target, NamesWhatAHubOfItsOwnNeeds) {
    const auto target = Read(R"(
address_domain: QA.firm.no
systems:
  youtrack: {url: "${YOUTRACK_URL}", token: "${YOUTRACK_TOKEN}", auth_module: m-1}
dataflow: {driver: unattended}
safety: {sandbox: true, hosts: Example.youtrack.cloud, write_budget: 500}
)");
    ASSERT_THAT(target, IsOk());
    EXPECT_EQ(target->address_domain, "qa.firm.no");
    EXPECT_EQ(target->systems[0].values.at("auth_module"), "m-1");
    EXPECT_FALSE(target->systems[0].values.contains("successor"));
}

TEST(Target, SaysHowItsServersAreReached) {
    const auto target = Read(R"(
systems:
  youtrack:
    url: ${YOUTRACK_URL}
    token: ${YOUTRACK_TOKEN}
    tls: {ca: certificates/ca.pem, client_certificate: /keys/me.pem, client_key: /keys/me.key}
    timeouts: {connect_s: 5, read_s: 300}
    rate_share: 0.5
dataflow: {driver: sesam, url: "https://node.example.com", token: "${SESAM_JWT}", pipes: [a], tls: {ca: ../node.pem}}
safety: {sandbox: true, hosts: [example.youtrack.cloud, node.example.com], write_budget: 500}
)");
    ASSERT_THAT(target, IsOk());
    const SystemAccess& system = target->systems[0];
    EXPECT_EQ(system.transport.tls.ca.path, "/folder/certificates/ca.pem");
    EXPECT_EQ(system.transport.tls.ca.place, (Place{"test.yaml", 6, 15}));
    EXPECT_EQ(system.transport.tls.client_key.path, "/keys/me.key");
    EXPECT_EQ(system.transport.timeouts.connect_s, 5);
    EXPECT_EQ(system.transport.timeouts.read_s, 300);
    EXPECT_EQ(system.transport.timeouts.call_s, 300);
    EXPECT_EQ(system.rate_share, 0.5);
    EXPECT_EQ(TransportOf(target->dataflow).tls.ca.path, "/node.pem");
    EXPECT_EQ(TransportOf(target->dataflow).timeouts.call_s, 120);
}

TEST(Target, KnowsDataFlowsThatCannotSayThatTheyAreDone) {
    const auto flow = [](const std::string& dataflow) {
        const auto target = Read(
            "systems:\n  youtrack: {url: \"${YOUTRACK_URL}\", token: \"${YOUTRACK_TOKEN}\"}\n"
            "safety: {sandbox: true, hosts: [example.youtrack.cloud, example.no], "
            "write_budget: 500}\ndataflow: " +
            dataflow);
        EXPECT_THAT(target, IsOk());
        return target ? target->dataflow : Dataflow{};
    };
    const auto unattended = flow("{driver: unattended, still_s: 90}");
    EXPECT_EQ(std::get<UnattendedDataflow>(unattended).still_s, 90);
    EXPECT_FALSE(CanSayThatItIsDone(unattended));
    const auto silent = flow("{driver: webhook, start: {url: 'https://example.no/run?all=1'}}");
    EXPECT_EQ(std::get<WebhookDataflow>(silent).start.method, "POST");
    EXPECT_FALSE(CanSayThatItIsDone(silent));
    const auto telling = flow(
        "{driver: webhook, token: '${SESAM_JWT}', start: {url: 'https://example.no/run'}, "
        "status: {url: 'https://example.no/state', path: state, idle: ready, run: last}}");
    EXPECT_EQ(std::get<WebhookDataflow>(telling).status->idle, "ready");
    EXPECT_EQ(std::get<WebhookDataflow>(telling).token, "sesam-jwt");
    EXPECT_TRUE(CanSayThatItIsDone(telling));
}

TEST(Target, AcceptsLiteralSecretsOnlyWhenAllSystemsAreMocks) {
    const std::string mock =
        "youtrack: {url: http://127.0.0.1:1, token: secret, admin: {url: http://127.0.0.1:2, "
        "token: literal}}";
    const std::string tenant =
        "poweroffice-go: {url: http://127.0.0.1:3, v1_url: http://127.0.0.1:4, application_key: "
        "literal, client_key: literal, subscription_key: literal}";
    const std::string rest =
        "\ndataflow: {driver: command, sync: {argv: [flow]}}\n"
        "safety: {sandbox: true, hosts: 127.0.0.1, write_budget: 500}\n";
    EXPECT_THAT(Read("systems:\n  " + mock + rest), IsOk());
    EXPECT_THAT(Read("systems:\n  " + mock + "\n  " + tenant + rest),
                Fails(HasSubstr("'token' is a secret and may not stand in the file")));
}

TEST(EmbeddedTarget, CompletesTheMocksWithWhatTheFileAllows) {
    const std::string yaml = SpecText("targets/mock.yaml");
    EXPECT_TRUE(IsEmbedded(yaml));
    const auto target = ReadEmbeddedTarget(yaml, "mock.yaml", kMockLine, ShippedProfiles());
    ASSERT_THAT(target, IsOk());
    EXPECT_EQ(target->name, "mock");
    EXPECT_TRUE(target->IsMock());
    const auto& sesam = std::get<SesamDataflow>(target->dataflow);
    EXPECT_TRUE(sesam.may_restart && sesam.whole_node && sesam.may_pause_scheduler);
    EXPECT_EQ(sesam.token, "jwt-token");
}

TEST(EmbeddedTarget, IsNothingElse) {
    EXPECT_FALSE(IsEmbedded(kMockLine));
    EXPECT_FALSE(IsEmbedded("embedded: [true]"));
    EXPECT_FALSE(IsEmbedded("\t["));
    EXPECT_THAT(ReadEmbeddedTarget("target: x", "x.yaml", kMockLine, ShippedProfiles()),
                Fails(HasSubstr("embedded: true")));
    EXPECT_THAT(ReadEmbeddedTarget("embedded: true", "x.yaml", "not json", ShippedProfiles()),
                Fails(HasSubstr("x.yaml")));
}

class BrokenTarget : public ::testing::TestWithParam<std::string> {};

TEST_P(BrokenTarget, IsRefusedWithAllItsProblems) {
    const std::string name = GetParam();
    const auto text =
        plumb::testing::ReadAll(plumb::testing::FixtureFolder("broken/targets") / (name + ".yaml"));
    const auto target = Read(text, name + ".yaml");
    ASSERT_FALSE(target.has_value());
    EXPECT_EQ(target.error().kind, ErrorKind::kInput);
    plumb::testing::ExpectGolden("../broken/targets/" + name + ".problems",
                                 ToString(target.error()));
}

INSTANTIATE_TEST_SUITE_P(Fixtures, BrokenTarget,
                         ::testing::ValuesIn(plumb::testing::FixtureNames("broken/targets",
                                                                          ".yaml")),
                         [](const auto& tested) { return plumb::testing::TestName(tested.param); });

}  // namespace
}  // namespace plumb::target
