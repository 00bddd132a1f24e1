import BitcoinCrypto
import BitcoinPrimitives
import ByteCoding
import Custody
import Descriptors
import Review

/// What a custodian reads before he signs or accepts a vault.
struct VaultText {
    let document: Document<Vault>
    let firstAddress: Address
    let firstChangeAddress: Address
    let words: [String]
    /// The 12 words of each person's identity key.
    let identityWords: [Identifier: [String]]
    /// This machine's person; `nil` when nobody's in particular.
    let owner: Identifier?
    let language: ScreenLanguage
    /// The version before, whose differences are shown; `nil` for a first version.
    var before: Vault?
    /// The cases of the version before that this machine closes; `nil` when it closes nothing.
    var closing: Closing?

    /// What becomes of the cases of a version that another takes the place of.
    struct Closing: Sendable {
        let version: UInt32
        let closes: [CaseID]
        let armed: [CaseID]
    }

    /// Computes what is shown of a vault.
    init(_ document: Document<Vault>, owner: Identifier?, language: ScreenLanguage) throws {
        self.document = document
        firstAddress = try VaultAgreement.firstAddress(of: document.body)
        firstChangeAddress = try VaultAgreement.firstChangeAddress(of: document.body)
        words = try DigestWords.vaultWords(document.digest)
        identityWords = try Dictionary(
            uniqueKeysWithValues: document.body.people.map { ($0.id, try DigestWords.identityWords($0.identityKey)) })
        self.owner = owner
        self.language = language
    }

    private var vault: Vault { document.body }

    /// All pages: what changes, the vault, its tiers of approval, each cosigner, the other people, the address book, and
    /// what to compare.
    var pages: [[String]] { changes + closed + [summary] + policy + cosigners + people + addressBook + [comparison] }

    private var policy: [[String]] {
        let page = vault.policyPage(in: language)
        return page.isEmpty ? [] : [page]
    }

    /// The sentence in the language of the screen.
    func text(_ phrase: VaultPhrase) -> String { phrase.text(in: language) }

    private var changes: [[String]] {
        guard let before else { return [] }
        var lines = [text(.changesTitle(from: before.version, to: vault.version)), ""]
        if vault.lowersThreshold(of: before) {
            lines += [text(.thresholdDrops(from: before.threshold, to: vault.threshold)), ""]
        }
        for change in vault.changes(from: before) {
            lines += change.subject == .destination ? entryChange(change, from: before) : [text(.change(change))]
        }
        lines += ["", text(vault.movesAddresses(of: before) ? .addressesMove : .addressesStay)]
        return [
            lines + [
                "",
                text(
                    .signedBy(
                        old: VaultChain.signers(of: document, among: before), oldNeeded: before.threshold,
                        new: VaultChain.signers(of: document, among: vault), newNeeded: vault.threshold)),
            ]
        ]
    }

    /// An entry of the address book that is added, taken out or changed, in full.
    private func entryChange(_ change: VaultChange, from before: Vault) -> [String] {
        guard let id = change.person else { return [text(.change(change))] }
        func full(_ phrase: VaultPhrase, _ entry: AddressBook.Entry) -> [String] {
            ["", text(phrase)] + ReviewText(language).entry(entry)
        }
        return switch (before.addressBook.entry(id), vault.addressBook.entry(id)) {
        case (.none, .some(let new)): full(.entryAdded(id), new)
        case (.some(let old), .none): full(.entryRemoved(id), old)
        case (.some(let old), .some(let new)): full(.entryWas(id), old) + full(.entryIs(id), new)
        case (.none, .none): []
        }
    }

    private var closed: [[String]] {
        guard let closing else { return [] }
        var lines = [text(.closingTitle(version: closing.version)), ""]
        if closing.closes.isEmpty { lines.append(text(.nothingOpen)) }
        lines += closing.closes.map { text(.closes($0)) }
        return [lines + closing.armed.map { text(.staysArmed($0)) }]
    }

