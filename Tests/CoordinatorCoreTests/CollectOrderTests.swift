import BitcoinCrypto
import BitcoinPSBT
import BitcoinPrimitives
import ByteCoding
import CoordinatorCore
import Custody
import TestSupport
import Testing

/// P-16, P-18: whatever order files come in, however often, and in whatever form another program gives them back.
@Suite("Collecting in any order and any form")
struct CollectOrderTests {
    private static let held = Result { try HeldCase() }

    /// Everything that a case can bring: shares, confirmations, releases, a signature without its release, a bad signature,
    /// an answer of another case, a veto.
    private static func files(_ held: HeldCase, withVeto: Bool) throws -> [[UInt8]] {
        var bad = try held.released(2)
        let partial = bad.inputs[0].partialSigs[0]
        bad.inputs[0].partialSigs = []
        bad.inputs[0].addPartialSig(
            publicKey: partial.publicKey, signature: [0x30] + Array(partial.signature.dropFirst().reversed()))
        var files = try [0, 1, 2].map { try held.answer($0) }
        files += try [0, 1, 2].map { try held.confirmation($0, of: [0, 1]).encoded }
        files += try [0, 1].map { try held.released($0).encoded() }
        files += [held.raw(1).encoded(), bad.encoded()]
        return withVeto ? files + [try held.refusal(2).encoded] : files
    }

    /// What a case has come to, without the order in which it came to it.
    private static func outcome(_ state: CaseState) throws -> [String] {
        let status = CaseStatus(state)
        let rows = status.rows.map { row in
            "\(row.person) \(row.cells.map(\.word)) \(row.share) \(row.hasConfirmed) \(row.hasRefused) \(row.armedInputs)"
        }
        let tally = state.shareTally()
        let final = try state.confirmationTally()?.confirmed.map { try FinalTransaction($0, of: state) }
        return rows + status.quarantine + status.nextSteps + tally.accepted.map(\.digest.hex)
            + [status.isArmed, status.isAssemblable].map { "\($0)" } + [final.map { Hex.encode($0.bytes) } ?? "none"]
            + state.answers.map(\.digest.hex).sorted()
    }

    @Test("any order and any duplication give the same state", arguments: 0..<12)
    func anyOrder(_ seed: Int) throws {
        let held = try Self.held.get()
        let files = try Self.files(held, withVeto: seed.isMultiple(of: 3))
        func collected(_ files: [[UInt8]]) throws -> CaseState {
            var state = try held.state()
            for bytes in files { _ = try state.collect(try CollectedFile(bytes)) }
            return state
        }
        var random = SeededGenerator(seed: UInt64(seed))
        let shuffled = (files + (0..<5).map { _ in files.randomElement(using: &random) ?? [] }).shuffled(using: &random)
        let expected = try Self.outcome(collected(files))
        #expect(try Self.outcome(collected(shuffled)) == expected)
    }

    @Test("P-18: with any one file withheld nothing is assembled; with all of them it is", arguments: 0..<8)
    func withheld(_ missing: Int) throws {
        let held = try Self.held.get()
        var files = try [0, 1].map { try held.answer($0) }
        files += try [0, 1, 2].map { try held.confirmation($0, of: [0, 1]).encoded }
        files += try [0, 1].map { try held.released($0).encoded() }
        // The last turn withholds nothing.
        if files.indices.contains(missing) { files.remove(at: missing) }
        var state = try held.state()
        for bytes in files { _ = try state.collect(try CollectedFile(bytes)) }
        #expect(CaseStatus(state).isAssemblable == (missing == 7))
    }

    @Test("of two shares of one person the same one counts, whichever came first, and the confirmed one wins")
    func twoShares() throws {
        let maker = try CaseMaker.standard(.v0)
        let shares = try [1, 9].map { try maker.share(by: 0, journal: $0) }
        func accepted(_ order: [Int], confirmedWith confirmed: Int?) throws -> Document<Share>? {
            var state = try maker.state()
            _ = try state.collect(maker.signed(by: 0))
            _ = try state.collect(maker.answer(by: 1))
            if let confirmed {
                let digests = [shares[confirmed].digest, try maker.share(by: 1).digest]
                _ = try state.collect(
                    CollectedFile(maker.confirmation(by: 2, of: [], shares: digests).encoded))
            }
            for number in order { _ = try state.collect(CollectedFile(shares[number].encoded)) }
            return state.shareTally().accepted.first { $0.body.statement.person == shares[0].body.statement.person }
        }
        let first = try #require(try accepted([0, 1], confirmedWith: nil))
        #expect(try accepted([1, 0], confirmedWith: nil) == first)
        for confirmed in [0, 1] {
            #expect(try accepted([0, 1], confirmedWith: confirmed) == shares[confirmed])
            #expect(try accepted([1, 0], confirmedWith: confirmed) == shares[confirmed])
        }
    }

    /// What another program makes of a file before it comes back.
    enum Form: String, CaseIterable, Sendable {
        case otherVersion, base64, hex, trimmed, enriched, finalised, finalisedOtherVersion
    }

