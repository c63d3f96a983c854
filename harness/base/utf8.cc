#include "harness/base/utf8.h"

#include "harness/base/json_path.h"

namespace plumb {

std::string ToUtf8(std::string_view bytes) {
    return Json::parse(Dump(Json(bytes))).get<std::string>();
}

}  // namespace plumb
