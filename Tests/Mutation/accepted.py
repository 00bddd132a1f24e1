"""The survivors that stay, each with its reason: accepted.txt, `file | kind | words of the rule | reason` a line."""

import pathlib

PATH = pathlib.Path(__file__).with_name("accepted.txt")


def entries():
    for number, line in enumerate(PATH.read_text().splitlines(), 1):
        if not line.strip() or line.startswith("#"):
            continue
        fields = [one.strip() for one in line.split(" | ")]
        if len(fields) != 4 or not all(fields):
            raise SystemExit(f"faults: {PATH.name}:{number}: file | kind | words of the rule | reason")
        yield fields


def _names(entry, rule):
    return entry[0] == rule["file"] and entry[1] == rule["kind"] and entry[2] in rule["text"]


def reason(rule):
    """Why a survivor may stay, or None."""
    return next((entry[3] for entry in entries() if _names(entry, rule)), None)


def unexcused(rules, result):
    """The survivors that nobody has accepted."""
    return [rule for rule in rules if rule["key"] in result and not result[rule["key"]]["killed"] and not reason(rule)]


def stale(rules, result):
    """The entries that name no survivor: the rule is gone, or a test fails now."""
    alive = [rule for rule in rules if not (result.get(rule["key"]) or {"killed": None})["killed"]]
    return [entry for entry in entries() if not any(_names(entry, rule) for rule in alive)]
