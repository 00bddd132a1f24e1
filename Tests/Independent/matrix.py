"""Signs PSBTs with embit, libwally and bdk, each by itself, for the matrix of proposals.

usage: matrix.py JOBS

JOBS is JSON: a list of {"psbt": "<file>", "out": "<new file>", "by": "embit", "wally" or "bdk", "descriptor": the vault's,
and "words" or "entropy" in hex}. Every file is the binary PSBT as an operator would carry it. What an implementation accepts is
its own choice; a job that gives no signature ends the program.
"""

import base64
import json
import re
import sys

import bdkpython
import wallycore
from embit import bip32, bip39
from embit.networks import NETWORKS
from embit.psbt import PSBT


def by_embit(data, words, descriptor):
    psbt = PSBT.parse(data)
    made = psbt.sign_with(bip32.HDKey.from_seed(bip39.mnemonic_to_seed(words)))
    if made != len(psbt.inputs):
        raise ValueError("embit made %d signatures for %d inputs" % (made, len(psbt.inputs)))
    return psbt.serialize()


def by_wally(data, words, descriptor):
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


def by_bdk(data, words, descriptor):
    """bdk signs with a wallet: the vault's descriptor with one private key in it, for each branch."""
    network = NETWORKS["regtest"]
    root = bip32.HDKey.from_seed(bip39.mnemonic_to_seed(words), version=network["xprv"])

    def private(match):
        fingerprint, path, _ = match.groups()
        if fingerprint != root.my_fingerprint.hex():
            return match.group(0)
        account = root.derive("m" + path.replace("'", "h"))
        return "[%s%s]%s" % (fingerprint, path, account.to_base58(network["xprv"]))

    text = re.sub(r"\[([0-9a-f]{8})([^\]]*)\](tpub[0-9A-Za-z]+)", private, descriptor.split("#")[0])
    branches = [
        bdkpython.Descriptor(text.replace("<0;1>", branch), bdkpython.NetworkKind.TEST) for branch in ("0", "1")
    ]
    wallet = bdkpython.Wallet(*branches, bdkpython.Network.REGTEST, bdkpython.Persister.new_in_memory())
    psbt = bdkpython.Psbt(base64.b64encode(data).decode())
    before = psbt.serialize()
    wallet.sign(
        psbt,
        bdkpython.SignOptions(
            trust_witness_utxo=False,
            assume_height=None,
            allow_all_sighashes=False,
            try_finalize=False,
            sign_with_tap_internal_key=False,
            allow_grinding=True,
        ),
    )
    after = psbt.serialize()
    if before == after:
        raise ValueError("bdk made no signature")
    return base64.b64decode(after)


SIGNERS = {"embit": by_embit, "wally": by_wally, "bdk": by_bdk}


def main(path):
    with open(path, encoding="utf-8") as file:
        jobs = json.load(file)
    for job in jobs:
        with open(job["psbt"], "rb") as file:
            data = file.read()
        words = job.get("words") or bip39.mnemonic_from_bytes(bytes.fromhex(job["entropy"]))
        signed = SIGNERS[job["by"]](data, words, job["descriptor"])
        with open(job["out"], "xb") as file:
            file.write(signed)
    print("signed %d" % len(jobs))


if __name__ == "__main__":
    main(sys.argv[1])
