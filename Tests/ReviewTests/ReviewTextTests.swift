import BitcoinCrypto
import BitcoinPSBT
import BitcoinPrimitives
import ByteCoding
import Custody
import Descriptors
import Review
import ScreenText
import TestSupport
import Testing

@Suite("The review's text")
struct ReviewTextTests {
    private func text(_ review: Review, in language: ScreenLanguage = .english) -> String {
        review.pages(in: language).map { ([$0.title] + $0.lines).joined(separator: "\n") }.joined(separator: "\n\n")
    }

    private func sample() throws -> Review {
        let bytes = try VectorStore.bytes("samples/regtest-2of3/unsigned-v0.psbt.b64")
        let psbt = try PSBTFile(fileBytes: bytes).psbt
        let vault = try FixtureVault.standard.get()
        let header = try CaseHeader(drill: false, caseID: FixtureCase.caseID(1))
        let facts = try CaseExamination(psbt: psbt, vault: vault.view, header: header).facts.orThrow()
        return Review(
            ReviewContext(
                psbt: psbt, fileHash: SHA256.hash(bytes), vault: vault.view,
                attachments: ProposalAttachments(
                    caseDocument: Document(body: facts.caseDocument), acknowledgements: vault.acknowledgements),
                machine: try ReviewFixture.alice()))
    }

    @Test("of the sample case is this in both languages, with the facts hash of the English one")
    func golden() throws {
        let review = try sample()
        for language in ScreenLanguage.allCases {
            let text = text(review, in: language) + "\n\nFacts hash: \(review.factsHash.hex)\n"
            #expect(try GoldenText.expected("review/sample-\(language.rawValue).txt", actual: text) == text)
        }
    }

    /// A terminal's window.
    struct Window: Sendable, CustomTestStringConvertible {
        let columns: Int
        let rows: Int

        var testDescription: String { "\(columns)×\(rows)" }
    }

    @Test(
        "of the sample case fills each screen of these windows with one whole page, unbroken, in both languages",
        arguments: [Window(columns: 80, rows: 24), Window(columns: 120, rows: 40)])
    func screens(_ window: Window) throws {
        let review = try sample()
        for language in ScreenLanguage.allCases {
            var screens: [String] = []
            // Two rows stay for the question below.
            var pager = Pager(
                pages: review.pages(in: language).map { [$0.title] + $0.lines }, columns: window.columns,
                rows: window.rows - 2
            ) { "\($0)/\($1)" }
            while let screen = pager.screen {
                #expect(screen.lines.allSatisfy { DisplayWidth.columns(of: $0) <= window.columns })
                screens.append(screen.lines.joined(separator: "\n"))
                pager.goOn()
            }
            #expect(screens.joined(separator: "\n\n") == text(review, in: language))
            #expect(screens.count == review.pages(in: language).count)
        }
    }

    @Test("in Japanese folds into a narrow column without losing or splitting an amount")
    func smallestWindow() throws {
        for page in try sample().pages(in: .japanese) {
            let shown = page.lines.flatMap { DisplayWidth.fold($0, to: 60) }
            #expect(shown.allSatisfy { DisplayWidth.columns(of: $0) <= 60 })
            #expect(shown.joined().filter { $0 != " " } == page.lines.joined().filter { $0 != " " })
            for line in shown {
                #expect(!["。", "、", "）", "BTC", "sat", "vB"].contains { line.hasPrefix($0) }, "\(line)")
                #expect(!line.hasSuffix("（"), "\(line)")
            }
        }
    }

