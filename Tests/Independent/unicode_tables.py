"""Makes Sources/UnicodeForms/Tables/*.swift from the Unicode Character Database.

usage: unicode_tables.py UCD FOLDER

UCD is a folder with UnicodeData.txt and CompositionExclusions.txt of one version, as Debian's package unicode-data has
them in /usr/share/unicode (its version 15.0.0-1 gives the files in this repository, byte for byte). FOLDER is
Sources/UnicodeForms/Tables. The tests do not trust this program: they compare every scalar with other implementations.
"""

import pathlib
import re
import sys

WIDTH = 110


def wrapped(words):
    lines, line = [], ""
    for word in words:
        if line and len(line) + 1 + len(word) > WIDTH:
            lines.append(line)
            line = word
        else:
            line = f"{line} {word}".strip()
    return "\n".join("        " + text for text in lines + [line])


def runs(values):
    """Merges ascending (number, value) into (first, last, value)."""
    merged = []
    for number, value in values:
        if merged and merged[-1][1] + 1 == number and merged[-1][2] == value:
            merged[-1][1] = number
        else:
            merged.append([number, number, value])
    return merged


def swift(name, documentation, words, more=""):
    return (
        f"// Made by Tests/Independent/unicode_tables.py from the Unicode Character Database; not edited by hand.\n\n"
        f"/// {documentation}\nenum {name} {{\n{more}"
        f'    /// The rows of the table.\n    static let text = """\n{wrapped(words)}\n        """\n}}\n'
    )


def main(source, folder):
    exclusions_text = (source / "CompositionExclusions.txt").read_text(encoding="utf-8")
    version = re.match(r"# CompositionExclusions-([0-9.]+)\.txt", exclusions_text).group(1)
    excluded = re.findall(r"^([0-9A-F]{4,6})(?:\.\.([0-9A-F]{4,6}))?", exclusions_text, re.MULTILINE)
    exclusions = [(int(one, 16), int(last or one, 16)) for one, last in excluded]

    canonical, compatibility, classes, assigned = [], [], [], []
    first = None
    for line in (source / "UnicodeData.txt").read_text(encoding="ascii").splitlines():
        fields = line.split(";")
        number = int(fields[0], 16)
        if fields[1].endswith(", First>"):
            first = number
            continue
        assigned.append((number if first is None else first, number))
        first = None
        if fields[3] != "0":
            classes.append((number, int(fields[3])))
        if fields[5]:
            parts = fields[5].split()
            is_compatible = parts[0].startswith("<")
            mapping = "+".join(f"{int(part, 16):X}" for part in parts[is_compatible:])
            (compatibility if is_compatible else canonical).append(f"{number:X}={mapping}")

    merged = []
    for start, end in assigned:
        if merged and merged[-1][1] + 1 == start:
            merged[-1][1] = end
        else:
            merged.append([start, end])

    files = {
        "CanonicalMappings": swift(
            "CanonicalMappings",
            "The canonical decompositions of one step, in hexadecimal: `scalar=first+second` or `scalar=other`.",
            canonical,
        ),
        "CompatibilityMappings": swift(
            "CompatibilityMappings",
            "The compatibility decompositions of one step, in hexadecimal: `scalar=part+part+…`.",
            compatibility,
        ),
        "CompositionExclusions": swift(
            "CompositionExclusions",
            "The scalars that CompositionExclusions.txt keeps from being composed: `first-last`, in hexadecimal.",
            [f"{one:X}-{last:X}" for one, last in sorted(exclusions)],
        ),
        "CombiningClasses": swift(
            "CombiningClasses",
            "The canonical combining classes other than 0: `first-last:class`, in hexadecimal.",
            [f"{one:X}-{last:X}:{value:X}" for one, last, value in runs(classes)],
        ),
        "AssignedScalars": swift(
            "AssignedScalars",
            "The code points that the database gives a character or a use: `first-last`, in hexadecimal.",
            [f"{one:X}-{last:X}" for one, last in merged],
            f'    /// The version of the database.\n    static let version = "{version}"\n\n',
        ),
    }
    for name, text in files.items():
        (folder / f"{name}.swift").write_text(text, encoding="utf-8")
    print(f"Unicode {version}: {len(canonical)} canonical, {len(compatibility)} compatibility, {len(classes)} classes")


if __name__ == "__main__":
    if len(sys.argv) != 3:
        sys.exit(__doc__)
    main(pathlib.Path(sys.argv[1]), pathlib.Path(sys.argv[2]))
