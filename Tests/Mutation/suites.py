"""Runs suites of the copy's test program, with one rule off or with none."""

import os
import re
import select
import subprocess
import time

PROGRAM = ".build/release/RenshoPackageTests.xctest"
COLOUR = re.compile(r"\x1b\[[0-9;]*m")
ISSUE = re.compile(r"Test (.*?) recorded an issue.*? at (\S+?):(\d+)")
# Swift Testing's own exit code where no test has the name.
NO_TESTS = 69


def listed(copy):
    """Every suite (or test outside of any) of the program, as `Module.Suite`."""
    text = _output(copy, ["--list-tests"])
    return sorted({line.split("/")[0] for line in text.splitlines() if re.match(r"\w+\.", line)})


def _output(copy, arguments):
    return subprocess.run(
        [copy / PROGRAM, "--testing-library", "swift-testing", *arguments], cwd=copy, check=True,
        stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, text=True).stdout


def run(copy, names, limit, off=None, reached=None):
    """Runs the suites until the first failure: what failed, or None; and the seconds it took."""
    environment = {key: value for key, value in os.environ.items() if not key.startswith("RENSHO_")}
    if off is not None:
        environment["RENSHO_FAULTS_OFF"] = str(off)
    if reached is not None:
        environment["RENSHO_FAULTS_REACHED"] = str(reached)
    pattern = "^(" + "|".join(re.escape(name) for name in names) + ")(/|$)"
    start = time.monotonic()
    process = subprocess.Popen(
        [copy / PROGRAM, "--testing-library", "swift-testing", "--no-parallel", "--filter", pattern], cwd=copy,
        env=environment, stdin=subprocess.DEVNULL, stdout=subprocess.PIPE, stderr=subprocess.STDOUT)
    try:
        failed = _first_failure(process, start + limit)
    finally:
        if process.poll() is None:
            process.kill()
        process.stdout.close()
        process.wait()
    return failed, time.monotonic() - start


def _first_failure(process, end):
    pending, last = b"", ""
    while True:
        wait = end - time.monotonic()
        if wait <= 0 or not select.select([process.stdout], [], [], wait)[0]:
            return "the time limit"
        data = os.read(process.stdout.fileno(), 65536)
        if not data:
            break
        *lines, pending = (pending + data).split(b"\n")
        for line in lines:
            last = COLOUR.sub("", line.decode(errors="replace"))
            issue = ISSUE.search(last)
            if issue:
                return f"{issue[1]} ({issue[2]}:{issue[3]})"
    status = process.wait()
    if status == 0:
        return None
    if status == NO_TESTS:
        raise SystemExit(f"faults: no test ran: {last}")
    return f"the program's end ({status}): {last[:120]}"
