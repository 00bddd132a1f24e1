import BitcoinCrypto
package import ByteCoding
import CommandSupport
package import Custody
package import Review

/// What a file would do to a registered vault, seen from this machine.
package struct CaseReview: Sendable {
    /// The file.
    package let file: CaseFile
    /// The vault that the case names, as it is registered here.
    package let vault: RegisteredVault
    /// The facts and findings.
    package let review: Review
    /// What stops this case, or lets it go on: from the file and from this machine's memory.
    let stops: StopBook
    /// The vault as everybody acknowledged it, by this machine's acknowledgement and those in the file: verified once,
    /// because every custodian's signature is checked in it.
    private let agreement: Result<VaultAgreement, VaultError>
    /// The day of this machine, by which parts in the vault end: its clock's, or a later one of its journal.
    private let day: CalendarDate
    /// How the case stands to the vault's limits on this machine; `nil` without facts.
    let limits: LimitStanding?

    /// Reviews a file from its bytes and this machine's own vault and journal.
    package init(
        _ file: CaseFile, in home: borrowing SignerHome, purpose: MachineView.Purpose, at time: UTCTime,
        tools: CaseTools = .system
    ) throws(SignerError) {
        try home.requireClock(time)
        let vault: RegisteredVault
        switch file.origin {
        case .proposal(let document):
            vault = try home.vault(of: document.body)
            // Such a case can still be looked at and refused.
            if purpose != .inspect { try home.requireOpenVersion(of: document.body) }
        case .foreign(_, let document): vault = try home.vault(document.body.name.description)
        }
        let owner = home.keyRecord.body
        let agreement = Result { () throws(VaultError) in try vault.agreement(file.attachments.acknowledgements) }
        let today = Self.today(file, agreement, home.journal, at: time)
        let snapshots = home.journal.snapshots(.relied)
        let height = Self.height(file, vault, snapshots, today: today, at: time)
        let machine = MachineView(
            person: owner.person,
            keyIndex: vault.document.body.cosigners.firstIndex { $0.person == owner.person }, purpose: purpose,
            answeredCases: home.journal.answeredCases, answeredOutpoints: home.journal.answeredOutpoints,
            seenCoins: home.journal.seenCoins, answered: home.journal.answered, refusals: home.journal.refusalsSeen,
            snapshots: snapshots, stops: home.journal.stops, casesOfOrders: home.journal.casesOfOrders,
            today: today, earliestDay: time.date, minuteOfDay: time.secondOfDay / 60,
            height: height?.height, isHeightCurrent: height?.isCurrent ?? true)
        let context = ReviewContext(
            psbt: file.psbt, fileHash: file.hash, vault: vault.view,
            attachments: file.attachments, acknowledgements: vault.heldAcknowledgements, machine: machine,
            foreign: file.foreignHeader, ownAddresses: KnownAddress.own(of: vault.view))
        self.file = file
        self.vault = vault
        limits = context.limits
        self.agreement = agreement
        day = home.day(at: time)
        stops = context.stops
        review = Review(context, checks: SigningChecks.all, words: tools.words)
    }

    /// The latest day that this machine has reason to believe in: its clock's, that of any entry of its journal or of a
    /// snapshot that it has relied on, or one that a person of the vault has put his name to in a share or confirmation of this case.
    private static func today(
        _ file: CaseFile, _ agreement: Result<VaultAgreement, VaultError>, _ journal: SignerJournal, at time: UTCTime
    ) -> CalendarDate {
        var days = [time.date]
        days += journal.entries.map(\.time.date) + journal.snapshots(.relied).map(\.date)
        let attachments = file.attachments
        if let document = file.caseDocument, let agreement = try? agreement.get(),
            let agreed = try? AgreedCase(document, under: agreement)
        {
            let verifier = OpenSSLVerifier()
            days += attachments.shares.filter { agreed.problem(in: $0, verifier: verifier) == nil }
                .compactMap(\.body.machine.date)
            days += attachments.confirmations.filter { agreed.problem(in: $0, verifier: verifier) == nil }
                .compactMap(\.body.machine.date)
        }
        return days.max() ?? time.date
    }

    /// The height that the chain has at least: that of the highest countersigned snapshot that this machine has relied on or
    /// has before it, and whether that is as young as the vault asks of a snapshot; `nil` where there is none.
    private static func height(
        _ file: CaseFile, _ vault: RegisteredVault, _ known: [RememberedSnapshot], today: CalendarDate, at time: UTCTime
    ) -> (height: UInt32, isCurrent: Bool)? {
        let here = file.attachments.snapshot.flatMap {
            try? VerifiedSnapshot($0, under: vault.view, clock: time.date, today: today)
        }
        let told = known.map { ($0.height, $0.date) } + (here.map { [($0.snapshot.height, $0.snapshot.date)] } ?? [])
        guard let height = told.map(\.0).max() else { return nil }
        let age = vault.document.body.rules.snapshotAge
        let isCurrent = told.contains { _, date in age.map { today.days(after: date) < Int($0.days) } ?? false }
        return (height, isCurrent)
    }

    /// The digest that this machine computes; without facts the one that the file claims, or what the file itself is
    /// known by.
    package var caseDigest: Bytes32 { review.facts?.digest ?? file.caseDocument?.digest ?? file.hash }

    /// Every page, each with its title as its first line.
    package func pages(in language: ScreenLanguage) -> [[String]] {
        review.pages(in: language).map { [$0.title, ""] + $0.lines }
    }

    /// The pages without the findings, and those of the findings, in the same form.
    func pagesWithoutFindings(in language: ScreenLanguage) -> [[String]] {
        review.pagesWithoutFindings(in: language).map { [$0.title, ""] + $0.lines }
    }

    func findingsPages(in language: ScreenLanguage) -> [[String]] {
        review.findingsPages(in: language).map { [$0.title, ""] + $0.lines }
    }

    /// The facts of a case that nothing refuses.
    package func requireSignable() throws(SignerError) -> CaseFacts {
        guard review.isSignable, let facts = review.facts else {
            let refusals = review.findings.filter { $0.severity == .refuse }
            throw .refused(findings: refusals.count, first: refusals.first?.check ?? "review.no-facts")
        }
        return facts
    }

    /// The case under the vault that everybody has acknowledged, for counting answers.
    func agreedCase(_ facts: CaseFacts) throws(SignerError) -> AgreedCase {
        try SignerError.lifting {
            try AgreedCase(Document(body: facts.caseDocument), under: agreement.get(), on: day)
        }
    }
}

extension CaseReview {
    /// Writes down that the case is about to be shown, and why.
    package func note(
        _ purpose: JournalNote.Purpose, in home: inout SignerHome, at time: UTCTime
    ) throws(SignerError) {
        let note = JournalNote.Reviewed(
            purpose: purpose, caseID: file.caseID, caseDigest: caseDigest, vaultHash: vault.document.digest,
            file: file.hash, factsHash: review.factsHash, isSignable: review.isSignable)
        _ = try home.record(.noted(.reviewed(note)), at: time)
    }
}

extension JournalEvent.Step {
    /// Why a case is looked at for this step.
    var purpose: JournalNote.Purpose {
        switch self {
        case .sign: .sign
        case .confirm: .confirm
        case .release: .release
        }
    }
}
