#include "harness/scenario/flows_named.h"

namespace plumb::scenario {

namespace {

struct FlowNamed final {
    std::string operator()(const GivenLinkedPair& step) const { return step.flow; }
    std::string operator()(const Create& step) const { return step.flow; }
    std::string operator()(const Expect& step) const { return std::visit(*this, step.what); }
    std::string operator()(const Linked& what) const { return what.flow; }
    std::string operator()(const Unlinked& what) const { return what.flow; }
    std::string operator()(const CountIs& what) const { return what.flow; }
    std::string operator()(const NoneResembling& what) const { return what.flow; }
    template <class Other>
    std::string operator()(const Other&) const {
        return "";
    }
};

}  // namespace

std::string FlowNamedBy(const Action& action) {
    return std::visit(FlowNamed(), action);
}

}  // namespace plumb::scenario
