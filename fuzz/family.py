"""Runs the checklists of random documents of the family on the built-in servers: the correct data flow
must be blamed for none of them, and nothing of the harness may break.

The documents are those of the language that somebody could mean: every sequence of sentences, one flow or
two, keys and rows of every kind of value, rows that share a property, conditions, rows with an empty side.
Left out are rows that no system could hold, such as a country as a login.

Usage: family.py PLUMB FIRST LAST [FOLDER]     documents FIRST to LAST-1; each is a number's own
Exit status: 0 when nobody was blamed, 1 otherwise. What was blamed stays in FOLDER (default: a new one).
"""
import collections
import json
import os
import random
import subprocess
import sys
import tempfile

SYSTEMS = {"users": "YouTrack", "contactperson": "PowerOffice GO", "customers": "PowerOffice GO"}
EMAILS = {"users": ["profile.email.email"], "contactperson": ["emailAddress"],
          "customers": ["EmailAddress", "InvoiceEmailAddress"]}
NAMES = {"users": "name", "contactperson": "lastName", "customers": "Name"}
TEXTS = {
    "users": ["name", "login", "profile.locale.language", "profile.locale.name", "banReason", "banBadge"],
    "contactperson": ["firstName", "lastName", "phoneNumber", "address1", "address2", "city", "zipCode",
                      "residenceCountryCode", "placeOfBirth"],
    "customers": ["Name", "LegalName", "FirstName", "LastName", "PhoneNumber", "WebsiteUrl",
                  "MailAddress.AddressLine1", "MailAddress.City", "MailAddress.ZipCode",
                  "MailAddress.CountryCode"],
}
OTHERS = {
    '"boolean"': {"users": ["banned"], "contactperson": ["isActive", "isPep", "isRca"],
                  "customers": ["IsVatFree", "UseInvoiceFee", "SendPaymentReminders"]},
    '"integer"': {"users": ["profile.locale.language", "banReason"], "customers": ["ExternalNumber"]},
    '"decimal"': {"users": ["profile.locale.name", "banBadge"], "customers": ["Allowance", "BillableRate"]},
}
FEW_VALUES = {"residenceCountryCode", "MailAddress.CountryCode"}
PAIRS = [("users", "contactperson"), ("users", "customers"), ("contactperson", "users"),
         ("customers", "users")]


def table(header, rows):
    lines = [".. list-table::", "   :header-rows: 1", ""]
    for row in [header] + rows:
        lines += [("   * - " if place == 0 else "     - ") + cell for place, cell in enumerate(row)]
    return "\n".join(lines) + "\n\n"


def random_row(draw, source, target):
    kind = draw.choice(list(OTHERS) + ['"string"'] * 7)
    options = OTHERS.get(kind, TEXTS)
    is_number = kind in ('"integer"', '"decimal"') and target == "users"  # Hub keeps no numbers here
    if is_number or source not in options or target not in options:
        kind, options = '"string"', TEXTS
    row = [draw.choice(options[source]), draw.choice(options[target]), kind]
    is_possible = not ("login" in row and FEW_VALUES & set(row))
    return row if is_possible else random_row(draw, source, target)


def random_rows(draw, source, target, keys):
    rows = [random_row(draw, source, target) for _ in range(draw.choice([0, 0, 1, 2, 3, 5]))]
    if draw.random() < 0.7:  # mostly no property stands in two rows
        taken, alone = {cell for key in keys for cell in key}, []
        for row in rows:
            if not taken & set(row[:2]):
                taken |= set(row[:2])
                alone.append(row)
        rows = alone
    if draw.random() < 0.5:
        rows.append(keys[0] + ['"string"'])
    if draw.random() < 0.1:
        rows.append(["", draw.choice(TEXTS[target]), '"string"'])
    if draw.random() < 0.1 and source == "users":
        rows.append(["banBadge (Dependant on having true in banned)", draw.choice(TEXTS[target]), '"string"'])
    return rows


