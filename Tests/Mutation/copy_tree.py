"""Makes the copy of the tree in which every refusal rule has a switch."""

import json
import subprocess

import rules

# Programs, and what only programs need: the rules are judged by suites that run inside one process.
PROGRAMS = [
    "rensho", "rensho-signer", "rensho-bench", "rensho-vectors", "machine-probe", "CProbe", "COpenSSLBaseline",
    "COpenSSLNaive", "FuzzDecoders", "CoordinatorStore", "NodeConnection", "VectorSuite",
]


def make(top, copy, folders, tests, state):
    """Writes the copy; returns its rules as dictionaries, and what was not reached."""
    numbers = Numbers(state / "numbers.json")
    found, missed, kept = [], [], set()
    listed = subprocess.check_output(["git", "ls-files", "-co", "--exclude-standard", "-z"], cwd=top).decode()
    for name in listed.split("\0"):
        source = top / name
        if not name or not source.is_file():
            continue
        kept.add(name)
        folder = next((one for one in folders if name.startswith(one + "/")), None)
        if folder and name.endswith(".swift"):
            text, own, unreached = _switchable(name, source.read_text(), numbers)
            found += own
            missed += unreached
            _write(copy / name, text.encode())
        elif name == "Package.swift":
            _write(copy / name, _package(source.read_text(), tests).encode())
        else:
            _write(copy / name, source.read_bytes())
    for path in list((copy / "Sources").rglob("*.swift")) + list((copy / "Tests").rglob("*.swift")):
        if str(path.relative_to(copy)) not in kept:
            path.unlink()
    numbers.save()
    return found, missed


class Numbers:
    """Gives each rule one number for ever, so that an edit of one file leaves the others of the copy as they are."""

    def __init__(self, path):
        self.path = path
        self.of = json.loads(path.read_text()) if path.exists() else {}

    def number(self, key):
        return self.of.setdefault(key, len(self.of))

    def save(self):
        self.path.write_text(json.dumps(self.of, indent=0))


def _switchable(name, text, numbers):
    own, missed = rules.found_rules(text, name.startswith("Sources/Review/"))
    seen, out = {}, []
    for rule in own:
        key = f"{name} {rule.kind} {rule.text}"
        seen[key] = seen.get(key, 0) + 1
        key += f" #{seen[key]}"
        rule.number = numbers.number(key)
        out.append({"key": key, "number": rule.number, "file": name, "line": rule.line, "kind": rule.kind,
                    "text": rule.text})
    unreached = [{"file": name, "line": line, "text": words} for line, words in missed]
    return rules.rewritten(text, own), out, unreached


def _package(text, tests):
    replaced = [
        # A condition that is always true makes warnings, and so does a package that nobody uses.
        ("    .treatAllWarnings(as: .error),\n]\n\n/// Settings of C", "]\n\n/// Settings of C"),
        (".target(name: name, dependencies: dependencies, swiftSettings: strict + coverage)",
         ".target(name: name, dependencies: dependencies + [\"CMutants\"], swiftSettings: strict + coverage)"),
        ("let targets: [Target] = [\n",
         "let targets: [Target] = [\n    .target(name: \"CMutants\", path: \"Tests/Mutation/CMutants\"),\n"),
        ("targets: targets + (", "targets: targets.filter { %s.contains($0.name) || ($0.type != .test && !%s.contains("
         "$0.name)) } + (" % (_list(tests), _list(PROGRAMS))),
        ("        .package(url: \"https://github.com/groue/GRDB.swift\", exact: \"7.10.0\"),\n", ""),
    ]
    for old, new in replaced:
        if old not in text:
            raise SystemExit(f"faults: Package.swift no longer has: {old.strip()}")
        text = text.replace(old, new, 1)
    return text


def _list(names):
    return "[" + ", ".join(f'"{one}"' for one in names) + "]"


def _write(path, data):
    if path.exists() and path.read_bytes() == data:
        return
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(data)
