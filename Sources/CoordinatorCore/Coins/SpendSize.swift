import BitcoinPrimitives
import ByteCoding
package import Custody
package import Descriptors

/// Forecasts the weight of a transaction that spends the vault's coins: what it is at most, from the descriptor alone, and
/// what it is as a rule, from what the vault says of its cosigners' programs.
package struct SpendSize: Sendable, Hashable {
    /// The bytes of a signature with its hash type byte at most: low-S with a first number of up to 33 bytes.
    ///
    /// A signer that grinds for low R needs one byte less, as Rensho's does; of one that does not every second needs it.
    package static let signatureLength = 72

    /// The weight of one signed input at most, in weight units.
    package let inputWeight: Int
    /// The weight of one signed input as a rule; ``inputWeight`` where nothing is known of the signers.
    package let usualInputWeight: Int

    /// Computes the size of a vault's inputs.
    ///
    /// Held signatures are made by Rensho's own signer, which grinds for low R. What an open cosigner signs with is not
    /// known: he may grind or not, so that half of a byte is counted. The true size is then no further from it than an
    /// eighth of a virtual byte for each open signature, and, rarely, a signature whose numbers happen to be shorter still.
    package init(_ vault: Vault) {
        let open = min(vault.threshold, vault.cosigners.count { $0.release == .open })
        self.init(
            scriptType: vault.scriptType, threshold: vault.threshold, keyCount: vault.cosigners.count,
            saved: vault.threshold - open + open / 2)
    }

    /// Computes the size of inputs of which only the descriptor is known.
    package init(_ descriptor: MultisigDescriptor) {
        self.init(
            scriptType: descriptor.scriptType, threshold: descriptor.threshold, keyCount: descriptor.keys.count)
    }

    /// Computes the size of inputs of an M-of-N script.
    /// - Parameter saved: the bytes of an input's signatures that are not there as a rule.
    package init(scriptType: MultisigDescriptor.ScriptType, threshold: Int, keyCount: Int, saved: Int = 0) {
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
        usualInputWeight = inputWeight - saved
    }

    /// The weight that a transaction with that many inputs does not have as a rule, of what it has at most.
    package func usualSaving(inputs: Int) -> Int { inputs * (inputWeight - usualInputWeight) }

    /// The virtual size at most of a transaction with that many vault inputs and outputs of those script lengths.
    package func virtualSize(inputs: Int, outputScriptLengths: [Int]) -> Int {
        (weight(inputs: inputs, outputScriptLengths: outputScriptLengths) + 3) / 4
    }

    /// The virtual size of that transaction as a rule.
    package func usualVirtualSize(inputs: Int, outputScriptLengths: [Int]) -> Int {
        (weight(inputs: inputs, outputScriptLengths: outputScriptLengths) - usualSaving(inputs: inputs) + 3) / 4
    }

    /// The weight of that transaction at most.
    package func weight(inputs: Int, outputScriptLengths: [Int]) -> Int {
        weight(
            inputs: inputs, outputCount: outputScriptLengths.count,
            outputBytes: outputScriptLengths.reduce(0) { $0 + Self.outputLength(script: $1) })
    }

    /// The bytes of an output whose script has that length.
    package static func outputLength(script length: Int) -> Int {
        8 + CompactSize.encodedLength(of: UInt64(length)) + length
    }

    /// The weight at most of a transaction with that many inputs and outputs, and that many bytes of outputs.
    package func weight(inputs: Int, outputCount: Int, outputBytes: Int) -> Int {
        let counts =
            CompactSize.encodedLength(of: UInt64(inputs)) + CompactSize.encodedLength(of: UInt64(outputCount))
        // Version and lock time; two weight units for BIP-144's marker and flag.
        return 4 * (4 + counts + outputBytes + 4) + 2 + inputs * inputWeight
    }
}
