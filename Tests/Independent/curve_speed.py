"""Times libsecp256k1 on one thread, through the C calls of the Python package coincurve.

usage: curve_speed.py

Prints one line for each operation: its name and nanoseconds of processor time, the best of seven rounds. What a call
costs that does next to nothing in the library (Python and the door to C) is printed as `call-overhead` and not
subtracted; it is in every figure once for each C call.
"""

import hashlib
import sys
import time

from coincurve.context import GLOBAL_CONTEXT
from coincurve._libsecp256k1 import ffi, lib

ROWS = 500
ROUNDS = 7


def best(body) -> float:
    times = []
    for _ in range(ROUNDS):
        start = time.thread_time_ns()
        body()
        times.append(time.thread_time_ns() - start)
    return min(times) / ROWS


def main() -> int:
    context = GLOBAL_CONTEXT.ctx
    scalars = [hashlib.sha256(b"scalar %d" % row).digest() for row in range(ROWS)]
    digests = [hashlib.sha256(b"digest %d" % row).digest() for row in range(ROWS)]
    point = ffi.new("secp256k1_pubkey *")
    signature = ffi.new("secp256k1_ecdsa_signature *")
    room = ffi.new("unsigned char [72]")
    size = ffi.new("size_t *")
    keys, signatures = [], []
    for scalar, digest in zip(scalars, digests):
        lib.secp256k1_ec_pubkey_create(context, point, scalar)
        size[0] = 33
        lib.secp256k1_ec_pubkey_serialize(context, room, size, point, lib.SECP256K1_EC_COMPRESSED)
        keys.append(bytes(room[0:33]))
        lib.secp256k1_ecdsa_sign(context, signature, digest, scalar, ffi.NULL, ffi.NULL)
        size[0] = 72
        lib.secp256k1_ecdsa_signature_serialize_der(context, room, size, signature)
        signatures.append(bytes(room[0 : size[0]]))

    def overhead():
        for scalar in scalars:
            lib.secp256k1_ec_seckey_verify(context, scalar)

    def sign():
        for scalar, digest in zip(scalars, digests):
            lib.secp256k1_ecdsa_sign(context, signature, digest, scalar, ffi.NULL, ffi.NULL)

    def verify():
        for key, digest, der in zip(keys, digests, signatures):
            lib.secp256k1_ec_pubkey_parse(context, point, key, 33)
            lib.secp256k1_ecdsa_signature_parse_der(context, signature, der, len(der))
            if lib.secp256k1_ecdsa_verify(context, signature, digest, point) != 1:
                sys.exit("a signature does not verify")

    def public_key():
        size[0] = 33
        for scalar in scalars:
            lib.secp256k1_ec_pubkey_create(context, point, scalar)
            lib.secp256k1_ec_pubkey_serialize(context, room, size, point, lib.SECP256K1_EC_COMPRESSED)

    def add():
        size[0] = 33
        for key, tweak in zip(keys, digests):
            lib.secp256k1_ec_pubkey_parse(context, point, key, 33)
            lib.secp256k1_ec_pubkey_tweak_add(context, point, tweak)
            lib.secp256k1_ec_pubkey_serialize(context, room, size, point, lib.SECP256K1_EC_COMPRESSED)

    for name, body in [
        ("call-overhead", overhead),
        ("sign-once", sign),
        ("verify", verify),
        ("public-key", public_key),
        ("point-sum", add),
    ]:
        print(f"{name} {round(best(body))}")
    return 0


if __name__ == "__main__":
    sys.exit(main())
