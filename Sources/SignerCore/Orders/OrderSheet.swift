import BitcoinCrypto
import BitcoinPrimitives
package import ByteCoding
package import Custody
package import Review

/// The paper that custodians type from: the full addresses of an order and its words. Only the requester's own machine
/// prints it, of an order that was signed there; the coordinator's program has nothing like it.
package enum OrderSheet {
    /// Makes the sheet of a signed order.
    package static func make(
        _ path: String, in home: borrowing SignerHome, language: ScreenLanguage,
        words: OrderInput.Words = .system
    ) throws(SignerError) -> (sheet: Sheet, order: Order) {
        let document = try OrderFile(reading: path).document
        let owner = home.keyRecord.body
        let order = document.body
        guard order.requester == owner.person, home.journal.entry(of: .signed, document.digest) != nil else {
            throw .ordering(.notSignedHere(order.name))
        }
        do throws(SignatureProblem) {
            try document.checkSoleSignature(of: owner.person, with: owner.identityKey)
        } catch {
            throw .ordering(.strangeSignature(error))
        }
        return (sheet(document, of: owner, language, words.order(document.digest)), order)
    }

    private static func sheet(
        _ document: Document<Order>, of owner: KeyRecord, _ language: ScreenLanguage, _ words: [String]
    ) -> Sheet {
        let order = document.body
        func say(_ phrase: OrderPhrase) -> String { language.text(phrase) }
        func row(_ name: OrderPhrase, _ value: Sheet.Cell) -> Sheet.Row { Sheet.Row(name: say(name), value: value) }
        let rows = [
            row(.sheetVault, .exact(order.vault.description)), row(.sheetNetwork, .exact(order.network.rawValue)),
            row(.sheetRequester, .words("\(order.requester), \(SafeText.free(owner.name.description))")),
            row(.sheetKind, .words(say(.kind(order.kind)))), row(.sheetTotal, .exact(order.total.text)),
            row(.sheetFee, .exact(order.maximumFee.text)),
            row(.sheetValidity, .words(say(.validity(from: order.notBefore, until: order.notAfter)))),
            row(.sheetDigest, .exact(document.digest.hex)),
        ]
        var blocks: [Sheet.Block] = [
            .notice(say(.sheetUse)), .rows(rows), .heading(say(.sheetWordsHeading)),
            .exact(words.joined(separator: "  ")), .paragraph(say(.sheetTyped)),
        ]
        if !order.lines.isEmpty { blocks.append(.heading(say(.sheetLinesHeading))) }
        for (place, line) in order.lines.enumerated() {
            blocks.append(
                .rows([
                    row(.sheetNumber, .exact("\(place)")),
                    row(.sheetAddress, .exact(line.address.groups.joined(separator: " "))),
                    row(.sheetAmount, .exact(line.amount.text)),
                    row(.sheetRecipient, .words(line.recipient.map { SafeText.free($0.description) } ?? "-")),
                    row(.sheetReference, .words(line.reference.map { SafeText.free($0.description) } ?? "-")),
                ]))
        }
        return Sheet(language: language, title: say(.sheetTitle(order.name)), blocks: blocks)
    }
}

extension OrderSheet {
    /// Writes a sheet, as a page to print or as plain text.
    package static func write(_ sheet: Sheet, to path: String, isHTML: Bool) throws(SignerError) -> WrittenFile {
        try WrittenFile(path, Array((isHTML ? sheet.html : sheet.text).utf8))
    }
}
