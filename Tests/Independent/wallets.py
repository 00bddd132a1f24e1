"""Derives a wallet's addresses with embit, BDK and libwally from every form that was exported, and compares.

The file named on the command line holds a list of wallets, each with its network, the addresses that Rensho derived for
both branches, and the text of each exported form. Nothing of this project is used; Coldcard's text, Caravan's JSON and the
wallet policy are turned into descriptors by the few lines below.
"""

import json
import re
import sys

import bdkpython
import wallycore
from embit.descriptor import Descriptor
from embit.networks import NETWORKS

EMBIT = {"mainnet": "main", "testnet3": "test", "testnet4": "test", "signet": "signet", "regtest": "regtest"}
BDK = {
    "mainnet": bdkpython.Network.BITCOIN, "testnet3": bdkpython.Network.TESTNET, "testnet4": bdkpython.Network.TESTNET4,
    "signet": bdkpython.Network.SIGNET, "regtest": bdkpython.Network.REGTEST,
}
WALLY = {
    "mainnet": wallycore.WALLY_NETWORK_BITCOIN_MAINNET, "testnet3": wallycore.WALLY_NETWORK_BITCOIN_TESTNET,
    "testnet4": wallycore.WALLY_NETWORK_BITCOIN_TESTNET, "signet": wallycore.WALLY_NETWORK_BITCOIN_TESTNET,
    "regtest": wallycore.WALLY_NETWORK_BITCOIN_REGTEST,
}


def by_embit(text, network, branch, count):
    descriptor = Descriptor.from_string(text)
    for index in range(count):
        yield descriptor.derive(index, branch_index=branch).address(NETWORKS[EMBIT[network]])


def by_bdk(text, network, branch, count):
    kind = bdkpython.NetworkKind.MAIN if network == "mainnet" else bdkpython.NetworkKind.TEST
    descriptor = bdkpython.Descriptor(text, kind)
    if descriptor.is_multipath():
        descriptor = descriptor.to_single_descriptors()[branch]
    for index in range(count):
        yield str(descriptor.derive_address(index, BDK[network]))


def by_wally(text, network, branch, count):
    descriptor = wallycore.descriptor_parse(text, None, WALLY[network], 0)
    multi = branch if wallycore.descriptor_get_num_paths(descriptor) > 1 else 0
    for index in range(count):
        yield wallycore.descriptor_to_address(descriptor, 0, multi, index, 0)


IMPLEMENTATIONS = {"embit": by_embit, "bdk": by_bdk, "wally": by_wally}


def script(kind, threshold, keys):
    inner = "wsh(sortedmulti(%d,%s))" % (threshold, ",".join(keys))
    return inner if kind == "P2WSH" else "sh(%s)" % inner


def from_coldcard(text):
    threshold = int(re.search(r"^Policy: (\d+) of \d+$", text, re.M)[1])
    kind = re.search(r"^Format: (\S+)$", text, re.M)[1]
    keys, path = [], ""
    for line in text.splitlines():
        label, _, value = line.partition(": ")
        if label == "Derivation":
            path = value[1:]
        elif re.fullmatch("[0-9A-F]{8}", label):
            keys.append("[%s%s]%s/<0;1>/*" % (label.lower(), path, value))
    return [script(kind, threshold, keys)] * 2


def from_caravan(text):
    wallet = json.loads(text)
    keys = ["[%s%s]%s/<0;1>/*" % (k["xfp"], k["bip32Path"][1:], k["xpub"]) for k in wallet["extendedPublicKeys"]]
    return [script(wallet["addressType"], wallet["quorum"]["requiredSigners"], keys)] * 2


def from_policy(text):
    policy = json.loads(text)
    text = policy["descriptor_template"]
    for index in reversed(range(len(policy["keys_info"]))):
        text = text.replace("@%d/**" % index, policy["keys_info"][index] + "/<0;1>/*")
    return [text] * 2


def from_core(text):
    entries = json.loads(text)
    assert [entry["internal"] for entry in entries] == [False, True]
    return [entry["desc"] for entry in entries]


def from_specter(text):
    # Specter derives the change branch itself.
    receive = json.loads(text)["descriptor"]
    return [receive, receive.partition("#")[0].replace("/0/*", "/1/*")]


def from_bsms(text):
    lines = text.split("\n")
    assert lines[0] == "BSMS 1.0" and lines[2] == "/0/*,/1/*" and len(lines) == 4
    return [lines[1].replace("/**", steps) for steps in lines[2].split(",")]


FORMS = {
    "descriptor": lambda text: [text.strip()] * 2,
    "descriptor-pair": lambda text: text.split(),
    "sparrow": lambda text: [line for line in text.splitlines() if line and not line.startswith("#")][1:],
    "specter-diy": lambda text: [text.strip().partition("&")[2].replace("{0,1}", "<0;1>")] * 2,
    "coldcard": from_coldcard, "caravan": from_caravan, "bip388": from_policy, "core": from_core,
    "specter": from_specter, "bsms": from_bsms,
}


def main():
    compared = differences = 0
    for wallet in json.load(open(sys.argv[1])):
        for form, text in wallet["forms"].items():
            # The descriptor is asked of every implementation, the other forms of one.
            names = list(IMPLEMENTATIONS) if form == "descriptor" else ["wally"]
            for branch, descriptor in enumerate(FORMS[form](text)):
                ours = wallet["addresses"][branch]
                for name in names:
                    theirs = list(IMPLEMENTATIONS[name](descriptor, wallet["network"], branch, len(ours)))
                    compared += len(ours)
                    if theirs != ours:
                        differences += 1
                        print("%s, %s, branch %d, %s: other addresses" % (wallet["name"], form, branch, name))
    print("all: %d addresses, %d differences" % (compared, differences))
    sys.exit(1 if differences else 0)


main()
