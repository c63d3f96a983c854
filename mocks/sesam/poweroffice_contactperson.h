#pragma once

#include "mocks/sesam/connector.h"
#include "mocks/sesam/oauth.h"
#include "mocks/sesam/page_cache.h"
#include "mocks/sesam/poweroffice_access.h"

namespace plumb::mocks::sesam {

/// The contact persons of PowerOffice GO through version 1 (api/poweroffice-go.md, part B;
/// api/sesam.md 2.3): an envelope around every answer, one POST for create and update, stamps of
/// whole seconds. A contact person needs a customer, which no source names: new ones go below the
/// one that the node is told of.
class PowerOfficeContactPerson final : public Connector {
  public:
    PowerOfficeContactPerson(const PowerOfficeAccess& access, Clock& clock,
                             const ReadPolicies& policies);

    bool ListsEverything() const override { return false; }
    Milliseconds Overlap() const override;
    Listing List(std::optional<Milliseconds> since) override;
    void Reread() override { pages_.Clear(); }
    Outcome Lookup(const std::string& id, const std::string& parent) override;
    Outcome Insert(const Json& body) override;
    Outcome Update(const Version& current, const Changes& changes) override;
    Outcome Delete(const std::string& id, const std::string& parent) override;
    Json Complete(Json body, const std::string& label) const override {
        (void)label;
        return body;
    }
    std::string LabelOf(const Json& record) const override;
    std::optional<Milliseconds> ChangedAt(const Version& version,
                                          const std::string& path) const override;

  private:
    HttpAnswer Send(const std::string& method, const std::string& target, const Json& body = {});
    Outcome OnePerson(const HttpAnswer& answer, Outcome::Kind when_failed) const;

    OAuthPort http_;
    std::string parent_;  ///< of new ones; "" for none
    int page_size_;
    const ReadPolicies& policies_;
    PageCache pages_;
};

}  // namespace plumb::mocks::sesam
