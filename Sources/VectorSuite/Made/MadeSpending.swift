import BitcoinCrypto
import BitcoinPSBT
import BitcoinPrimitives
import ByteCoding
import Descriptors

/// Builds the PSBT of a payment out of a multisig wallet, the same bytes every time.
struct MadeSpending: Sendable {
    /// A coin of the wallet.
    struct Coin: Sendable {
        /// The script with its place.
        let script: DerivedScript
        /// The transaction that made the coin.
        let previous: Transaction
        /// The input's sequence number.
        var sequence: TxSequence = .replaceable

        /// The coin's output.
        var output: TxOut { previous.outputs[Int(MadeSpending.coinOutput)] }
    }

    /// The wallet.
    let descriptor: MultisigDescriptor
    /// What is spent.
    var coins: [Coin] = []
    /// What is paid, with the wallet's own script where it stays.
    var outputs: [(output: TxOut, own: DerivedScript?)] = []
    /// The transaction's version.
    var version: Int32 = 2
    /// The transaction's lock time.
    var lockTime = LockTime.unlocked

    /// Every coin is output 1 of its transaction.
    static let coinOutput: UInt32 = 1

    /// Starts without coins.
    init(descriptor: MultisigDescriptor) {
        self.descriptor = descriptor
    }

    /// Adds a coin of the wallet; its previous transaction has a stranger's output before it.
    mutating func addCoin(at position: ScriptPosition, _ amount: Amount, label: String = "rensho/vectors/coin") throws {
        try addCoin(try descriptor.script(at: position), amount, label: label)
    }

    /// Adds a coin on a script of the wallet.
    mutating func addCoin(_ script: DerivedScript, _ amount: Amount, label: String = "rensho/vectors/coin") throws {
        let number = UInt64(coins.count)
        let origin = SHA256.hash(Array("\(label)/\(number)".utf8))
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
        coins.append(Coin(script: script, previous: previous))
    }

    /// Adds a payment to a stranger.
    mutating func pay(_ script: Script, _ amount: Amount) {
        outputs.append((TxOut(amount: amount, scriptPubKey: script), nil))
    }

    /// Adds change.
    mutating func keep(_ script: DerivedScript, _ amount: Amount) {
        outputs.append((TxOut(amount: amount, scriptPubKey: script.scriptPubKey), script))
    }

    /// The unsigned transaction.
    var transaction: Transaction {
        Transaction(
            version: version,
            inputs: coins.map {
                TxIn(
                    previousOutput: OutPoint(txid: $0.previous.txid, vout: Self.coinOutput), sequence: $0.sequence)
            },
            outputs: outputs.map(\.output), lockTime: lockTime)
    }

    /// What is signed for each input (BIP-143, `SIGHASH_ALL`).
    func digests() throws -> [Bytes32] {
        let sighash = SegwitSighash(transaction)
        return try coins.enumerated().map { place, coin in
            try sighash.digest(input: place, scriptCode: coin.script.witnessScript, amount: coin.output.amount)
        }
    }

    /// The PSBT with previous transactions, scripts and derivations.
    func psbt(version: PSBTVersion) throws -> PSBT {
        var psbt = try PSBT(creating: transaction, version: version)
        psbt.global.xpubs = try descriptor.keys.map { key in
            try GlobalXpub(serialized: key.xpub.serialized, origin: key.origin)
        }
        for (place, coin) in coins.enumerated() {
            psbt.inputs[place].nonWitnessUtxo = coin.previous
            psbt.inputs[place].witnessUtxo = coin.output
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
