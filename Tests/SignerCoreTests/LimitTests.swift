import BitcoinPSBT
import BitcoinPrimitives
import ByteCoding
import CommandSupport
import Custody
import Descriptors
import Review
import SignerCore
import TestSupport
import Testing

/// A vault with limits whose cosigners release at once, so that a first look counts, on Alice's machine.
private struct LimitedMachine {
    let world: SigningWorld
    let vault: Document<Vault>
    private let acknowledgements: [Document<Acknowledgement>]

    /// The number of an auditor among the people of the tests.
    static let auditor = 3

    init(_ limits: [String], age: UInt32? = nil) throws {
        let world = try SigningWorld()
        let auditor = try FixtureCosigner(number: Self.auditor, network: .regtest)
        vault = try world.vault(
            limits: limits.map { try VaultLimit(documentText: $0) }, snapshotAge: age.map { try SnapshotAge(days: $0) }
        ) { _, people in
            people.append(
                Person(
                    id: try auditor.person, roles: [.auditor], identityKey: auditor.identityKey,
                    organisation: try Identifier("audit-ltd"), site: try Identifier("audit"), device: nil, expiry: nil,
                    name: try PersonName("Dave")))
        }
        acknowledgements = try world.register(vault, expecting: vault.digest)
        self.world = world
    }

    /// Looks at a payment and signs it; returns the first check that refuses, `nil` where nothing does.
    func refusal(
        case number: UInt8, paying sat: UInt64, coin: UInt8? = nil, at time: String, replaces: UInt8? = nil,
        snapshot: Document<CoinSnapshot>? = nil
    ) throws -> String? {
        var psbt = try world.proposal(
            SamplePSBT.payment(from: vault, paying: sat, coin: coin ?? number), vault, acknowledgements,
            caseNumber: number, replaces: replaces)
        if let snapshot {
            var attachments = try ProposalFields.read(from: psbt)
            attachments.snapshot = snapshot
            try ProposalFields.attach(attachments, to: &psbt)
        }
        let input = try world.write(psbt, as: "\(world.files.count).psbt")
        var home = try world.open(.alice)
        let answering = CaseAnswering(
            input: input, output: world.file("answer.\(world.files.count)"), mode: .person, passphrase: .terminal,
            build: world.build, time: try UTCTime(parsing: time), tools: .forTests)
        let terminal = try Answers.challenge(of: input, network: .regtest)
        do throws(SignerError) {
            _ = try LookOne.run(answering, in: &home, terminal: terminal)
            return nil
        } catch .refused(_, let first) {
            return first
        }
    }

    /// A countersigned snapshot of so many bitcoin, with the coins of these numbers still unspent.
    func snapshot(
        _ bitcoin: UInt64, height: UInt32, on date: String, showing coins: [UInt8] = []
    ) throws -> Document<CoinSnapshot> {
        var all = try coins.map { coin in
            let psbt = try SamplePSBT.payment(from: vault, coin: coin)
            return CoinSnapshot.Coin(
                outpoint: try psbt.unsignedTransaction().inputs[0].previousOutput,
                amount: try Amount(sat: Amount.satPerBitcoin), position: ScriptPosition(branch: 0, index: 0))
        }
        let rest = bitcoin * Amount.satPerBitcoin - UInt64(coins.count) * Amount.satPerBitcoin
        all.append(
            CoinSnapshot.Coin(
                outpoint: OutPoint(txid: Txid(vault.digest), vout: 0), amount: try Amount(sat: rest),
                position: ScriptPosition(branch: 0, index: 1)))
        var document = Document(
            body: try CoinSnapshot(
                network: .regtest, vault: vault.body.name, founding: vault.digest, height: height,
                date: CalendarDate(documentText: date), coins: all))
        document.add(try FixtureCosigner(number: Self.auditor, network: .regtest).signature(over: document.digest))
        return document
    }
}