    private static func form(_ psbt: PSBT, _ form: Form) throws -> [UInt8] {
        let other: PSBTVersion = psbt.version == .v0 ? .v2 : .v0
        switch form {
        case .otherVersion: return try psbt.converted(to: other).encoded()
        case .base64: return PSBTFile(psbt: psbt, encoding: .base64).fileBytes()
        case .hex: return PSBTFile(psbt: psbt, encoding: .hex).fileBytes()
        case .trimmed:
            var trimmed = psbt
            trimmed.global.xpubs = []
            for index in trimmed.inputs.indices {
                trimmed.inputs[index].nonWitnessUtxo = nil
                trimmed.inputs[index].witnessUtxo = nil
                trimmed.inputs[index].witnessScript = nil
                trimmed.inputs[index].bip32Derivations = []
            }
            for index in trimmed.outputs.indices { trimmed.outputs[index].bip32Derivations = [] }
            return trimmed.encoded()
        case .enriched:
            var enriched = psbt
            enriched.global.proprietary.append(
                ProprietaryPair(identifier: Array("OTHER".utf8), subtype: 1, keyData: [1], value: [2, 3]))
            for index in enriched.inputs.indices { enriched.inputs[index].sighashType = 1 }
            enriched.outputs[0].bip32Derivations = psbt.inputs[0].bip32Derivations
            return enriched.encoded()
        case .finalised: return try Finalizer.finalize(psbt).encoded()
        case .finalisedOtherVersion: return try Finalizer.finalize(psbt).converted(to: other).encoded()
        }
    }

    @Test(
        "signatures are taken from files that were converted, encoded, trimmed, enriched or finalised",
        arguments: Form.allCases, [PSBTVersion.v0, .v2])
    func forms(_ form: Form, _ version: PSBTVersion) throws {
        let maker = try CaseMaker.standard(version)
        var signed = try maker.signed(by: 0)
        try maker.fixture.sign(&signed, by: 2)
        var plain = try maker.state()
        _ = try plain.collect(signed)
        var state = try maker.state()
        let report = try state.collect(try CollectedFile(Self.form(signed, form)))
        #expect(report.signatures.count == 4 && report.quarantined.isEmpty)
        #expect(state.signatures == plain.signatures)
        #expect(try state.collect(try CollectedFile(Self.form(signed, form))).bringsNothingNew)
    }

    @Test(
        "what is added or changed so that something else is asked for refuses the file",
        arguments: [PSBTVersion.v0, .v2])
    func refused(_ version: PSBTVersion) throws {
        let maker = try CaseMaker.standard(version)
        let signed = try maker.signed(by: 0)
        func code(_ change: (inout PSBT) throws -> Void) throws -> String? {
            var (state, psbt) = (try maker.state(), signed)
            try change(&psbt)
            do throws(CaseError) {
                _ = try state.collect(try CollectedFile(psbt.encoded()))
                return nil
            } catch {
                return error.code
            }
        }
        #expect(try code { _ in } == nil)
        #expect(try code { $0.inputs[0].sighashType = 3 } == "collect.request-changed")
        #expect(try code { $0.inputs[0].witnessScript = Script([0x51]) } == "collect.request-changed")
        #expect(try code { $0.outputs[1].bip32Derivations = [] } == nil)
        #expect(
            try code { psbt in
                psbt.inputs[0].bip32Derivations = psbt.inputs[0].bip32Derivations.map {
                    Bip32Derivation(publicKey: $0.publicKey, origin: psbt.inputs[1].bip32Derivations[0].origin)
                }
            } == "collect.request-changed")
        let other: PSBTVersion = version == .v0 ? .v2 : .v0
        #expect(
            try code { psbt in
                psbt = try psbt.converted(to: .v2)
                psbt.inputs[1].sequence = .final
                psbt = try psbt.converted(to: other)
            } == "collect.request-changed")
        #expect(
            try code { psbt in
                psbt = try psbt.converted(to: .v2)
                psbt.inputs[1].requiredHeightLocktime = 700_000
            } == "collect.request-changed")
    }

    @Test("a finalised input with another script is refused, and a signature of nobody is kept as evidence")
    func final() throws {
        let maker = try CaseMaker.standard(.v0)
        var signed = try maker.signed(by: 0)
        try maker.fixture.sign(&signed, by: 1)
        let final = try Finalizer.finalize(signed)
        func collect(_ change: (inout [[UInt8]]) -> Void) throws -> (CollectReport?, String?) {
            var (state, psbt) = (try maker.state(), final)
            var witness = try #require(psbt.inputs[1].finalScriptWitness)
            change(&witness)
            psbt.inputs[1].finalScriptWitness = witness
            do throws(CaseError) { return (try state.collect(try CollectedFile(psbt.encoded())), nil) } catch {
                return (nil, error.code)
            }
        }
        #expect(try collect { $0[$0.count - 1] = [0x51] }.1 == "collect.other-final")
        #expect(try collect { $0 = [] }.1 == "collect.other-final")
        // Exactly as many signatures as the script asks for.
        #expect(try collect { $0.insert($0[1], at: 1) }.1 == "collect.other-final")
        #expect(try collect { $0.remove(at: 1) }.1 == "collect.other-final")
        let stray = try #require(try collect { $0[1][9] ^= 1 }.0)
        #expect(stray.signatures.count == 3)
        #expect(stray.quarantined.map(\.subject) == [.document("final-signature")])
        #expect(stray.quarantined.map(\.person) == [nil])
    }

    @Test("held signatures out of a finalised file wait for their release like all others")
    func finalHeld() throws {
        let held = try Self.held.get()
        var state = try held.state()
        for signer in [0, 1] { _ = try state.take(held.answer(signer)) }
        var signed = held.raw(0)
        try held.fixture.sign(&signed, by: 1)
        let report = try state.take(Finalizer.finalize(signed).encoded())
        #expect(report.signatures.isEmpty)
        #expect(Set(report.quarantined.map(\.reasonCode)) == ["held.no-release"])
        #expect(state.isArmed)
    }
}
