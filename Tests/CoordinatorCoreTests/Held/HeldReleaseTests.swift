import BitcoinCrypto
import BitcoinPSBT
import BitcoinPrimitives
import ByteCoding
import CoordinatorCore
import Custody
import Descriptors
import TestSupport
import Testing

@Suite struct HeldReleaseTests {
    static func final(_ state: CaseState) throws -> FinalTransaction {
        try FinalTransaction(try #require(state.confirmationTally()?.confirmed), of: state)
    }

    @Test(
        "counts held shares, and assembles the released signatures",
        arguments: [
            (PSBTVersion.v0, MultisigDescriptor.ScriptType.p2wsh), (.v2, .p2wsh), (.v0, .p2shP2wsh),
        ])
    func walk(_ version: PSBTVersion, _ type: MultisigDescriptor.ScriptType) throws {
        let held = try HeldCase(version: version, { $0.scriptType = type })
        var state = try held.collected(signers: [0, 2])
        #expect(state.signatures.isEmpty)
        #expect(state.standing(of: try held.person(0)) == .held)
        #expect(state.quorum()?.people.map(\.description) == ["alice", "carol"])
        for confirmer in 0...2 { _ = try state.take(held.confirmation(confirmer, of: [0, 2]).encoded) }
        #expect(throws: AssemblyError.notEnoughSigners(present: 0, needed: 2)) { try Self.final(state) }
        let report = try state.take(held.released(0).encoded())
        #expect(
            report.sentences == [
                "+2 signatures by alice, verified (inputs 0-1)", "+release by alice",
                "alice's release is whole: its signatures are those that the share stands for",
            ])
        #expect(state.standing(of: try held.person(0)) == .released)
        #expect(throws: AssemblyError.notEnoughSigners(present: 1, needed: 2)) { try Self.final(state) }
        _ = try state.take(held.released(2).encoded())
        let final = try Self.final(state)
        #expect(final.signers.map(\.description) == ["alice", "carol"])
        #expect(final.transaction.txid == state.facts.finalTxid)
    }

    @Test("takes 3 of 5 with open and held cosigners, and keeps what is more than needed")
    func mixedSurplus() throws {
        let held = try HeldCase(
            version: .v2,
            {
                $0.threshold = 3
                $0.keyCount = 5
                $0.release = [.held, .open, .held, .held, .open]
            })
        let state = try held.collected(
            signers: [0, 1, 2, 3], confirmers: [4, 3, 2, 1, 0], releasers: [3, 2, 0])
        #expect(state.shareTally().accepted.count == 4)
        #expect(state.releasedBy.map(\.description) == ["alice", "carol", "dave"])
        #expect(state.standing(of: try held.person(1)) == .complete)
        #expect(state.signatures.count == 8)
        let final = try Self.final(state)
        #expect(final.signers.map(\.description) == ["alice", "bob", "carol"])
        #expect(final.transaction.inputs.allSatisfy { $0.witness.count == 5 })
    }

    @Test("puts aside signatures of a held cosigner who gave no share or did not release, and counts them as armed")
    func unreleased() throws {
        let held = try HeldCase()
        var state = try held.state()
        let noShare = try state.take(held.raw(0).encoded())
        #expect(noShare.quarantined.map(\.reasonCode) == ["held.no-share", "held.no-share"])
        #expect(noShare.quarantined.allSatisfy { $0.person?.description == "alice" })
        #expect(state.signatures.isEmpty)
        #expect(state.armed == [try held.person(0): [0, 1]])
        #expect(!state.isArmed)
        _ = try state.take(held.share(1).encoded)
        let noRelease = try state.take(held.raw(1).encoded())
        #expect(noRelease.quarantined.map(\.reasonCode) == ["held.no-release", "held.no-release"])
        #expect(state.standing(of: try held.person(1)) == .held)
        #expect(state.isArmed)
        #expect(CaseStatus(state).nextSteps.contains { $0.contains("alice's signatures are outside the machine") })
    }

    @Test("takes what was put aside once the documents come that it waited for")
    func waits() throws {
        let held = try HeldCase()
        var state = try held.state()
        _ = try state.take(held.raw(0).encoded())
        // The release without the share: still nothing to compare with.
        let early = try state.take(held.release(0).encoded)
        #expect(early.signatures.isEmpty)
        #expect(Set(state.quarantine.values.map(\.reasonCode)) == ["held.no-share"])
        let share = try state.take(held.share(0).encoded)
        #expect(share.signatures.map(\.slot.input).sorted() == [0, 1])
        #expect(share.released.map(\.description) == ["alice"])
        #expect(state.quarantine.isEmpty)
        #expect(state.standing(of: try held.person(0)) == .released)

        var other = try held.state()
        _ = try other.take(held.raw(0).encoded())
        let second = try other.take(held.share(0).encoded)
        #expect(second.quarantined.map(\.reasonCode) == ["held.no-release", "held.no-release"])
        #expect(other.quarantine.count == 2)
        _ = try other.take(held.release(0).encoded)
        #expect(other.quarantine.isEmpty)
        #expect(other.signatures == state.signatures)
    }

