#include "mocks/poweroffice/lookup.h"

#include <gmock/gmock.h>

#include "mocks/poweroffice/entity_fields.h"
#include "mocks/poweroffice/table.h"
#include "mocks/poweroffice/test_company.h"
#include "mocks/poweroffice/v1_query.h"
#include "mocks/poweroffice/v2_list.h"

namespace plumb::mocks::poweroffice {
namespace {

using ::testing::ElementsAre;
using ::testing::IsEmpty;

RecordPtr MakeRecord(std::int64_t id, const char* email, Json number = nullptr) {
    Record record;
    record.id = id;
    record.parent = id % 10 + 1;
    record.changed = id;
    record.members = {{"Id", id},
                      {"ContactId", record.parent},
                      {"EmailAddress", email == nullptr ? Json() : Json(email)},
                      {"PhoneNumber", nullptr},
                      {"Number", std::move(number)}};
    return std::make_shared<const Record>(std::move(record));
}

std::vector<std::int64_t> IdsOf(const std::vector<const RecordPtr*>& records) {
    std::vector<std::int64_t> ids;
    for (const RecordPtr* record : records) ids.push_back((*record)->id);
    return ids;
}

TEST(Lookup, FindsTextsWithoutCaseAndNumbersByRange) {
    Lookup lookup({"EmailAddress"}, {"Number"});
    const RecordPtr upper = MakeRecord(3, "A@x.example", 30);
    for (const RecordPtr& record : {upper, MakeRecord(1, "a@x.example", 10),
                                    MakeRecord(2, nullptr, "20"), MakeRecord(4, "", 40)}) {
        lookup.Add(record);
    }
    EXPECT_THAT(IdsOf(lookup.WithText("EmailAddress", "a@X.example")), ElementsAre(1, 3));
    EXPECT_THAT(IdsOf(lookup.WithText("EmailAddress", "")), ElementsAre(4));
    EXPECT_THAT(IdsOf(lookup.InRange("Number", 10, 30)), ElementsAre(1, 3));
    EXPECT_THAT(IdsOf(lookup.InRange("Number", 31, 10)), IsEmpty());
    lookup.Remove(*upper);
    EXPECT_THAT(IdsOf(lookup.WithText("EmailAddress", "a@x.example")), ElementsAre(1));
    EXPECT_THAT(IdsOf(lookup.InRange("Number", 11, 99)), ElementsAre(4));
    EXPECT_FALSE(lookup.HasTexts("Number") || lookup.HasNumbers("EmailAddress"));
}

/// A thousand records, of which each email address is that of two.
class Thousand : public ::testing::Test {
  protected:
    Thousand() {
        for (int id = 1; id <= 1000; ++id) {
            const std::string email = (id % 2 == 0 ? "P" : "p") + std::to_string(id / 2);
            table_.Put(MakeRecord(id, email.c_str(), id));
        }
    }

    /// How many records a list of version 2 looks at.
    std::int64_t LookedAt(const std::string& query) {
        const auto request = TestCompany::RequestOf("GET", "/v2/Customers?" + query);
        return PageOf(table_, *ReadCustomerFilters(request, {}),
                      *ReadListQuery(request, CustomerFields()))
            .looked_at;
    }
    std::int64_t LookedAtPersons(const std::string& query) {
        const auto request = TestCompany::RequestOf("GET", "/v2/ContactPersons?" + query);
        return PageOf(table_, *ReadContactPersonFilters(request, {}),
                      *ReadListQuery(request, ContactPersonFields()))
            .looked_at;
    }

    V1Page Select(const std::string& query, std::optional<std::int64_t> party = {}) {
        const auto request = TestCompany::RequestOf("GET", "/PartyContactPerson?" + query);
        return SelectV1(table_, party, *ReadV1Query(request));
    }

