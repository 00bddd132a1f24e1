import BitcoinPSBT
import CoordinatorCore
import Custody
import TestSupport
import Testing

@Suite struct HeldStatusTests {
    /// What `status` says of each custodian, one line per person: what is missing and the visit that can be made.
    static func lines(_ state: CaseState) -> [String] {
        let status = CaseStatus(state)
        return status.rows.map { row in
            let missing = status.missing(of: row).map(\.rawValue).joined(separator: "+")
            return "\(row.person): \(missing.isEmpty ? "-" : missing) -> \(status.visit(to: row)?.rawValue ?? "-")"
        }
    }

    static func absences(_ state: CaseState) -> [String?] {
        let status = CaseStatus(state)
        return status.rows.map { status.absence(of: $0) }
    }

    @Test("says for each custodian of 2-of-3 what is missing and who is next, step by step")
    func all() throws {
        let held = try HeldCase()
        var state = try held.state()
        #expect(
            Self.lines(state) == [
                "alice: share+confirmation -> sign", "bob: share+confirmation -> sign",
                "carol: share+confirmation -> sign",
            ])
        _ = try state.take(held.answer(0))
        #expect(
            Self.lines(state) == [
                "alice: confirmation+release -> -", "bob: share+confirmation -> sign-and-confirm",
                "carol: share+confirmation -> sign-and-confirm",
            ])
        _ = try state.take(held.answer(1))
        #expect(
            Self.lines(state) == [
                "alice: confirmation+release -> confirm", "bob: confirmation+release -> confirm",
                "carol: confirmation -> confirm",
            ])
        #expect(CaseStatus(state).releasesMissing == 2)
        _ = try state.take(held.confirmation(1, of: [0, 1]).encoded)
        _ = try state.take(held.confirmation(2, of: [0, 1]).encoded)
        #expect(
            Self.lines(state) == [
                "alice: confirmation+release -> confirm-and-release", "bob: release -> -", "carol: - -> -",
            ])
        #expect(CaseStatus(state).rows.allSatisfy { !$0.mayRelease })
        _ = try state.take(held.confirmation(0, of: [0, 1]).encoded)
        #expect(Self.lines(state) == ["alice: release -> release", "bob: release -> release", "carol: - -> -"])
        #expect(
            CaseStatus(state).nextSteps.first?.hasPrefix("alice, bob have to run rensho-signer release on") == true)
        _ = try state.take(held.released(0).encoded())
        #expect(Self.lines(state) == ["alice: - -> -", "bob: release -> release", "carol: - -> -"])
        #expect(CaseStatus(state).nextSteps.first?.hasPrefix("bob has to run rensho-signer release on") == true)
        #expect(Self.absences(state)[1] == "carol can sign and release instead")
        #expect(!CaseStatus(state).isArmed)
        _ = try state.take(held.released(1).encoded())
        #expect(Self.lines(state) == ["alice: - -> -", "bob: - -> -", "carol: - -> -"])
        #expect(CaseStatus(state).isAssemblable)
        #expect(CaseStatus(state).isArmed)
        #expect(CaseStatus(state).nextSteps == ["Everything is there: rensho assemble 01010101"])
    }

    @Test("offers sign-and-confirm to an open cosigner, too, and counts who has to release among more than enough")
    func openAndSurplus() throws {
        let held = try HeldCase({ $0.release = [.held, .open, .held] })
        #expect(
            Self.lines(try held.collected(signers: [0]))[1] == "bob: share+confirmation -> sign-and-confirm")
        let state = try held.collected(signers: [0, 1, 2], confirmers: [0, 1, 2])
        #expect(
            CaseStatus(state).nextSteps.first?.hasPrefix("1 of alice, carol has to run rensho-signer release") == true)
    }

    @Test("asks only those who signed under the rule quorum")
    func quorum() throws {
        let held = try HeldCase({
            $0.threshold = 3
            $0.keyCount = 5
            $0.confirmations = .quorum
        })
        var state = try held.collected(signers: [0, 2, 4], confirmers: [0])
        #expect(
            Self.lines(state) == [
                "alice: release -> -", "bob: - -> -", "carol: confirmation+release -> confirm", "dave: - -> -",
                "erin: confirmation+release -> confirm",
            ])
        _ = try state.take(held.confirmation(2, of: [0, 2, 4]).encoded)
        #expect(Self.lines(state)[4] == "erin: confirmation+release -> confirm-and-release")
        _ = try state.take(held.confirmation(4, of: [0, 2, 4]).encoded)
        #expect(Self.lines(state).filter { $0.hasSuffix("release -> release") }.count == 3)
        #expect(Self.absences(state)[0] == "bob, dave can sign, confirm and release instead")
    }

    @Test("offers an open cosigner, too, to sign and confirm in one visit")
    func openVisit() throws {
        let held = try HeldCase({ $0.release = [.held, .open, .held] })
        var state = try held.state()
        _ = try state.take(held.answer(0))
        #expect(
            Self.lines(state).dropFirst() == [
                "bob: share+confirmation -> sign-and-confirm", "carol: share+confirmation -> sign-and-confirm",
            ])
    }

    @Test("does not say that the coins stay when enough signatures are out")
    func armed() throws {
        let held = try HeldCase({ $0.release = [.open] })
        let absence = try #require(try Self.absences(held.collected(signers: [0, 1], confirmers: [0, 1]))[2])
        #expect(!absence.contains("the coins stay") && absence.contains("enough signatures are out"))
    }

    @Test("says what an absent custodian means")
    func absence() throws {
        let held = try HeldCase()
        let waits = "'s confirmation no machine releases and nothing is assembled; the coins stay"
        #expect(
            Self.absences(try held.collected(signers: [0, 1], confirmers: [0])) == [
                "carol can sign, confirm and release instead", "without bob" + waits, "without carol" + waits,
            ])
        #expect(
            Self.absences(try held.collected(signers: [0, 1, 2], confirmers: [0, 1, 2], releasers: [0]))
                == [
                    nil, "the other people who signed are enough, if all of them confirm and release",
                    "the other people who signed are enough, if all of them confirm and release",
                ])
        let quorum = try HeldCase({ $0.confirmations = .quorum })
        #expect(
            Self.absences(try quorum.state()) == [
                "bob, carol can sign instead", "alice, carol can sign instead", "alice, bob can sign instead",
            ])
        let two = try HeldCase({
            $0.keyCount = 2
            $0.confirmations = .quorum
        })
        #expect(Self.absences(try two.collected(signers: [0]))[1] == "without bob no quorum is reached; the coins stay")
        #expect(
            Self.absences(try two.collected(signers: [0, 1], confirmers: [0, 1]))[0]
                == "without alice too few signatures come out; the coins stay")
    }

    @Test("owes and offers nothing after a refusal")
    func refused() throws {
        let held = try HeldCase()
        var state = try held.collected(signers: [0, 1], confirmers: [0, 1, 2])
        _ = try state.take(held.refusal(2).encoded)
        #expect(Self.lines(state) == ["alice: - -> -", "bob: - -> -", "carol: - -> -"])
        #expect(CaseStatus(state).rows.allSatisfy { !$0.mayRelease })
        #expect(CaseStatus(state).nextSteps.count == 1)
    }
}