    @Test("puts aside signatures that are not the ones that the share stands for")
    func commitment() throws {
        let held = try HeldCase()
        for (commitment, salt) in [(SHA256.hash([7]), nil), (nil, SHA256.hash([8]))] {
            var state = try held.state()
            _ = try state.take(held.share(0, commitment: commitment).encoded)
            let report = try state.take(held.released(0, salt: salt).encoded())
            #expect(report.quarantined.map(\.reasonCode) == ["held.commitment-differs", "held.commitment-differs"])
            #expect(state.signatures.isEmpty)
            #expect(state.standing(of: try held.person(0)) == .partlyReleased)
            #expect(state.armed[try held.person(0)] == [0, 1])
            #expect(try state.take(held.released(0, salt: salt).encoded()).bringsNothingNew)
        }
    }

    @Test("names the one bad signature of a release, and the good ones stay until it comes")
    func oneBad() throws {
        let count = 900
        let held = try HeldCase {
            $0.maximumFeeSat = 100_000_000
        } change: { fixture in
            fixture.coins = []
            for index in 0..<count { try fixture.addCoin(0, UInt32(index % 50), sat: 300_000) }
            fixture.payments[0].sat = 200_000_000
        }
        var bad = try held.released(1)
        let swapped = bad.inputs[456].partialSigs[0]
        bad.inputs[456].partialSigs = [
            PartialSig(publicKey: swapped.publicKey, signature: bad.inputs[457].partialSigs[0].signature)
        ]
        var state = try held.collected(signers: [0, 1])
        let report = try state.take(bad.encoded())
        #expect(report.signatures.count == count - 1)
        #expect(
            report.quarantined.map(\.sentence) == [
                "input 456: bob's signature: the signature does not verify for this case's transaction"
            ])
        #expect(state.standing(of: try held.person(1)) == .partlyReleased)
        #expect(CaseStatus(state).nextSteps.first?.hasPrefix("bob's released signatures were refused") == true)
        let good = try state.take(held.released(1).encoded())
        #expect(good.signatures.map(\.slot.input) == [456])
        #expect(good.released.map(\.description) == ["bob"])
    }

    @Test("comes to the same state in any order and with any repetition", arguments: 0..<12)
    func anyOrder(_ seed: UInt64) throws {
        var random = SeededGenerator(seed: seed)
        let held = try Self.fixture.get()
        var files = [
            try held.answer(0), try held.answer(1), try held.answer(2), try held.released(0).encoded(),
            try held.released(2).encoded(), held.raw(2).encoded(),
        ]
        for confirmer in 0...2 { files.append(try held.confirmation(confirmer, of: [0, 2]).encoded) }
        var expected = try held.state()
        for file in files { _ = try expected.take(file) }
        #expect(CaseStatus(expected).isAssemblable)
        var state = try held.state()
        for file in (files + files.prefix(3)).shuffled(using: &random) { _ = try state.take(file) }
        #expect(state.signatures == expected.signatures)
        #expect(Set(state.answers) == Set(expected.answers))
        #expect(state.quarantine == expected.quarantine)
        #expect(CaseStatus(state) == CaseStatus(expected))
    }

    /// 2-of-3 with bob open.
    static let fixture = Result { try HeldCase({ $0.release = [.held, .open, .held] }) }

    @Test("restores what was kept, with what was put aside and taken since")
    func restores() throws {
        let held = try HeldCase()
        var state = try held.state()
        var kept: [QuarantinedItem] = []
        for bytes in [
            held.raw(0).encoded(), held.raw(1).encoded(), try held.share(0).encoded, try held.release(0).encoded,
        ] {
            kept += try state.take(bytes).quarantined
        }
        #expect(kept.count == 6)
        var restored = try held.state()
        try restored.restore(
            signatures: state.signatures.values.map { SignatureCheckpoint.Candidate(slot: $0.slot, value: $0.value) },
            answers: state.answers, quarantine: kept)
        #expect(restored.quarantine == state.quarantine)
        #expect(
            restored.quarantine.values.allSatisfy {
                $0.reasonCode == "held.no-share" && $0.person?.description == "bob"
            })
        #expect(CaseStatus(restored) == CaseStatus(state))
    }
}
