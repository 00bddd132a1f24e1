import BitcoinCrypto
import ByteCoding
package import CommandSupport
package import Custody
import Review

/// Excuses an absent custodian in one case, and overrides rules for one case.
package enum CaseStopping {
    /// Shows the whole case, and signs this person's word that it may go on without a custodian.
    package static func excuse(
        _ absent: Identifier, in path: String, _ input: StopInput, in home: inout SignerHome,
        terminal: some ReviewTerminal
    ) throws(SignerError) -> WrittenFile {
        let looked = try LookedAtCase(path, input, .excuse, in: home)
        let (facts, vault) = (looked.facts, looked.vault)
        guard absent != home.owner.person, vault.vault.cosigner(absent) != nil else {
            throw .stopping(.noAbsentee(absent))
        }
        if let refusal = looked.review.findings.first(where: { $0.severity == .refuse }) {
            throw .stopping(.caseRefused(check: refusal.check))
        }
        let signing = StopSigning(
            input: input, kind: .excuse, vault: vault,
            pages: { looked.pages(in: $0) + [$0.lines(StopPhrase.absent(absent))] }, subject: facts.digest)
        return try signing.run(
            in: &home, terminal: terminal, as: StopDocument.excuse,
            repeating: {
                guard case .excuse(let earlier) = $0 else { return false }
                return earlier.body.caseDigest == facts.digest && earlier.body.absent == absent
            },
            { (statement: StopStatement) throws(DocumentError) in
                try Excuse(
                    statement: statement, caseID: facts.header.caseID, caseDigest: facts.digest, absent: absent)
            })
    }

    /// Shows the whole case, and signs this person's word that it may pass rules. Every rule named must refuse it, and
    /// nothing else may.
    package static func override(
        _ rules: [OverridableRule], in path: String, _ input: StopInput, in home: inout SignerHome,
        terminal: some ReviewTerminal
    ) throws(SignerError) -> WrittenFile {
        let looked = try LookedAtCase(path, input, .override, in: home)
        let (facts, vault) = (looked.facts, looked.vault)
        let rules = Set(rules).sorted { $0.rawValue < $1.rawValue }
        let refusals = looked.review.findings.filter { $0.severity == .refuse }
        if let other = refusals.first(where: { refusal in !rules.contains { $0.check == refusal.check } }) {
            throw .stopping(.caseRefused(check: other.check))
        }
        // Where enough others have signed already, the rule only warns.
        let found = Set(looked.review.findings.map(\.check))
        guard !rules.isEmpty, rules.allSatisfy({ found.contains($0.check) }) else {
            throw .stopping(.nothingToOverride)
        }
        let signing = StopSigning(
            input: input, kind: .override, vault: vault,
            pages: { looked.pages(in: $0) + [$0.lines(StopPhrase.rules(rules))] }, subject: facts.digest)
        return try signing.run(
            in: &home, terminal: terminal, as: StopDocument.override,
            repeating: {
                guard case .override(let earlier) = $0 else { return false }
                return earlier.body.caseDigest == facts.digest && earlier.body.rules == rules
            },
            { (statement: StopStatement) throws(DocumentError) in
                try Override(
                    statement: statement, caseID: facts.header.caseID, caseDigest: facts.digest, rules: rules)
            })
    }
}

/// A case as a custodian or an approver looks at it before he excuses or overrides something in it: every check runs, under
/// the vault that is registered here or that the given documents show.
private struct LookedAtCase: Sendable {
    let vault: RegisteredVaultView
    let facts: CaseFacts
    let review: Review

    init(
        _ path: String, _ input: StopInput, _ kind: StopKind, in home: borrowing SignerHome
    ) throws(SignerError) {
        try home.requireClock(input.time)
        let file = try CaseFile(reading: path, in: home)
        let vault = try input.vault(in: home, named: file.vault.description)
        try StopSigning.requireEntitled(kind, in: vault, home)
        let owner = home.keyRecord.body
        let journal = home.journal
        let held = home.vaults.first { $0.document.digest == vault.digest }?.heldAcknowledgements ?? []
        let machine = MachineView(
            person: owner.person, purpose: .inspect, answered: journal.answered, refusals: journal.refusalsSeen,
            snapshots: journal.snapshots(.relied), stops: journal.stops, casesOfOrders: journal.casesOfOrders,
            today: home.day(at: input.time), earliestDay: input.time.date,
            minuteOfDay: input.time.secondOfDay / 60, hasRecords: owner.accountKey != nil)
        let context = ReviewContext(
            psbt: file.psbt, fileHash: file.hash, vault: vault, attachments: file.attachments,
            acknowledgements: held, machine: machine, ownAddresses: KnownAddress.own(of: vault))
        let review = Review(context, checks: SigningChecks.all, words: input.tools.words)
        guard let facts = review.facts else { throw .stopping(.noCase) }
        self.vault = vault
        self.review = review
        self.facts = facts
    }

    func pages(in language: ScreenLanguage) -> [[String]] {
        review.pages(in: language).map { [$0.title, ""] + $0.lines }
    }
}
