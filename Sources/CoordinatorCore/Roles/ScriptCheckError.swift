import ByteCoding

/// Says what is wrong with one input's script.
package enum ScriptCheckProblem: Error, Hashable, CustomStringConvertible, Sendable {
    /// The spent output or its script is no P2WSH or P2SH-P2WSH multisig.
    case unknownScript
    /// The scriptSig is not what the output needs.
    case scriptSig
    /// The redeem script does not hash to the output's script.
    case redeemScriptHash
    /// The input has no witness.
    case emptyWitness
    /// The witness script does not hash to the witness program.
    case witnessScriptHash
    /// The witness has more or fewer signatures than the threshold.
    case signatureCount(expected: Int, actual: Int)
    /// The element below the signatures is not empty.
    case dummyNotEmpty
    /// A signature's hash type is not SIGHASH_ALL.
    case hashType
    /// A signature is no strict DER.
    case encoding
    /// A signature has a high S.
    case highS
    /// A signature verifies with none of the keys left.
    case signatureFails

    package var description: String {
        switch self {
        case .unknownScript: "spends no P2WSH or P2SH-P2WSH multisig script"
        case .scriptSig: "has a scriptSig that its output does not allow"
        case .redeemScriptHash: "has a redeem script of another hash"
        case .emptyWitness: "has no witness"
        case .witnessScriptHash: "has a witness script of another hash"
        case .signatureCount(let expected, let actual): "has \(actual) signatures instead of \(expected)"
        case .dummyNotEmpty: "has a dummy element that is not empty"
        case .hashType: "has a signature with another hash type than SIGHASH_ALL"
        case .encoding: "has a signature that is no strict DER"
        case .highS: "has a signature with a high S"
        case .signatureFails: "has a signature that verifies with none of the keys left"
        }
    }
}

/// Says why a finished transaction does not pass the script check.
package enum ScriptCheckError: CodedError, Hashable {
    /// The spent outputs are not one per input.
    case outputCount(inputs: Int, outputs: Int)
    /// One input's script fails.
    case input(index: Int, ScriptCheckProblem)

    package var code: String {
        switch self {
        case .outputCount: "script-check.output-count"
        case .input: "script-check.input"
        }
    }

    package var description: String {
        switch self {
        case .outputCount(let inputs, let outputs): "\(outputs) spent outputs were given for \(inputs) inputs"
        case .input(let index, let problem): "input \(index) \(problem)"
        }
    }
}
