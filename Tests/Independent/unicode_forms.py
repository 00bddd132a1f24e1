"""Says for every scalar what unicodedata2 (PyPI) makes of it, for comparison with Sources/UnicodeForms.

usage: unicode_forms.py scalars
       unicode_forms.py texts FILE

`scalars` prints a line `scalar nfc nfkd` for every scalar that one of the two forms changes, in hexadecimal, parts joined
by +; then `class scalar number` for every combining class but 0; then `assigned first last` for every run of code points
that have a character or a private use. `texts` reads one text in each line, as scalars in hexadecimal joined by +, and
prints its NFC and NFKD in the same way.
"""

import sys

import unicodedata2 as ucd


def spelled(text):
    return "+".join(f"{ord(letter):X}" for letter in text)


def scalars():
    return (number for number in range(0x110000) if not 0xD800 <= number < 0xE000)


if sys.argv[1:] == ["scalars"]:
    print("version", ucd.unidata_version)
    for number in scalars():
        text = chr(number)
        nfc, nfkd = ucd.normalize("NFC", text), ucd.normalize("NFKD", text)
        if (nfc, nfkd) != (text, text):
            print(f"form {number:X} {spelled(nfc)} {spelled(nfkd)}")
        if ucd.combining(text):
            print(f"class {number:X} {ucd.combining(text):X}")
    first = last = None
    for number in scalars():
        if ucd.category(chr(number)) == "Cn":
            continue
        if last is not None and number == last + 1:
            last = number
            continue
        if first is not None:
            print(f"assigned {first:X} {last:X}")
        first = last = number
    print(f"assigned {first:X} {last:X}")
elif len(sys.argv) == 3 and sys.argv[1] == "texts":
    with open(sys.argv[2], encoding="ascii") as file:
        for line in file:
            text = "".join(chr(int(part, 16)) for part in line.split("+"))
            print(spelled(ucd.normalize("NFC", text)), spelled(ucd.normalize("NFKD", text)))
else:
    sys.exit(__doc__)
