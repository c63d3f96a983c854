#include "mocks/http/lost_item.h"

#include <algorithm>
#include <optional>

#include "harness/base/json_path.h"
#include "harness/base/text.h"

namespace plumb::mocks::http {

namespace {

/// The list in an answer: the answer itself, or the only member that is one.
Json* ListIn(Json& body) {
    if (body.is_array()) return &body;
    if (!body.is_object()) return nullptr;
    const auto found = std::ranges::find_if(body, [](const Json& one) { return one.is_array(); });
    return found == body.end() ? nullptr : &*found;
}

std::string IdOf(const Json& item) {
    for (const char* name : {"id", "Id"}) {
        if (!item.is_object() || !item.contains(name)) continue;
        const Json& value = item[name];
        return value.is_string() ? value.get<std::string>() : Dump(value);
    }
    return "";
}

std::vector<std::string> IdsOf(const Json& list) {
    std::vector<std::string> ids;
    for (const Json& item : list) ids.push_back(IdOf(item));
    return ids;
}

/// The page is asked for as it is, so that this costs as much however many records there are.
std::vector<std::string> AskForIds(const Request& request, const Service& service) {
    Request whole = request;
    whole.is_of_mock = true;
    std::erase_if(whole.query, [](const auto& one) { return ToLower(one.first) == "fields"; });
    Json body = ParseJson(service.handler(whole).body);
    const Json* list = ListIn(body);
    return list == nullptr ? std::vector<std::string>() : IdsOf(*list);
}

/// A list with the ids of its items, which need not stand in it.
class LossyList final {
  public:
    LossyList(Json& list, const Request& request, const Service* service)
        : list_(list), ids_(IdsOf(list)) {
        const bool unknown = std::ranges::all_of(ids_, &std::string::empty);
        if (unknown && !list.empty() && service != nullptr) ids_ = AskForIds(request, *service);
    }

    bool Lose(const fault::LostItem& lost) {
        const auto place = PlaceOf(lost);
        if (!place) return false;
        list_.erase(*place);
        if (*place < ids_.size()) ids_.erase(ids_.begin() + static_cast<std::ptrdiff_t>(*place));
        return true;
    }

  private:
    std::optional<std::size_t> PlaceOf(const fault::LostItem& lost) const {
        const auto size = static_cast<std::ptrdiff_t>(list_.size());
        std::ptrdiff_t place = lost.place < 0 ? size + lost.place : lost.place;
        if (!lost.id.empty()) {
            if (ids_.size() != list_.size()) return std::nullopt;  // it has changed in between
            place = std::ranges::find(ids_, lost.id) - ids_.begin();
        }
        if (place < 0 || place >= size) return std::nullopt;
        return static_cast<std::size_t>(place);
    }

    Json& list_;
    std::vector<std::string> ids_;
};

}  // namespace

std::vector<std::string> LoseItems(const std::vector<FaultBook::Met>& losses,
                                   const Request& request, const Service* service,
                                   Response& response) {
    std::vector<std::string> met;
    if (losses.empty()) return met;
    Json body = ParseJson(response.body);
    Json* list = ListIn(body);
    if (list == nullptr) return met;
    LossyList lossy(*list, request, service);
    for (const FaultBook::Met& loss : losses) {
        if (lossy.Lose(std::get<fault::LostItem>(loss.verdict))) met.push_back(loss.fault);
    }
    if (!met.empty()) response.body = Dump(body);
    return met;
}

}  // namespace plumb::mocks::http
