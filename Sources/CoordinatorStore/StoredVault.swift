package import CoordinatorCore
package import Custody

/// A vault as the store keeps it.
package struct StoredVault: Sendable {
    /// The document with the acknowledgements that came.
    package let book: AcknowledgementBook
    /// The versions before, oldest first, each with its acknowledgements.
    package let earlier: [AcknowledgementBook]
    /// The next index on the change branch that no proposal has used.
    package let nextChangeIndex: UInt32

    /// The vault.
    package var document: Document<Vault> { book.vault }

    /// The acknowledgements of version 1.
    package var founding: [Document<Acknowledgement>] {
        (earlier.first ?? book).acknowledgements.sorted { $0.key < $1.key }.map(\.value)
    }

    /// The vault as one that its people agreed on.
    package func agreement() throws(VaultError) -> VaultAgreement {
        try VaultAgreement(vault: document, acknowledgements: founding, history: earlier.map(\.vault))
    }

    /// Whether its people agreed on it.
    package var isAgreed: Bool { (try? agreement()) != nil }
}

/// Whether something was new to the store.
package enum Novelty: String, Sendable, Hashable {
    case new, known
}
