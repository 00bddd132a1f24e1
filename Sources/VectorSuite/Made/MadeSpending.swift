import BitcoinCrypto
import BitcoinPSBT
import BitcoinPrimitives
import ByteCoding
import Descriptors

/// Builds the PSBT of a payment out of a multisig wallet, the same bytes every time.
struct MadeSpending: Sendable {
    /// The wallet.
    let descriptor: MultisigDescriptor
    /// What is spent: the script with its place, the transaction that made it, and which of its outputs it is.
    var coins: [(script: DerivedScript, previous: Transaction, vout: UInt32)] = []
    /// What is paid, with the wallet's own script where it stays.
    var outputs: [(output: TxOut, own: DerivedScript?)] = []

    /// Starts without coins.
    init(descriptor: MultisigDescriptor) {
        self.descriptor = descriptor
    }

    /// Adds a coin of the wallet; its previous transaction has a stranger's output before it.
    mutating func addCoin(at position: ScriptPosition, _ amount: Amount) throws {
        let script = try descriptor.script(at: position)
        let number = UInt64(coins.count)
        let origin = SHA256.hash(Array("rensho/vectors/coin/\(number)".utf8))
        let previous = Transaction(
            version: 2,
            inputs: [TxIn(previousOutput: OutPoint(txid: Txid(origin), vout: 0), sequence: .replaceable)],
            outputs: [
                TxOut(
                    amount: try Amount(sat: 12_345 + number % 1000),
                    scriptPubKey: .p2wpkh(hash: [UInt8](repeating: 99, count: 20))),
                TxOut(amount: amount, scriptPubKey: script.scriptPubKey),
            ],
            lockTime: .unlocked)
        coins.append((script, previous, 1))
    }

    /// The unsigned transaction.
    var transaction: Transaction {
        Transaction(
            version: 2,
            inputs: coins.map {
                TxIn(
                    previousOutput: OutPoint(txid: $0.previous.txid, vout: $0.vout), sequence: .replaceable)
            },
            outputs: outputs.map(\.output), lockTime: .unlocked)
    }

    /// The PSBT with previous transactions, scripts and derivations.
    func psbt(version: PSBTVersion) throws -> PSBT {
        var psbt = try PSBT(creating: transaction, version: version)
        psbt.global.xpubs = try descriptor.keys.map { key in
            try GlobalXpub(serialized: key.xpub.serialized, origin: key.origin)
        }
        for (place, coin) in coins.enumerated() {
            psbt.inputs[place].nonWitnessUtxo = coin.previous
            psbt.inputs[place].witnessUtxo = coin.previous.outputs[Int(coin.vout)]
            psbt.inputs[place].redeemScript = coin.script.redeemScript
            psbt.inputs[place].witnessScript = coin.script.witnessScript
            psbt.inputs[place].bip32Derivations = Self.derivations(coin.script)
        }
        for (place, output) in outputs.enumerated() {
            guard let own = output.own else { continue }
            psbt.outputs[place].redeemScript = own.redeemScript
            psbt.outputs[place].witnessScript = own.witnessScript
            psbt.outputs[place].bip32Derivations = Self.derivations(own)
        }
        return psbt
    }

    private static func derivations(_ script: DerivedScript) -> [Bip32Derivation] {
        script.keys.map { Bip32Derivation(publicKey: $0.publicKey.encoded, origin: $0.origin) }
    }
}
