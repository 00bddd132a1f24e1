import BitcoinCrypto
import ByteCoding
package import CommandSupport
package import Custody
import Review

/// Approves an order in an approver's name, on his own machine.
package enum OrderApproving {
    /// The word that a person types to approve.
    static let word = "approve"

    /// Verifies the requester's signature with the vault, shows every line in full, asks, and writes the approval.
    ///
    /// The journal has the order before the approval is signed; the same order gives the same bytes again.
    /// - Parameter until: the last moment at which the approval counts; `nil` for as long as the order.
    package static func run(
        _ input: OrderInput, until: ValidityBound?, in home: inout SignerHome, terminal: some ReviewTerminal
    ) throws(SignerError) -> WrittenFile {
        let file = try OrderFile(reading: input.path)
        let order = file.document.body
        let owner = home.owner
        let output = try input.outputPath(named: CaseFileName.approval(of: order, by: owner.person))
        try WrittenFile.requireFree(output)
        try home.requireClock(input.time)
        let today = home.day(at: input.time)
        let vault = try input.agreedVault()
        let verified: VerifiedOrder
        do throws(OrderRefusal) {
            verified = try VerifiedOrder(file.document, under: vault, on: today)
            if owner.person == verified.requester.id { throw .selfApproval(owner.person) }
        } catch {
            throw .ordering(.refused(error))
        }
        let approver = try home.member(as: .approver, of: vault, for: order, on: today)
        do throws(OrderRefusal) {
            try OrderSigner.checkApart(approver, from: verified.requester, in: vault)
            // What nobody would count is not signed.
            if let device = approver.device, device != owner.device { throw .otherDevice(owner.device) }
            if owner.device == verified.requester.device { throw .selfApproval(approver.id) }
        } catch {
            throw .ordering(.refused(error))
        }
        try file.requireInForce(on: today, mayBeginLater: true)
        try home.requireNotStopped(file.document, under: vault, on: today)

        let earlier = home.journal.entry(of: .approved, file.document.digest)
        let bound = earlier.map { $0.1.until } ?? until
        var text = OrderText(
            document: file.document, requester: verified.requester, words: input.words.order(file.document.digest),
            vaultWords: input.words.vault(order.founding), language: terminal.language)
        let approvedOn: CalendarDate
        if let (entry, _) = earlier { approvedOn = home.day(of: entry) } else { approvedOn = today }
        text.notes.append(.approvalDay(approvedOn))
        if let bound { text.notes.append(.approvalUntil(bound)) }
        text.needs = vault.vault.approvalPage(for: order, approvedOn: approvedOn, in: terminal.language)
        try text.accept(
            input.mode, notice: .approveNotice(requester: order.requester), prompt: .approvePrompt(word: word),
            word: word, on: terminal)
        let approval: Document<OrderApproval>
        do {
            // Secrets exist in this block only.
            let signer = try OpenSigner.open(home, with: input.passphrase, from: terminal)
            let day: CalendarDate
            // The day from which a cooling time counts is none that the journal has left behind.
            if let (entry, _) = earlier {
                day = home.day(of: entry)
            } else {
                let event = JournalEvent.Ordered(
                    act: .approved, of: file.document, file: file.hash, build: input.build, until: bound)
                let entry = try home.record(.ordered(event), at: input.time, signer)
                day = home.day(of: entry)
            }
            let body = try SignerError.lifting {
                try OrderApproval(
                    of: file.document, approver: owner.person, device: owner.device, date: day, notAfter: bound)
            }
            approval = try signer.sign(body)
        }
        return try WrittenFile(output, approval.encoded, isRepeated: earlier != nil)
    }
}
