#include <gmock/gmock.h>

#include "harness/system/http_client.h"
#include "harness/system/testing/test_proxy.h"
#include "harness/system/testing/test_server.h"
#include "harness/system/tls_files.h"
#include "harness/testing/certificates.h"
#include "harness/testing/result_matchers.h"
#include "harness/testing/temp_dir.h"

namespace plumb::system {
namespace {

using plumb::testing::CertificateAuthority;
using plumb::testing::CertificateFiles;
using plumb::testing::Fails;
using plumb::testing::IsOk;
using ::testing::AllOf;
using ::testing::HasSubstr;
using ::testing::Not;
using ::testing::SizeIs;
using testing::TestProxy;
using testing::TestServer;

class Https : public ::testing::Test {
  protected:
    static HttpRequest Get(const std::string& url) {
        return {.method = "GET", .url = url, .headers = {}, .body = {}};
    }

    testing::TestServerOptions ServedWith(const CertificateFiles& files) {
        return {.certificate = files.certificate, .key = files.key};
    }

    HttpOptions Trusting(const CertificateAuthority& authority) {
        HttpOptions options;
        options.tls.ca.path = authority.File();
        return options;
    }

    /// How a request ends at a server with this certificate, sent by a client that trusts ours.
    Result<HttpResponse> Ask(const plumb::testing::CertificateWish& wish) {
        const TestServer server([](const auto&, auto&) {}, ServedWith(authority_.Issue(wish)));
        return MakeHttpClient(Trusting(authority_))->Send(Get(server.Url()));
    }

