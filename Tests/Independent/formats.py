"""Computes the vectors of Rensho's own formats again, from Docs/formats.md alone.

usage: formats.py FOLDER

FOLDER is Vectors/rensho. Python's standard library does the hashes, scrypt, HKDF, AES-256-GCM and the curve; embit reads
PSBTs, derives keys and knows the words of BIP-39. Prints one line for each file, names every difference, and exits 1
when there is one. Refusals are recomputed where they are about signatures or secrets; how strict a text must be is left to
the vectors themselves.
"""

import base64
import hashlib
import hmac
import io
import json
import math
import pathlib
import sys

from embit import bip32, bip39, script
from embit.descriptor.checksum import add_checksum
from embit.networks import NETWORKS
from embit.psbt import PSBT
from embit.wordlists.bip39 import WORDLIST

P = 2**256 - 2**32 - 977
N = 0xFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFEBAAEDCE6AF48A03BBFD25E8CD0364141
G = (
    0x79BE667EF9DCBBAC55A06295CE870B07029BFCDB2DCE28D959F2815B16F81798,
    0x483ADA7726A3C4655DA4FBFC0E1108A8FD17B448A68554199C47D08FFB10D4B8,
)


# The curve.
def add(one, other):
    if one is None or other is None:
        return one or other
    if one[0] == other[0]:
        if (one[1] + other[1]) % P == 0:
            return None
        slope = 3 * one[0] * one[0] * pow(2 * one[1], -1, P) % P
    else:
        slope = (other[1] - one[1]) * pow(other[0] - one[0], -1, P) % P
    x = (slope * slope - one[0] - other[0]) % P
    return x, (slope * (one[0] - x) - one[1]) % P


def times(scalar, point):
    result = None
    while scalar:
        if scalar & 1:
            result = add(result, point)
        point = add(point, point)
        scalar >>= 1
    return result


