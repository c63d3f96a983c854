"""Random documents of the family that nobody would write but that the language allows: a system and
itself, keys of every kind, several flows of one pair, rows without a side, conditions, read-only and
unknown properties, data types that mean nothing to Plumb, entities without a profile, other line ends.

Usage and exit status as those of family.py.
"""
import os
import random
import sys

import family

SYSTEMS = {**family.SYSTEMS, "issues": "YouTrack", "projects": "PowerOffice GO"}
WORDS = {
    "users": ["login", "profile.locale.language"],
    "contactperson": ["zipCode", "externalCode"],
    "customers": ["OrganizationNumber", "ExternalImportReference", "MailAddress.ZipCode",
                  "MailAddress.ExternalCode"],
}
EMAILS = {**family.EMAILS, "customers": ["EmailAddress", "InvoiceEmailAddress",
                                         "PaymentReminderEmailAddress", "InvoiceEmailAddressCC"]}
PHONES = {"contactperson": ["phoneNumber"], "customers": ["PhoneNumber"]}
DATES = {"contactperson": ["dateOfBirth"], "customers": ["DateOfBirth", "CustomerSince"]}
FLAGS = {"users": ["banned"], "contactperson": ["isActive", "isPep", "hasNorwegianSSN"],
         "customers": ["IsPerson", "IsVatFree", "IsArchived", "UseInvoiceFee"]}
COUNTRIES = {"contactperson": ["residenceCountryCode"], "customers": ["MailAddress.CountryCode"]}
CHOICES = {"users": ["userType.id"], "customers": ["InvoiceDeliveryType", "CurrencyCode"]}
NUMBERS = {"customers": ["ExternalNumber", "Number", "Allowance", "BillableRate"]}
KEPT = {
    "users": ["id", "creationTime", "guest", "userType.name", "profile.avatar.url", "lastAccessTime"],
    "contactperson": ["id", "partyId", "lastChanged", "gender", "citizenship"],
    "customers": ["Id", "IsActive", "ContactGroupIds", "LastChangedDateTimeOffset", "MailAddress.Id",
                  "PaymentTerm"],
}
UNKNOWN = {"users": ["profile.phone.phone", "nickname"], "contactperson": ["jobTitle"],
           "customers": ["VatNumber", "Delivery.City"]}
TYPES = ['"string"'] * 6 + [
    "N/A", "N/A", '"list"', '"float"', '["string","_."]', '["integer",["decimal","_."]]',
    '["datetime-format","%Y-%m-%d","_."]', '"if", "is-decimal", "decimal", "integer"]', "",
    '["replace"," ","",["string","_."]]', '"decimal"', '"integer"', '"boolean"']
PAIRS = family.PAIRS + [("contactperson", "customers"), ("customers", "contactperson"),
                        ("customers", "customers"), ("users", "users")]
KINDS = [family.TEXTS] * 5 + [WORDS, WORDS, EMAILS, EMAILS, PHONES, DATES, FLAGS, COUNTRIES, CHOICES,
                              NUMBERS, KEPT, UNKNOWN]


def some_property(draw, entity, kinds=KINDS):
    options = [kind[entity] for kind in kinds if entity in kind]
    return draw.choice(draw.choice(options)) if options else "title"


def some_pair(draw, source, target):
    """Mostly two of one kind, so that something can be kept in sync."""
    kind = draw.choice(KINDS)
    if source in kind and target in kind and draw.random() < 0.8:
        return [draw.choice(kind[source]), draw.choice(kind[target])]
    texts = [family.TEXTS, WORDS, EMAILS]
    return [some_property(draw, source, texts), some_property(draw, target, texts)]


def condition(draw, entity):
    value = draw.choice(["NO", "true", "false", "Print", "0155", "Ærlig kunde", "in the city", ""])
    path = some_property(draw, entity) if draw.random() < 0.9 else ""
    return f"Dependant on having {value} in {path}"


def conditions(draw, entity):
    if draw.random() > 0.12:
        return ""
    return " (" + "".join(condition(draw, entity) for _ in range(draw.choice([1, 1, 2]))) + ")"


def some_row(draw, source, target):
    row = some_pair(draw, source, target)
    row = [row[0] + conditions(draw, source), row[1] + conditions(draw, target)]
    if draw.random() < 0.06:
        row[draw.randrange(2)] = ""
    return row


def keys_of(draw, source, target):
    keys = []
    if draw.random() < 0.75 and source in EMAILS and target in EMAILS:
        keys.append([draw.choice(EMAILS[source]), draw.choice(EMAILS[target])])
    while not keys or draw.random() < 0.3:
        keys.append(some_row(draw, source, target))
    return keys[:4]


def flow(draw, source, target):
    a, b = f"{SYSTEMS[source]} {source.title()}", f"{SYSTEMS[target]} {target.title()}"
    keys = keys_of(draw, source, target)
    rows = [some_row(draw, source, target) + [draw.choice(TYPES)]
            for _ in range(draw.choice([0, 1, 2, 3, 4, 8]))]
    if rows and draw.random() < 0.2:
        rows.append(rows[0])
    return family.section(draw, a, b, SYSTEMS[target], keys, rows)


def document(number):
    draw = random.Random(number)
    first = draw.choice(PAIRS)
    alike = [pair for pair in PAIRS if SYSTEMS[pair[0]] == SYSTEMS[first[0]]
             and SYSTEMS[pair[1]] == SYSTEMS[first[1]]]
    if draw.random() < 0.1 and SYSTEMS[first[0]] != SYSTEMS[first[1]]:
        alike.append(("issues", "projects") if first[0] == "users" else ("projects", "issues"))
    flows = [draw.choice(alike) for _ in range(draw.choice([1, 1, 2, 3]))]
    text = family.head(SYSTEMS[first[0]], SYSTEMS[first[1]]) + "".join(
        flow(draw, *pair) for pair in flows)
    return text.replace("\n", "\r\n") if draw.random() < 0.3 else text


if __name__ == "__main__":
    sys.exit(family.main(document, *sys.argv[1:]))
