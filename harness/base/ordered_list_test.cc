#include "harness/base/ordered_list.h"

#include <gmock/gmock.h>

#include <map>
#include <random>

namespace plumb {
namespace {

using ::testing::ElementsAre;

struct FirstOf {
    int operator()(const std::pair<int, int>& item) const { return item.first; }
};
using List = OrderedList<std::pair<int, int>, FirstOf>;

std::vector<std::pair<int, int>> AllOf(const List& list) {
    return {list.begin(), list.end()};
}

TEST(OrderedList, KeepsTheOrderOfItsKeysAndOneItemPerKey) {
    List list;
    EXPECT_TRUE(list.IsEmpty());
    list.Erase(1);
    for (const auto& item : {std::pair(3, 0), std::pair(1, 0), std::pair(2, 0), std::pair(1, 7)})
        list.Put(item);
    EXPECT_THAT(AllOf(list), ElementsAre(std::pair(1, 7), std::pair(2, 0), std::pair(3, 0)));
    list.Erase(2);
    list.Erase(9);
    EXPECT_THAT(AllOf(list), ElementsAre(std::pair(1, 7), std::pair(3, 0)));
    list.Erase(1);
    list.Erase(3);
    EXPECT_TRUE(AllOf(list).empty());
    list.Put({5, 5});
    EXPECT_THAT(AllOf(list), ElementsAre(std::pair(5, 5)));
}

// Enough items for many blocks, in an order that divides them in the middle and at the end.
TEST(OrderedList, IsAMapWithPlaces) {
    std::mt19937 random(7);
    std::uniform_int_distribution<int> keys(0, 20'000);
    List list;
    std::map<int, int> map;
    for (int i = 0; i < 60'000; ++i) {
        const int key = keys(random);
        if (i % 3 == 2) {
            list.Erase(key);
            map.erase(key);
        } else {
            list.Put({key, i});
            map[key] = i;
        }
    }
    const std::vector<std::pair<int, int>> expected(map.begin(), map.end());
    ASSERT_EQ(list.Size(), expected.size());
    EXPECT_EQ(AllOf(list), expected);
    for (int key = -1; key <= 20'001; ++key) {
        const auto* found = list.Find(key);
        const auto expected_item = map.find(key);
        ASSERT_EQ(found != nullptr, expected_item != map.end()) << key;
        ASSERT_TRUE(found == nullptr || found->second == expected_item->second) << key;
    }
    for (const std::size_t first : {std::size_t{0}, std::size_t{511}, std::size_t{4000}}) {
        for (const std::size_t count : {std::size_t{0}, std::size_t{1}, std::size_t{2000}}) {
            const auto from = expected.begin() + static_cast<std::ptrdiff_t>(first);
            const std::vector<std::pair<int, int>> part(from,
                                                        from + static_cast<std::ptrdiff_t>(count));
            EXPECT_EQ(list.Slice(first, first + count), part) << first << " " << count;
        }
    }
}

}  // namespace
}  // namespace plumb
