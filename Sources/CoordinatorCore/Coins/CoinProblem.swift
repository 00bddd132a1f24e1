package import BitcoinPrimitives
import ByteCoding

/// Says why a listed coin is left out.
package enum CoinProblem: CodedError, Hashable {
    /// No previous transaction with that id was given.
    case previousTransactionMissing
    /// The transaction given is another one.
    case wrongPreviousTransaction(actual: Txid)
    /// The previous transaction has no output of that number.
    case noSuchOutput(vout: UInt32, count: Int)
    /// The list and the previous transaction disagree about the amount.
    case amountDiffers(listed: Amount, actual: Amount)
    /// The list and the previous transaction disagree about the script.
    case scriptDiffers
    /// The coin has no confirmation yet, so its id may still change.
    case unconfirmed
    /// A miner's reward that is too young to be spent, or of unknown age.
    case immature(confirmations: Int?)
    /// The vault's derivation does not reach the script.
    case notOfVault(searched: UInt32)

    package var code: String {
        switch self {
        case .previousTransactionMissing: "coin.previous-transaction-missing"
        case .wrongPreviousTransaction: "coin.wrong-previous-transaction"
        case .noSuchOutput: "coin.no-such-output"
        case .amountDiffers: "coin.amount-differs"
        case .scriptDiffers: "coin.script-differs"
        case .unconfirmed: "coin.unconfirmed"
        case .immature: "coin.immature"
        case .notOfVault: "coin.not-of-vault"
        }
    }

    package var description: String {
        switch self {
        case .previousTransactionMissing: "its previous transaction was not given, so the amount is only a claim"
        case .wrongPreviousTransaction(let actual): "the previous transaction given for it is \(actual)"
        case .noSuchOutput(let vout, let count):
            "its previous transaction has \(count) outputs and none is number \(vout)"
        case .amountDiffers(let listed, let actual):
            "it is listed with \(listed.text) but its previous transaction says \(actual.text)"
        case .scriptDiffers: "it is listed with another script than its previous transaction has"
        case .unconfirmed: "it has no confirmation yet"
        case .immature(let confirmations):
            "it is a miner's reward with \(confirmations.map(String.init) ?? "unknown") confirmations, and needs "
                + "\(CoinBook.coinbaseMaturity)"
        case .notOfVault(let searched):
            "its script is none of the vault's first \(searched) receive and change scripts"
        }
    }

    package var remedy: String? {
        switch self {
        case .previousTransactionMissing: "Add the raw transaction to the --transactions file."
        case .unconfirmed, .immature: "Import again when it has the confirmations."
        case .notOfVault: "If the vault has used more addresses than that, import with a larger --window."
        case .wrongPreviousTransaction, .noSuchOutput, .amountDiffers, .scriptDiffers: nil
        }
    }
}

/// A coin that was listed but not taken, with the reason.
package struct LeftOutCoin: Sendable, Hashable {
    /// The coin as listed.
    package let coin: ListedCoinIdentity
    /// Why it was not taken.
    package let problem: CoinProblem
}

/// What identifies a listed coin in messages.
package struct ListedCoinIdentity: Sendable, Hashable {
    /// The output.
    package let outpoint: OutPoint
    /// The amount as listed.
    package let amount: Amount
}
