package import BitcoinCrypto
import ByteCoding

/// Heads that somebody has signed whom the vault lists as an auditor.
package struct VerifiedCountersign: Hashable, Sendable {
    /// The document.
    package let document: Document<LogCountersign>

    /// Verifies a document with the people of a vault; the auditor may have seen an earlier or a later version of it.
    package init(
        _ document: Document<LogCountersign>, in vault: Document<Vault>,
        verifier: some SignatureVerifier = OpenSSLVerifier()
    ) throws(CountersignProblem) {
        let body = document.body
        guard body.network == vault.body.network, body.vault == vault.body.name else { throw .otherVault(body.vault) }
        guard let person = vault.body.person(body.person), person.roles.contains(.auditor) else {
            throw .noAuditor(body.person)
        }
        guard person.device == nil || person.device == body.device else { throw .otherDevice(body.device) }
        if let lastDay = person.expiry, lastDay < body.date { throw .lapsed(person.id, lastDay: lastDay) }
        do throws(SignatureProblem) {
            try document.checkSoleSignature(of: person.id, with: person.identityKey, verifier: verifier)
        } catch {
            throw .signature(error)
        }
        self.document = document
    }
}

/// Why an auditor's word about logs does not count.
package enum CountersignProblem: CodedError, Hashable {
    /// It is of another vault or network.
    case otherVault(Identifier)
    /// The vault does not list its author as an auditor.
    case noAuditor(Identifier)
    /// It comes from another machine than the one that the vault lists for its author.
    case otherDevice(Identifier)
    /// Its author's part in the vault had ended.
    case lapsed(Identifier, lastDay: CalendarDate)
    /// Its signature is refused.
    case signature(SignatureProblem)

    package var code: String {
        switch self {
        case .otherVault: "countersign.other-vault"
        case .noAuditor: "countersign.no-auditor"
        case .otherDevice: "countersign.other-device"
        case .lapsed: "countersign.lapsed"
        case .signature(let inner): inner.code
        }
    }

    package var description: String {
        switch self {
        case .otherVault(let name): "it is of the vault \(name), or of another network"
        case .noAuditor(let person): "the vault does not list \(person) as auditor"
        case .otherDevice(let device): "it comes from the device \(device), which is not its author's"
        case .lapsed(let person, let lastDay): "the part of \(person) in the vault ended on \(lastDay)"
        case .signature(let inner): inner.description
        }
    }

    package var remedy: String? {
        switch self {
        case .noAuditor, .lapsed: "Let somebody countersign whom the vault lists as auditor."
        case .otherVault, .otherDevice, .signature: nil
        }
    }
}
