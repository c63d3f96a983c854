#pragma once

#include <functional>
#include <string>

#include "mocks/sesam/http_port.h"

namespace plumb::mocks::sesam {

/// PowerOffice GO's client credentials (api/poweroffice-go.md, A2 and B1).
struct ClientCredentials {
    std::string application_key;
    std::string client_key;
    std::string subscription_key;  ///< "" for version 1, which has none
};

/// Sends calls with a bearer token that is renewed shortly before it expires, and once when the API
/// answers 401 nevertheless. Not for use from several threads.
class OAuthPort final {
  public:
    /// `policies` must outlive it.
    OAuthPort(std::string base_url, ClientCredentials credentials, Clock& clock,
              const ReadPolicies& policies, const std::shared_ptr<const http::Tls>& tls = nullptr);

    HttpAnswer Send(HttpCall call);

  private:
    /// A failed answer of the token endpoint, or nothing when there is a token.
    std::optional<HttpAnswer> Renew();

    HttpPort http_;
    ClientCredentials credentials_;
    Clock& clock_;
    const ReadPolicies& policies_;
    std::string token_;
    Milliseconds renew_at_ = 0;
};

}  // namespace plumb::mocks::sesam
