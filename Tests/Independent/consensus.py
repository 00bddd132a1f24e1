"""Runs Bitcoin Core's consensus code over every input of a transaction.

usage: consensus.py FILE

FILE is JSON: {"hex": "<transaction>", "spent": [{"amount_sat": 1, "script": "<hex>"}, ...]} with one spent output for
each input, in input order. Prints "accepted TXID inputs=N" and exits 0, or names the first input that fails and exits 1.
"""

import json
import sys

import pbk


def main(path: str) -> int:
    with open(path, encoding="utf-8") as file:
        case = json.load(file)
    transaction = pbk.Transaction(bytes.fromhex(case["hex"]))
    spent = [
        pbk.TransactionOutput(pbk.ScriptPubkey(bytes.fromhex(output["script"])), output["amount_sat"])
        for output in case["spent"]
    ]
    if len(spent) != len(transaction.inputs):
        print(f"{len(spent)} spent outputs for {len(transaction.inputs)} inputs")
        return 1
    data = pbk.script.PrecomputedTransactionData(transaction, spent)
    for index, output in enumerate(spent):
        flags = pbk.ScriptVerificationFlags.ALL
        try:
            accepted = output.script_pubkey.verify(output.amount, transaction, data, index, flags)
        except pbk.ScriptVerifyException as error:
            print(f"input {index}: {error}")
            return 1
        if not accepted:
            print(f"input {index}: refused by consensus")
            return 1
    print(f"accepted {transaction.txid} inputs={len(spent)}")
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1]))
