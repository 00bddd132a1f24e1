#!/usr/bin/env python3
"""make faults: switches off every refusal rule, one at a time, and looks whether a test fails.

  ONLY="Sources/Review/Checks Sources/Custody"   only rules whose file begins so, in this order
  TIME=240                     stop after so many seconds (exit code 75); the next run goes on where this one stopped
  SUITES="CustodyTests"        only these test targets; survivors are run again when others are allowed
  BUILD=no                     takes the program of the last run: no rule and no test has changed
  FRESH=1                      forget what earlier runs found
  FAULTS_COPY=folder           where the copy of the tree and its build are (.build/faults)
"""

import json
import os
import pathlib
import subprocess
import sys
import time

import accepted
import copy_tree
import suites

TOP = pathlib.Path(__file__).resolve().parents[2]
COPY = pathlib.Path(os.environ.get("FAULTS_COPY") or TOP / ".build/faults")
STATE = COPY / ".faults"
RESULT = STATE / "result.json"
UNFINISHED = 75

# Where rules are looked for, and whose suites are asked first.
FOLDERS = {
    "Sources/Review": ["ReviewTests"],
    "Sources/Custody": ["CustodyTests", "ReviewTests"],
    "Sources/SignerCore": ["SignerCoreTests"],
    "Sources/CoordinatorCore": ["CoordinatorCoreTests"],
}
MODULES = ["CustodyTests", "ReviewTests", "SignerCoreTests", "CoordinatorCoreTests"]
# A suite with a rule off may wait for ever; the slowest whole suite takes a fraction of this.
LIMIT = 120


def main():
    STATE.mkdir(parents=True, exist_ok=True)
    rules, missed = copy_tree.make(TOP, COPY, list(FOLDERS), MODULES, STATE)
    say(f"{len(rules)} rules, {len(missed)} not reached")
    if os.environ.get("BUILD") != "no":
        build()
    end = time.monotonic() + float(os.environ.get("TIME", "inf"))
    reach = reached(end)
    if reach is None:
        return UNFINISHED
    result = json.loads(RESULT.read_text()) if RESULT.exists() and not os.environ.get("FRESH") else {}
    only = os.environ.get("ONLY", "").split() or [""]
    wanted = [rule for one in only for rule in rules if rule["file"].startswith(one)]
    wanted = list({rule["key"]: rule for rule in wanted}.values())
    finished = judge(wanted, reach, result, end)
    report(wanted, missed, result)
    if not finished:
        return UNFINISHED
    return 1 if accepted.unexcused(wanted, result) or accepted.stale(rules, result) else 0


def say(text):
    print(f"faults: {text}", file=sys.stderr, flush=True)


def build():
    say("building the copy")
    log = STATE / "build.log"
    with open(log, "w") as out:
        status = subprocess.call(
            ["swift", "build", "-c", "release", "--build-tests"], cwd=COPY, stdout=out, stderr=subprocess.STDOUT)
    if status != 0:
        raise SystemExit(f"faults: the copy does not build; see {log}")


def reached(end):
    """Which suites come past which rule, and how long each takes: kept until the program changes. None: no more time."""
    program = COPY / suites.PROGRAM
    path = STATE / "reach.json"
    known = json.loads(path.read_text()) if path.exists() else {}
    if known.get("program") != program.stat().st_mtime_ns:
        known = {"program": program.stat().st_mtime_ns, "suites": {}}
    names = [name for name in suites.listed(COPY) if name.split(".")[0] in asked()]
    for place, name in enumerate(names):
        if name in known["suites"]:
            continue
        if time.monotonic() > end:
            return None
        trace = STATE / "trace"
        trace.unlink(missing_ok=True)
        failed, seconds = suites.run(COPY, [name], 600, reached=trace)
        data = trace.read_bytes()
        known["suites"][name] = {
            "seconds": seconds, "rules": [i for i, one in enumerate(data) if one], "failed": failed}
        path.write_text(json.dumps(known))
        say(f"{place + 1}/{len(names)} {name}: {seconds:.1f} s, {len(known['suites'][name]['rules'])} rules")
    for name in names:
        if known["suites"][name]["failed"]:
            say(f"not asked, for it fails with every rule at work: {name}: {known['suites'][name]['failed']}")
    return {name: known["suites"][name] for name in names if not known["suites"][name]["failed"]}


def asked():
    return os.environ.get("SUITES", "").split() or MODULES


def judge(rules, reach, result, end):
    """Runs every rule that has no verdict yet; whether there was time for all."""
    program = f"{(COPY / suites.PROGRAM).stat().st_mtime_ns} {' '.join(asked())}"
    past = {name: set(one["rules"]) for name, one in reach.items()}
    for place, rule in enumerate(rules):
        known = result.get(rule["key"])
        # After new tests the survivors are run again.
        if known and (known["killed"] or known["program"] == program):
            continue
        if time.monotonic() > end:
            return False
        result[rule["key"]] = verdict = {"killed": None, "suites": [], "program": program}
        groups = order(rule, reach, past)
        if rule["kind"] == "enter":
            verdict["killed"], groups = f"entered by {groups[0][0]}" if groups else None, []
        for group in groups:
            verdict["suites"] += group
            limit = LIMIT + 5 * sum(reach[name]["seconds"] for name in group)
            verdict["killed"], _ = suites.run(COPY, group, limit, off=rule["number"])
            if verdict["killed"]:
                break
        temporary = RESULT.with_suffix(".new")
        temporary.write_text(json.dumps(result, indent=1))
        temporary.replace(RESULT)
        say(f"{place + 1}/{len(rules)} {rule['file']}:{rule['line']} {rule['kind']}: {verdict['killed'] or 'SURVIVED'}")
    return True


def order(rule, reach, past):
    """The suites that come past a rule, in three groups: quick ones of its own area, the others of it, the rest."""
    folder = next(one for one in FOLDERS if rule["file"].startswith(one + "/"))
    names = [name for name in reach if rule["number"] in past[name]]
    names.sort(key=lambda name: reach[name]["seconds"] + len(past[name]) / 200)
    own = [name for name in names if name.split(".")[0] == FOLDERS[folder][0]]
    rest = [name for name in names if name not in own]
    return [group for group in (own[:6], own[6:], rest) if group]


def report(rules, missed, result):
    out = []
    for rule in rules:
        verdict = result.get(rule["key"])
        end = "not run yet" if not verdict else verdict["killed"] or (
            "SURVIVED" if verdict["suites"] else "SURVIVED (no test comes past it)")
        out.append(f"{rule['file']}:{rule['line']} [{rule['kind']}] {rule['text'][:160]}\n    {end}")
    judged = [rule for rule in rules if rule["key"] in result]
    alive = [rule for rule in judged if not result[rule["key"]]["killed"]]
    excused = [rule for rule in alive if accepted.reason(rule)]
    out.append(f"{len(rules)} rules, {len(judged)} run, {len(judged) - len(alive)} killed, {len(alive)} survived "
               f"({len(excused)} of them accepted); {len(missed)} not reached")
    print("\n".join(out))
    (STATE / "missed.json").write_text(json.dumps(missed, indent=1))


if __name__ == "__main__":
    sys.exit(main())