@Suite("Limits on a custodian's machine")
struct LimitTests {
    @Test("S2-2: count every case of the window, whatever it is split into, over days of the journal")
    func window() throws {
        let machine = try LimitedMachine(["vault 7-days 50000000 sat (0.50000000 BTC)"])
        #expect(try machine.refusal(case: 1, paying: 30_000_000, at: "2026-11-21T09:30:00Z") == nil)
        #expect(try machine.refusal(case: 2, paying: 19_990_000, at: "2026-11-21T10:00:00Z") == "limit.exceeded")
        #expect(try machine.refusal(case: 3, paying: 10_000_000, at: "2026-11-24T00:00:00Z") == nil)
        #expect(try machine.refusal(case: 4, paying: 20_000_000, at: "2026-11-27T23:59:59Z") == "limit.exceeded")
        // The first has left the window, the third has not.
        #expect(try machine.refusal(case: 4, paying: 39_980_000, at: "2026-11-28T00:00:00Z") == nil)
        #expect(try machine.refusal(case: 5, paying: 1_000_000, at: "2026-11-28T00:00:01Z") == "limit.exceeded")
    }

    @Test("S2-2: the theft split in nine: what is above the limit stays, part by part, also a week of days later")
    func inNine() throws {
        let machine = try LimitedMachine(["vault 30-days 50000000 sat (0.50000000 BTC)"])
        let answers = try (1...9).map { part in
            try machine.refusal(
                case: UInt8(part), paying: 11_000_000 + UInt64(part), at: "2026-11-\(20 + part)T09:30:00Z")
        }
        #expect(answers == [nil, nil, nil, nil] + [String?](repeating: "limit.exceeded", count: 5))
    }

    @Test("P-48: a clock that is set back moves no window")
    func clockBack() throws {
        let machine = try LimitedMachine(["vault 2-days 50000000 sat (0.50000000 BTC)"])
        #expect(try machine.refusal(case: 1, paying: 30_000_000, at: "2026-11-22T00:10:00Z") == nil)
        // Half a day back is within the clock's tolerance; the case belongs to the latest day that was known.
        #expect(try machine.refusal(case: 2, paying: 19_000_000, at: "2026-11-21T13:00:00Z") == nil)
        #expect(try machine.refusal(case: 3, paying: 15_000_000, at: "2026-11-23T12:00:00Z") == "limit.exceeded")
        #expect(try machine.refusal(case: 3, paying: 15_000_000, at: "2026-11-24T00:00:00Z") == nil)
    }

