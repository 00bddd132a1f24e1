import BitcoinPrimitives
import ByteCoding
package import Descriptors

/// Forecasts the weight of a transaction that spends the vault's coins, from the descriptor alone.
package struct SpendSize: Sendable, Hashable {
    /// The bytes of a signature with its hash type byte: low-S with a first number of up to 33 bytes.
    ///
    /// A signer that grinds for low R needs one byte less; other makers' signers do not grind.
    package static let signatureLength = 72

    /// The weight of one signed input, in weight units.
    package let inputWeight: Int

    /// Computes the size of the vault's inputs.
    package init(_ descriptor: MultisigDescriptor) {
        self.init(
            scriptType: descriptor.scriptType, threshold: descriptor.threshold, keyCount: descriptor.keys.count)
    }

    /// Computes the size of inputs of an M-of-N script.
    package init(scriptType: MultisigDescriptor.ScriptType, threshold: Int, keyCount: Int) {
        // M and N take one byte up to 16 and two above.
        let script = (threshold > 16 ? 2 : 1) + 34 * keyCount + (keyCount > 16 ? 2 : 1) + 1
        let scriptField = CompactSize.encodedLength(of: UInt64(script)) + script
        let witness = 1 + 1 + threshold * (1 + Self.signatureLength) + scriptField
        let scriptSig =
            switch scriptType {
            case .p2wsh: 1
            case .p2shP2wsh: 1 + 35
            }
        inputWeight = 4 * (36 + scriptSig + 4) + witness
    }

    /// The virtual size of a transaction with that many vault inputs and outputs of those script lengths.
    package func virtualSize(inputs: Int, outputScriptLengths: [Int]) -> Int {
        (weight(inputs: inputs, outputScriptLengths: outputScriptLengths) + 3) / 4
    }

    /// The weight of that transaction.
    package func weight(inputs: Int, outputScriptLengths: [Int]) -> Int {
        weight(
            inputs: inputs, outputCount: outputScriptLengths.count,
            outputBytes: outputScriptLengths.reduce(0) { $0 + Self.outputLength(script: $1) })
    }

    /// The bytes of an output whose script has that length.
    package static func outputLength(script length: Int) -> Int {
        8 + CompactSize.encodedLength(of: UInt64(length)) + length
    }

    /// The weight of a transaction with that many inputs and outputs, and that many bytes of outputs.
    package func weight(inputs: Int, outputCount: Int, outputBytes: Int) -> Int {
        let counts =
            CompactSize.encodedLength(of: UInt64(inputs)) + CompactSize.encodedLength(of: UInt64(outputCount))
        // Version and lock time; two weight units for BIP-144's marker and flag.
        return 4 * (4 + counts + outputBytes + 4) + 2 + inputs * inputWeight
    }
}
