"""Calculates modulo secp256k1's prime and order with Python's integers.

usage: field.py FILE

FILE is JSON: {"pairs": [[hex, hex], ...]}, numbers of 32 bytes, big endian.
Prints JSON: for each pair (a, b) what `FIELD` and `SCALAR` below name, as 64 hex digits each.
"""

import json
import sys

P = 2**256 - 2**32 - 977
N = 0xFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFEBAAEDCE6AF48A03BBFD25E8CD0364141

# In the order of the answer. Sums and differences as operands reach numbers that are not reduced.
FIELD = [
    lambda a, b: a + b,
    lambda a, b: a - b,
    lambda a, b: a * b,
    lambda a, b: a * a,
    lambda a, b: (a + b) * (a - b),
    lambda a, b: (a + b) ** 2,
    lambda a, b: (a - b) ** 2,
    lambda a, b: (a + b) * pow(2, -1, P),
    lambda a, b: (a + b) * a + b * (a - b),
]
SCALAR = [lambda a, b: a + b, lambda a, b: a * b, lambda a, b: -a]


def hexes(functions, a: int, b: int, modulus: int) -> list[str]:
    return ["%064x" % (function(a, b) % modulus) for function in functions]


def main(path: str) -> int:
    with open(path, encoding="utf-8") as file:
        pairs = [[int(text, 16) for text in pair] for pair in json.load(file)["pairs"]]
    answers = {
        "field": [hexes(FIELD, a, b, P) for a, b in pairs],
        "scalar": [hexes(SCALAR, a, b, N) for a, b in pairs],
        "field_inverse": ["%064x" % pow(a, -1, P) if a % P else "00" * 32 for a, _ in pairs],
        "scalar_inverse": ["%064x" % pow(a, -1, N) if a % N else "00" * 32 for a, _ in pairs],
    }
    json.dump(answers, sys.stdout)
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1]))