    Table table_{{}, {{"EmailAddress"}, {"Number"}}};
};

// poweroffice-go.md, A6 "Filters": what names its records looks at no others.
TEST_F(Thousand, AreNotAllLookedAtByAFilterOfVersion2) {
    EXPECT_EQ(LookedAt("emailAddresses=p7"), 2);
    EXPECT_EQ(LookedAt("emailAddresses=p7,P7,p8,none"), 4);
    EXPECT_EQ(LookedAt("customerNos=5,100-103"), 5);
    EXPECT_EQ(LookedAt("customerNos=1-6&emailAddresses=p7"), 2);
    const std::string since = "lastChangedDateTimeOffsetGreaterThan=1970-01-01T00:00:00.";
    EXPECT_EQ(LookedAt(since + "0000990Z"), 10);
    EXPECT_EQ(LookedAt("PageSize=10&PageNumber=90"), 0) << "a page needs no look";
    EXPECT_EQ(LookedAt("phoneNumbers=1"), 1000) << "this table has no such index";
    EXPECT_EQ(LookedAtPersons("contactIds=3,5"), 200) << "of two parents";
    EXPECT_EQ(LookedAtPersons("contactIds=3&" + since + "0000990Z"), 100);
}

// poweroffice-go.md, B4.
TEST_F(Thousand, AreNotAllLookedAtByAFilterOfVersion1) {
    struct Case {
        const char* query;
        std::int64_t looked_at;
        std::int64_t count;
    };
    for (const Case& c : {
             Case{"$filter=(EmailAddress eq 'p7')", 2, 1},
             Case{"$filter=(tolower(EmailAddress) eq 'p7')", 2, 2},
             Case{"$filter=(LastName eq null and EmailAddress eq 'P7')", 2, 1},
             Case{"$filter=(EmailAddress eq 'p7' or EmailAddress eq 'P7')", 2, 2},
             Case{"$filter=(Id eq 7)", 1, 1},
             Case{"$filter=(Id eq 7.5)", 1000, 0},
             Case{"$filter=(PartyId eq 3)", 100, 100},
             Case{"$filter=(EmailAddress ne 'p7')", 1000, 999},
             Case{"$orderby=Id asc&$skip=500&$top=10", 0, 1000},
             Case{"$filter=(LastChanged ge DateTimeOffset'1970-01-01')&$orderby=Id&$skip=5&$top=1",
                  0, 1000},
             Case{"$filter=(LastChanged ge DateTimeOffset'1970-01-01T00:00:00.0000991Z')", 10, 10},
             Case{"$filter=(LastChanged lt DateTimeOffset'1970-01-01')", 1000, 0},
             Case{"$filter=(LastChanged ge DateTimeOffset'1970-01-01' and City eq null)", 1000,
                  1000},
         }) {
        const V1Page page = Select(c.query);
        EXPECT_EQ(page.looked_at, c.looked_at) << c.query;
        EXPECT_EQ(page.count, c.count) << c.query;
    }
    EXPECT_EQ(Select("$filter=(EmailAddress eq 'p7')", 6).count, 1) << "of party 6: id 15";
    EXPECT_EQ(Select("$filter=(EmailAddress eq 'p7')", 5).count, 0);
    EXPECT_EQ(Select("$filter=(City eq null)", 5).looked_at, 100);
}

// Facts A4: OrderBy=Id when paging.
TEST_F(Thousand, ArePagedInBothDirections) {
    const auto first = [&](const std::string& query) {
        const auto request = TestCompany::RequestOf("GET", "/v2/Customers?PageSize=10&" + query);
        return PageOf(table_, {}, *ReadListQuery(request, CustomerFields())).records.front()->id;
    };
    EXPECT_EQ(first("PageNumber=60&OrderBy=Id"), 591);
    EXPECT_EQ(first("PageNumber=60&OrderBy=Id desc"), 410);
    EXPECT_EQ(first("PageNumber=60&lastChangedDateTimeOffsetGreaterThan=1970-01-01"), 591);
}

}  // namespace
}  // namespace plumb::mocks::poweroffice
