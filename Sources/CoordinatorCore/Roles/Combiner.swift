package import BitcoinPSBT
import BitcoinPrimitives
import ByteCoding

/// BIP-174's Combiner.
package enum Combiner {
    /// Merges PSBTs of one transaction: every pair of the first, then every pair that only a later one has.
    ///
    /// BIP-174 leaves it open whose value wins in a conflict; here the first one stays.
    package static func combine(_ psbts: [PSBT]) throws(CombinerError) -> PSBT {
        guard var combined = psbts.first else { throw .nothing }
        for (index, other) in psbts.enumerated().dropFirst() {
            try requireSame(combined, other, index: index)
            do throws(PSBTError) {
                try combined.global.addMissingPairs(of: other.global)
                for input in combined.inputs.indices {
                    try combined.inputs[input].addMissingPairs(of: other.inputs[input], at: input)
                }
                for output in combined.outputs.indices {
                    try combined.outputs[output].addMissingPairs(of: other.outputs[output], at: output)
                }
            } catch {
                throw .psbt(error)
            }
        }
        return combined
    }

    private static func requireSame(_ first: PSBT, _ other: PSBT, index: Int) throws(CombinerError) {
        guard first.version == other.version else { throw .otherVersion(file: index) }
        let (left, right): (Transaction, Transaction)
        do { (left, right) = (try first.unsignedTransaction(), try other.unsignedTransaction()) } catch {
            throw .psbt(error)
        }
        // Stricter than BIP-370's identification, which lets sequences differ: a changed sequence is another payment.
        guard left == right, first.inputs.count == other.inputs.count, first.outputs.count == other.outputs.count else {
            throw .otherTransaction(file: index)
        }
    }
}

/// Says why PSBTs do not combine.
package enum CombinerError: CodedError, Equatable {
    /// There is nothing to combine.
    case nothing
    /// A PSBT is of another version.
    case otherVersion(file: Int)
    /// A PSBT is of another transaction.
    case otherTransaction(file: Int)
    /// A PSBT does not read as one whole.
    case psbt(PSBTError)

    package var code: String {
        switch self {
        case .nothing: "combine.nothing"
        case .otherVersion: "combine.other-version"
        case .otherTransaction: "combine.other-transaction"
        case .psbt(let error): error.code
        }
    }

    package var description: String {
        switch self {
        case .nothing: "there is no PSBT to combine"
        case .otherVersion(let file): "PSBT \(file) is of another version than the first"
        case .otherTransaction(let file): "PSBT \(file) is of another transaction than the first"
        case .psbt(let error): "\(error)"
        }
    }
}
