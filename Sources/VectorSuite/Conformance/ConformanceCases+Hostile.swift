import BitcoinCrypto
import BitcoinPSBT
import BitcoinPrimitives
import ByteCoding
import Descriptors

extension ConformanceCases {
    /// Everything is wrong in the second of two inputs, so that a program that looks at the first alone is found out; a
    /// signature of the first is one too many as well.
    static func hostile() throws -> [ConformanceCase] { try lies() + hashTypes() + foreignKeys() + forms() }

    /// Amounts and scripts that the previous transaction contradicts (BIP-174, the role of a Signer).
    private static func lies() throws -> [ConformanceCase] {
        let plain = try Setting()
        let nested = try Setting(.p2shP2wsh)
        let other = try MadeWallet(threshold: 1, numbers: 0..<3, scriptType: .p2wsh).descriptor
        let stranger = try other.script(at: plain.spending.coins[1].script.position)
        return try [
            plain.refused("witness-utxo-amount", "PSBT_IN_WITNESS_UTXO states half of the amount") { psbt in
                let output = plain.spending.coins[1].output
                psbt.inputs[1].witnessUtxo = TxOut(
                    amount: try Amount(sat: output.amount.sat / 2), scriptPubKey: output.scriptPubKey)
            },
            plain.refused("witness-utxo-script", "PSBT_IN_WITNESS_UTXO states another script") { psbt in
                psbt.inputs[1].witnessUtxo = TxOut(
                    amount: plain.spending.coins[1].output.amount, scriptPubKey: stranger.scriptPubKey)
            },
            plain.refused(
                "previous-transaction-missing",
                "no previous transaction: the amount is a claim, and fees can be stolen (CVE-2020-14199)"
            ) { psbt in
                psbt.inputs[1].nonWitnessUtxo = nil
            },
            plain.refused("previous-transaction-other", "the previous transaction has another txid") { psbt in
                psbt.inputs[1].nonWitnessUtxo = plain.spending.coins[0].previous
            },
            plain.refused("previous-output-missing", "the previous transaction has no such output") { psbt in
                var transaction = plain.spending.transaction
                let spent = transaction.inputs[1].previousOutput
                transaction.inputs[1] = TxIn(
                    previousOutput: OutPoint(txid: spent.txid, vout: 7), sequence: .replaceable)
                psbt.global.unsignedTx = transaction
            },
            plain.refused("witness-script-other", "the witness script is not the one in the output") { psbt in
                psbt.inputs[1].witnessScript = stranger.witnessScript
            },
            plain.refused("witness-script-missing", "there is no witness script") { psbt in
                psbt.inputs[1].witnessScript = nil
            },
            nested.refused("redeem-script-other", "the redeem script is not the one in the output") { psbt in
                psbt.inputs[1].redeemScript = stranger.scriptPubKey
            },
            nested.refused("redeem-script-missing", "there is no redeem script") { psbt in
                psbt.inputs[1].redeemScript = nil
            },
        ]
    }

    /// Hash types that leave something unsigned.
    private static func hashTypes() throws -> [ConformanceCase] {
        let plain = try Setting()
        let types: [(String, UInt32, String)] = [
            ("sighash-none", 0x02, "SIGHASH_NONE is asked for: the outputs can be changed"),
            ("sighash-single", 0x03, "SIGHASH_SINGLE is asked for: other outputs can be changed"),
            ("sighash-all-anyonecanpay", 0x81, "ANYONECANPAY is asked for: inputs can be added"),
            ("sighash-unknown", 0x41, "a hash type that no rule of Bitcoin knows"),
        ]
        return try types.map { id, type, title in
            try plain.refused(id, title) { psbt in psbt.inputs[1].sighashType = type }
        }
    }

    /// Keys that are not where the PSBT says.
    private static func foreignKeys() throws -> [ConformanceCase] {
        let plain = try Setting()
        let strangers = try Setting(numbers: 1..<4)
        let script = plain.spending.coins[1].script
        guard let own = MadeWallet.key(of: 0, in: script) else { throw MadeError.noFacts }
        let claim = Bip32Derivation(publicKey: own.publicKey.encoded, origin: own.origin)
        let elsewhere = try plain.wallet.cosigners[0].origin.appending(DerivationPath(parsing: "0/9"))
        return try [
            strangers.refused("key-not-in-script", "the key is named and is not in the script") { psbt in
                psbt.inputs[1].bip32Derivations = [claim]
            },
            plain.refused("wrong-path", "the stated path leads to another key than the one in the script") { psbt in
                for place in psbt.inputs.indices {
                    psbt.inputs[place].bip32Derivations = psbt.inputs[place].bip32Derivations.map {
                        $0.origin.fingerprint == own.origin.fingerprint
                            ? Bip32Derivation(publicKey: $0.publicKey, origin: elsewhere) : $0
                    }
                }
            },
        ]
    }

    /// Files that are no PSBT by BIP-174 or BIP-370.
    private static func forms() throws -> [ConformanceCase] {
        let plain = try Setting()
        let psbt = try plain.spending.psbt(version: .v0)
        let bytes = psbt.encoded()
        return try [
            plain.refused("truncated", "the last byte is missing", Array(bytes.dropLast())),
            plain.refused("trailing-bytes", "a byte stands behind the last map", bytes + [1]),
            plain.refused("duplicate-key", "a key stands twice in the map of an input", doubled(psbt)),
            plain.refused("script-sig", "the unsigned transaction of version 0 has a scriptSig") { psbt in
                var transaction = plain.spending.transaction
                transaction.inputs[1].scriptSig = Script([0x51])
                psbt.global.unsignedTx = transaction
            },
            plain.refused("version-1", "PSBT version 1, which does not exist") { psbt in psbt.global.version = 1 },
            plain.refused("version-2-field", "a field of version 2 in version 0") { psbt in
                psbt.inputs[1].outputIndex = 0
            },
        ]
    }

    /// The PSBT with the first pair of its second input written twice.
    private static func doubled(_ psbt: PSBT) -> [UInt8] {
        var writer = ByteWriter()
        writer.append(PSBT.magic)
        func write(_ pairs: [RawPair]) {
            for pair in pairs {
                writer.appendVariableBytes(pair.key)
                writer.appendVariableBytes(pair.value)
            }
            writer.append(UInt8(0))
        }
        write(psbt.global.pairs)
        for (place, input) in psbt.inputs.enumerated() {
            write(place == 1 ? Array(input.pairs.prefix(1)) + input.pairs : input.pairs)
        }
        for output in psbt.outputs { write(output.pairs) }
        return writer.bytes
    }
}
