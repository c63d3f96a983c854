#include "mocks/http/tls.h"

#include <gmock/gmock.h>
#include <httplib.h>

#include <thread>

#include "harness/testing/certificates.h"
#include "harness/testing/result_matchers.h"
#include "harness/testing/temp_dir.h"
#include "mocks/http/raw_client.h"
#include "mocks/http/server.h"

namespace plumb::mocks::http {
namespace {

using ::plumb::testing::CertificateAuthority;
using ::plumb::testing::CertificateFiles;
using ::plumb::testing::Fails;
using ::plumb::testing::IsOk;
using ::testing::HasSubstr;
using ::testing::StartsWith;

class TlsServer : public ::testing::Test {
  protected:
    std::unique_ptr<Server> Start(Server::Handler handler, bool asks_for_certificate = false) {
        TlsFiles files{ours_.certificate, ours_.key, ""};
        if (asks_for_certificate) files.client_ca = authority_.File();
        auto tls = Tls::Load(files);
        EXPECT_THAT(tls, IsOk());
        tls_ = *tls;
        ServerOptions options;
        options.tls = tls_;
        auto server = Server::Start(options, std::move(handler));
        EXPECT_THAT(server, IsOk());
        return std::move(*server);
    }

    std::unique_ptr<httplib::Client> ClientOf(const Server& server) {
        auto client = std::make_unique<httplib::Client>(server.Url());
        client->set_ca_cert_path(authority_.File());
        client->set_keep_alive(true);
        return client;
    }

    static Response Echo(const Request& request) {
        Response response;
        response.body = request.body;
        return response;
    }

    ::plumb::testing::TempDir folder_;
    CertificateAuthority authority_{folder_.Path()};
    CertificateFiles ours_ = authority_.Issue({});
    std::shared_ptr<const Tls> tls_;
};

TEST_F(TlsServer, AnswersRequestsOfEverySizeOnOneConnection) {
    const auto server = Start(&Echo);
    EXPECT_THAT(server->Url(), StartsWith("https://127.0.0.1:"));
    const auto client = ClientOf(*server);
    for (const std::size_t size : {std::size_t{1}, std::size_t{16'384}, std::size_t{3} << 20}) {
        const std::string body(size, 'x');
        const auto answer = client->Post("/", body, "text/plain");
        ASSERT_TRUE(answer) << size << " " << to_string(answer.error());
        EXPECT_EQ(answer->body.size(), size);
        EXPECT_EQ(client->is_socket_open(), 1U);
    }
}

TEST_F(TlsServer, AnswersManyClientsAtOnce) {
    const auto server = Start(&Echo);
    std::atomic<int> right = 0;
    std::vector<std::thread> clients;
    for (int i = 0; i < 8; ++i) {
        clients.emplace_back([&] {
            const auto client = ClientOf(*server);
            for (int n = 0; n < 10; ++n) {
                const auto answer = client->Post("/", "body", "text/plain");
                if (answer && answer->body == "body") ++right;
            }
        });
    }
    for (std::thread& client : clients) client.join();
    EXPECT_EQ(right, 80);
}

/// What a client sees of an answer that a fault has broken must not look whole.
TEST_F(TlsServer, BreaksAnswersAsOneThatIsNotSecuredDoes) {
    using Part = Delivery::Part;
    using Then = Delivery::Then;
    const Delivery kBroken[] = {
        {Part::kNothing, Then::kClose}, {Part::kNothing, Then::kReset},
        {Part::kHead, Then::kClose},    {Part::kHeadAndHalfOfBody, Then::kClose},
        {Part::kHead, Then::kReset},    {Part::kHeadAndHalfOfBody, Then::kReset}};
    for (const Delivery& broken : kBroken) {
        const auto server = Start([&](const Request&) {
            Response response;
            response.body = "a whole body";
            response.delivery = broken;
            return response;
        });
        const auto answer = ClientOf(*server)->Get("/");
        EXPECT_EQ(answer.error(), httplib::Error::Read)
            << static_cast<int>(broken.part) << " " << static_cast<int>(broken.then);
    }
}

TEST_F(TlsServer, RefusesConnectionsWhileItIsToldTo) {
    const auto server = Start(&Echo);
    std::atomic<bool> refusing = true;
    server->Refuse([&] { return refusing.load(); });
    EXPECT_EQ(ClientOf(*server)->Get("/").error(), httplib::Error::Connection);
    refusing = false;
    server->AskWhetherStillRefusing();
    EXPECT_TRUE(ClientOf(*server)->Get("/"));
}

TEST_F(TlsServer, LetsInOnlyWhoShowsACertificateThatItAskedFor) {
    const auto server = Start(&Echo, true);
    EXPECT_FALSE(ClientOf(*server)->Get("/"));
    const auto with = [&](const CertificateFiles& files) {
        httplib::Client client(server->Url(), files.certificate, files.key);
        client.set_ca_cert_path(authority_.File());
        return bool(client.Get("/"));
    };
    EXPECT_TRUE(with(authority_.Issue({.name = "client", .hosts = "DNS:client"})));
    const CertificateAuthority other(folder_.Path(), "other");
    EXPECT_FALSE(with(other.Issue({.name = "stranger", .hosts = "DNS:client"})));
    EXPECT_TRUE(with(ours_)) << "the data flow inside of the process shows the servers' own";
}

TEST_F(TlsServer, EndsAConnectionThatDoesNotSpeakTlsAndGoesOn) {
    const auto server = Start(&Echo);
    RawClient plain(server->Url());
    plain.Send("GET / HTTP/1.1\r\n\r\n");
    EXPECT_THAT(plain.ReadToTheEnd(), ::testing::Not(HasSubstr("HTTP/1.1 200")));
    EXPECT_TRUE(ClientOf(*server)->Get("/"));
}

TEST_F(TlsServer, RefusesFilesThatDoNotFit) {
    const CertificateFiles other = authority_.Issue({.name = "other"});
    const std::string missing = folder_.Path() / "missing.pem";
    EXPECT_THAT(Tls::Load({missing, ours_.key, ""}), Fails(HasSubstr("missing.pem")));
    EXPECT_THAT(Tls::Load({ours_.certificate, other.key, ""}), Fails(HasSubstr("holds no key of")));
    EXPECT_THAT(Tls::Load({ours_.certificate, ours_.key, missing}),
                Fails(HasSubstr("missing.pem")));
}

}  // namespace
}  // namespace plumb::mocks::http
