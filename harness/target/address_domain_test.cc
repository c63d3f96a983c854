#include "harness/target/address_domain.h"

#include <gmock/gmock.h>

namespace plumb::target {
namespace {

TEST(AddressDomain, IsAnyDomainNameInWhichNoStrangersHaveMailboxes) {
    for (const char* fine :
         {"plumb.example", "qa.firm.no", "xn--blbr-roah.example", "a.b2", "gmail.com.test"})
        EXPECT_EQ(ProblemOfDomain(fine), "") << fine;
    for (const std::string& none :
         {std::string(), std::string("firm"), std::string("firm."), std::string(".no"),
          std::string("a@firm.no"), std::string("-a.no"), std::string("a-.no"),
          std::string("Firm.no"), std::string("a_b.no"), std::string("127.0.0.1"),
          std::string(64, 'a') + ".no", std::string("bl\u00e5b\u00e6r.no"),
          std::string("a.").append(99, 'b')})
        EXPECT_THAT(ProblemOfDomain(none), ::testing::HasSubstr("is no domain name")) << none;
    for (const char* open : {"gmail.com", "mail.yahoo.com"})
        EXPECT_THAT(ProblemOfDomain(open), ::testing::HasSubstr("strangers have mailboxes"));
}

TEST(AddressDomain, IsReservedWhereNoMailCanArrive) {
    for (const char* reserved : {"plumb.example", "a.test", "x.example.com", "example.org"})
        EXPECT_TRUE(IsReserved(reserved)) << reserved;
    for (const char* real : {"qa.firm.no", "example.no", "myexample.com"})
        EXPECT_FALSE(IsReserved(real)) << real;
}

}  // namespace
}  // namespace plumb::target
