"""Answers questions about secp256k1 with libsecp256k1.

usage: curve.py FILE

FILE is JSON: {"verify": [{"key": hex, "digest": hex, "signature": hex DER}, ...],
               "add": [{"key": hex, "tweak": hex}, ...],
               "parse": [hex, ...]}
Prints JSON with the same names: whether each signature verifies (libsecp256k1 takes low s only), each sum P + t*G as a
compressed key or null, and each parsed key as [compressed, uncompressed] or null.
"""

import json
import sys

import coincurve


def verify(row: dict) -> bool:
    try:
        key = coincurve.PublicKey(bytes.fromhex(row["key"]))
        return key.verify(bytes.fromhex(row["signature"]), bytes.fromhex(row["digest"]), hasher=None)
    except ValueError:  # the key or the signature does not parse
        return False


def add(row: dict) -> str | None:
    try:
        return coincurve.PublicKey(bytes.fromhex(row["key"])).add(bytes.fromhex(row["tweak"])).format().hex()
    except ValueError:
        return None


def parse(key: str) -> list[str] | None:
    try:
        point = coincurve.PublicKey(bytes.fromhex(key))
    except ValueError:
        return None
    return [point.format().hex(), point.format(compressed=False).hex()]


def main(path: str) -> int:
    with open(path, encoding="utf-8") as file:
        questions = json.load(file)
    answers = {
        "verify": [verify(row) for row in questions["verify"]],
        "add": [add(row) for row in questions["add"]],
        "parse": [parse(key) for key in questions["parse"]],
    }
    json.dump(answers, sys.stdout)
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1]))
