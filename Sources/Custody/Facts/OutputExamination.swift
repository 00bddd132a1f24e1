package import BitcoinPrimitives
package import Descriptors

/// Everything that the bytes and the registered vault say about one output.
package struct OutputExamination: Sendable {
    /// The position in the transaction.
    package let index: Int

    /// The amount and the script.
    package let output: TxOut

    /// The address on the vault's network, encoded by us; `nil` for a script that has none.
    package let address: Address?

    /// The script as derived from the registered vault, when the output is the vault's.
    package internal(set) var script: DerivedScript?

    /// What is wrong with this output.
    package internal(set) var problems: [OutputProblem] = []

    init(index: Int, output: TxOut, network: Network) {
        self.index = index
        self.output = output
        address = Address(scriptPubKey: output.scriptPubKey, network: network)
    }

    /// Where the output leads.
    package var role: OutputRole {
        guard let position = script?.position else { return .external }
        return position.branch == ScriptPosition.changeBranch ? .change(position) : .receive(position)
    }
}

/// Where an output leads, found by derivation from the registered vault and never from what a PSBT claims.
package enum OutputRole: Hashable, Sendable {
    /// Somebody else: the amount leaves the vault.
    case external

    /// The vault's change branch.
    case change(ScriptPosition)

    /// The vault's receive branch: a payment to oneself.
    case receive(ScriptPosition)

    /// The position in the vault; `nil` for somebody else's script.
    package var position: ScriptPosition? {
        switch self {
        case .external: nil
        case .change(let position), .receive(let position): position
        }
    }
}
