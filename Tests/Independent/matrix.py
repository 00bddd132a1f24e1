"""Signs PSBTs with embit and libwally, each by itself, for the matrix of proposals.

usage: matrix.py JOBS

JOBS is JSON: a list of {"psbt": "<file>", "out": "<new file>", "by": "embit" or "wally", and "words" or "entropy" in hex}. Every
file is the binary PSBT as an operator would carry it. What an implementation accepts is its own choice; a job that gives no
signature ends the program.
"""

import base64
import json
import sys

import wallycore
from embit import bip32, bip39
from embit.psbt import PSBT


def by_embit(data, words):
    psbt = PSBT.parse(data)
    made = psbt.sign_with(bip32.HDKey.from_seed(bip39.mnemonic_to_seed(words)))
    if made != len(psbt.inputs):
        raise ValueError("embit made %d signatures for %d inputs" % (made, len(psbt.inputs)))
    return psbt.serialize()


def by_wally(data, words):
    psbt = wallycore.psbt_from_bytes(data, 0)
    seed = bip39.mnemonic_to_seed(words)
    key = wallycore.bip32_key_from_seed(seed, wallycore.BIP32_VER_TEST_PRIVATE, 0)
    before = base64.b64decode(wallycore.psbt_to_base64(psbt, 0))
    # Without the cache libwally hashes the whole transaction again for every input.
    wallycore.psbt_signing_cache_enable(psbt, 0)
    wallycore.psbt_sign_bip32(psbt, key, wallycore.EC_FLAG_GRIND_R)
    wallycore.psbt_signing_cache_disable(psbt)
    after = base64.b64decode(wallycore.psbt_to_base64(psbt, 0))
    if before == after:
        raise ValueError("libwally made no signature")
    return after


SIGNERS = {"embit": by_embit, "wally": by_wally}


def main(path):
    with open(path, encoding="utf-8") as file:
        jobs = json.load(file)
    for job in jobs:
        with open(job["psbt"], "rb") as file:
            data = file.read()
        words = job.get("words") or bip39.mnemonic_from_bytes(bytes.fromhex(job["entropy"]))
        signed = SIGNERS[job["by"]](data, words)
        with open(job["out"], "xb") as file:
            file.write(signed)
    print("signed %d" % len(jobs))


if __name__ == "__main__":
    main(sys.argv[1])
