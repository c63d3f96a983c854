#pragma once

#include <vector>

#include "mocks/sesam/connector.h"
#include "mocks/sesam/oauth.h"
#include "mocks/sesam/page_cache.h"
#include "mocks/sesam/poweroffice_access.h"

namespace plumb::mocks::sesam {

/// The customers of PowerOffice GO through version 2 (api/poweroffice-go.md, part A; api/sesam.md
/// 2.2): read by what changed since, written as JSON Patch.
class PowerOfficeCustomers final : public Connector {
  public:
    /// `paths` are the properties that matter. An edit inside an address does not move the
    /// customer's own time stamp (A6), so with such a path the list is always read completely.
    PowerOfficeCustomers(const PowerOfficeAccess& access, const std::vector<std::string>& paths,
                         Clock& clock, const ReadPolicies& policies);

    bool ListsEverything() const override { return lists_everything_; }
    Milliseconds Overlap() const override;
    Listing List(std::optional<Milliseconds> since) override;
    void Reread() override { pages_.Clear(); }
    Outcome Lookup(const std::string& id, const std::string& parent) override;
    Outcome Insert(const Json& body) override;
    Outcome Update(const Version& current, const Changes& changes) override;
    Outcome Delete(const std::string& id, const std::string& parent) override;
    Json Complete(Json body, const std::string& label) const override;
    std::string ReferencePath() const override { return "ExternalImportReference"; }
    std::string LabelOf(const Json& record) const override;
    std::optional<Milliseconds> ChangedAt(const Version& version,
                                          const std::string& path) const override;

  private:
    HttpAnswer Send(const std::string& method, const std::string& target, const Json& body = {},
                    const std::string& content_type = "application/json");

    OAuthPort http_;
    int page_size_;
    bool lists_everything_;
    const ReadPolicies& policies_;
    PageCache pages_;
};

}  // namespace plumb::mocks::sesam
