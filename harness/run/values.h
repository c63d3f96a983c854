#pragma once

#include <cstdint>
#include <nlohmann/json.hpp>
#include <string>

#include "harness/target/profile.h"
#include "harness/target/target.h"

namespace plumb::run {

/// The made-up person (or company) behind a record: what its names, phone and town are made of.
struct Persona {
    std::string given;
    std::string family;
    std::string phone;
    std::string city;
    std::string email;
};

/// Makes every value that a run writes. All of it follows from the seed and the tag, so the same
/// seed gives the same data; every text holds the tag, so no two records of any run share a value.
/// Addresses lie in a reserved domain, where no mail can arrive, unless the target names another.
class ValueMaker final {
  public:
    /// `domain` of the addresses.
    ValueMaker(std::uint64_t seed, std::string run_tag,
               std::string domain = std::string(target::kReservedDomain));

    /// Lower-case letters and digits, no tag a prefix of another.
    std::string CaseTag(int case_number) const;
    static std::string RecordTag(const std::string& case_tag, int record_number, int index);

    Persona MakePersona(const std::string& record_tag) const;

    /// A new value of this kind: unique where the kind allows it, else (boolean, country, choice)
    /// another one than `current`.
    nlohmann::json Fresh(const target::Field& field, const std::string& tag, int number,
                         const nlohmann::json& current) const;

    /// A profile's template with {given} {family} {tag} {phone} {city} {email} filled in.
    static std::string Fill(std::string text, const Persona& persona, const std::string& tag);

    /// `{tag}` and `{n}` of a step's text values, and this run's domain where they name the usual
    /// one; other values stay as they are.
    nlohmann::json FillTag(const nlohmann::json& value, const std::string& tag, int index) const;

    const std::string& RunTag() const { return run_tag_; }

  private:
    std::uint64_t Hash(const std::string& text) const;

    std::uint64_t seed_;
    std::string run_tag_;
    std::string domain_;
};

}  // namespace plumb::run