    plumb::testing::TempDir folder_;
    CertificateAuthority authority_{folder_.Path()};
};

TEST_F(Https, TrustsTheAuthorityThatTheTargetNames) {
    EXPECT_THAT(Ask({}), IsOk());
}

TEST_F(Https, TrustsAServersOwnCertificateThatTheTargetNames) {
    const CertificateFiles files = authority_.Issue({});
    const TestServer server([](const auto&, auto&) {}, ServedWith(files));
    HttpOptions options;
    options.tls.ca.path = files.certificate;
    EXPECT_THAT(MakeHttpClient(options)->Send(Get(server.Url())), IsOk());
}

TEST_F(Https, KeepsItsConnection) {
    std::set<int> ports;
    const TestServer server([&](const auto& request, auto&) { ports.insert(request.remote_port); },
                            ServedWith(authority_.Issue({})));
    const auto client = MakeHttpClient(Trusting(authority_));
    for (int i = 0; i < 5; ++i) ASSERT_THAT(client->Send(Get(server.Url())), IsOk());
    EXPECT_THAT(ports, SizeIs(1));
}

TEST_F(Https, TellsWhenACertificateEnds) {
    const TestServer server([](const auto&, auto&) {},
                            ServedWith(authority_.Issue({.until_s = 10 * 86'400})));
    const auto client = MakeHttpClient(Trusting(authority_));
    const Milliseconds now = WallClock().Now();
    for (int i = 0; i < 2; ++i) {  // the second time over the connection that is open
        const auto ends = client->Deliver(Get(server.Url())).certificate_ends;
        ASSERT_TRUE(ends);
        EXPECT_NEAR(static_cast<double>(*ends - now), 10 * 86'400'000.0, 60'000);
    }
    const TestServer open([](const auto&, auto&) {});
    EXPECT_FALSE(MakeHttpClient({})->Deliver(Get(open.Url())).certificate_ends);
}

TEST_F(Https, RefusesWhomNobodyVouchesFor) {
    const TestServer server([](const auto&, auto&) {}, ServedWith(authority_.Issue({})));
    EXPECT_THAT(
        MakeHttpClient({})->Send(Get(server.Url())),
        Fails(AllOf(HasSubstr("certificate is not trusted"), HasSubstr("tls: {ca: FILE}"))));
    const CertificateAuthority other(folder_.Path(), "other");
    EXPECT_THAT(MakeHttpClient(Trusting(other))->Send(Get(server.Url())),
                Fails(HasSubstr("certificate is not trusted")));
}

TEST_F(Https, RefusesACertificateOfAnotherHost) {
    EXPECT_THAT(Ask({.hosts = "DNS:elsewhere.example.com"}),
                Fails(AllOf(HasSubstr("the server's certificate is not for '127.0.0.1'"),
                            HasSubstr("host name in the target file"))));
}

TEST_F(Https, RefusesACertificateWhoseTimeIsOver) {
    EXPECT_THAT(Ask({.from_s = -7'200, .until_s = -3'600}),
                Fails(AllOf(HasSubstr("expired"), HasSubstr("needs a new certificate"))));
    EXPECT_THAT(Ask({.from_s = 3'600}),
                Fails(AllOf(HasSubstr("not yet valid"), HasSubstr("clock"))));
}

TEST_F(Https, SaysThatAPortDoesNotSpeakTls) {
    const TestServer server([](const auto&, auto&) {});
    const std::string url = "https://127.0.0.1:" + std::to_string(server.Port());
    EXPECT_THAT(MakeHttpClient(Trusting(authority_))->Send(Get(url)),
                Fails(HasSubstr("does not speak TLS")));
}

TEST_F(Https, SaysThatAPortMayWantTls) {
    const TestServer server([](const auto&, auto&) {}, ServedWith(authority_.Issue({})));
    const std::string url = "http://127.0.0.1:" + std::to_string(server.Port());
    EXPECT_THAT(MakeHttpClient({})->Send(Get(url)), Fails(HasSubstr("does not want https")));
}

TEST_F(Https, ShowsTheClientCertificateThatTheTargetNames) {
    testing::TestServerOptions served = ServedWith(authority_.Issue({}));
    served.client_ca = authority_.File();
    const TestServer server([](const auto&, auto&) {}, served);
    HttpOptions options = Trusting(authority_);
    EXPECT_THAT(MakeHttpClient(options)->Send(Get(server.Url())),
                Fails(AllOf(HasSubstr("client certificate"), HasSubstr("client_key: FILE"))));
    const CertificateFiles ours = authority_.Issue({.name = "client", .hosts = "DNS:plumb"});
    options.tls.client_certificate.path = ours.certificate;
    options.tls.client_key.path = ours.key;
    EXPECT_THAT(MakeHttpClient(options)->Send(Get(server.Url())), IsOk());
}

// --- proxies -------------------------------------------------------------------------------------

class HttpsThroughAProxy : public Https {
  protected:
    Result<HttpResponse> Ask(const TestProxy& proxy) {
        HttpOptions options = Trusting(authority_);
        options.proxy = {.host = "127.0.0.1",
                         .port = proxy.Port(),
                         .user = "me",
                         .password = "pass:word",
                         .exempt = {}};
        return MakeHttpClient(options)->Send(Get("https://tenant.example.com/"));
    }
};

TEST_F(HttpsThroughAProxy, ReachesTheServerAndShowsItNothingOfTheProxys) {
    std::string proxy_header = "none";
    const TestServer server(
        [&](const auto& request, auto&) {
            if (request.has_header("Proxy-Authorization"))
                proxy_header = request.get_header_value("Proxy-Authorization");
        },
        ServedWith(authority_.Issue({.hosts = "DNS:tenant.example.com"})));
    const TestProxy proxy(server.Port());
    EXPECT_THAT(Ask(proxy), IsOk());
    ASSERT_THAT(proxy.Asked(), SizeIs(1));
    EXPECT_THAT(proxy.Asked()[0], AllOf(HasSubstr("CONNECT tenant.example.com:443 "),
                                        HasSubstr("Proxy-Authorization: Basic bWU6cGFzczp3b3Jk")));
    EXPECT_EQ(proxy_header, "none");
}

TEST_F(HttpsThroughAProxy, VerifiesTheServerNotTheProxy) {
    const TestServer server([](const auto&, auto&) {}, ServedWith(authority_.Issue({})));
    const TestProxy proxy(server.Port());
    EXPECT_THAT(Ask(proxy), Fails(AllOf(HasSubstr("through the proxy 127.0.0.1:"),
                                        HasSubstr("is not for 'tenant.example.com'"))));
}

TEST_F(HttpsThroughAProxy, SaysWhatTheProxyAnswered) {
    const TestProxy forbids(1, "HTTP/1.1 403 Forbidden\r\nContent-Length: 0\r\n\r\n");
    EXPECT_THAT(Ask(forbids), Fails(AllOf(HasSubstr("the proxy answered 403"),
                                          HasSubstr("no_proxy exempts it"))));
    const TestProxy asks(1, "HTTP/1.1 407 Who are you\r\nContent-Length: 0\r\n\r\n");
    EXPECT_THAT(Ask(asks), Fails(AllOf(HasSubstr("the proxy answered 407"),
                                       HasSubstr("https_proxy"), Not(HasSubstr("pass:word")))));
}

// --- files ---------------------------------------------------------------------------------------

class TlsFiles : public Https {
  protected:
    target::NamedFile At(const std::filesystem::path& path) {
        return {path.string(), {"target.yaml", 3, 9}};
    }
};

TEST_F(TlsFiles, AreTakenWhenTheyFit) {
    const CertificateFiles ours = authority_.Issue({});
    EXPECT_THAT(CheckTls({}), IsOk());
    EXPECT_THAT(CheckTls({At(authority_.File()), At(ours.certificate), At(ours.key)}), IsOk());
}

TEST_F(TlsFiles, AreRefusedAtTheirPlace) {
    const CertificateFiles ours = authority_.Issue({});
    const CertificateFiles theirs = authority_.Issue({.name = "other"});
    const auto text = folder_.Write("text.pem", "no certificate\n");
    const struct {
        target::Tls tls;
        const char* complaint;
    } kMistakes[] = {
        {{At(folder_.Path() / "missing.pem"), {}, {}}, "missing.pem cannot be read"},
        {{At(folder_.Path()), {}, {}}, "is a folder"},
        {{At(text), {}, {}}, "holds no certificate in PEM form"},
        {{At(ours.key), {}, {}}, "holds no certificate in PEM form"},
        {{{}, At(text), At(ours.key)}, "holds no certificate in PEM form"},
        {{{}, At(ours.certificate), At(text)}, "holds no unencrypted private key"},
        {{{}, At(ours.certificate), At(theirs.key)}, "is not the key of"},
    };
    for (const auto& [tls, complaint] : kMistakes) {
        const Status checked = CheckTls(tls);
        EXPECT_THAT(checked, Fails(AllOf(HasSubstr(complaint), HasSubstr("target.yaml:3:9"))));
        EXPECT_EQ(checked.error().kind, ErrorKind::kInput);
    }
}

}  // namespace
}  // namespace plumb::system
