#pragma once

#include "mocks/sesam/connector.h"
#include "mocks/sesam/http_port.h"
#include "mocks/sesam/page_cache.h"

namespace plumb::mocks::sesam {

struct YouTrackAccess {
    std::string url;  ///< Hub is under {url}/hub/rest
    std::string token;
    int page_size = 20;
    std::shared_ptr<const http::Tls> tls{};
};

/// The users of Hub (api/youtrack-hub.md; api/sesam.md 2.1): always read completely, since Hub
/// knows no "changed since" and no time stamps.
class YouTrackUsers final : public Connector {
  public:
    YouTrackUsers(const YouTrackAccess& access, Clock& clock, const ReadPolicies& policies);

    bool ListsEverything() const override { return true; }
    Milliseconds Overlap() const override { return 0; }
    Listing List(std::optional<Milliseconds> since) override;
    void Reread() override { pages_.Clear(); }
    Outcome Lookup(const std::string& id, const std::string& parent) override;
    Outcome Insert(const Json& body) override;
    Outcome Update(const Version& current, const Changes& changes) override;
    Outcome Delete(const std::string& id, const std::string& parent) override;
    Json Complete(Json body, const std::string& label) const override;
    std::string LabelOf(const Json& record) const override;
    std::optional<Milliseconds> ChangedAt(const Version& version,
                                          const std::string& path) const override;

  private:
    HttpAnswer Send(const std::string& method, const std::string& target, const Json& body = {});
    Outcome OneUser(const HttpAnswer& answer) const;

    HttpPort http_;
    YouTrackAccess access_;
    const ReadPolicies& policies_;
    PageCache pages_;
};

}  // namespace plumb::mocks::sesam
