"""Signs PSBTs with embit, libwally, BDK and buidl, each by itself: four signers that share no code with this project.

usage: signers.py JOBS

JOBS is JSON: a list of {"psbt": "<file>", "out": "<new file>", "by": "embit", "wally", "bdk" or "buidl", "words" or "entropy" in
hex, "fingerprint", "account" (the path from the master key, as m/48h/1h/0h/2h) and "descriptor"}. Every file is the binary PSBT
as an operator would carry it. What an implementation accepts is its own choice; a job that adds no signature for an input ends
the program.
"""

import base64
import json
import sys
from io import BytesIO

import bdkpython
import wallycore
from buidl.hd import HDPrivateKey
from buidl.psbt import PSBT as BuidlPSBT
from embit import bip32, bip39
from embit.networks import NETWORKS
from embit.psbt import PSBT


def by_embit(data, seed, job):
    psbt = PSBT.parse(data)
    psbt.sign_with(bip32.HDKey.from_seed(seed))
    return psbt.serialize()


def by_wally(data, seed, job):
    psbt = wallycore.psbt_from_bytes(data, 0)
    key = wallycore.bip32_key_from_seed(seed, wallycore.BIP32_VER_TEST_PRIVATE, 0)
    # Without the cache libwally hashes the whole transaction again for every input.
    wallycore.psbt_signing_cache_enable(psbt, 0)
    wallycore.psbt_sign_bip32(psbt, key, wallycore.EC_FLAG_GRIND_R)
    wallycore.psbt_signing_cache_disable(psbt)
    return base64.b64decode(wallycore.psbt_to_base64(psbt, 0))


def by_bdk(data, seed, job):
    """BDK signs with a wallet: the vault's descriptor with one account key in it that can sign."""
    root = bip32.HDKey.from_seed(seed, version=NETWORKS["regtest"]["xprv"])
    account = root.derive(job["account"])
    public = account.to_public().to_base58(version=NETWORKS["regtest"]["xpub"])
    text = job["descriptor"].split("#")[0]
    if public not in text:
        raise ValueError("the descriptor has no key of these words")
    private = text.replace(public, account.to_base58(version=NETWORKS["regtest"]["xprv"]))
    # With a private key BDK wants each branch by itself.
    receive, change = (
        bdkpython.Descriptor(private.replace("<0;1>", branch), bdkpython.NetworkKind.TEST) for branch in "01")
    wallet = bdkpython.Wallet(receive, change, bdkpython.Network.REGTEST, bdkpython.Persister.new_in_memory())
    psbt = bdkpython.Psbt(base64.b64encode(data).decode())
    wallet.sign(psbt, bdkpython.SignOptions(
        trust_witness_utxo=False, assume_height=None, allow_all_sighashes=False, try_finalize=False,
        sign_with_tap_internal_key=False, allow_grinding=True))
    return base64.b64decode(psbt.serialize())


def by_buidl(data, seed, job):
    # buidl calls every test network so; the keys are the same.
    psbt = BuidlPSBT.parse(BytesIO(data), network="testnet")
    psbt.sign(HDPrivateKey.from_seed(seed, network="testnet"))
    return psbt.serialize()


SIGNERS = {"embit": by_embit, "wally": by_wally, "bdk": by_bdk, "buidl": by_buidl}


def signatures(data):
    """How many signatures every input has, by embit's reading."""
    return [len(scope.partial_sigs) for scope in PSBT.parse(data).inputs]


def main(path):
    with open(path, encoding="utf-8") as file:
        jobs = json.load(file)
    for job in jobs:
        with open(job["psbt"], "rb") as file:
            data = file.read()
        words = job.get("words") or bip39.mnemonic_from_bytes(bytes.fromhex(job["entropy"]))
        signed = SIGNERS[job["by"]](data, bip39.mnemonic_to_seed(words), job)
        if signatures(signed) != [count + 1 for count in signatures(data)]:
            raise ValueError("%s: %s signatures became %s" % (job["by"], signatures(data), signatures(signed)))
        with open(job["out"], "xb") as file:
            file.write(signed)
    print("signed %d" % len(jobs))


if __name__ == "__main__":
    main(sys.argv[1])