    @Test("count a case once that takes the place of another, and both where they could both be paid")
    func replacement() throws {
        let machine = try LimitedMachine(["vault 7-days 50000000 sat (0.50000000 BTC)"])
        #expect(try machine.refusal(case: 1, paying: 30_000_000, at: "2026-11-21T09:30:00Z") == nil)
        #expect(
            try machine.refusal(case: 2, paying: 31_000_000, coin: 1, at: "2026-11-21T10:00:00Z", replaces: 1) == nil)
        #expect(try machine.refusal(case: 3, paying: 30_000_000, at: "2026-11-21T11:00:00Z") == "limit.exceeded")
        #expect(try machine.refusal(case: 3, paying: 18_000_000, at: "2026-11-21T11:00:00Z") == nil)
    }

    @Test("take a share of a countersigned snapshot, less what was paid since, and of the inputs without one")
    func share() throws {
        let machine = try LimitedMachine(["vault case 10 percent"], age: 2)
        let snapshot = try machine.snapshot(5, height: 900_000, on: "2026-11-21")
        #expect(try machine.refusal(case: 1, paying: 40_000_000, at: "2026-11-21T09:30:00Z") == "limit.exceeded")
        #expect(try machine.refusal(case: 1, paying: 40_000_000, at: "2026-11-21T09:30:00Z", snapshot: snapshot) == nil)
        // 5 BTC less 0.4001: a tenth is 0.45999.
        #expect(
            try machine.refusal(case: 2, paying: 46_000_000, at: "2026-11-21T10:00:00Z", snapshot: snapshot)
                == "limit.exceeded")
        #expect(try machine.refusal(case: 2, paying: 45_900_000, at: "2026-11-21T10:00:00Z", snapshot: snapshot) == nil)
        // A snapshot that the machine has relied on is remembered, and an older one with more in it helps nobody.
        let older = try machine.snapshot(50, height: 899_990, on: "2026-11-20")
        #expect(
            try machine.refusal(case: 3, paying: 60_000_000, at: "2026-11-21T11:00:00Z", snapshot: older)
                == "limit.exceeded")
        #expect(try machine.refusal(case: 3, paying: 30_000_000, at: "2026-11-21T11:00:00Z") == nil)
        // On the third day it is too old.
        #expect(
            try machine.refusal(case: 4, paying: 20_000_000, at: "2026-11-23T00:00:00Z", snapshot: snapshot)
                == "limit.exceeded")
    }

    @Test("count a case on while a snapshot shows its coin, and from the day on which the next one shows it spent")
    func open() throws {
        let machine = try LimitedMachine(["vault 3-days 50000000 sat (0.50000000 BTC)"], age: 2)
        #expect(try machine.refusal(case: 1, paying: 40_000_000, at: "2026-11-21T09:30:00Z") == nil)
        let still = try machine.snapshot(9, height: 900_000, on: "2026-11-25", showing: [1])
        #expect(try machine.refusal(case: 2, paying: 5_000_000, at: "2026-11-25T09:00:00Z", snapshot: still) == nil)
        #expect(try machine.refusal(case: 3, paying: 20_000_000, at: "2026-11-28T09:00:00Z") == "limit.exceeded")
        let spent = try machine.snapshot(9, height: 900_400, on: "2026-11-28")
        #expect(
            try machine.refusal(case: 4, paying: 6_000_000, at: "2026-11-28T09:00:00Z", snapshot: spent)
                == nil)
        #expect(try machine.refusal(case: 5, paying: 20_000_000, at: "2026-11-30T09:00:00Z") == "limit.exceeded")
        #expect(try machine.refusal(case: 5, paying: 20_000_000, at: "2026-12-01T09:00:00Z") == nil)
    }

    @Test("P-48: windows of blocks end by countersigned heights alone")
    func blocks() throws {
        let machine = try LimitedMachine(["vault 144-blocks 50000000 sat (0.50000000 BTC)"], age: 2)
        #expect(
            try machine.refusal(
                case: 1, paying: 40_000_000, at: "2026-11-21T09:30:00Z",
                snapshot: machine.snapshot(9, height: 900_000, on: "2026-11-21")) == nil)
        #expect(try machine.refusal(case: 2, paying: 40_000_000, at: "2027-11-21T09:30:00Z") == "limit.exceeded")
        #expect(
            try machine.refusal(
                case: 2, paying: 5_000_000, at: "2027-11-22T09:30:00Z",
                snapshot: machine.snapshot(9, height: 952_000, on: "2027-11-22")) == nil)
        #expect(
            try machine.refusal(
                case: 3, paying: 41_000_000, at: "2027-11-23T09:30:00Z",
                snapshot: machine.snapshot(9, height: 952_143, on: "2027-11-23")) == "limit.exceeded")
        #expect(
            try machine.refusal(
                case: 3, paying: 41_000_000, at: "2027-11-24T09:30:00Z",
                snapshot: machine.snapshot(9, height: 952_300, on: "2027-11-24")) == nil)
    }

    @Test("P-47: a restored machine counts what the others' records bring, and answers nothing before")
    func restored() throws {
        let held = try HeldWorld(limits: [VaultLimit(documentText: "vault 7-days 50000000 sat (0.50000000 BTC)")])
        held.tools = .forTests
        let file = try held.gather([Custodian.alice, .bob].map { try held.sign(by: $0).files[0].path })
        let all = try held.gather(
            Custodian.all.map { try held.confirm(file, by: $0, releasing: false).files[0].path }, over: file)
        let second = try held.another(case: 2, coin: 8, paying: 20_000_000)
        func refusal(by custodian: Custodian) throws -> String {
            let error = try #require(throws: SignerError.self) { _ = try held.sign(second, by: custodian) }
            if case .refused(_, let first) = error { return first }
            return error.code
        }
        #expect(try refusal(by: .alice) == "limit.exceeded")
        // Bob sees what Alice has confirmed.
        _ = try held.release(all, by: .bob)
        try held.wipe(.alice)
        #expect(try refusal(by: .alice) == "signer.quarantine")
        try held.adoptAll(by: .alice)
        let answered = try held.world.open(.alice).journal.answered
        #expect(answered.map(\.fee?.sat) == [10_000])
        #expect(try refusal(by: .alice) == "limit.exceeded")
        let third = try held.another(case: 3, coin: 9, paying: 19_970_000)
        _ = try held.sign(third, by: .alice)
    }

    @Test("are read at the registration, in both languages")
    func registration() throws {
        let machine = try LimitedMachine(["vault 7-days 50000000 sat (0.50000000 BTC)"], age: 3)
        for language in ScreenLanguage.allCases {
            let pages = try VaultRegistration.pages(
                of: machine.vault, for: try Custodian.alice.person, language: language)
            #expect(pages[0].contains { $0.contains("0.50000000 BTC") && $0.contains("7") })
        }
    }
}
