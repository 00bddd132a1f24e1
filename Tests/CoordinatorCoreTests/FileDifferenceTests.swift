import BitcoinPSBT
import BitcoinPrimitives
import ByteCoding
import CoordinatorCore
import Custody
import TestSupport
import Testing

@Suite("In what two files differ")
struct FileDifferenceTests {
    private static func difference(_ left: [UInt8], _ right: [UInt8]) throws -> FileDifference {
        try FileDifference(left, right)
    }

    @Test("a file is identical with itself, the same in another encoding, version and order of pairs")
    func same() throws {
        let psbt = try CaseMaker.standard(.v0).proposal.psbt
        let bytes = psbt.encoded()
        #expect(try Self.difference(bytes, bytes).verdict == .identical)
        let encoded = PSBTFile(psbt: psbt, encoding: .base64).fileBytes()
        #expect(try Self.difference(bytes, encoded).verdict == .same)
        let converted = try Self.difference(bytes, psbt.converted(to: .v2).encoded())
        #expect(converted.verdict == .same && converted.sentences.isEmpty)
    }

    @Test("signatures and documents that were added are told by their place, and change nothing")
    func signatures() throws {
        let maker = try CaseMaker.standard(.v0)
        let found = try Self.difference(maker.proposal.psbt.encoded(), maker.answer(by: 0).encoded())
        #expect(found.verdict == .signatures)
        #expect(found.sentences.count == 3 && found.sentences.last == "+share of alice")
        #expect(found.sentences[0].hasPrefix("+signature of input 0 by key 0"))
        let back = try Self.difference(maker.answer(by: 0).encoded(), maker.proposal.psbt.encoded())
        #expect(back.verdict == .signatures && back.sentences.last == "-share of alice")
    }

    @Test("another case document, order or approval is another request; what somebody leaves out is not")
    func asked() throws {
        let maker = try CaseMaker.standard(.v0)
        let other = try CaseMaker { $0.header = try CaseHeader(drill: false, caseID: FixtureCase.caseID(2)) }
        let swapped = try maker.attaching(to: maker.proposal.psbt) { $0.caseDocument = other.document }
        let found = try Self.difference(maker.proposal.psbt.encoded(), swapped.encoded())
        #expect(found.verdict == .changed && found.sentences == ["another case"])
        let order = try FixtureOrder(of: FixtureCase(FixtureOrder.vault.get())).order()
        let ordered = try maker.attaching(to: maker.proposal.psbt) { $0.orders = [order] }
        let added = try Self.difference(maker.proposal.psbt.encoded(), ordered.encoded())
        #expect(added.verdict == .changed && added.sentences.first?.hasPrefix("+order") == true)
        #expect(try Self.difference(ordered.encoded(), maker.proposal.psbt.encoded()).verdict == .signatures)
    }

    @Test("what changed is said in words: amounts, destinations, coins, sequences, lock time, fields")
    func changed() throws {
        let proposal = try CaseMaker.standard(.v2).proposal.psbt
        func changes(_ change: (inout PSBT) throws -> Void) throws -> [String] {
            var psbt = proposal
            try change(&psbt)
            let found = try Self.difference(proposal.encoded(), psbt.encoded())
            #expect(found.verdict == .changed)
            return found.sentences
        }
        let stranger = try FixtureCase.stranger(66)
        let paid = try #require(proposal.outputs[0].script).hex
        #expect(
            try changes { $0.outputs[0].script = stranger }
                == ["output 0: 2.50000000 BTC (250000000 sat) goes to script \(stranger.hex) and no more to \(paid)"])
        #expect(
            try changes { $0.outputs[0].amount = try Amount(sat: 1) } == [
                "output 0: 2.50000000 BTC (250000000 sat) became 0.00000001 BTC (1 sat), to the same script \(paid)"
            ])
        #expect(
            try changes { $0.inputs[1].sequence = .final }
                == ["the sequence of input 1 is 4294967293 and 4294967295"])
        #expect(
            try changes { $0.inputs[0].sighashType = 3 } == ["PSBT_IN_SIGHASH_TYPE of input 0 was added"])
        #expect(try changes { $0.outputs.swapAt(0, 1) }.first == "the outputs stand in another order")
    }

    @Test("documents are compared line by line, and by who signed")
    func documents() throws {
        let maker = try CaseMaker.standard(.v0)
        let (one, other) = (try maker.share(by: 0, journal: 1), try maker.share(by: 0, journal: 2))
        #expect(
            try Self.difference(one.encoded, other.encoded).sentences.prefix(2)
                == ["- journal-sequence: 1", "+ journal-sequence: 2"])
        let unsigned = try Self.difference(Document(body: one.body).encoded, one.encoded)
        #expect(unsigned.verdict == .signatures && unsigned.sentences.count == 1)
        #expect(unsigned.sentences[0].hasPrefix("+signature of alice"))
        #expect(throws: FileDifferenceError.otherTypes("share", "vault")) {
            try Self.difference(one.encoded, maker.agreement.document.encoded)
        }
        #expect(throws: FileDifferenceError.otherTypes("PSBT", "share")) {
            try Self.difference(maker.proposal.psbt.encoded(), one.encoded)
        }
    }

    @Test("a signed transaction differs from the unsigned one in its signatures alone")
    func transactions() throws {
        let maker = try CaseMaker.standard(.v0)
        var signed = try maker.signed(by: 0)
        try maker.fixture.sign(&signed, by: 1)
        let transaction = try Extractor.extract(Finalizer.finalize(signed))
        let unsigned = try signed.unsignedTransaction()
        let found = try Self.difference(unsigned.encodedWithoutWitness(), transaction.encoded())
        #expect(found.verdict == .signatures)
        #expect(found.sentences == ["input 0 is signed otherwise", "input 1 is signed otherwise"])
        let hex = Array((Hex.encode(transaction.encoded()) + "\n").utf8)
        #expect(try Self.difference(transaction.encoded(), hex).verdict == .same)
    }
}
