package import BitcoinPrimitives
package import Descriptors

/// An address of a vault with everything that another program needs to make the same.
package struct VaultAddress: Hashable, Sendable {
    /// A cosigner's key at the address.
    package struct Key: Hashable, Sendable {
        /// The cosigner.
        package let person: Identifier
        /// The master key's fingerprint and the full path.
        package let origin: KeyOrigin
    }

    /// The address.
    package let address: Address

    /// The scripts.
    package let script: DerivedScript

    /// Every cosigner's key, in the order of the vault.
    package let keys: [Key]

    /// The place in the vault.
    package var position: ScriptPosition { script.position }

    /// The addresses at many positions, in their order.
    package static func list(of vault: Vault, at positions: [ScriptPosition]) throws(DescriptorError) -> [VaultAddress]
    {
        try vault.descriptor.scripts(at: positions).map { VaultAddress($0, of: vault) }
    }

    /// Names the address of a script that was derived from the vault.
    package init(_ script: DerivedScript, of vault: Vault) {
        guard let address = Address(scriptPubKey: script.scriptPubKey, network: vault.network) else {
            preconditionFailure("P2WSH and P2SH scripts always have an address")
        }
        self.address = address
        self.script = script
        keys = script.keys.sorted { $0.keyIndex < $1.keyIndex }.map { key in
            Key(person: vault.cosigners[key.keyIndex].person, origin: key.origin)
        }
    }

    /// The line that both programs print: place and address.
    package var line: String { "\(position)  \(address.text)" }
}

/// What a search for an address among those of a vault found, in the words that both programs print.
package struct VaultAddressAnswer: Hashable, Sendable {
    /// The vault.
    package let vault: Identifier
    /// The address that was asked about.
    package let asked: Address
    /// How many indexes of each branch were searched.
    package let window: UInt32
    /// Where it stands; `nil` when it was not found.
    package let found: VaultAddress?
    /// Addresses of the vault that look like it.
    package let lookAlikes: [AddressSearch.LookAlike]

    /// Searches both branches of a vault.
    package init(_ asked: Address, in vault: Vault, window: UInt32) throws(DescriptorError) {
        self.vault = vault.name
        self.asked = asked
        self.window = window
        switch try AddressSearch.find(asked, in: vault.descriptor, window: window) {
        case .ours(let script):
            found = VaultAddress(script, of: vault)
            lookAlikes = []
        case .notOurs(let alikes):
            found = nil
            lookAlikes = alikes
        }
    }

    /// What is said to a person.
    package var lines: [String] {
        if let found {
            let branch = found.position.branch == ScriptPosition.receiveBranch ? "receive" : "change"
            return [found.line, "This is a \(branch) address of vault \(vault)."]
        }
        var lines = [
            "NOT FOUND: \(asked.text)",
            "It is not among the first \(window) receive and the first \(window) change addresses of vault \(vault).",
        ]
        for alike in lookAlikes {
            lines.append(
                "WARNING: it looks like \(alike.address.text) (\(alike.position)): \(alike.sameAtStart) characters at the "
                    + "start and \(alike.sameAtEnd) at the end are the same. Somebody may have made it to be taken for it."
            )
        }
        return lines
    }
}
