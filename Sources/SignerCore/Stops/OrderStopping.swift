import BitcoinPrimitives
import ByteCoding
package import CommandSupport
package import Custody
import Review

/// Vetoes an order, and countersigns one whose cases failed.
package enum OrderStopping {
    /// Signs a veto of an order, and keeps it: this machine signs, approves and pays the order no more.
    ///
    /// Anybody of the vault may; the order need not count, for what is forged is stopped as well.
    package static func veto(
        _ path: String, _ input: StopInput, in home: inout SignerHome, terminal: some ReviewTerminal
    ) throws(SignerError) -> WrittenFile {
        try home.requireClock(input.time)
        let order = try OrderFile(reading: path).document
        let vault = try input.vault(in: home, named: order.body.vault.description)
        // An order to another vault of the same name is no order here, and a veto of it would be nobody's word there.
        guard order.body.founding == vault.foundingDigest else {
            throw .ordering(.refused(.otherFounding(order.body.founding)))
        }
        try StopSigning.requireEntitled(.veto, in: vault, home)
        let signing = StopSigning(
            input: input, kind: .veto, vault: vault, pages: { [named(order, $0)] }, subject: order.digest)
        return try signing.run(
            in: &home, terminal: terminal, as: StopDocument.veto,
            repeating: { if case .veto(let veto) = $0 { veto.body.order == order.digest } else { false } },
            { (statement: StopStatement) throws(DocumentError) in
                try OrderVeto(statement: statement, order: order.digest, orderName: order.body.name)
            })
    }

    /// Signs the auditor's countersignature of an order after its failed cases.
    package static func countersign(
        _ path: String, after cases: [CaseID], _ input: StopInput, in home: inout SignerHome,
        terminal: some ReviewTerminal
    ) throws(SignerError) -> WrittenFile {
        try home.requireClock(input.time)
        let order = try OrderFile(reading: path).document
        let vault = try input.vault(in: home, named: order.body.vault.description)
        try StopSigning.requireEntitled(.countersign, in: vault, home)
        let today = home.day(at: input.time)
        do throws(OrderRefusal) { _ = try VerifiedOrder(order, under: vault, on: today) } catch {
            throw .ordering(.refused(error))
        }
        try home.requireNotStopped(order, under: vault, on: today)
        let sorted = Set(cases).sorted()
        let signing = StopSigning(
            input: input, kind: .countersign, vault: vault,
            pages: { [named(order, $0) + $0.lines(StopPhrase.failedCases(sorted))] }, subject: order.digest)
        return try signing.run(
            in: &home, terminal: terminal, as: StopDocument.countersign,
            repeating: {
                guard case .countersign(let earlier) = $0 else { return false }
                return earlier.body.order == order.digest && earlier.body.cases == sorted
            },
            { (statement: StopStatement) throws(DocumentError) in
                try OrderCountersign(
                    statement: statement, order: order.digest, orderName: order.body.name, cases: sorted)
            })
    }

    private static func named(_ order: Document<Order>, _ language: ScreenLanguage) -> [String] {
        language.lines(StopPhrase.order(order.body.name, digest: order.digest))
            + order.body.lines.flatMap { line in
                TextLayout.lines(ofGroups: line.address.groups, indent: "  ")
                    + [language.text(OrderPhrase.lineInBitcoin(line.amount))]
            }
    }
}
