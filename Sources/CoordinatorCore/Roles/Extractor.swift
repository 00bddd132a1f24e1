package import BitcoinPSBT
package import BitcoinPrimitives
import ByteCoding

/// BIP-174's Transaction Extractor.
package enum Extractor {
    /// Builds the network transaction from a PSBT whose inputs are all final.
    package static func extract(_ psbt: PSBT) throws(ExtractorError) -> Transaction {
        var transaction: Transaction
        do { transaction = try psbt.unsignedTransaction() } catch { throw .psbt(error) }
        guard transaction.inputs.count == psbt.inputs.count else {
            throw .inputCount(transaction: transaction.inputs.count, maps: psbt.inputs.count)
        }
        for (index, input) in psbt.inputs.enumerated() {
            guard input.finalScriptSig != nil || input.finalScriptWitness != nil else {
                throw .notFinal(input: index)
            }
            transaction.inputs[index].scriptSig = input.finalScriptSig ?? Script([])
            transaction.inputs[index].witness = input.finalScriptWitness ?? []
        }
        return transaction
    }
}

/// Says why no transaction can be extracted.
package enum ExtractorError: CodedError, Equatable {
    /// The unsigned transaction cannot be built.
    case psbt(PSBTError)
    /// The transaction and the maps disagree about the number of inputs.
    case inputCount(transaction: Int, maps: Int)
    /// An input has no final script.
    case notFinal(input: Int)

    package var code: String {
        switch self {
        case .psbt(let error): error.code
        case .inputCount: "extract.input-count"
        case .notFinal: "extract.not-final"
        }
    }

    package var description: String {
        switch self {
        case .psbt(let error): "\(error)"
        case .inputCount(let transaction, let maps): "\(maps) input maps for a transaction of \(transaction) inputs"
        case .notFinal(let input): "input \(input) is not final"
        }
    }
}
