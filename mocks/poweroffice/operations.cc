#include "mocks/poweroffice/operations.h"

#include "mocks/poweroffice/v2_answers.h"

namespace plumb::mocks::poweroffice {

const http::Operations& V1Operations() {
    static const http::Operations operations = [] {
        using enum http::Operation::Kind;
        http::Operations all = {{"POST", "/OAuth/Token", "", kToken},
                                {"GET", "/PartyContactPerson", kContactPersons, kList}};
        for (const std::string party : {"/Customer", "/Supplier"}) {
            const std::string contacts = party + "/{parentId}/Contact";
            const std::string contact = contacts + "/{id}";
            all.push_back({"GET", contacts, kContactPersons, kList});
            all.push_back({"POST", contacts, kContactPersons, kCreateOrUpdate});
            all.push_back({"GET", contact, kContactPersons, kRead});
            all.push_back({"DELETE", contact, kContactPersons, kDelete});
        }
        all.push_back({"DELETE", "/Supplier/{id}", kContactPersons, kOther});
        return all;
    }();
    return operations;
}

const http::Operations& V2Operations() {
    static const http::Operations operations = [] {
        using enum http::Operation::Kind;
        http::Operations all;
        for (const std::string base : {"", "/Demo"}) {
            const std::string customers = base + "/v2/Customers";
            const std::string contacts = base + "/v2/ContactPersons";
            const std::string contact = contacts + "/{contactId}/{id}";
            all.push_back({"POST", base + "/OAuth/Token", "", kToken});
            all.push_back({"GET", customers, kCustomers, kList});
            all.push_back({"POST", customers, kCustomers, kCreate});
            all.push_back({"GET", customers + "/{id}", kCustomers, kRead});
            all.push_back({"PATCH", customers + "/{id}", kCustomers, kUpdate});
            all.push_back({"DELETE", customers + "/{id}", kCustomers, kDelete});
            all.push_back({"GET", contacts, kContactPersons, kList});
            all.push_back({"POST", contacts + "/{contactId}", kContactPersons, kCreate});
            all.push_back({"GET", contact, kContactPersons, kRead});
            all.push_back({"PATCH", contact, kContactPersons, kUpdate});
            all.push_back({"DELETE", contact, kContactPersons, kDelete});
        }
        return all;
    }();
    return operations;
}

}  // namespace plumb::mocks::poweroffice