    private var summary: [String] {
        var lines = [
            text(.title(name: vault.name, version: vault.version, network: vault.network)), "",
            text(.quorum(threshold: vault.threshold, keyCount: vault.cosigners.count)), text(.script(scriptName)),
        ]
        if let owner, let place = vault.cosigners.firstIndex(where: { $0.person == owner }) {
            lines.append(text(.ownKey(number: place + 1, of: vault.cosigners.count, person: owner)))
        }
        lines += [
            "", text(.feeAtMost(vault.rules.maximumFee)),
            text(
                .feeShareAndRate(
                    percent: vault.rules.maximumFeePercent, satPerVirtualByte: vault.rules.maximumFeeRate)),
            text(.confirmations(vault.rules.confirmations, threshold: vault.threshold)),
            text(.orders(vault.rules.orders)),
        ]
        if vault.rules.approvals > 0 { lines.append(text(.approvals(vault.rules.approvals))) }
        let entries = vault.addressBook.entries.count
        if entries > 0 || vault.rules.allowlist != .off {
            lines.append(text(.allowlist(vault.rules.allowlist, entries: entries)))
        }
        lines += vault.rules.limits.map { language.text(LimitPhrase.limit($0)) }
        if let age = vault.rules.snapshotAge { lines.append(language.text(LimitPhrase.snapshotAge(age))) }
        if vault.rules.isStrict { lines.append(text(.strict)) }
        if let sample = vault.rules.challenge.sample { lines.append(text(.challengeSample(sample))) }
        lines += vault.accepts.map { text(.accepts($0)) }
        if let policy = vault.policy { lines.append(text(.policy(policy))) }
        let weaknesses = vault.weaknesses.map { text(.weakness($0)) }
        return lines + (weaknesses.isEmpty ? [] : [""] + weaknesses)
    }

    private var scriptName: String {
        switch vault.scriptType {
        case .p2wsh: "P2WSH, sortedmulti"
        case .p2shP2wsh: "P2SH-P2WSH, sortedmulti"
        }
    }

    private var cosigners: [[String]] {
        vault.cosigners.enumerated().map { number, cosigner in
            var lines = [
                text(
                    .cosigner(
                        number: number + 1, of: vault.cosigners.count, person: cosigner.person,
                        isOwn: cosigner.person == owner)), "",
            ]
            if let person = vault.person(cosigner.person) { lines += self.lines(person) }
            return lines + [
                text(.fingerprint(cosigner.origin.fingerprint)), text(.origin(cosigner.origin)),
                text(.release(cosigner.release)), text(.xpubFollows), "  \(cosigner.xpub)",
            ]
        }
    }

    private var people: [[String]] {
        vault.people.filter { vault.cosigner($0.id) == nil }.map { [text(.personWithoutKey($0.id)), ""] + lines($0) }
    }

    /// How many entries of the address book stand on a page: so many fit into a terminal of 24 lines.
    private static let entriesPerPage = 2

    private var addressBook: [[String]] {
        let entries = vault.addressBook.entries
        return stride(from: 0, to: entries.count, by: Self.entriesPerPage).map { start in
            let shown = entries[start..<min(start + Self.entriesPerPage, entries.count)]
            return [text(.bookTitle(first: start + 1, last: start + shown.count, of: entries.count))]
                + shown.flatMap { [""] + ReviewText(language).entry($0) }
        }
    }

    // A name stands alone on its line: one that runs from right to left turns nothing else around.
    private func lines(_ person: Person) -> [String] {
        let words = identityWords[person.id] ?? []
        return [
            text(.nameFollows), "  " + SafeText.free(person.name.description), text(.roles(person.roles)),
            text(.place(organisation: person.organisation, site: person.site, device: person.device)),
            text(.identityKey(person.identityKey.hex)), text(.expires(person.expiry)),
        ] + (person.unit.map { [language.text(PolicyPhrase.unit($0))] } ?? []) + [
            text(.identityWords(count: words.count, person: person.id)),
            "  " + words.prefix(6).joined(separator: " "), "  " + words.dropFirst(6).joined(separator: " "),
        ]
    }

    private var comparison: [String] {
        [
            text(.compareTitle), "", text(.hearFromEverybody),
            "  " + others.map(\.description).joined(separator: ", "), text(.notAsked), "", text(.firstReceive),
        ]
            + Self.groups(of: firstAddress) + [text(.firstChange)] + Self.groups(of: firstChangeAddress)
            + ["", text(.vaultWords(count: words.count))]
            + words.enumerated().map { "  \($0.offset + 1 < 10 ? " " : "")\($0.offset + 1) \($0.element)" }
            + ["", text(.vaultDigest), "  \(document.digest.hex)"]
    }

    /// The cosigners whose words this person has to hear.
    var others: [Identifier] { vault.custodians.filter { $0 != owner } }

    private static func groups(of address: Address) -> [String] {
        // Eight groups of four and their spaces fit into every terminal that a review runs in.
        let groups = address.groups
        return stride(from: 0, to: groups.count, by: 8).map { start in
            "  " + groups[start..<min(start + 8, groups.count)].joined(separator: " ")
        }
    }
}
