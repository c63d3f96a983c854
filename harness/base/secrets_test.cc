#include "harness/base/secrets.h"

#include <gmock/gmock.h>

#include "harness/base/encoding.h"

namespace plumb {
namespace {

using ::testing::HasSubstr;
using ::testing::Not;

const std::string kSecret = "perm:a/b+c \"d\"==";

TEST(Secrets, MasksEveryFormOfAValue) {
    const Secrets secrets({kSecret});
    const std::vector<std::string> texts = {
        kSecret,
        "x" + kSecret + "y",
        "token=perm%3Aa%2Fb%2Bc%20%22d%22%3D%3D&x=1",
        "token=perm%3aa%2fb%2bc%20%22d%22%3d%3d&x=1",
        "token=perm%3Aa%2Fb%2Bc+%22d%22%3D%3D",
        R"({"token":"perm:a/b+c \"d\"=="})",
        R"({"token":"perm:a\/b+c \"d\"=="})",
        "<p>perm:a/b+c &quot;d&quot;==</p>",
    };
    for (const std::string& text : texts) {
        EXPECT_THAT(secrets.Mask(text), HasSubstr("***")) << text;
        EXPECT_THAT(secrets.Mask(text), Not(HasSubstr("perm"))) << text;
    }
}

TEST(Secrets, MasksAValueInsideBase64WhereverItBegins) {
    const Secrets secrets({std::string("client-key-0815")});
    for (const char* before : {"", "a", "ab", "abc", "user:"}) {
        for (const char* after : {"", ":", ":x", ":password"}) {
            const std::string text =
                "Basic " + Base64(std::string(before) + "client-key-0815" + after);
            EXPECT_THAT(secrets.Mask(text), HasSubstr("***")) << before << " " << after;
            EXPECT_THAT(secrets.Mask(text), Not(HasSubstr("a2V5LTA4"))) << before << " " << after;
        }
    }
}

TEST(Secrets, MasksAValueInTheBase64OfUrls) {
    const Secrets secrets({std::string("?>~~?>~~?>~~")});
    for (std::string text :
         {Base64("?>~~?>~~?>~~"), Base64("a?>~~?>~~?>~~"), Base64("ab?>~~?>~~?>~~")}) {
        for (char& c : text) c = c == '+' ? '-' : c == '/' ? '_' : c;
        EXPECT_THAT(secrets.Mask(text), HasSubstr("***")) << text;
    }
}

TEST(Secrets, MasksTheLongerOfTwoThatBeginAlike) {
    const Secrets secrets({std::string("secret"), std::string("secret-and-more")});
    EXPECT_EQ(secrets.Mask("a secret-and-more b secret c"), "a *** b *** c");
}

TEST(Secrets, LeavesOtherTextAsItIs) {
    const Secrets secrets({std::string("secret"), std::string("abc"), std::string()});
    for (const char* text : {"", "s", "se", "sec", "secre", "abc", "å∂ secre", "Secret"}) {
        EXPECT_EQ(secrets.Mask(text), text);
    }
}

TEST(Secrets, NeverLeavesAPieceWhereTheTextIsCut) {
    const Secrets secrets({std::string("secret-value")});
    const std::string text = "secret-value secret-value secret-value";
    for (std::size_t bytes = 0; bytes < text.size(); ++bytes) {
        EXPECT_THAT(secrets.MaskShortened(text, bytes), Not(HasSubstr("se"))) << bytes;
    }
    EXPECT_EQ(secrets.MaskShortened(text, 12), "***…");
    EXPECT_EQ(secrets.MaskShortened(text, 100), "*** *** ***");
    EXPECT_EQ(secrets.MaskShortened("æøå", 3), "æ…");
}

TEST(Secrets, MasksWhatIsAddedLater) {
    Secrets secrets;
    EXPECT_EQ(secrets.Mask("token-1"), "token-1");
    secrets.Add("token-1");
    EXPECT_EQ(secrets.Mask("token-1"), "***");
}

}  // namespace
}  // namespace plumb
