#include "mocks/poweroffice/operations.h"

#include "mocks/poweroffice/v2_answers.h"

namespace plumb::mocks::poweroffice {

const http::Operations& V1Operations() {
    static const http::Operations operations = [] {
        using Kind = http::Operation::Kind;
        http::Operations all = {{"POST", "/OAuth/Token", "", Kind::kToken},
                                {"GET", "/PartyContactPerson", kContactPersons, Kind::kList}};
        for (const std::string party : {"/Customer", "/Supplier"}) {
            const std::string contacts = party + "/{parentId}/Contact";
            const std::string contact = contacts + "/{id}";
            all.push_back({"GET", contacts, kContactPersons, Kind::kList});
            all.push_back({"POST", contacts, kContactPersons, Kind::kCreateOrUpdate});
            all.push_back({"GET", contact, kContactPersons, Kind::kRead});
            all.push_back({"DELETE", contact, kContactPersons, Kind::kDelete});
        }
        all.push_back({"DELETE", "/Supplier/{id}", kContactPersons, Kind::kOther});
        return all;
    }();
    return operations;
}

const http::Operations& V2Operations() {
    static const http::Operations operations = [] {
        using Kind = http::Operation::Kind;
        http::Operations all;
        for (const std::string base : {"", "/Demo"}) {
            const std::string customers = base + "/v2/Customers";
            const std::string contacts = base + "/v2/ContactPersons";
            const std::string contact = contacts + "/{contactId}/{id}";
            all.push_back({"POST", base + "/OAuth/Token", "", Kind::kToken});
            all.push_back({"GET", customers, kCustomers, Kind::kList});
            all.push_back({"POST", customers, kCustomers, Kind::kCreate});
            all.push_back({"GET", customers + "/{id}", kCustomers, Kind::kRead});
            all.push_back({"PATCH", customers + "/{id}", kCustomers, Kind::kUpdate});
            all.push_back({"DELETE", customers + "/{id}", kCustomers, Kind::kDelete});
            all.push_back({"GET", contacts, kContactPersons, Kind::kList});
            all.push_back({"POST", contacts + "/{contactId}", kContactPersons, Kind::kCreate});
            all.push_back({"GET", contact, kContactPersons, Kind::kRead});
            all.push_back({"PATCH", contact, kContactPersons, Kind::kUpdate});
            all.push_back({"DELETE", contact, kContactPersons, Kind::kDelete});
        }
        return all;
    }();
    return operations;
}

}  // namespace plumb::mocks::poweroffice
