import BitcoinCrypto
import BitcoinPSBT
import BitcoinPrimitives
import ByteCoding
import CoordinatorCore
import Custody
import Descriptors
import TestSupport
import Testing

@Suite struct CaseStateTests {
    @Test("opens exactly the case that the proposal carries")
    func opens() throws {
        let maker = try CaseMaker.standard(.v0)
        #expect(try maker.state().digest == maker.fixture.caseDocument().digest)
        #expect(throws: CaseError.noCaseDocument) {
            try CaseState(
                opening: PSBTFile(psbt: try maker.fixture.psbt(), encoding: .binary), under: maker.agreement)
        }
        let other = try CaseMaker { $0.payments[0].sat -= 1 }
        let mixed = try maker.attaching(to: maker.proposal.psbt) { $0.caseDocument = try other.fixture.caseDocument() }
        #expect(throws: CaseError.caseDocumentDiffers(try FixtureCase.caseID(1))) {
            try CaseState(opening: PSBTFile(psbt: mixed, encoding: .binary), under: maker.agreement)
        }
    }

    @Test("takes signatures and shares, and says by whom", arguments: [PSBTVersion.v0, .v2])
    func collects(_ version: PSBTVersion) throws {
        let maker = try CaseMaker.standard(version)
        var state = try maker.state()
        let report = try state.collect(try maker.answer(by: 1))
        #expect(report.sentences == ["+2 signatures by bob, verified (inputs 0-1)", "+share by bob"])
        #expect(state.standing(of: try Identifier("bob")) == .complete)
        #expect(state.quorum() == nil)
        _ = try state.collect(try maker.answer(by: 2))
        #expect(state.quorum()?.people.map(\.description) == ["bob", "carol"])
    }

    @Test("says when a file brings nothing new, and when it brings nothing at all")
    func nothingNew() throws {
        let maker = try CaseMaker.standard(.v0)
        var state = try maker.state()
        #expect(
            try state.collect(maker.proposal.psbt).sentences
                == ["the file carries no signature and no document that answers the case"])
        let answer = try maker.answer(by: 0)
        _ = try state.collect(answer)
        let again = try state.collect(try CollectedFile(PSBTFile(psbt: answer, encoding: .base64).fileBytes()))
        #expect(again.bringsNothingNew)
        #expect(again.knownSignatures == 2)
        #expect(again.knownAnswers == 1)
        #expect(again.sentences == ["the file brings nothing new; everything in it was collected before"])
    }

    @Test("puts a bad signature aside by name while the good ones stay")
    func quarantines() throws {
        let maker = try CaseMaker.standard(.v0)
        var psbt = try maker.signed(by: 0)
        let good = psbt.inputs[1].partialSigs[0]
        let other = psbt.inputs[0].partialSigs[0]
        psbt.inputs[1].partialSigs = [PartialSig(publicKey: good.publicKey, signature: other.signature)]
        var state = try maker.state()
        let report = try state.collect(psbt)
        #expect(report.signatures.map(\.slot.input) == [0])
        #expect(
            report.quarantined.map(\.sentence) == [
                "input 1: alice's signature: the signature does not verify for this case's transaction"
            ])
        #expect(report.hasRefusals)
        // The good one that comes later takes the free place, and the evidence stays.
        let later = try state.collect(try maker.signed(by: 0))
        #expect(later.signatures.map(\.slot.input) == [1])
        #expect(state.quarantine.count == 1)
        // The bad one again is known.
        #expect(try state.collect(psbt).knownQuarantined == 1)
    }

    @Test("never replaces a verified signature, and keeps a second one as evidence")
    func conflicts() throws {
        let maker = try CaseMaker.standard(.v0)
        var state = try maker.state()
        _ = try state.collect(try maker.signed(by: 0))
        let before = state.signatures
        var psbt = try maker.signed(by: 0)
        let facts = state.facts.inputs[0]
        let key = try #require(facts.script.keys.first { $0.keyIndex == 0 })
        let second = try maker.cosigners[0].otherSignature(
            facts.signatureDigest, branch: facts.script.position.branch, index: facts.script.position.index)
        psbt.inputs[0].partialSigs = [PartialSig(publicKey: key.publicKey.encoded, signature: second)]
        let report = try state.collect(psbt)
        #expect(report.quarantined.map(\.reasonCode) == ["signature.conflict"])
        #expect(report.quarantined.map(\.person) == [try Identifier("alice")])
        #expect(state.signatures == before)
    }

    @Test(
        "uses the signatures that the share stands for when others by the same key came first",
        arguments: [false, true])
    func otherSignaturesFirst(isRestored: Bool) throws {
        let maker = try CaseMaker.standard(.v0)
        var state = try maker.state()
        // Only one of the two inputs is answered by the stranger signature.
        let facts = state.facts.inputs[0]
        let key = try #require(facts.script.keys.first { $0.keyIndex == 0 })
        let other = try maker.cosigners[0].otherSignature(
            facts.signatureDigest, branch: facts.script.position.branch, index: facts.script.position.index)
        var early = maker.proposal.psbt
        early.inputs[0].addPartialSig(publicKey: key.publicKey.encoded, signature: other)
        _ = try state.collect(early)
        _ = try state.collect(try maker.answer(by: 0))
        _ = try state.collect(try maker.answer(by: 1))
        if isRestored {
            let candidates = state.signatures.values.map {
                SignatureCheckpoint.Candidate(slot: $0.slot, value: $0.value)
            }
            var restored = try maker.state()
            try restored.restore(
                signatures: candidates, answers: state.answers, quarantine: Array(state.quarantine.values))
            state = restored
        }
        let alice = try Identifier("alice")
        #expect(state.standing(of: alice) == .complete)
        #expect(try state.signatures(of: alice).map { $0?.signature } == maker.signatures(by: 0))
        #expect(CaseStatus(state).hasQuorum)
        let expected = try maker.collected(signers: [0, 1])
        #expect(try ConfirmFile.make(state).psbt == ConfirmFile.make(expected).psbt)
        for custodian in 0..<3 {
            _ = try state.collect(try CollectedFile(try maker.confirmation(by: custodian, of: [0, 1]).encoded))
        }
        let confirmed = try #require(state.confirmationTally()?.confirmed)
        _ = try FinalTransaction(confirmed, of: state)
    }

    @Test("counts the same share of a person whichever came first", arguments: [0, 1])
    func firstShare(first: Int) throws {
        let maker = try CaseMaker.standard(.v0)
        var state = try maker.state()
        _ = try state.collect(try maker.signed(by: 0))
        let shares = [try maker.share(by: 0), try maker.share(by: 0, journal: 7)]
        _ = try state.collect(try CollectedFile(shares[first].encoded))
        _ = try state.collect(try CollectedFile(shares[1 - first].encoded))
        let counted = shares.min { $0.digest < $1.digest }
        #expect(state.shareTally().accepted.first == counted)
        var restored = try maker.state()
        try restored.restore(
            signatures: state.signatures.values.map { SignatureCheckpoint.Candidate(slot: $0.slot, value: $0.value) },
            answers: state.answers, quarantine: [])
        #expect(restored.shareTally().accepted == state.shareTally().accepted)
    }

    @Test("refuses a file that changes the request or a final script, or is of another case, vault or network, whole")
    func refusesFiles() throws {
        let maker = try CaseMaker.standard(.v2)
        var state = try maker.state()
        func error(_ psbt: PSBT) -> CaseError? {
            var state = state
            do {
                _ = try state.collect(psbt)
                return nil
            } catch {
                return error as? CaseError
            }
        }
        var changed = try maker.answer(by: 0)
        changed.inputs[0].sequence = .final
        #expect(
            error(changed)
                == .requestChanged([
                    RequestDifference(map: .input(0), field: "PSBT_IN_SEQUENCE", kind: .changed)
                ]))
        var final = try maker.answer(by: 0)
        try maker.fixture.sign(&final, by: 1)
        var finalised = try Finalizer.finalize(final)
        #expect(error(finalised) == nil)
        finalised.inputs[0].finalScriptWitness = [[], [1], [0x51]]
        #expect(error(finalised) == .otherFinal(input: 0))
        let second = try CaseMaker(version: .v2) {
            $0.header = try CaseHeader(drill: false, caseID: FixtureCase.caseID(2))
        }
        #expect(
            error(second.proposal.psbt) == .otherCase(file: try FixtureCase.caseID(2), this: try FixtureCase.caseID(1)))
        let twin = try CaseMaker(FixtureCase(FixtureVault { $0.name = "twin" }))
        #expect(error(twin.proposal.psbt) == .otherVault(file: "twin version 1", this: "treasury version 1"))
        let test = try CaseMaker(FixtureCase(FixtureVault { $0.network = .testnet4 }))
        #expect(error(test.proposal.psbt) == .otherNetwork(file: .testnet4, this: .regtest))
        let document = try maker.attaching(to: maker.proposal.psbt) { attachments in
            attachments.caseDocument = try CaseMaker(version: .v2) {
                $0.header = try CaseHeader(drill: true, caseID: FixtureCase.caseID(1))
            }.fixture.caseDocument()
        }
        #expect(error(document) == .caseDocumentDiffers(try FixtureCase.caseID(1)))
        #expect(state.signatures.isEmpty)
        _ = try state.collect(try maker.answer(by: 0))
    }

    @Test("refuses detached documents of another case, vault or network, and files that are no answer")
    func refusesDocuments() throws {
        let maker = try CaseMaker.standard(.v0)
        var state = try maker.state()
        func error(_ bytes: [UInt8]) -> CaseError? {
            do throws(CaseError) {
                _ = try state.collect(try CollectedFile(bytes))
                return nil
            } catch {
                return error
            }
        }
        let second = try CaseMaker { $0.header = try CaseHeader(drill: false, caseID: FixtureCase.caseID(2)) }
        #expect(
            error(try second.share(by: 0).encoded)
                == .otherCase(file: try FixtureCase.caseID(2), this: try FixtureCase.caseID(1)))
        let twin = try CaseMaker(FixtureCase(FixtureVault { $0.name = "twin" }))
        #expect(error(try twin.share(by: 0).encoded)?.code == "collect.other-vault")
        let test = try CaseMaker(FixtureCase(FixtureVault { $0.network = .testnet4 }))
        #expect(error(try test.refusal(by: 0).encoded) == .otherNetwork(file: .testnet4, this: .regtest))
        #expect(error(maker.agreement.document.encoded) == .notCollectable(type: "vault"))
        #expect(error(Array("hello".utf8))?.code == "psbt.magic")
        #expect(error(Array("rensho/share/v1\n".utf8))?.code.hasPrefix("document.") == true)
    }

    @Test("takes detached shares, confirmations and refusals")
    func detached() throws {
        let maker = try CaseMaker.standard(.v0)
        var state = try maker.state()
        let share = try state.collect(try CollectedFile(try maker.share(by: 0).encoded))
        #expect(share.sentences == ["+share by alice"])
        let alice = try Identifier("alice")
        #expect(state.standing(of: alice) == .awaitingSignatures)
        _ = try state.collect(try maker.signed(by: 0))
        #expect(state.standing(of: alice) == .complete)
        let early = try state.collect(try CollectedFile(try maker.confirmation(by: 2, of: [0, 1]).encoded))
        #expect(early.sentences == ["+confirmation by carol"])
        let veto = try state.collect(try CollectedFile(try maker.refusal(by: 1).encoded))
        #expect(veto.sentences == ["+refusal by bob"])
        #expect(state.refusedBy.map(\.description) == ["bob"])
    }

    @Test("puts documents aside whose signature, digest, device or facts are not what they must be")
    func quarantinesDocuments() throws {
        let maker = try CaseMaker.standard(.v0)
        var state = try maker.state()
        func reasons(_ document: Document<Share>) throws -> [String] {
            var state = state
            return try state.collect(try CollectedFile(document.encoded)).quarantined.map(\.reasonCode)
        }
        let share = try maker.share(by: 0)
        #expect(try reasons(share) == [])
        #expect(try reasons(Document(body: share.body)) == ["signature.missing"])
        #expect(try reasons(maker.sign(share.body, by: 1)) == ["signature.other-signer"])
        #expect(try reasons(maker.share(by: 0, facts: SHA256.hash([9]))) == ["answer.facts-differ"])
        let other = try CaseMaker { $0.payments[0].sat -= 1 }
        #expect(try reasons(other.share(by: 0)) == ["answer.other-digest"])
        let held = try Share(
            statement: share.body.statement, kind: .held, commitment: share.body.commitment, salt: nil,
            facts: share.body.facts, build: share.body.build, machine: share.body.machine)
        #expect(try reasons(maker.sign(held, by: 0)) == ["answer.other-release-rule"])
        _ = try state.collect(try CollectedFile(share.encoded))
    }

    @Test("does not count a share that stands for other signatures")
    func commitment() throws {
        let maker = try CaseMaker.standard(.v0)
        var state = try maker.state()
        let psbt = try maker.attaching(to: maker.signed(by: 0)) {
            $0.shares = [try maker.share(by: 0, commitment: SHA256.hash([7]))]
        }
        _ = try state.collect(psbt)
        #expect(state.standing(of: try Identifier("alice")) == .commitmentDiffers)
        _ = try state.collect(try maker.answer(by: 1))
        #expect(state.quorum() == nil)
    }

    @Test("comes to the same state in any order and with any repetition", arguments: 0..<12)
    func anyOrder(_ seed: UInt64) throws {
        var random = SeededGenerator(seed: seed)
        let maker = try CaseMaker.standard(.v0)
        var bad = try maker.signed(by: 2)
        bad.inputs[0].partialSigs = [
            PartialSig(
                publicKey: bad.inputs[0].partialSigs[0].publicKey, signature: bad.inputs[1].partialSigs[0].signature)
        ]
        let files = try [
            maker.answer(by: 0).encoded(), maker.answer(by: 1).encoded(), bad.encoded(),
            maker.signed(by: 0).encoded(), maker.share(by: 2).encoded, maker.confirmation(by: 0, of: [0, 1]).encoded,
            maker.confirmation(by: 1, of: [0, 1]).encoded, maker.confirmation(by: 2, of: [0, 1]).encoded,
        ]
        var expected = try maker.state()
        for file in files { _ = try expected.collect(try CollectedFile(file)) }
        var state = try maker.state()
        for file in (files + files).shuffled(using: &random) { _ = try state.collect(try CollectedFile(file)) }
        #expect(state.signatures == expected.signatures)
        #expect(Set(state.answers) == Set(expected.answers))
        #expect(state.quarantine == expected.quarantine)
        #expect(CaseStatus(state) == CaseStatus(expected))
        #expect(CaseStatus(state).isAssemblable)
    }

    @Test("restores what was kept only when it still verifies")
    func restores() throws {
        let maker = try CaseMaker.standard(.v0)
        let state = try maker.collected(signers: [0, 1], confirmers: [2])
        let candidates = state.signatures.values.map { SignatureCheckpoint.Candidate(slot: $0.slot, value: $0.value) }
        var restored = try maker.state()
        try restored.restore(signatures: candidates, answers: state.answers, quarantine: [])
        #expect(restored.signatures == state.signatures)
        #expect(restored.answers == state.answers)
        var damaged = candidates
        damaged[0] = SignatureCheckpoint.Candidate(slot: damaged[0].slot, value: damaged[1].value)
        var empty = try maker.state()
        #expect(throws: CaseError.self) {
            try empty.restore(signatures: damaged, answers: [], quarantine: [])
        }
        let foreign = CaseAnswerDocument.share(Document(body: try maker.share(by: 0).body))
        #expect(throws: CaseError.storedDataFails(what: "the share of alice")) {
            try empty.restore(signatures: [], answers: [foreign], quarantine: [])
        }
    }
}
