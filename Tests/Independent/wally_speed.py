"""Times libwally on the files of a workload, on one thread, through the Python package wallycore.

usage: wally_speed.py FOLDER COUNT,COUNT…

FOLDER holds what `rensho-bench --write-files FOLDER` wrote. Prints one line for each operation: its name, the number of
inputs, and nanoseconds on the wall and of processor time, the medians of all rounds. An operation that is one call is
measured as that call; verification and derivation call the library once or several times for each signature and script,
each call with Python's share of about 0.2 µs, which is not subtracted.
"""

import hashlib
import statistics
import sys
import time
from pathlib import Path

import wallycore as wally
from embit.psbt import PSBT

FEWEST_ROUNDS = 5
MOST_ROUNDS = 100
SECONDS = 1.0
HARDENED = 0x80000000
ACCOUNT = [48 + HARDENED, 1 + HARDENED, HARDENED, 2 + HARDENED]
NAMES = ["alice", "bob", "carol"]


def master(name: str):
    seed = hashlib.sha512(f"rensho-bench {name}".encode()).digest()
    return wally.bip32_key_from_seed(seed, wally.BIP32_VER_TEST_PRIVATE, 0)


def measure(name: str, count: int, prepare, body) -> None:
    """Medians of `body` on what `prepare` makes outside the clock."""
    walls, cpus = [], []
    end = time.monotonic() + SECONDS
    while len(walls) < FEWEST_ROUNDS or (len(walls) < MOST_ROUNDS and time.monotonic() < end):
        thing = prepare()
        wall, cpu = time.perf_counter_ns(), time.process_time_ns()
        body(thing)
        cpus.append(time.process_time_ns() - cpu)
        walls.append(time.perf_counter_ns() - wall)
    print(name, count, round(statistics.median(walls)), round(statistics.median(cpus)), flush=True)


def rows(files: list[bytes]) -> list[tuple[bytes, bytes, bytes]]:
    """Key, digest and DER signature of every partial signature."""
    found = []
    for file in files:
        psbt = PSBT.parse(file)
        for index, scope in enumerate(psbt.inputs):
            digest = psbt.sighash(index)
            for key, signature in scope.partial_sigs.items():
                found.append((key.sec(), digest, bytes(signature[:-1])))
    return found


def verify(signatures) -> None:
    flag = wally.EC_FLAG_ECDSA
    for key, digest, der in signatures:
        # Raises when the signature does not verify.
        wally.ec_sig_verify(key, digest, flag, wally.ec_sig_from_der(der))


def derive(count: int, branches) -> list[bytes]:
    public = wally.BIP32_FLAG_KEY_PUBLIC | wally.BIP32_FLAG_SKIP_HASH
    scripts = []
    for number in range(count):
        keys = [
            wally.bip32_key_get_pub_key(wally.bip32_key_from_parent(branch, number, public)) for branch in branches
        ]
        script = wally.scriptpubkey_multisig_from_bytes(b"".join(keys), 2, wally.WALLY_SCRIPT_MULTISIG_SORTED)
        scripts.append(wally.witness_program_from_bytes(script, wally.WALLY_SCRIPT_SHA256))
    return scripts


def assemble(psbts) -> bytes:
    first, *others = psbts
    for other in others:
        wally.psbt_combine(first, other)
    wally.psbt_finalize(first, 0)
    return wally.tx_to_bytes(wally.psbt_extract(first, 0), wally.WALLY_TX_FLAG_USE_WITNESS)


def main() -> int:
    if len(sys.argv) != 3:
        sys.exit(__doc__)
    folder = Path(sys.argv[1])
    masters = [master(name) for name in NAMES]
    public = wally.BIP32_FLAG_KEY_PUBLIC | wally.BIP32_FLAG_SKIP_HASH
    branches = [
        wally.bip32_key_from_parent(
            wally.bip32_key_from_parent_path(key, ACCOUNT, wally.BIP32_FLAG_KEY_PRIVATE), 0, public
        )
        for key in masters
    ]
    for count in map(int, sys.argv[2].split(",")):
        files = [(folder / f"{name}-{count}").read_bytes() for name in ["proposal-v0", "signed-0", "signed-1"]]
        version2 = (folder / f"proposal-v2-{count}").read_bytes()
        proposal = wally.psbt_from_bytes(files[0], 0)
        signatures = rows(files[1:])
        if len(signatures) != 2 * count:
            sys.exit(f"{len(signatures)} signatures of {count} inputs")
        spent = [bytes(scope.witness_utxo.script_pubkey.data) for scope in PSBT.parse(files[0]).inputs]
        if derive(count, branches) != spent:
            sys.exit("the scripts are not those of the workload")

        measure("parse-v0", count, lambda: None, lambda _: wally.psbt_from_bytes(files[0], 0))
        measure("parse-v2", count, lambda: None, lambda _: wally.psbt_from_bytes(version2, 0))
        measure("parse-signed", count, lambda: None, lambda _: wally.psbt_from_bytes(files[1], 0))
        measure("verify", count, lambda: None, lambda _: verify(signatures))
        measure("derive", count, lambda: None, lambda _: derive(count, branches))
        measure("write", count, lambda: None, lambda _: wally.psbt_to_bytes(proposal, 0))
        measure("assemble", count, lambda: [wally.psbt_from_bytes(file, 0) for file in files], assemble)
        measure(
            "sign",
            count,
            lambda: wally.psbt_clone(proposal, 0),
            lambda psbt: wally.psbt_sign_bip32(psbt, masters[0], wally.EC_FLAG_GRIND_R),
        )
    return 0


if __name__ == "__main__":
    sys.exit(main())
