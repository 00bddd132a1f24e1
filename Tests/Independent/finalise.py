"""Adds up, finalises and extracts signed PSBTs with embit, BDK and libwally, each by itself.

usage: finalise.py FILE...           the same transaction signed by several people, in base64; prints a JSON object with the
                                     transaction's hex by implementation, null where one does not know the PSBT's version
       finalise.py --make IN OUT     another payment from the first coin of a PSBT, written by embit

Nothing of this project is used. What an implementation accepts is its own choice.
"""

import json
import sys

import bdkpython
import wallycore
from embit import finalizer
from embit.psbt import PSBT
from embit.transaction import Transaction, TransactionOutput


def by_embit(texts):
    psbts = [PSBT.from_string(text) for text in texts]
    first = psbts[0]
    for other in psbts[1:]:
        for mine, theirs in zip(first.inputs, other.inputs):
            mine.partial_sigs.update(theirs.partial_sigs)
    return finalizer.finalize_psbt(first).serialize().hex()


def by_bdk(texts):
    first = bdkpython.Psbt(texts[0])
    for text in texts[1:]:
        first = first.combine(bdkpython.Psbt(text))
    result = first.finalize()
    if not result.could_finalize:
        raise ValueError("bdk: %s" % result.errors)
    return bytes(result.psbt.extract_tx().serialize()).hex()


def by_wally(texts):
    first = wallycore.psbt_from_base64(texts[0], 0)
    for text in texts[1:]:
        wallycore.psbt_combine(first, wallycore.psbt_from_base64(text, 0))
    wallycore.psbt_finalize(first, 0)
    return wallycore.tx_to_hex(wallycore.psbt_extract(first, 0), wallycore.WALLY_TX_FLAG_USE_WITNESS)


def finalised(paths):
    texts = [open(path).read().strip() for path in paths]
    version = PSBT.from_string(texts[0]).version or 0
    # BDK reads version 0 only.
    return {
        "embit": by_embit(texts), "bdk": by_bdk(texts) if version == 0 else None, "wally": by_wally(texts),
    }


def make(source, target):
    old = PSBT.from_string(open(source).read().strip())
    coin = old.inputs[0]
    amount = coin.non_witness_utxo.vout[old.tx.vin[0].vout].value
    change = next(i for i, output in enumerate(old.outputs) if output.bip32_derivations)
    paid = next(i for i in range(len(old.outputs)) if i != change)
    outputs = [
        TransactionOutput(amount // 4, old.tx.vout[paid].script_pubkey),
        TransactionOutput(amount - amount // 4 - 20_000, old.tx.vout[change].script_pubkey),
    ]
    psbt = PSBT(Transaction(version=2, vin=[old.tx.vin[0]], vout=outputs, locktime=0))
    psbt.inputs[0].non_witness_utxo = coin.non_witness_utxo
    psbt.inputs[0].witness_script = coin.witness_script
    psbt.inputs[0].bip32_derivations = coin.bip32_derivations
    psbt.outputs[1].bip32_derivations = old.outputs[change].bip32_derivations
    psbt.outputs[1].witness_script = old.outputs[change].witness_script
    with open(target, "x") as file:
        file.write(psbt.to_string())


if __name__ == "__main__":
    if sys.argv[1] == "--make":
        make(sys.argv[2], sys.argv[3])
    else:
        print(json.dumps(finalised(sys.argv[1:])))
