#pragma once

#include <algorithm>
#include <cstddef>
#include <iterator>
#include <utility>
#include <vector>

namespace plumb {

/// Items in ascending order of a key that no two of them share, cut into blocks: an insertion or a
/// removal anywhere moves one block and not everything behind it, and the n-th item is still found
/// at once. `KeyOf` is a function object from an item to its key. Not a map: it is made for lists
/// of a hundred thousand that are read by pages. Addresses of items hold until the next change. Not
/// safe from several threads.
template <class Item, class KeyOf>
class OrderedList final {
    using Block = std::vector<Item>;
    using Blocks = std::vector<Block>;

  public:
    using Key = decltype(KeyOf()(std::declval<const Item&>()));

    class Iterator final {
      public:
        using iterator_category = std::forward_iterator_tag;
        using value_type = Item;
        using difference_type = std::ptrdiff_t;
        using pointer = const Item*;
        using reference = const Item&;

        Iterator() = default;
        Iterator(const Blocks* blocks, std::size_t block) : blocks_(blocks), block_(block) {}
        reference operator*() const { return (*blocks_)[block_][at_]; }
        pointer operator->() const { return &**this; }
        Iterator& operator++() {
            if (++at_ < (*blocks_)[block_].size()) return *this;
            at_ = 0;
            ++block_;
            return *this;
        }
        Iterator operator++(int) {
            const Iterator before = *this;
            ++*this;
            return before;
        }
        bool operator==(const Iterator&) const = default;

      private:
        const Blocks* blocks_ = nullptr;
        std::size_t block_ = 0;
        std::size_t at_ = 0;
    };

    Iterator begin() const { return {&blocks_, 0}; }
    Iterator end() const { return {&blocks_, blocks_.size()}; }
    std::size_t Size() const { return size_; }
    bool IsEmpty() const { return size_ == 0; }

    /// The item with this key; nullptr when there is none.
    const Item* Find(const Key& key) const {
        const auto block = std::lower_bound(blocks_.begin(), blocks_.end(), key, EndsBefore);
        if (block == blocks_.end()) return nullptr;
        const auto at = std::lower_bound(block->begin(), block->end(), key, IsBefore);
        return at != block->end() && KeyOf()(*at) == key ? &*at : nullptr;
    }

    /// The items from the first place to before the last, counted from 0; both are within the list.
    std::vector<Item> Slice(std::size_t first, std::size_t last) const {
        std::vector<Item> items;
        items.reserve(last - first);
        std::size_t begins = 0;
        for (const Block& block : blocks_) {
            if (begins >= last) break;
            const std::size_t from = std::max(first, begins) - begins;
            const std::size_t to = std::min(last - begins, block.size());
            for (std::size_t at = from; at < to; ++at) items.push_back(block[at]);
            begins += block.size();
        }
        return items;
    }

    /// A copy of all items, also for those who change the list meanwhile.
    std::vector<Item> All() const { return Slice(0, size_); }

    /// Adds the item, or replaces the one with its key.
    void Put(Item item) {
        if (blocks_.empty()) blocks_.emplace_back();
        const Key key = KeyOf()(item);
        const auto block = BlockOf(key);
        const auto at = std::lower_bound(block->begin(), block->end(), key, IsBefore);
        if (at != block->end() && KeyOf()(*at) == key) {
            *at = std::move(item);
            return;
        }
        block->insert(at, std::move(item));
        ++size_;
        if (block->size() > kMaxBlock) Divide(block);
    }

    void Erase(const Key& key) {
        if (blocks_.empty()) return;
        const auto block = BlockOf(key);
        const auto at = std::lower_bound(block->begin(), block->end(), key, IsBefore);
        if (at == block->end() || KeyOf()(*at) != key) return;
        block->erase(at);
        --size_;
        if (block->empty()) blocks_.erase(block);
    }

  private:
    static constexpr std::size_t kMaxBlock = 512;

    static bool EndsBefore(const Block& block, const Key& key) {
        return KeyOf()(block.back()) < key;
    }
    static bool IsBefore(const Item& item, const Key& key) { return KeyOf()(item) < key; }

    /// The block that holds the key, or would; there is one.
    typename Blocks::iterator BlockOf(const Key& key) {
        if (size_ == 0) return blocks_.begin();
        const auto block = std::lower_bound(blocks_.begin(), blocks_.end(), key, EndsBefore);
        return block == blocks_.end() ? std::prev(block) : block;
    }

    /// Items mostly come in order: a last block is left full, so that blocks do not stay half
    /// empty.
    void Divide(typename Blocks::iterator block) {
        const bool last = std::next(block) == blocks_.end();
        const std::size_t kept = last ? kMaxBlock : kMaxBlock / 2;
        const auto middle = block->begin() + static_cast<std::ptrdiff_t>(kept);
        Block rest(std::make_move_iterator(middle), std::make_move_iterator(block->end()));
        block->erase(middle, block->end());
        blocks_.insert(std::next(block), std::move(rest));
    }

    Blocks blocks_;  // none is empty, but for a list that has just got its first one
    std::size_t size_ = 0;
};

}  // namespace plumb
