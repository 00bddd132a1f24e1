import BitcoinCrypto
import BitcoinPrimitives
import ByteCoding
import CoordinatorCore
import Custody
import Descriptors
import Review
import TestSupport
import Testing

@Suite("sheets for paper")
struct SheetTests {
    private static func backup(_ language: ScreenLanguage, missing: [Identifier] = []) throws -> Sheet {
        let vault = try FixtureVault.standard.get()
        return try BackupSheet.make(
            vault.document, words: ["abandon", "zoo"], missing: missing, language: language)
    }

    /// Everything on a sheet that is compared character by character.
    private static func exact(_ sheet: Sheet) -> [String] {
        sheet.blocks.flatMap { block -> [String] in
            switch block {
            case .exact(let text): [text]
            case .rows(let rows): rows.compactMap { exact($0.value) }
            case .table(_, let rows): rows.flatMap { $0.compactMap(exact) }
            case .heading, .paragraph, .notice, .steps: []
            }
        }
    }

    private static func exact(_ cell: Sheet.Cell) -> String? {
        switch cell {
        case .exact(let text): text
        case .words: nil
        }
    }

    @Test("carry the descriptor, every key, the words and the first addresses, the same in both languages")
    func content() throws {
        let vault = try FixtureVault.standard.get()
        let english = try Self.exact(Self.backup(.english))
        #expect(try Self.exact(Self.backup(.japanese)) == english)
        var wanted = [
            vault.descriptor.text, vault.document.digest.hex, "abandon zoo", "regtest", "p2wsh sortedmulti",
        ]
        for cosigner in vault.document.body.cosigners {
            wanted += [cosigner.xpub.description, cosigner.origin.fingerprint.description, "m/\(cosigner.origin.path)"]
        }
        wanted += vault.document.body.people.map(\.identityKey.hex)
        for branch in [UInt32(0), 1] {
            for index in UInt32(0)..<5 {
                let address = try #require(
                    try VaultAddress.list(
                        of: vault.document.body, at: [ScriptPosition(branch: branch, index: index)]
                    ).first)
                wanted += [address.position.description, address.address.groups.joined(separator: " ")]
            }
        }
        for text in wanted { #expect(english.contains(text), "\(text)") }
    }

    @Test("the two languages differ in every sentence and have the same shape")
    func languages() throws {
        let (english, japanese) = (try Self.backup(.english), try Self.backup(.japanese))
        #expect(english.blocks.count == japanese.blocks.count)
        func sentences(_ sheet: Sheet) -> [String] {
            [sheet.title]
                + sheet.blocks.flatMap { block -> [String] in
                    switch block {
                    case .heading(let text), .paragraph(let text), .notice(let text): [text]
                    case .steps(let steps): steps
                    case .rows(let rows): rows.map(\.name)
                    case .table(let columns, _): columns
                    case .exact: []
                    }
                }
        }
        let pairs = zip(sentences(english), sentences(japanese))
        for (one, other) in pairs {
            #expect(one != other)
            #expect(other.unicodeScalars.contains { $0.value >= 0x3000 }, "\(other)")
            // Numbers are the same in both.
            #expect(Self.digits(one) == Self.digits(other), "\(one)")
        }
    }

    private static func digits(_ text: String) -> [Character] { text.filter { $0.isASCII && $0.isNumber }.sorted() }

    @Test("a vault that somebody has not acknowledged says so first")
    func notAcknowledged() throws {
        let sheet = try Self.backup(.english, missing: [Identifier("bob")])
        guard case .notice(let text)? = sheet.blocks.first else {
            Issue.record("no notice first")
            return
        }
        #expect(text.hasPrefix("NOT ACKNOWLEDGED by bob"))
        guard case .paragraph? = try Self.backup(.english).blocks.first else {
            Issue.record("a notice without reason")
            return
        }
    }

    @Test(
        "text lines fit paper, but for what is copied as one line; no HTML comes from a name",
        arguments: ScreenLanguage.allCases)
    func forms(_ language: ScreenLanguage) throws {
        let sheet = try Self.backup(language)
        let long = sheet.text.split(separator: "\n").filter { $0.unicodeScalars.count > 76 }
        #expect(long.map(String.init) == [try FixtureVault.standard.get().descriptor.text])
        let hostile = Sheet(
            language: language, title: "<b>&\"'",
            blocks: [
                .heading("<script>"), .paragraph("</p>"), .notice("<"), .exact("\">"), .steps(["&amp;"]),
                .rows([Sheet.Row(name: "<i>", value: .words("<u>"))]),
                .table(columns: ["<a>"], rows: [[.exact("<s>")]]),
            ]
        ).html
        for text in ["<b>", "<script", "</p><", "\">\"", "<i>", "<u>", "<a>", "<s>"] {
            #expect(!hostile.contains(text))
        }
        for text in ["&lt;b&gt;&amp;&quot;&#39;", "&lt;script&gt;", "&amp;amp;", "&lt;s&gt;"] {
            #expect(hostile.contains(text), "\(text)")
        }
        let html = sheet.html
        #expect(html.contains("<html lang=\"\(language.rawValue)\">"))
        #expect(html.contains("size: A4"))
        #expect(html.contains("default-src 'none'"))
        for loaded in ["<script", "src=", "href=", "url(", "@import", "http://", "https://"] {
            #expect(!html.contains(loaded))
        }
    }

    @Test("an address sheet needs everybody's agreement and a count that people can read")
    func addressSheet() throws {
        let agreement = try FixtureVault.standard.get().agreement()
        let sheet = try AddressSheet.make(agreement, branch: 0, from: 10, count: 3, language: .english)
        guard case .table(_, let rows)? = sheet.blocks.last else {
            Issue.record("no table last")
            return
        }
        #expect(rows.map { $0[0].text } == ["0/10", "0/11", "0/12"])
        let change = try AddressSheet.make(agreement, branch: 1, from: 0, count: 1, language: .japanese)
        #expect(change.blocks.count == sheet.blocks.count + 1)
        for count in [UInt32(0), 501] {
            #expect(throws: SheetError.addressCount(count, limit: 500)) {
                try AddressSheet.make(agreement, branch: 0, from: 0, count: count, language: .english)
            }
        }
        #expect(throws: SheetError.descriptor(.indexOutOfRange(.max))) {
            try AddressSheet.make(agreement, branch: 0, from: .max, count: 2, language: .english)
        }
        #expect(throws: SheetError.descriptor(.indexOutOfRange(1 << 31))) {
            try AddressSheet.make(agreement, branch: 0, from: 1 << 31, count: 1, language: .english)
        }
    }
}
