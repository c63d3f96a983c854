// A run against systems and a data flow that are reached over HTTPS, in a process of their own.

#include <gmock/gmock.h>

#include <map>

#include "harness/base/json_path.h"
#include "harness/testing/certificates.h"
#include "harness/testing/golden.h"
#include "harness/testing/temp_dir.h"
#include "harness/tests/program.h"

namespace plumb {
namespace {

using ::testing::AllOf;
using testing::CertificateAuthority;
using testing::CertificateFiles;
using testing::CertificateWish;
using ::testing::HasSubstr;
using testing::MockProcess;
using testing::Output;
using testing::Plumb;

class OverHttps : public ::testing::Test {
  protected:
    std::string Serving(const CertificateFiles& files) {
        return "--tls-certificate '" + files.certificate.string() + "' --tls-key '" +
               files.key.string() + "' ";
    }

    Output Run(const std::string& arguments) {
        return Plumb(folder_.Path(), "run -q " + arguments);
    }

    std::map<std::string, std::string> VerdictsIn(const std::string& reports) {
        const Json report = ParseJson(testing::ReadAll(folder_.Path() / reports / "report.json"));
        std::map<std::string, std::string> verdicts;
        for (const Json& one : report["cases"])
            verdicts[one["id"].get<std::string>()] = one["verdict"].get<std::string>();
        return verdicts;
    }

    testing::TempDir folder_;
    CertificateAuthority authority_{folder_.Path()};
};

TEST_F(OverHttps, ARunHasTheVerdictsOfAnEmbeddedOne) {
    const std::string defect = "--defect matches-without-trailing-dot ";
    const std::string cases =
        "--flow users-to-customers --check unequal-values-do-not-link --confirm 0 -o ";
    const MockProcess mock(defect + Serving(authority_.Issue({})));
    EXPECT_THAT(mock.Line(), HasSubstr("\"url\":\"https://127.0.0.1:"));
    folder_.Write("target.json", mock.Line());  // it says what is to be trusted
    const Output embedded = Run(defect + cases + "embedded");
    const Output secured = Run("--target target.json " + cases + "secured");
    EXPECT_EQ(secured.status, 1) << secured.text;
    EXPECT_EQ(embedded.status, 1) << embedded.text;
    EXPECT_FALSE(VerdictsIn("secured").empty());
    EXPECT_EQ(VerdictsIn("secured"), VerdictsIn("embedded"));
}

TEST_F(OverHttps, ARunThatCannotConnectSaysWhatToDo) {
    const CertificateAuthority other(folder_.Path(), "other");
    const struct {
        CertificateWish wish;
        std::string more;
        Json tls;
        const char* why;
        const char* what_to_do;
    } kTroubles[] = {
        {{}, "", {{"ca", "other.pem"}}, "certificate is not trusted", "tls: {ca: FILE}"},
        {{}, "", Json::object(), "certificate is not trusted", "tls: {ca: FILE}"},
        {{.hosts = "DNS:elsewhere.example.com"},
         "",
         {{"ca", "ca.pem"}},
         "is not for '127.0.0.1'",
         "check the host name"},
        {{.from_s = -7'200, .until_s = -3'600},
         "",
         {{"ca", "ca.pem"}},
         "expired",
         "needs a new certificate"},
        {{},
         "--tls-client-ca '" + authority_.File().string() + "'",
         {{"ca", "ca.pem"}},
         "closed|client certificate|ended",
         "tls: {client_certificate: FILE"},
    };
    for (const auto& trouble : kTroubles) {
        const MockProcess mock("--without-sesam " + Serving(authority_.Issue(trouble.wish)) +
                               trouble.more);
        Json target = ParseJson(mock.Line());
        for (Json& system : target["systems"]) system["tls"] = trouble.tls;
        target["dataflow"] = {{"driver", "command"}, {"sync", {{"argv", {"true"}}}}};
        folder_.Write("target.json", target.dump());
        const Output run = Run("--target target.json --check edit-arrives");
        EXPECT_EQ(run.status, 3) << run.text;
        EXPECT_THAT(run.text, ::testing::ContainsRegex(trouble.why));
        EXPECT_THAT(run.text, HasSubstr(trouble.what_to_do));
    }
}

TEST_F(OverHttps, FilesThatCannotBeUsedAreTakenForMistakesInTheTarget) {
    folder_.Write("target.yaml",
                  "systems:\n"
                  "  youtrack:\n"
                  "    url: https://127.0.0.1:1\n"
                  "    token: t\n"
                  "    tls: {ca: missing.pem}\n"
                  "    admin: {url: 'https://127.0.0.1:1', token: a}\n"
                  "dataflow: {driver: webhook, start: {url: 'https://127.0.0.1:1'}, "
                  "tls: {client_certificate: ca.pem, client_key: other.key}}\n");
    folder_.Write("one.yaml",
                  "checklist: one\ntitle: One\nsource: youtrack\ntarget: youtrack\nflows: {}\n");
    const CertificateAuthority other(folder_.Path(), "other");
    const Output run = Run("one.yaml --target target.yaml");
    EXPECT_EQ(run.status, 2) << run.text;
    EXPECT_THAT(run.text,
                AllOf(HasSubstr("target.yaml:5:15: "),
                      HasSubstr("missing.pem cannot be read: No such file"),
                      HasSubstr("target.yaml:7:112: "), HasSubstr("other.key is not the key of ")));
}

}  // namespace
}  // namespace plumb
