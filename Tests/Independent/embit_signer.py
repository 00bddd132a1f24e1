"""Signs a PSBT with embit: the other signer of the worked example in Docs/conformance.md.

usage: embit_signer.py [--verify] IN OUT

The key is the one that `rensho-vectors conformance` asks for: the words of the first test vector of BIP-39, no
passphrase. Exits 1 and writes nothing when embit raises an error or makes no signature. What embit accepts is embit's
choice: this program adds no check of its own. With --verify it calls embit's own PSBT.verify() before it signs, as
embit leaves to its users.
"""

import sys

from embit import bip32, bip39
from embit.psbt import PSBT

WORDS = "abandon " * 11 + "about"


def main(source: str, target: str, *, verified: bool) -> int:
    root = bip32.HDKey.from_seed(bip39.mnemonic_to_seed(WORDS))
    with open(source, "rb") as file:
        psbt = PSBT.parse(file.read())
    if verified and not psbt.verify():
        print("embit's verify() says no", file=sys.stderr)
        return 1
    if psbt.sign_with(root) == 0:
        print("no signature was made", file=sys.stderr)
        return 1
    with open(target, "xb") as file:
        file.write(psbt.serialize())
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[-2], sys.argv[-1], verified="--verify" in sys.argv[1:-2]))