    @Test("shows every output, also change of nothing, and fits the columns")
    func everyOutput() throws {
        let review = ReviewFixture.review(
            try ReviewFixture.changed({
                try $0.addOwnOutput(1, 6, sat: 0)
                try $0.addOwnOutput(0, 9, sat: 0)
            }))
        let pages = review.pages()
        let titles = pages.map(\.title)
        #expect(
            titles == [
                "Summary", "Findings of this machine", "Destination 1 of 1 (output 0)", "Change 1 of 2 (output 1)",
                "Change 2 of 2 (output 2)", "Payment to ourselves 1 of 1 (output 3)", "Coins that are spent",
                "Time and replacement", "Words and digests",
            ])
        let empty = try pages.first { $0.title == "Change 2 of 2 (output 2)" }.orThrow()
        #expect(empty.lines.contains("Amount: 0.00000000 BTC"))
        #expect(empty.lines.contains("Ours: derived from the registered vault at 1/6 (change branch)"))
        #expect(pages.flatMap(\.lines).allSatisfy { TextLayout.columnCount($0) <= TextLayout.columns })
    }

    @Test("shows whole addresses of every kind, encoded for the vault's network")
    func addresses() throws {
        let scripts: [Script] = [
            try FixtureCase.stranger(1), Script([0x51, 0x20] + [UInt8](repeating: 4, count: 32)),
            Script([0x00, 0x20] + [UInt8](repeating: 4, count: 32)),
            Script.p2pkh(hash: [UInt8](repeating: 4, count: 20)),
            Script([0xa9, 0x14] + [UInt8](repeating: 4, count: 20) + [0x87]),
        ]
        for network in [Network.mainnet, .testnet4, .regtest] {
            let context = try ReviewFixture.vault(
                { $0.network = network },
                { fixture in
                    fixture.payments = scripts.map { FixtureCase.Payment(script: $0, derived: nil, sat: 1_000_000) }
                    try fixture.addOwnOutput(1, 5, sat: 294_999_000)
                })
            let pages = ReviewFixture.review(context).pages()
            for (place, script) in scripts.enumerated() {
                let page = try pages.first { $0.title.hasPrefix("Destination \(place + 1) of 5") }.orThrow()
                let shown = page.lines.prefix { $0.hasPrefix("  ") }.joined().filter { $0 != " " }
                #expect(shown == Address(scriptPubKey: script, network: network)?.text)
            }
        }
    }

    @Test("says on a destination's page what this machine's journal knows of it, and not in the facts")
    func records() throws {
        let fixture = try ReviewFixture.standardCase()
        let pays = try fixture.transaction().outputs[0]
        func lines(_ answered: [AnsweredCase]) throws -> (page: [String], facts: Bytes32) {
            let review = ReviewFixture.review(
                try ReviewFixture.context(
                    fixture,
                    machine: MachineView(
                        person: try Identifier("alice"), keyIndex: 0, purpose: .sign, answered: answered,
                        today: try ReviewFixture.today())))
            let page = try review.pages().first { $0.title.hasPrefix("Destination") }.orThrow()
            return (Array(page.lines.drop { $0 != "From this machine's journal:" }.dropFirst()), review.factsHash)
        }
        func earlier(_ number: UInt8, _ script: Script, _ sat: UInt64, day: Int? = nil) throws -> AnsweredCase {
            AnsweredCase(
                caseID: try FixtureCase.caseID(number), digest: try Bytes32([UInt8](repeating: number, count: 32)),
                spends: [], pays: [TxOut(amount: try Amount(sat: sat), scriptPubKey: script)],
                day: try day.map { try CalendarDate(year: 2026, month: 5, day: $0) })
        }
        let share = [
            "  83.34 % of the coins that this case spends; what the vault holds in all is", "  not known here.",
        ]
        let new = try lines([])
        #expect(
            new.page == [
                "  First time: this machine has approved no payment to this address before.",
                "  This machine has approved no payment before, so there is no amount to",
                "  compare with.",
            ] + share)
        let stranger = try FixtureCase.stranger(50)
        let known = try lines([
            earlier(2, pays.scriptPubKey, 40_000_000, day: 3), earlier(3, pays.scriptPubKey, 90_000_000, day: 7),
            earlier(4, stranger, 100_000_000),
        ])
        #expect(
            known.page == [
                "  Known: this machine has approved 2 payments to this address before, the",
                "  last on 2026-05-07, at most 0.90000000 BTC (90000000 sat).",
                "  LARGEST EVER: this machine has approved no payment above 1.00000000 BTC",
                "  (100000000 sat) before.",
            ] + share)
        let equal = try lines([earlier(4, stranger, 250_000_000)])
        #expect(equal.page[1] == "  The largest payment that this machine has approved before: 2.50000000 BTC")
        // An earlier look at the same case is no record of it.
        let same = try lines([earlier(1, pays.scriptPubKey, 250_000_000)])
        #expect(same.page == new.page)
        #expect([known.facts, equal.facts, same.facts].allSatisfy { $0 == new.facts })
    }

    @Test("begins with the second look where it is not enforced")
    func secondLookFirst() throws {
        let open = ReviewFixture.review(try ReviewFixture.changed())
        #expect(open.pages()[0].lines[0].hasPrefix("The second look is NOT enforced: 3 cosigners"))
        let held = ReviewFixture.review(try ReviewFixture.vault { $0.release = [.held] })
        #expect(held.pages()[0].lines[0] == "Vault: treasury, version 1, network regtest")
    }

    @Test("states the same facts on every machine, and other facts for another amount")
    func factsHash() throws {
        let fixture = try ReviewFixture.standardCase()
        let alice = ReviewFixture.review(try ReviewFixture.context(fixture))
        let coordinator = ReviewFixture.review(
            try ReviewFixture.context(
                fixture,
                machine: MachineView(
                    purpose: .confirm,
                    answeredCases: [fixture.header.caseID: [try Bytes32([UInt8](repeating: 1, count: 32))]]),
                mutate: { try fixture.sign(&$0, by: 1) }))
        #expect(alice.findings != coordinator.findings)
        #expect(alice.factsHash == coordinator.factsHash)
        var second = fixture
        second.version = .v2
        #expect(ReviewFixture.review(try ReviewFixture.context(second)).factsHash == alice.factsHash)
        second.payments[0].sat -= 1
        #expect(ReviewFixture.review(try ReviewFixture.context(second)).factsHash != alice.factsHash)
    }

    @Test("says that there are no facts, and never a fee, when an amount is not proven")
    func noFacts() throws {
        let review = ReviewFixture.review(try ReviewFixture.changed(mutate: { $0.inputs[0].nonWitnessUtxo = nil }))
        #expect(review.pages().count == 2)
        #expect(
            review.pages()[0].lines == [
                "No facts are established about this file: the findings say why. Nothing can", "be signed.",
            ])
        #expect(!text(review).contains("Fee:"))
        #expect(!review.isSignable)
    }

    struct Lock: Sendable, CustomTestStringConvertible {
        let lockTime: UInt32
        let sequence: UInt32
        let line: String

        var testDescription: String { line }

        static let all = [
            Lock(
                lockTime: 0, sequence: 0xffff_fffd, line: "Lock time: none, the transaction can be confirmed at once."),
            Lock(
                lockTime: 800_000, sequence: 0xffff_fffe,
                line: "Lock time: the transaction cannot be confirmed before block 800001."),
            Lock(
                lockTime: 1_700_000_000, sequence: 0xffff_fffe,
                line: "Lock time: the transaction cannot be confirmed before 2023-11-14 22:13:20"),
            Lock(
                lockTime: 1_709_164_800, sequence: 0xffff_fffe,
                line: "Lock time: the transaction cannot be confirmed before 2024-02-29 00:00:00"),
            Lock(
                lockTime: .max, sequence: 0xffff_fffe,
                line: "Lock time: the transaction cannot be confirmed before 2106-02-07 06:28:15"),
            Lock(
                lockTime: 800_000, sequence: 0xffff_ffff,
                line: "The lock time has no effect, because every input is final."),
            Lock(lockTime: 0, sequence: 144, line: "Lock time: none, but the inputs have relative locks."),
            Lock(
                lockTime: 0, sequence: 144,
                line: "Relative lock: the transaction cannot be confirmed before the coin of input"),
            Lock(lockTime: 0, sequence: 144, line: "0 has 144 confirmations (BIP-68)."),
            Lock(
                lockTime: 0, sequence: 1 << 22 | 0xffff,
                line: "Relative lock: the transaction cannot be confirmed before 388 days, 8 hours,"),
            Lock(
                lockTime: 0, sequence: 0x8000_0090, line: "Lock time: none, the transaction can be confirmed at once."),
            Lock(lockTime: 0, sequence: 0, line: "Lock time: none, the transaction can be confirmed at once."),
            Lock(lockTime: 0, sequence: 0xffff_fffe, line: "Replacement: no input signals it (BIP-125)."),
            Lock(
                lockTime: 0, sequence: 0xffff_fffd,
                line: "Replacement: 2 of 2 inputs signal that a transaction with a higher fee may"),
        ]
    }

    @Test("puts lock times and replacement in words", arguments: Lock.all)
    func locks(_ row: Lock) throws {
        let review = ReviewFixture.review(
            try ReviewFixture.changed({
                $0.lockTime = LockTime(row.lockTime)
                for place in $0.coins.indices { $0.coins[place].sequence = TxSequence(row.sequence) }
            }))
        let page = try review.pages().first { $0.title == "Time and replacement" }.orThrow()
        #expect(page.lines.contains(row.line))
    }

    @Test("names the longest relative lock of each kind, and none in a transaction of version 1")
    func longestRelativeLock() throws {
        let sequences: [UInt32] = [10, 1 << 22 | 3]
        func lines(version: Int32) throws -> [String] {
            let context = try ReviewFixture.changed({
                $0.transactionVersion = version
                for place in $0.coins.indices { $0.coins[place].sequence = TxSequence(sequences[place]) }
            })
            let pages = ReviewFixture.review(context).pages()
            return try pages.first { $0.title == "Time and replacement" }.orThrow().lines
        }
        let bound = try lines(version: 2).joined(separator: " ")
        #expect(bound.contains("the coin of input 0 has 10 confirmations"))
        #expect(bound.contains("before 25 minutes, 36 seconds (1536 seconds) have passed since the coin of input 1"))
        #expect(!bound.contains("at once"))
        #expect(try lines(version: 1)[0] == "Lock time: none, the transaction can be confirmed at once.")
    }

    @Test("P-14: escapes what a refusal says")
    func escapesReasons() throws {
        let sentence = FindingSentence.caseDocument(
            .refused(by: try Identifier("bob"), reason: "look \u{1b}[31mhere\u{202e}"))
        #expect(
            ScreenLanguage.english.text(sentence) == "bob refused this case: \"look \\u{1B}[31mhere\\u{202E}\".")
    }
}