def flow(draw, source, target):
    a, b = f"{SYSTEMS[source]} {source.title()}", f"{SYSTEMS[target]} {target.title()}"
    keys = [[draw.choice(EMAILS[source]), draw.choice(EMAILS[target])]]
    if draw.random() < 0.35:
        keys.append([NAMES[source], NAMES[target]])
    rows = random_rows(draw, source, target, keys)
    return section(draw, a, b, SYSTEMS[target], keys, rows)


def section(draw, a, b, system, keys, rows):
    """One flow from A to B, by one of the seven sequences of sentences."""
    always = f"Every {a} will be synchronized with a {b}.\n\n"
    link = f"Before any synchronization can take place, a link between a {a} and a {b} must be established.\n\n"
    connected = (f"A new {b} will be created from a {a} if it is connected to a {b} that is synchronized into "
                 f"{system}.\n\n")
    conditional = f"If the record is of interest, it  will be synchronized with a {b}.\n\n"
    found = (f"If a matching {b} already exists, the {a} will be merged with the existing one.\n\n"
             f"If no matching {b} is found, a new {b} will be created.\n\n")
    merge = (f"A {a} will merge with a {b} if one of the following property combinations match:\n\n"
             + table([f"{a} Property", f"{b} Property"], keys))
    keep = (f"Once a link between a {a} and a {b} is established, it will keep in sync between the two systems, "
            "regardless of where it is edited.\n\n")
    properties = (f"The following properties are synchronized between a {a} and a {b}:\n\n"
                  + table([f"{a} Property", f"{b} Property", f"{b} Data Type"], rows))
    rules = draw.choice([always, link + merge, link + merge, link + connected, always + found + merge,
                         conditional, link + connected + merge, conditional + found + merge])
    title = f"{a} to {b}"
    return f"{title}\n{'-' * len(title)}\n{rules}{keep}{properties}\n"


def document(number):
    draw = random.Random(number)
    first = draw.choice(PAIRS)
    alike = [pair for pair in PAIRS if SYSTEMS[pair[0]] == SYSTEMS[first[0]]]
    flows = draw.sample(alike, draw.choice([1, 1, 2]))
    return head(SYSTEMS[first[0]], SYSTEMS[first[1]]) + "".join(flow(draw, *pair) for pair in flows)


def head(source, target):
    title = f"{source} to {target} Dataflow"
    rule = "=" * len(title)
    return (f"{rule}\n{title}\n{rule}\n\nGenerated: 2024-09-20 00:00:00\n\nIntroduction\n------------\n\n"
            "A random document.\n\n")


def try_document(plumb, document, number, folder):
    """What the run made of it: verdicts by count, and the lines of those that blame somebody."""
    place = os.path.join(folder, str(number))
    os.makedirs(place, exist_ok=True)
    with open(os.path.join(place, "random.rst"), "w", encoding="utf-8", newline="") as file:
        file.write(document(number))
    subprocess.run([plumb, "import", os.path.join(place, "random.rst"), "-o", place], check=True,
                   stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    ran = subprocess.run([plumb, "run", os.path.join(place, "random.yaml"), "-o", place, "-q"], check=False,
                         capture_output=True, encoding="utf-8", timeout=900)
    report = os.path.join(place, "report.json")
    if not os.path.exists(report):
        return collections.Counter(), [f"no report, exit status {ran.returncode}: {ran.stderr.strip()}"]
    with open(report, encoding="utf-8") as file:
        cases = json.load(file)["cases"]
    blamed = [f"{case['verdict']} {case['id']}: {case['reason']}" for case in cases
              if case["verdict"] in ("fail", "error")]
    return collections.Counter(case["verdict"] for case in cases), blamed


def main(document, plumb, first, last, folder=None):
    folder = folder or tempfile.mkdtemp(prefix="plumb-family-")
    is_blamed = False
    for number in range(int(first), int(last)):
        verdicts, blamed = try_document(plumb, document, number, folder)
        print(number, ", ".join(f"{count} {verdict}" for verdict, count in sorted(verdicts.items())), flush=True)
        for line in blamed:
            print("   ", line)
        is_blamed = is_blamed or bool(blamed)
    print(f"plumb: the documents and their reports are in {folder}")
    return 1 if is_blamed else 0


if __name__ == "__main__":
    sys.exit(main(document, *sys.argv[1:]))
