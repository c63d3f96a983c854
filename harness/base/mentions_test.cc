#include "harness/base/mentions.h"

#include <gtest/gtest.h>

namespace plumb {
namespace {

struct Sentence {
    const char* text;
    const char* word;
    bool mentioned;
};

TEST(Mentions, AWordThatStandsByItself) {
    for (const Sentence& one :
         {Sentence{"youtrack-users:17", "17", true}, Sentence{"youtrack-users:170", "17", false},
          Sentence{"170, 17", "17", true}, Sentence{"a17 17b", "17", false},
          Sentence{"17", "17", true}, Sentence{"1717", "17", false}, Sentence{"17", "", false},
          Sentence{"", "17", false}, Sentence{R"({"id":"u-1"})", "u-1", true}}) {
        EXPECT_EQ(Mentions(one.text, one.word), one.mentioned) << one.text << " / " << one.word;
    }
}

}  // namespace
}  // namespace plumb
