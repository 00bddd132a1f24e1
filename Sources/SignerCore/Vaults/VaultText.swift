import BitcoinCrypto
import BitcoinPrimitives
import ByteCoding
import Custody
import Descriptors
import Review

/// What a custodian reads before he accepts a vault.
struct VaultText {
    let document: Document<Vault>
    let firstAddress: Address
    let words: [String]
    /// The 12 words of each person's identity key.
    let identityWords: [Identifier: [String]]
    /// This machine's person; `nil` when nobody's in particular.
    let owner: Identifier?

    private var vault: Vault { document.body }

    /// All pages: the vault, each cosigner, the other people, and what to compare.
    var pages: [[String]] { [summary] + cosigners + people + [comparison] }

    private var summary: [String] {
        var lines = [
            "VAULT \(vault.name), version \(vault.version), on \(vault.network)", "",
            "\(vault.threshold) of \(vault.cosigners.count) keys must sign (M = \(vault.threshold), "
                + "N = \(vault.cosigners.count))",
            "script: \(scriptName)",
        ]
        if let owner, let place = vault.cosigners.firstIndex(where: { $0.person == owner }) {
            lines.append("your key: number \(place + 1) of \(vault.cosigners.count), as \(owner)")
        }
        lines += [
            "", "fee at most \(vault.rules.maximumFee.text),",
            "  \(vault.rules.maximumFeePercent) per cent of what leaves, and \(vault.rules.maximumFeeRate) sat/vB",
            "confirmations: \(confirmations)", "orders: \(vault.rules.orders.rawValue)",
        ]
        var weaknesses = vault.weaknesses.map { "! \($0)" }
        if vault.rules.orders == .required {
            weaknesses.insert(
                "! THIS VERSION CANNOT CHECK ORDERS: it refuses to sign every payment of this vault", at: 0)
        }
        return lines + (weaknesses.isEmpty ? [] : [""] + weaknesses)
    }

    private var scriptName: String {
        switch vault.scriptType {
        case .p2wsh: "P2WSH, sortedmulti"
        case .p2shP2wsh: "P2SH-P2WSH, sortedmulti"
        }
    }

    private var confirmations: String {
        switch vault.rules.confirmations {
        case .all: "every custodian confirms before anything is assembled"
        case .quorum: "\(vault.threshold) of those who signed confirm; the others are not asked"
        }
    }

    private var cosigners: [[String]] {
        vault.cosigners.enumerated().map { number, cosigner in
            var lines = [
                "COSIGNER \(number + 1) of \(vault.cosigners.count): \(cosigner.person)"
                    + (cosigner.person == owner ? "  <- your own key" : ""), "",
            ]
            if let person = vault.person(cosigner.person) { lines += self.lines(person) }
            return lines + [
                "fingerprint  \(cosigner.origin.fingerprint)", "origin       \(cosigner.origin)",
                "release      \(cosigner.release.rawValue)", "xpub", "  \(cosigner.xpub)",
            ]
        }
    }

    private var people: [[String]] {
        vault.people.filter { vault.cosigner($0.id) == nil }.map { ["PERSON WITHOUT A KEY: \($0.id)", ""] + lines($0) }
    }

    // A name stands alone on its line: one that runs from right to left turns nothing else around.
    private func lines(_ person: Person) -> [String] {
        let words = identityWords[person.id] ?? []
        return [
            "name:", "  " + SafeText.free(person.name.description),
            "roles        \(person.roles.map(\.rawValue).joined(separator: ", "))",
            "organisation \(person.organisation), site \(person.site), device \(person.device?.description ?? "-")",
            "identity key \(person.identityKey.hex)", "expires      \(person.expiry?.description ?? "never")",
            "the \(words.count) words of this identity key, to be heard from \(person.id):",
            "  " + words.prefix(6).joined(separator: " "), "  " + words.dropFirst(6).joined(separator: " "),
        ]
    }

    private var comparison: [String] {
        [
            "COMPARE WITH THE OTHER CUSTODIANS", "",
            "Hear these words, and the words of his identity key, from EVERY other cosigner, by voice:",
            "  " + others.map(\.description).joined(separator: ", "),
            "One who is not asked may hold another vault, or be somebody else.", "", "first receive address (0/0):",
        ]
            + groups + ["", "the \(words.count) words of this vault:"]
            + words.enumerated().map { "  \($0.offset + 1 < 10 ? " " : "")\($0.offset + 1) \($0.element)" }
            + ["", "vault digest", "  \(document.digest.hex)"]
    }

    /// The cosigners whose words this person has to hear.
    var others: [Identifier] { vault.custodians.filter { $0 != owner } }

    private var groups: [String] {
        // Eight groups of four and their spaces fit into every terminal that a review runs in.
        let groups = firstAddress.groups
        return stride(from: 0, to: groups.count, by: 8).map { start in
            "  " + groups[start..<min(start + 8, groups.count)].joined(separator: " ")
        }
    }
}