def point(key):
    x = int.from_bytes(key[1:], "big")
    y = pow(x**3 + 7, (P + 1) // 4, P)
    if len(key) != 33 or key[0] not in (2, 3) or x >= P or (y * y - x**3 - 7) % P:
        raise ValueError("no public key")
    return x, y if y & 1 == key[0] & 1 else P - y


def compressed(x, y):
    return bytes([2 + (y & 1)]) + x.to_bytes(32, "big")


def verifies(key, digest, signature):
    r, s = int.from_bytes(signature[:32], "big"), int.from_bytes(signature[32:], "big")
    if len(signature) != 64 or not (0 < r < N and 0 < s <= N // 2):
        return False
    inverse = pow(s, -1, N)
    left = times(int.from_bytes(digest, "big") * inverse % N, G)
    found = add(left, times(r * inverse % N, point(key)))
    return found is not None and found[0] % N == r


# Hashes and secrets.
def tagged(tag, data):
    prefix = hashlib.sha256(tag.encode()).digest()
    return hashlib.sha256(prefix + prefix + data).digest()


def words(purpose, digest, count):
    bits = 11 * count
    stretched = hashlib.scrypt(
        digest, salt=f"rensho/words/v1/{purpose}".encode(), n=2**15, r=8, p=1, maxmem=2**26, dklen=(bits + 7) // 8
    )
    number = int.from_bytes(stretched, "big") >> (8 * len(stretched) - bits)
    return " ".join(WORDLIST[number >> (bits - 11 * (place + 1)) & 2047] for place in range(count))


def identity_scalar(seed, network, number):
    info = f"rensho/identity/v1/{network}/{number}".encode()
    pseudorandom = hmac.digest(bytes(32), seed, "sha256")
    block, counter = b"", 0
    while True:
        counter += 1
        block = hmac.digest(pseudorandom, block + info + bytes([counter]), "sha256")
        scalar = int.from_bytes(block, "big")
        if 0 < scalar < N:
            return scalar


def identity_key(seed, network, number):
    return compressed(*times(identity_scalar(seed, network, number), G))


# AES-256-GCM (FIPS 197, SP 800-38D), slow and short.
def double(byte):
    return (byte << 1 ^ 0x11B if byte & 0x80 else byte << 1) & 0xFF


def substitution():
    box, p, q = [0] * 256, 1, 1
    while True:
        p ^= double(p)
        for shift in (1, 2, 4):
            q = (q ^ q << shift) & 0xFF
        if q & 0x80:
            q ^= 0x09
        rotated = q
        for shift in (1, 2, 3, 4):
            rotated ^= (q << shift | q >> (8 - shift)) & 0xFF
        box[p] = rotated ^ 0x63
        if p == 1:
            box[0] = 0x63
            return box


BOX = substitution()


def round_keys(key):
    columns = [list(key[place : place + 4]) for place in range(0, 32, 4)]
    constant = 1
    while len(columns) < 60:
        column = list(columns[-1])
        if len(columns) % 8 == 0:
            column = [BOX[byte] for byte in column[1:] + column[:1]]
            column[0] ^= constant
            constant = double(constant)
        elif len(columns) % 8 == 4:
            column = [BOX[byte] for byte in column]
        columns.append([one ^ other for one, other in zip(column, columns[-8])])
    return [sum(columns[place : place + 4], []) for place in range(0, 60, 4)]


def encrypt(keys, block):
    state = [one ^ other for one, other in zip(block, keys[0])]
    for number, key in enumerate(keys[1:], 1):
        state = [BOX[state[(place + 4 * (place % 4)) % 16]] for place in range(16)]
        if number < 14:
            mixed = []
            for start in range(0, 16, 4):
                column = state[start : start + 4]
                for place in range(4):
                    a, b, c, d = (column[(place + step) % 4] for step in range(4))
                    mixed.append(double(a) ^ double(b) ^ b ^ c ^ d)
            state = mixed
        state = [one ^ other for one, other in zip(state, key)]
    return bytes(state)


def ghash(subkey, data):
    factor, result = int.from_bytes(subkey, "big"), 0
    for start in range(0, len(data), 16):
        value = result ^ int.from_bytes(data[start : start + 16], "big")
        result, shifted = 0, factor
        for bit in range(127, -1, -1):
            if value >> bit & 1:
                result ^= shifted
            shifted = shifted >> 1 ^ (0xE1 << 120 if shifted & 1 else 0)
    return result


def gcm(key, nonce, associated, data, opening):
    keys = round_keys(key)
    stream = b"".join(
        encrypt(keys, nonce + counter.to_bytes(4, "big")) for counter in range(2, 2 + (len(data) + 15) // 16)
    )
    output = bytes(one ^ other for one, other in zip(data, stream))
    cipher = data if opening else output
    padded = b"".join(part + bytes(-len(part) % 16) for part in (associated, cipher))
    lengths = (8 * len(associated)).to_bytes(8, "big") + (8 * len(cipher)).to_bytes(8, "big")
    tag = ghash(encrypt(keys, bytes(16)), padded + lengths)
    tag ^= int.from_bytes(encrypt(keys, nonce + b"\0\0\0\1"), "big")
    return output, tag.to_bytes(16, "big")


# Documents.
class Document:
    def __init__(self, text):
        body, _, rest = text.partition("\n\n")
        self.body = (body + "\n").encode()
        self.lines = [line.partition(": ")[::2] for line in body.split("\n")[1:]]
        self.signatures = [line.split(" ") for line in rest.split("\n") if line]
        self.type = body.split("\n")[0].split("/")[1]
        self.digest = tagged(f"rensho/{self.type}/v1/{self['network']}", self.body)

    def __getitem__(self, name):
        return next(value for field, value in self.lines if field == name)

    def all(self, name):
        return [value.split(" ") for field, value in self.lines if field == name]

    def is_signed_by(self, person, key):
        if len(self.signatures) != 1:
            return False
        mark, signer, signing_key, signature = self.signatures[0]
        signature = base64.b64decode(signature)
        return (mark, signer, signing_key) == ("--", person, key) and verifies(
            bytes.fromhex(key), self.digest, signature
        )


class Vault(Document):
    def __init__(self, text):
        super().__init__(text)
        self.threshold = int(self["threshold"])
        self.keys = [bip32.HDKey.from_string(line[3]) for line in self.all("cosigner")]

    def descriptor(self):
        keys = ",".join(f"[{line[2]}]{line[3]}/<0;1>/*" for line in self.all("cosigner"))
        return add_checksum(f"wsh(sortedmulti({self.threshold},{keys}))")

    def script(self, branch, index):
        keys = sorted(key.derive([branch, index]).key.sec() for key in self.keys)
        pushes = b"".join(b"\x21" + key for key in keys)
        witness = bytes([80 + self.threshold]) + pushes + bytes([80 + len(keys), 0xAE])
        return script.Script(b"\x00\x20" + hashlib.sha256(witness).digest())


def amount(satoshi):
    return f"{satoshi} sat ({satoshi // 10**8}.{satoshi % 10**8:08} BTC)"


# The search for the vault's own scripts stops here; the format's own bound is 999 and more.
LAST_INDEX = 9


def case_text(case):
    vault = Vault(case["vault"])
    psbt = PSBT.parse(base64.b64decode(case["psbt"]))
    network = vault["network"]
    own = {vault.script(branch, index).data: (branch, index) for branch in (0, 1) for index in range(LAST_INDEX + 1)}
    lines = ["rensho/case/v1", f"network: {network}", f"drill: {'yes' if case['drill'] else 'no'}"]
    lines += [f"vault: {vault['name']}", f"vault-version: {vault['version']}", f"vault-hash: {vault.digest.hex()}"]
    lines += [f"case: {case['case']}", f"replaces: {case['replaces'] or '-'}", f"kind: {case['kind']}"]
    transaction = psbt.tx
    stream = io.BytesIO()
    transaction.write_to(stream)
    lines += [f"txid: {transaction.txid().hex()}"]
    lines += [f"unsigned-transaction: {hashlib.sha256(stream.getvalue()).hexdigest()}"]
    balance = 0
    for number, (spent, fields) in enumerate(zip(transaction.vin, psbt.inputs)):
        previous = fields.non_witness_utxo
        if previous is None or previous.txid() != spent.txid:
            return None
        output = previous.vout[spent.vout]
        balance += output.value
        script_text = output.script_pubkey.data.hex()
        lines.append(f"input: {number} {spent.txid.hex()}:{spent.vout} {amount(output.value)} {script_text}")
    for number, output in enumerate(transaction.vout):
        balance -= output.value
        place = own.get(output.script_pubkey.data)
        role = f"{'change' if place[0] else 'receive'} {place[0]}/{place[1]}" if place else "external -"
        lines.append(f"output: {number} {amount(output.value)} {output.script_pubkey.data.hex()} {role}")
    lines += [f"fee: {amount(balance)}", f"confirmations: {vault['confirmations']}"]
    lines += [f"custodian: {line[0]}" for line in vault.all("cosigner")]
    lines += [f"not-before: {case['not_before'] or '-'}", f"not-after: {case['not_after'] or '-'}"]
    return "\n".join(lines) + "\n\n"


# What the operations of the vectors come to.
def key_record(case):
    document = Document(case["document"])
    if not document.is_signed_by(document["person"], document["identity-key"]):
        return "signature.invalid"
    if document["possession"] != "-":
        key = bip32.HDKey.from_string(document["xpub"])
        data = bytes.fromhex(document["identity-key"]) + key.serialize()
        digest = tagged(f"rensho/possession/v1/{document['network']}", data)
        if not verifies(key.key.sec(), digest, base64.b64decode(document["possession"])):
            return "key-record.possession"
    return {
        "network": document["network"],
        "digest": document.digest.hex(),
        "person": document["person"],
        "identity_key": document["identity-key"],
    }


def vault(case):
    document = Vault(case["document"])
    address = document.script(0, 0).address(NETWORKS[document["network"]])
    return {
        "network": document["network"],
        "digest": document.digest.hex(),
        "descriptor": document.descriptor(),
        "first_address": address,
        "custodians": [line[0] for line in document.all("cosigner")],
    }


def agreement(case):
    document = Vault(case["vault"])
    keys = {line[0]: (line[2], line[5]) for line in document.all("person")}
    address = document.script(0, 0).address(NETWORKS[document["network"]])
    seen = []
    for text in case["acknowledgements"]:
        found = Document(text)
        person = found["person"]
        if person not in keys:
            return "vault.unknown-acknowledger"
        if person in seen:
            return "vault.repeated-acknowledgement"
        seen.append(person)
        stated = [found[name] for name in ("network", "vault", "vault-version", "vault-hash", "device", "first-address")]
        wanted = [document["network"], document["name"], document["version"], document.digest.hex(), keys[person][1]]
        if stated != wanted + [address]:
            return "vault.other-acknowledgement"
        if not found.is_signed_by(person, keys[person][0]):
            return "signature.invalid"
    if sorted(seen) != sorted(line[0] for line in document.all("cosigner")):
        return "vault.missing-acknowledgement"
    return {"digest": document.digest.hex()}


def coin_snapshot(case):
    document = Document(case["document"])
    people = {line[0]: line[2] for line in Vault(case["vault"]).all("person")}
    if amount(sum(int(line[1]) for line in document.all("coin"))) != document["total"]:
        return "snapshot.total"
    for mark, person, key, signature in document.signatures:
        signature = base64.b64decode(signature)
        if mark != "--" or key != people[person] or not verifies(bytes.fromhex(key), document.digest, signature):
            return "signature.invalid"
    return {
        "network": document["network"],
        "digest": document.digest.hex(),
        "height": document["height"],
        "total": document["total"],
        "countersigners": [line[1] for line in document.signatures],
    }


def signed(case):
    document = Document(case["document"])
    if not document.is_signed_by(document["person"], case["identity_key"]):
        return "signature.invalid"
    return {"network": document["network"], "digest": document.digest.hex(), "person": document["person"]}


def signed_as(field):
    """A document whose author stands in another field than most documents' does."""

    def check(case):
        document = Document(case["document"])
        if not document.is_signed_by(document[field], case["identity_key"]):
            return "signature.invalid"
        return {"network": document["network"], "digest": document.digest.hex(), "person": document[field]}

    return check


def record(case):
    document = Document(case["document"])
    if not document.is_signed_by(document["person"], case["identity_key"]):
        return "signature.invalid"
    heads = {line[0]: " ".join(line[1:]) for line in document.all("head")}
    return {
        "network": document["network"],
        "digest": document.digest.hex(),
        "person": document["person"],
        "of": document["of"],
        "head": heads.get(document["of"], "-"),
        "cases": [line[0] for line in document.all("case")],
    }


def counts(case):
    registered, document = Document(case["vault"]), Document(case["document"])
    built = Document(case["case"])
    custodians = [[line[0]] for line in registered.all("cosigner")]
    if built["vault-hash"] != registered.digest.hex() or built.all("custodian") != custodians:
        return "case.other-vault"
    for name, wanted, code in (
        ("network", built["network"], "answer.other-network"),
        ("case", built["case"], "answer.other-case"),
        ("vault-hash", registered.digest.hex(), "answer.other-vault"),
        ("case-digest", built.digest.hex(), "answer.other-digest"),
    ):
        if document[name] != wanted:
            return code
    people = {line[0]: line for line in registered.all("person")}
    person = people.get(document["person"])
    if person is None:
        return "answer.unknown-person"
    if document["device"] != person[5]:
        return "answer.other-device"
    if not document.signatures:
        return "signature.missing"
    if document.signatures[0][2] != person[2]:
        return "signature.other-key"
    if not document.is_signed_by(person[0], person[2]):
        return "signature.invalid"
    rules = {line[0]: line[1] for line in registered.all("cosigner")}
    if document.type == "share" and document["kind"] != rules.get(person[0]):
        return "answer.other-release-rule"
    return {"person": person[0], "digest": document.digest.hex()}


def case_document(case):
    document = Document(case["document"])
    return {
        "network": document["network"],
        "digest": document.digest.hex(),
        "words": words("case", document.digest, 8),
    }


def case_digest(case):
    text = case_text(case)
    return {"document": text, "digest": Document(text).digest.hex()} if text else "vectors.no-facts"


PROPOSAL = ["case", "acknowledgement", "share", "confirmation", "refusal", "release"]


def proposal(case):
    psbt = PSBT.parse(base64.b64decode(case["psbt"]))
    registered = Document(case["vault"])
    prefix = b"\xfc\x06RENSHO"
    for scope in psbt.inputs + psbt.outputs:
        if any(key.startswith(prefix) for key in scope.unknown):
            return "proposal.misplaced"
    found = []
    for key, value in psbt.unknown.items():
        if not key.startswith(prefix):
            continue
        subtype, person = key[len(prefix)], key[len(prefix) + 1 :].decode()
        if subtype >= len(PROPOSAL):
            return "proposal.unknown-subtype"
        if not value.endswith(b"\n"):
            return "document.unterminated-line"
        document = Document(value.decode())
        if document.type != PROPOSAL[subtype]:
            return "document.wrong-type"
        if person != ("" if subtype == 0 else document["person"]):
            return "proposal.key-data"
        digest = document.digest.hex() if subtype == 0 else None
        if subtype > 0 and document["network"] != registered["network"]:
            return "proposal.other-network"
        if subtype > 0 and document["vault-hash"] != registered.digest.hex():
            return "proposal.other-vault"
        if subtype > 1:
            digest = document["case-digest"]
        if digest not in (None, case["case_digest"]):
            return "proposal.other-case"
        found.append((subtype, person or "-", document.digest.hex()))
    return {"documents": [f"{PROPOSAL[subtype]} {person} {digest}" for subtype, person, digest in sorted(found)]}


def commitment(case):
    seed, network = bytes.fromhex(case["seed"]), case["network"]
    scalar = identity_scalar(seed, network, 0).to_bytes(32, "big")
    salt = hmac.digest(scalar, bytes.fromhex(case["case_digest"]), "sha256")
    data = salt + bytes.fromhex("".join(case["signatures"]))
    return {"salt": salt.hex(), "commitment": tagged(f"rensho/commitment/v1/{network}", data).hex()}


def opens(case):
    share = Document(case["share"])
    if not share.is_signed_by(share["person"], share.signatures[0][2]):
        return "signature.invalid"
    data = bytes.fromhex(case["salt"] + "".join(case["signatures"]))
    return {"opens": tagged(f"rensho/commitment/v1/{share['network']}", data).hex() == share["commitment"]}


def keystore_keys(case, log2_n, r, p, salt):
    """The AES key and the key check: HKDF-SHA256 over scrypt's output and the secret of the key file."""
    material = hashlib.scrypt(
        case["passphrase"].encode(), salt=salt, n=2**log2_n, r=r, p=p, maxmem=256 * 2**log2_n * r, dklen=32
    )
    if "key_file" in case:
        material += bytes.fromhex(case["key_file"])[9:41]
    extracted = hmac.digest(bytes(32), material, "sha256")
    first = hmac.digest(extracted, b"rensho/keystore/v2\x01", "sha256")
    second = hmac.digest(extracted, first + b"rensho/keystore/v2\x02", "sha256")
    return first, second[:16]


def key_file(case):
    file = bytes.fromhex(case["key_file"])
    if len(file) != 73 or hashlib.sha256(file[:-32]).digest() != file[-32:]:
        return "key-file.damaged"
    return {"id": hmac.digest(file[9:41], b"rensho/key-file/v1", "sha256")[:16].hex()}


def text_field(value):
    return bytes([len(value)]) + value.encode()


def keystore_seal(case):
    seed, salt, nonce = (bytes.fromhex(case[name]) for name in ("seed", "salt", "nonce"))
    master = bip32.HDKey.from_seed(seed)
    key, check = keystore_keys(case, case["log2_n"], case["r"], case["p"], salt)
    header = text_field(case["person"]) + text_field(case["device"]) + text_field(case["network"])
    header += b"\x01" if "account" in case else b"\x02"
    header += case["identity_number"].to_bytes(4, "little")
    header += identity_key(seed, case["network"], case["identity_number"]) + master.my_fingerprint
    if "account" in case:
        path = bip32.parse_path("m/" + case["account"])
        version = NETWORKS["main" if case["network"] == "mainnet" else "regtest"]["xpub"]
        account = master.derive(path).to_public(version)
        header += bytes([len(path)]) + b"".join(step.to_bytes(4, "little") for step in path) + account.serialize()
    header += b"\x03" + bytes.fromhex(key_file(case)["id"]) if "key_file" in case else b"\x01"
    header += bytes([case["log2_n"], case["r"], case["p"]]) + salt + nonce + check
    associated = b"RENSHOKS\x02" + len(header).to_bytes(2, "little") + header
    cipher, tag = gcm(key, nonce, associated, seed, opening=False)
    file = associated + cipher + tag
    return {"file": (file + hashlib.sha256(file).digest()).hex()}


def keystore_open(case):
    if "key_file" in case and isinstance(key_file(case), str):
        return key_file(case)
    file = bytes.fromhex(case["file"])
    if hashlib.sha256(file[:-32]).digest() != file[-32:]:
        return "keystore.damaged"
    end = 11 + int.from_bytes(file[9:11], "little")
    header, cipher, tag = file[11:end], file[end : end + 64], file[end + 64 : end + 80]
    fields, place = [], 0
    for _ in range(3):
        length = header[place]
        fields.append(header[place + 1 : place + 1 + length].decode())
        place += 1 + length
    is_custodian = header[place] == 1
    number = int.from_bytes(header[place + 1 : place + 5], "little")
    identity, fingerprint = header[place + 5 : place + 38], header[place + 38 : place + 42]
    place += 42
    steps, xpub = "-", "-"
    if is_custodian:
        count = header[place]
        place += 1
        path = [int.from_bytes(header[place + 4 * step : place + 4 * step + 4], "little") for step in range(count)]
        place += 4 * count
        steps = "/".join(f"{step & 0x7fffffff}{'h' if step >> 31 else ''}" for step in path)
        xpub = bip32.HDKey.parse(header[place : place + 78]).to_string()
        place += 78
    wanted = None
    if header[place] == 3:
        wanted = header[place + 1 : place + 17].hex()
        place += 16
    place += 1
    given = key_file(case)["id"] if "key_file" in case else None
    if given != wanted:
        return "keystore." + (
            "key-file-not-needed" if wanted is None else "key-file-needed" if given is None else "wrong-key-file"
        )
    log2_n, r, p = header[place : place + 3]
    salt, nonce, check = header[place + 3 : place + 35], header[place + 35 : place + 47], header[place + 47 :]
    key, found_check = keystore_keys(case, log2_n, r, p, salt)
    if found_check != check:
        return "keystore.wrong-passphrase"
    seed, found = gcm(key, nonce, file[:end], cipher, opening=True)
    if found != tag:
        return "keystore.not-authentic"
    return {
        "person": fields[0],
        "device": fields[1],
        "network": fields[2],
        "identity_number": number,
        "seed": seed.hex(),
        "identity_key": identity.hex(),
        "fingerprint": fingerprint.hex(),
        "path": steps,
        "xpub": xpub,
    }


def normalised(case):
    return case["throws"].replace(" ", "").replace(",", "").upper()


def entropy(case):
    """New words of a machine's part and a person's throws."""
    text, machine = normalised(case), bytes.fromhex(case["machine"])
    width = 1 if case["method"] in ("dice", "coins") else 2
    count = len(text) // width
    faces = {"dice": 6, "coins": 2, "cards": 52, "deck": 52}[case["method"]]
    choices = [faces - number if case["method"] == "deck" else faces for number in range(count)]
    message = b"rensho/entropy/v1\0" + case["method"].encode() + b"\0" + text.encode()
    found = hmac.digest(machine, message, "sha512")[: case["words"] * 4 // 3]
    return {
        "commitment": hashlib.sha256(machine).hexdigest(),
        "normalised": text,
        "millibits": sum(math.floor(1000 * math.log2(number)) for number in choices),
        "entropy": found.hex(),
        "sentence": bip39.mnemonic_from_bytes(found),
    }


def dice_only(case):
    """Words of dice alone, as other signers make them."""
    text = normalised(case)
    if len(text) < {12: 50, 24: 99}[case["words"]]:
        return "entropy.too-few"
    found = hashlib.sha256(text.encode()).digest()[: case["words"] * 4 // 3]
    return {"entropy": found.hex(), "sentence": bip39.mnemonic_from_bytes(found)}


OPERATIONS = {
    "key-record": key_record,
    "vault": vault,
    "agreement": agreement,
    "acknowledgement": signed,
    "case": case_document,
    "share": signed,
    "confirmation": signed,
    "release": signed,
    "refusal": signed,
    "order": signed_as("requester"),
    "approval": signed_as("approver"),
    "coin-snapshot": coin_snapshot,
    "freeze": signed,
    "lift": signed,
    "veto": signed,
    "order-countersign": signed,
    "excuse": signed,
    "override": signed,
    "log-countersign": signed,
    "record": record,
    "counts": counts,
    "case-digest": case_digest,
    "proposal": proposal,
    "case-words": lambda case: {"words": words("case", bytes.fromhex(case["digest"]), 8)},
    "vault-words": lambda case: {"words": words("vault", bytes.fromhex(case["digest"]), 12)},
    "identity-words": lambda case: {
        "words": words("identity", hashlib.sha256(bytes.fromhex(case["identity_key"])).digest(), 12)
    },
    "commitment": commitment,
    "opens": opens,
    "identity-key": lambda case: {
        "identity_key": identity_key(bytes.fromhex(case["seed"]), case["network"], case["number"]).hex()
    },
    "keystore-seal": keystore_seal,
    "keystore-open": keystore_open,
    "key-file": key_file,
    "entropy": entropy,
    "dice-only": dice_only,
}

# The refusals that follow from the computations above; all others are about the form of a text or a header.
RECOMPUTED = {
    "signature.invalid",
    "snapshot.total",
    "key-record.possession",
    "vectors.no-facts",
    "keystore.damaged",
    "keystore.key-file-needed",
    "keystore.key-file-not-needed",
    "keystore.wrong-key-file",
    "key-file.damaged",
    "keystore.wrong-passphrase",
    "keystore.not-authentic",
}


def is_recomputed(case):
    if case["expect"] == "valid" or case["op"] in ("agreement", "counts", "proposal"):
        return True
    # A file that lost its beginning or its length has nothing to compute with.
    return case["code"] in RECOMPUTED and len(case.get("file", "-" * 999)) > 640


def main(folder):
    differences = recomputed = total = 0
    for path in sorted(pathlib.Path(folder).glob("*.json")):
        cases = json.loads(path.read_text(encoding="utf-8"))["cases"]
        chosen = [case for case in cases if is_recomputed(case)]
        for case in chosen:
            wanted = case.get("expected", {}) if case["expect"] == "valid" else case["code"]
            found = OPERATIONS[case["op"]](case)
            if found != wanted:
                differences += 1
                print(f"{path.name}, case {case['id']}, {case['comment']}: {wanted} in the file, {found} computed")
        print(f"{path.name}: {len(chosen)} of {len(cases)} cases computed again")
        recomputed, total = recomputed + len(chosen), total + len(cases)
    print(f"all: {recomputed} of {total}, {differences} differences")
    return 0 if total and not differences else 1


if __name__ == "__main__":
    sys.exit(main(sys.argv[1]))
