import BitcoinCrypto
import BitcoinPSBT
import BitcoinPrimitives
import ByteCoding
import CoordinatorCore
import Custody
import Review
import TestSupport
import Testing

/// P-49, P-15, P-33, P-34: a case is played again from its evidence alone.
@Suite("The evidence of a case")
struct EvidenceReplayTests {
    private let bundle: EvidenceBundle
    private let held: HeldCase

    private var vault: Document<Vault> { held.agreement.document }

    init() throws {
        bundle = try EvidenceMaker.assembled.get()
        held = try EvidenceMaker.ordered.get()
    }

    @Test("P-49: proves who ordered, approved, signed, confirmed and released, on which device, and the transaction")
    func whole() throws {
        let read = try EvidenceBundle(parsing: bundle.encoded)
        #expect(read == bundle)
        let replay = try EvidenceReplay(read, trusting: vault)
        let acts = replay.acts.map { "\($0.kind.rawValue) \($0.person) \($0.device?.description ?? "-")" }
        #expect(
            acts == [
                "acknowledged alice laptop-alice", "acknowledged bob laptop-bob", "acknowledged carol laptop-carol",
                "ordered dave laptop-dave", "approved erin laptop-erin", "signed alice laptop-alice",
                "signed bob laptop-bob", "confirmed alice laptop-alice", "confirmed bob laptop-bob",
                "confirmed carol laptop-carol", "released alice laptop-alice", "released bob laptop-bob",
            ])
        #expect(replay.final?.signers.map(\.description) == ["alice", "bob"])
        #expect(replay.final?.transaction.txid == replay.state.facts.finalTxid)
        #expect(replay.contradictions.isEmpty && replay.state.quarantine.isEmpty)
        #expect(replay.signatureCount == 4 && replay.files.count == 7)
        #expect(replay.acts.filter { $0.kind == .signed }.allSatisfy { $0.facts == held.factsHash })
        #expect(bundle.all(.reviewEnglish).map { SHA256.hash($0) } == [held.factsHash])
    }

    @Test(
        "a case that waits for an emergency override has its evidence, which says so, unless it claims to be assembled")
    func awaitsOverride() throws {
        let address = try #require(Address(scriptPubKey: FixtureCase.stranger(1), network: .regtest))
        let entry = try Destination(
            documentText: "hot customer \(address.text) 2026-01-01 - 249999999 sat (2.49999999 BTC) - Hot")
        let capped = try HeldCase { $0.destinations = [entry] }
        let review = try capped.state().review()
        #expect(review.waitsForOverride && !review.isSignable)
        for (kind, state, code) in [
            (nil, .open, nil), ("case-aborted", .aborted, nil),
            ("case-assembled", .assembled, "evidence.review-refuses"),
        ] as [(String?, EvidenceState, String?)] {
            var maker = EvidenceMaker(capped)
            if let kind { maker.note(kind, "x") }
            maker.state = state
            if state == .assembled { maker.transaction = try capped.fixture.transaction() }
            let bundle = try maker.source().bundle()
            #expect(try EvidenceMaker.refusal(bundle, capped.agreement.document) == code, "\(state)")
            guard code == nil else { continue }
            let replay = try EvidenceReplay(bundle, trusting: capped.agreement.document)
            for language in ScreenLanguage.allCases {
                let notice = Sheet.Block.notice(EvidencePhrase.overrideAwaited.text(language))
                #expect(EvidencePage.make(replay, language: language).blocks.contains(notice))
            }
        }
        // No other page says it.
        let usual = try EvidencePage.make(EvidenceReplay(bundle, trusting: vault), language: .english)
        #expect(!usual.blocks.contains(.notice(EvidencePhrase.overrideAwaited.text(.english))))
    }

    @Test("is refused after a change of any single byte, and with any byte missing or added")
    func everyByte() throws {
        var bytes = bundle.encoded
        for place in bytes.indices {
            bytes[place] ^= 1
            #expect(throws: EvidenceError.self, "byte \(place)") { try EvidenceBundle(parsing: bytes) }
            bytes[place] ^= 1
        }
        #expect(throws: EvidenceError.self) { try EvidenceBundle(parsing: Array(bytes.dropLast())) }
        #expect(throws: EvidenceError.self) { try EvidenceBundle(parsing: bytes + [0x0a]) }
        #expect(try EvidenceBundle(parsing: bytes) == bundle)
    }

    @Test("is refused after a change of a byte in any part, although the list of parts was written anew")
    func resealed() throws {
        for (number, part) in bundle.parts.enumerated() {
            for turn in 0..<3 where !part.bytes.isEmpty {
                let place = (part.bytes.count - 1) * turn / 2
                let forged = try EvidenceMaker.resealed(bundle) { parts in
                    var bytes = parts[number].bytes
                    bytes[place] ^= 1
                    parts[number] = EvidencePart(part.kind, bytes)
                }
                #expect(
                    try EvidenceMaker.refusal(EvidenceBundle(parsing: forged.encoded), vault) != nil,
                    "\(part.kind) \(number), byte \(place)")
            }
        }
    }

    @Test("is refused when a part was left out, taken twice or exchanged", arguments: EvidenceKind.allCases)
    func parts(_ kind: EvidenceKind) throws {
        let places = bundle.parts.indices.filter { bundle.parts[$0].kind == kind }
        guard let first = places.first, let last = places.last else { return }
        #expect(
            try EvidenceMaker.refusal(try EvidenceMaker.resealed(bundle) { $0.remove(at: last) }, vault) != nil,
            "left out")
        #expect(
            try EvidenceMaker.refusal(
                try EvidenceMaker.resealed(bundle) { $0.insert($0[first], at: first) }, vault) != nil, "twice")
        guard first < last else { return }
        #expect(
            try EvidenceMaker.refusal(try EvidenceMaker.resealed(bundle) { $0.swapAt(first, last) }, vault) != nil,
            "exchanged")
    }

    @Test("is refused under another vault, whoever signed that one")
    func otherVault() throws {
        let other = try FixtureVault { $0.name = "twin" }.document
        #expect(try EvidenceMaker.refusal(bundle, other) == "evidence.other-vault")
    }

    @Test("is refused with lines of its list that its parts do not bear out")
    func manifest() throws {
        let body = bundle.manifest.body
        func with(
            network: Network? = nil, caseID: CaseID? = nil, digest: Bytes32? = nil, vaultHash: Bytes32? = nil,
            state: EvidenceState? = nil, sequence: UInt64? = nil, head: Bytes32? = nil
        ) throws -> String? {
            let manifest = EvidenceManifest(
                network: network ?? body.network, caseID: caseID ?? body.caseID, caseDigest: digest ?? body.caseDigest,
                vaultHash: vaultHash ?? body.vaultHash, state: state ?? body.state, logFirst: body.logFirst,
                logSequence: sequence ?? body.logSequence, logHead: head ?? body.logHead)
            return try EvidenceMaker.refusal(EvidenceBundle(manifest, bundle.parts), vault)
        }
        #expect(try with() == nil)
        #expect(try with(network: .signet) == "evidence.manifest")
        #expect(try with(caseID: FixtureCase.caseID(9)) == "evidence.log")
        #expect(try with(digest: SHA256.hash([9])) == "evidence.log")
        #expect(try with(vaultHash: SHA256.hash([9])) == "evidence.manifest")
        #expect(try with(state: .open) == "evidence.manifest")
        #expect(try with(sequence: 3) == "evidence.manifest")
        #expect(try with(head: SHA256.hash([9])) == "evidence.manifest")
    }

    @Test("P-34: can be written at any time; a refused or aborted case lists what is armed")
    func states() throws {
        var maker = EvidenceMaker(held)
        #expect(try maker.replay().final == nil)
        try maker.collect(held.answer(0))
        #expect(try maker.replay().acts.last?.kind == .signed)
        try maker.collect(held.refusal(2).encoded)
        #expect(try maker.replay().state.refusedBy.map(\.description) == ["carol"])
        try maker.collect(held.raw(1).encoded())
        maker.state = .aborted
        maker.note("case-aborted", "refused")
        let replay = try maker.replay()
        #expect(replay.state.armed.keys.map(\.description) == ["bob"])
        #expect(replay.state.quarantine.values.allSatisfy { $0.reasonCode == "held.no-share" })
        let page = EvidencePage.make(replay, language: .english).text
        #expect(page.contains("!! Refused by carol.") && page.contains("bob"))
    }

    @Test("a refusal that came after the assembly is told, and takes nothing back")
    func lateRefusal() throws {
        var maker = EvidenceMaker(held)
        try maker.walk()
        try maker.assemble()
        try maker.collect(held.refusal(2).encoded)
        let replay = try maker.replay()
        #expect(replay.final != nil && replay.state.refusedBy.map(\.description) == ["carol"])
    }

    @Test("is refused when a veto was called something else to keep it from counting, or a bad file taken")
    func hiddenVeto() throws {
        var maker = EvidenceMaker(held)
        try maker.collect(held.refusal(2).encoded, saying: "refused, document.missing-separator")
        #expect(try EvidenceMaker.refusal(maker.source().bundle(), vault) == "evidence.outcome")
        var ended = EvidenceMaker(held)
        try ended.collect(held.refusal(2).encoded, saying: "refused, store.case-ended")
        #expect(try EvidenceMaker.refusal(ended.source().bundle(), vault) == "evidence.outcome")
        var other = EvidenceMaker(held)
        try other.collect(Array("hello".utf8), saying: "+1 something")
        #expect(try EvidenceMaker.refusal(other.source().bundle(), vault) == "evidence.outcome")
        // A bad file refused for something else than what was wrong with it accuses whoever brought it.
        var accused = EvidenceMaker(held)
        try accused.collect(Array("hello".utf8), saying: "refused, collect.request-changed")
        #expect(try EvidenceMaker.refusal(accused.source().bundle(), vault) == "evidence.outcome")
        var refused = EvidenceMaker(held)
        try refused.collect(Array("hello".utf8))
        #expect(try refused.replay().files.map(\.refusal) == ["psbt.magic"])
    }

    @Test("is refused with a transaction before the case was confirmed, or another one afterwards")
    func transaction() throws {
        var maker = EvidenceMaker(held)
        for signer in [0, 1] { try maker.collect(held.answer(signer)) }
        for releaser in [0, 1] { try maker.collect(held.released(releaser).encoded()) }
        maker.transaction = try Transaction(decoding: Hex.decode(#require(bundle.all(.transaction).first).dropLast()))
        maker.state = .assembled
        maker.note("case-assembled", "txid x")
        #expect(try EvidenceMaker.refusal(maker.source().bundle(), vault) == "evidence.not-confirmed")
        var swapped = EvidenceMaker(held)
        try swapped.walk()
        try swapped.assemble()
        var transaction = try #require(swapped.transaction)
        transaction.inputs[0].witness.swapAt(1, 2)
        swapped.transaction = transaction
        #expect(try EvidenceMaker.refusal(swapped.source().bundle(), vault) == "evidence.transaction")
    }

    @Test("P-05: is refused when the payments are not those of the order, whoever signed the rest")
    func notOrdered() throws {
        let other = try EvidenceMaker.orderedCase { $0.payments[0].sat -= 1_000 }
        let maker = EvidenceMaker(other)
        #expect(try EvidenceMaker.refusal(maker.source().bundle(), vault) == "evidence.review-refuses")
    }

    @Test("P-15, P-33: two answers of one person under one case id over two digests stand in it as proof")
    func twoDigests() throws {
        let twin = try EvidenceMaker.orderedCase { $0.payments[1].sat -= 1_000 }
        var maker = EvidenceMaker(held)
        try maker.collect(held.answer(0))
        try maker.collect(twin.answer(0))
        let replay = try maker.replay()
        let alice = try Identifier("alice")
        #expect(replay.contradictions == [.digest(alice, try twin.state().digest)])
        #expect(EvidencePage.make(replay, language: .english).text.contains("CONTRADICTION, proven: alice"))
        var honest = EvidenceMaker(held)
        try honest.collect(held.answer(0))
        try honest.collect(held.answer(0))
        #expect(try honest.replay().contradictions.isEmpty)
    }

    @Test("its page has the same numbers, addresses and hashes in both languages, as text and as a web page alone")
    func page() throws {
        let replay = try EvidenceReplay(bundle, trusting: vault)
        let english = EvidencePage.make(replay, language: .english)
        let japanese = EvidencePage.make(replay, language: .japanese)
        #expect(english.blocks.count == japanese.blocks.count)
        func exact(_ sheet: Sheet) -> [String] {
            sheet.blocks.flatMap { block -> [String] in
                switch block {
                case .rows(let rows): rows.map(\.value).filter(\.isExact).map(\.text)
                case .table(_, let rows): rows.flatMap { $0 }.filter(\.isExact).map(\.text)
                case .heading, .paragraph, .notice, .steps, .exact: []
                }
            }
        }
        #expect(exact(english) == exact(japanese))
        let facts = replay.state.facts
        // Lines of text are broken where the page ends.
        func joined(_ text: String) -> String { text.filter { !$0.isWhitespace } }
        let pages = [english.text, japanese.text, english.html, japanese.html].map(joined)
        for text in [
            facts.digest.hex, facts.externalOutputs[0].address?.text ?? "", facts.finalTxid.description,
            "\(facts.externalOutputs[0].amount.sat)", "laptop-carol", held.factsHash.hex,
        ] {
            for (number, page) in pages.enumerated() { #expect(page.contains(text), "\(text) on page \(number)") }
        }
        #expect(!english.html.contains("<script") && !english.html.contains("://"))
        #expect(english.html.contains("default-src 'none'"))
    }
}

extension Sheet.Cell {
    fileprivate var isExact: Bool { if case .exact = self { true } else { false } }
}
