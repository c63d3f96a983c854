#include "harness/catalogue/subject_bindings.h"

#include <fmt/format.h>
#include <algorithm>

namespace plumb::catalogue {

namespace {

using checklist::Flow;
using checklist::Pair;

std::string SideName(Side side) {
    return side == Side::kSource ? "source" : "target";
}

void BindPair(Bindings& bindings, const std::string& name, const Pair& pair) {
    bindings.SetText(name + ".source", pair.source);
    bindings.SetText(name + ".target", pair.target);
}

void AddTablePaths(const Flow& flow, Side side, std::vector<std::string>& paths) {
    const auto add = [&](const Pair& pair) {
        const std::string& path = PathOn(pair, side);
        const bool known = std::find(paths.begin(), paths.end(), path) != paths.end();
        if (!path.empty() && !known) paths.push_back(path);
    };
    for (const checklist::MergeAlternative& alternative : flow.merge_when_any) {
        for (const Pair& pair : alternative) add(pair);
    }
    for (const checklist::Property& property : flow.properties) add(property.pair);
}

/// The paths that tables name on this side for the pair of entities, each once.
std::vector<std::string> TablePaths(const Context& context, const Flow& flow, Side side) {
    std::vector<std::string> paths;
    AddTablePaths(flow, side, paths);
    for (const Flow* twin : TwinsOf(context.GetChecklist(), flow))
        AddTablePaths(*twin, side, paths);
    for (const Flow* mirror : MirrorsOf(context.GetChecklist(), flow))
        AddTablePaths(*mirror, OtherSide(side), paths);
    return paths;
}

void BindSides(Bindings& bindings, const BindingRequest& request) {
    const Flow& flow = *request.subject.flow;
    const Side to = OtherSide(request.from);
    bindings.SetText("flow", flow.id);
    bindings.SetText("from", SideName(request.from));
    bindings.SetText("to", SideName(to));
    bindings.SetWords("from", request.context.NameOn(flow, request.from));
    bindings.SetWords("to", request.context.NameOn(flow, to));
    bindings.SetWords("source", request.context.NameOn(flow, Side::kSource));
    bindings.SetWords("target", request.context.NameOn(flow, Side::kTarget));
    for (const Side side : {Side::kSource, Side::kTarget}) {
        const std::vector<std::string> paths = TablePaths(request.context, flow, side);
        bindings.SetTexts("synced." + SideName(side), paths);
        bindings.SetTexts(side == request.from ? "synced.from" : "synced.to", paths);
    }
}

void BindPairs(Bindings& bindings, const BindingRequest& request) {
    const Subject& subject = request.subject;
    if (subject.identity) {
        const Pair& identity = subject.identity->pair;
        BindPair(bindings, "identity", identity);
        bindings.SetText("identity.from", PathOn(identity, request.from));
        bindings.SetText("identity.to", PathOn(identity, OtherSide(request.from)));
    }
    if (subject.other_key) BindPair(bindings, "other", *subject.other_key);
    if (!subject.pair) return;
    const Pair& pair = subject.pair->pair;
    BindPair(bindings, "merge", pair);
    BindPair(bindings, "property", pair);
    bindings.SetText("source.path", pair.source);
    bindings.SetText("target.path", pair.target);
    bindings.SetText("from.path", PathOn(pair, request.from));
    bindings.SetText("to.path", PathOn(pair, OtherSide(request.from)));
}

void BindFlows(Bindings& bindings, const BindingRequest& request) {
    if (request.subject.second == nullptr) return;
    const Flow* flows[] = {request.subject.flow, request.subject.second};
    for (std::size_t i = 0; i < std::size(flows); ++i) {
        const std::string name = fmt::format("flows.{}", i);
        bindings.SetText(name, flows[i]->id);
        BindPair(bindings, name + ".merge", request.context.LinkingAlternative(*flows[i]).front());
        bindings.SetWords(name + ".target", request.context.NameOn(*flows[i], Side::kTarget));
    }
}

}  // namespace

Bindings BindingsFor(const BindingRequest& request, const CheckTemplate& check,
                     const Variant& variant) {
    Bindings bindings;
    BindSides(bindings, request);
    BindPairs(bindings, request);
    BindFlows(bindings, request);
    bindings.SetWords("row", variant.why);
    if (!check.variants) return bindings;
    for (const auto& [column, cell] : variant.cells) {
        bindings.Set(fmt::format("{}.{}", check.variants->name, column), cell);
    }
    return bindings;
}

}  // namespace plumb::catalogue
