// How fast QA documents are read: bytes_per_second beside what the machine can do at all with the
// same bytes, which is to copy them, to look for line ends, and to make their digest.

#include <benchmark/benchmark.h>
#include <fmt/format.h>
#include <openssl/evp.h>

#include <cstring>
#include <string>

#include "harness/checklist/interpret.h"
#include "harness/document/reader.h"

namespace {

using plumb::checklist::Interpret;

constexpr std::size_t kBytes = 64u << 20;

std::string MergeTable(const std::string& a, const std::string& b) {
    return fmt::format(
        "A {0} will merge with a {1} if one of the following property combinations match:\r\n\r\n"
        ".. list-table::\r\n   :header-rows: 1\r\n\r\n   * - {0} Property\r\n     - {1} "
        "Property\r\n"
        "   * - profile.email.email\r\n     - EmailAddress\r\n"
        "   * - phone\r\n     - PhoneNumber\r\n\r\n",
        a, b);
}

std::string PropertyTable(const std::string& a, const std::string& b) {
    std::string text = fmt::format(
        "The following properties are synchronized between a {0} and a {1}:\r\n\r\n"
        ".. list-table::\r\n   :header-rows: 1\r\n\r\n   * - {0} Property\r\n     - {1} "
        "Property\r\n"
        "     - Ledgerly Data Type\r\n",
        a, b);
    // Five rows a flow, and 89 of 100 of them plain texts, as in the published documents.
    for (const char* row :
         {"name\r\n     - Name\r\n     - \"string\"",
          "properties.email\r\n     - EmailAddress\t\r\n     - \"string\"",
          "address.country\r\n     - MailAddress.CountryCode\r\n     - \"string\"",
          "orgnr\r\n     - OrgNr (Dependant on having NO in Country)\r\n     - \"integer\"",
          "associations.contacts.results.id\r\n     - ContactId\r\n     - N/A"}) {
        text += fmt::format("   * - {}\r\n", row);
    }
    return text + "\r\n\r\n";
}

/// A made-up document: the same few kinds of sections again and again, each with names of its own.
std::string MakeDocument(std::size_t bytes) {
    std::string text =
        "=============================\r\nHarbor CRM to Ledgerly Dataflow\r\n"
        "=============================\r\n\r\nGenerated: 2024-02-03 04:05:06\r\n\r\n"
        "Introduction\r\n------------\r\n\r\nMade up.\r\n\r\n";
    for (int number = 0; text.size() < bytes; ++number) {
        const std::string a = fmt::format("Harbor CRM Contact {}", number);
        const std::string b = fmt::format("Ledgerly Customers {}", number % 1000);
        text += fmt::format("{} to {}\r\n{:-<50}\r\n", a, b, "");
        const bool merges = number % 5 == 0;
        text += merges ? fmt::format(
                             "Before any synchronization can take place, a link between a "
                             "{} and a {} must be established.\r\n\r\n",
                             a, b) +
                             MergeTable(a, b)
                       : fmt::format("Every {} will be synchronized with a {}.\r\n\r\n", a, b);
        text += fmt::format(
            "Once a link between a {} and a {} is established, it will keep in sync between the "
            "two "
            "systems, regardless of where it is edited.\r\n\r\n",
            a, b);
        text += PropertyTable(a, b);
    }
    return text;
}

const std::string& Text() {
    static const std::string text = MakeDocument(kBytes);
    return text;
}

void Report(benchmark::State& state) {
    state.SetBytesProcessed(static_cast<std::int64_t>(state.iterations()) *
                            static_cast<std::int64_t>(Text().size()));
}

void LimitCopy(benchmark::State& state) {
    std::string copy(Text().size(), '\0');
    for (auto _ : state) {
        std::memcpy(copy.data(), Text().data(), Text().size());
        benchmark::DoNotOptimize(copy.data());
    }
    Report(state);
}
BENCHMARK(LimitCopy)->Unit(benchmark::kMillisecond);

void LimitFindLineEnds(benchmark::State& state) {
    for (auto _ : state) {
        std::size_t lines = 0;
        const char* at = Text().data();
        const char* end = at + Text().size();
        while (at != end) {
            const void* next = std::memchr(at, '\n', static_cast<std::size_t>(end - at));
            if (next == nullptr) break;
            at = static_cast<const char*>(next) + 1;
            ++lines;
        }
        benchmark::DoNotOptimize(lines);
    }
    Report(state);
}
BENCHMARK(LimitFindLineEnds)->Unit(benchmark::kMillisecond);

void LimitDigest(benchmark::State& state) {
    for (auto _ : state) {
        unsigned char digest[EVP_MAX_MD_SIZE];
        EVP_Digest(Text().data(), Text().size(), digest, nullptr, EVP_sha256(), nullptr);
        benchmark::DoNotOptimize(digest);
    }
    Report(state);
}
BENCHMARK(LimitDigest)->Unit(benchmark::kMillisecond);

void ReadDocument(benchmark::State& state) {
    for (auto _ : state) {
        const auto document = plumb::document::Read(Text(), "made-up.rst");
        if (!document.problems.empty()) state.SkipWithError("the made-up document is faulty");
    }
    Report(state);
}
BENCHMARK(ReadDocument)->Unit(benchmark::kMillisecond);

void ReadAndInterpretDocument(benchmark::State& state) {
    for (auto _ : state) {
        const auto read = Interpret(plumb::document::Read(Text(), "made-up.rst"), {});
        if (!read.problems.empty()) state.SkipWithError("the made-up document is faulty");
    }
    Report(state);
}
BENCHMARK(ReadAndInterpretDocument)->Unit(benchmark::kMillisecond);

}  // namespace

BENCHMARK_MAIN();
