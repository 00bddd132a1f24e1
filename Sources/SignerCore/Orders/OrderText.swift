import BitcoinPrimitives
import ByteCoding
import CommandSupport
import Custody
import Review

/// What a requester or an approver reads before he signs: the order as a whole, then every line in full.
struct OrderText {
    let document: Document<Order>
    /// Who ordered, as the vault lists him.
    let requester: Person
    let words: [String]
    let vaultWords: [String]
    let language: ScreenLanguage
    /// What is said below the first page.
    var notes: [OrderPhrase] = []
    /// The page about what the order needs, which an approver reads before the lines.
    var needs: [String] = []

    private var order: Order { document.body }

    /// All pages.
    var pages: [[String]] { [summary] + (needs.isEmpty ? [] : [needs]) + lines }

    private var summary: [String] {
        let phrases: [OrderPhrase] =
            [.kind(order.kind), .requester(requester.id, name: requester.name.description)]
            + (order.kind == .payment ? [.total(order.total, lines: order.lines.count)] : [])
            + [
                .feeAtMost(order.maximumFee), .validity(from: order.notBefore, until: order.notAfter),
                .founding(order.founding), .vaultWords(vaultWords), .digest(document.digest), .words(words),
            ] + notes
        return language.lines(.title(order.name, vault: order.vault, network: order.network)) + [""]
            + phrases.flatMap { language.lines($0) }
    }

    private var lines: [[String]] {
        order.lines.enumerated().map { place, line in
            language.lines(.lineTitle(number: place + 1, of: order.lines.count)) + [""]
                + TextLayout.lines(ofGroups: line.address.groups, indent: "  ")
                + [language.text(.lineInBitcoin(line.amount)), language.text(.lineInSatoshi(line.amount))]
                + language.lines(.recipient(line.recipient?.description))
                + language.lines(.reference(line.reference?.description))
        }
    }

    /// Shows every page and has the word typed; on a test network the digest may stand in for the person.
    func accept(
        _ mode: ApprovalMode, notice: OrderPhrase, prompt: OrderPhrase, word: String, on terminal: some ReviewTerminal
    ) throws(SignerError) {
        switch mode {
        case .person:
            guard terminal.isAttended else { throw .needsPerson }
            let typed = try SignerError.lifting {
                try terminal.show(pages: pages)
                try terminal.write([""] + language.lines(notice))
                return try terminal.ask(language.text(prompt))
            }
            guard typed == word else { throw .ordering(.notAccepted) }
        case .expectedDigest(let expected):
            guard order.network.isTest else { throw .unattendedOnMainnet }
            try SignerError.lifting { try terminal.write(pages.flatMap { $0 + [""] }) }
            guard document.digest == expected else {
                throw .digestDiffers(expected: expected, found: document.digest)
            }
        }
    }
}
