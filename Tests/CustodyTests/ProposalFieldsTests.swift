import BitcoinPSBT
import BitcoinPrimitives
import ByteCoding
import Custody
import Testing

@Suite("Documents inside a PSBT")
struct ProposalFieldsTests {
    let custody: TestCustody
    let agreement: VaultAgreement
    let attachments: ProposalAttachments
    var document: Document<CaseDocument>? { attachments.caseDocument }

    init() throws {
        let custody = try TestCustody.shared.get()
        let agreement = try custody.agreement()
        let document = try custody.caseParts(agreement.document).document()
        let shares = try [custody.bob, custody.alice].map { try custody.share($0, of: document) }
        self.custody = custody
        self.agreement = agreement
        attachments = ProposalAttachments(
            caseDocument: document, acknowledgements: agreement.acknowledgements, shares: shares,
            confirmations: try [custody.carol, custody.bob].map {
                try custody.confirmation($0, of: document, seeing: shares)
            }, refusals: [try custody.refusal(custody.alice, of: document)])
    }

    static func psbt(_ version: PSBTVersion = .v0) throws -> PSBT {
        let transaction = Transaction(
            version: 2,
            inputs: [
                TxIn(
                    previousOutput: OutPoint(txid: Txid(TestCustody.hash(1)), vout: 0), scriptSig: Script([]),
                    sequence: .final, witness: [])
            ],
            outputs: [
                TxOut(
                    amount: TestCustody.sat(1000), scriptPubKey: Script.p2wpkh(hash: [UInt8](repeating: 7, count: 20)))
            ],
            lockTime: LockTime(0))
        return try PSBT(creating: transaction, version: version)
    }

    @Test("travel through the bytes of the file, sorted by person", arguments: [PSBTVersion.v0, .v2])
    func roundTrip(_ version: PSBTVersion) throws {
        var psbt = try Self.psbt(version)
        try ProposalFields.attach(attachments, to: &psbt)
        let read = try ProposalFields.read(from: PSBT(decoding: psbt.encoded()))
        #expect(read.caseDocument == attachments.caseDocument)
        #expect(read.acknowledgements == attachments.acknowledgements)
        #expect(read.shares == attachments.shares.reversed())
        #expect(read.confirmations == attachments.confirmations.reversed())
        #expect(read.refusals == attachments.refusals)
        #expect(try psbt.unsignedTransaction() == Self.psbt(version).unsignedTransaction())
    }

    @Test("stand under the identifier RENSHO, a subtype and the person's name")
    func keys() throws {
        var psbt = try Self.psbt()
        try ProposalFields.attach(attachments, to: &psbt)
        let keys = psbt.global.proprietary.map {
            "\(String(decoding: $0.identifier, as: UTF8.self)) \($0.subtype) \(String(decoding: $0.keyData, as: UTF8.self))"
        }
        #expect(
            keys == [
                "RENSHO 0 ", "RENSHO 1 alice", "RENSHO 1 bob", "RENSHO 1 carol", "RENSHO 2 alice", "RENSHO 2 bob",
                "RENSHO 3 bob", "RENSHO 3 carol", "RENSHO 4 alice",
            ])
        #expect(psbt.global.proprietary[0].value == document?.encoded)
    }

    @Test("take the place of documents that were there, and leave other owners' fields alone")
    func replaces() throws {
        var psbt = try Self.psbt()
        let foreign = ProprietaryPair(identifier: Array("OTHER".utf8), subtype: 9, keyData: [1], value: [2])
        psbt.global.setProprietary(foreign)
        try ProposalFields.attach(attachments, to: &psbt)
        try ProposalFields.attach(ProposalAttachments(caseDocument: document), to: &psbt)
        let read = try ProposalFields.read(from: PSBT(decoding: psbt.encoded()))
        #expect(read == ProposalAttachments(caseDocument: document))
        #expect(psbt.global.proprietary.contains(foreign))
        try ProposalFields.attach(ProposalAttachments(), to: &psbt)
        #expect(try ProposalFields.read(from: psbt).isEmpty)
        #expect(psbt.global.proprietary == [foreign])
    }

    @Test("are refused when two are by one person")
    func repeated() throws {
        var doubled = attachments
        doubled.shares.append(attachments.shares[0])
        var psbt = try Self.psbt()
        let error = ProposalError.repeated(.share, person: custody.bob.id)
        #expect(throws: error) { try ProposalFields.attach(doubled, to: &psbt) }
        #expect(error.code == "proposal.repeated")
    }

    private func pair(_ subtype: UInt64, _ keyData: String, _ value: [UInt8]) -> ProprietaryPair {
        ProprietaryPair(
            identifier: ProposalFields.identifier, subtype: subtype, keyData: Array(keyData.utf8), value: value)
    }

    @Test("are refused with an unknown subtype, a key that names somebody else, or a text that is no document")
    func refuses() throws {
        let share = attachments.shares[0].encoded
        let table: [(ProprietaryPair, ProposalError, String)] = [
            (pair(9, "alice", share), .unknownSubtype(9), "proposal.unknown-subtype"),
            (pair(252, "", []), .unknownSubtype(252), "proposal.unknown-subtype"),
            (pair(2, "alice", share), .keyData(.share, keyData: "alice"), "proposal.key-data"),
            (pair(2, "", share), .keyData(.share, keyData: ""), "proposal.key-data"),
            (pair(2, "bob\u{1b}[2J", share), .keyData(.share, keyData: "bob\u{1b}[2J"), "proposal.key-data"),
            (
                pair(0, "alice", try #require(document).encoded), .keyData(.caseDocument, keyData: "alice"),
                "proposal.key-data"
            ),
            (
                pair(3, "bob", share),
                .document(
                    .confirmation, person: "bob",
                    .wrongType(found: "rensho/share/v1", expected: "rensho/confirmation/v1")), "document.wrong-type"
            ),
            (
                pair(1, "bob", []), .document(.acknowledgement, person: "bob", .missingSeparator),
                "document.missing-separator"
            ),
            (
                pair(2, "bob", share.dropLast()),
                .document(.share, person: "bob", .unterminatedLine(line: 19)), "document.unterminated-line"
            ),
        ]
        for (pair, error, code) in table {
            var psbt = try Self.psbt()
            psbt.global.setProprietary(pair)
            #expect(throws: error) { try ProposalFields.read(from: psbt) }
            #expect(error.code == code)
            #expect(!error.description.contains("\u{1b}"))
        }
    }

    @Test("are refused in the map of an input or output")
    func misplaced() throws {
        let field = pair(0, "", try #require(document).encoded)
        var inInput = try Self.psbt()
        inInput.inputs[0].proprietary = [field]
        #expect(throws: ProposalError.misplaced(map: "input 0")) { try ProposalFields.read(from: inInput) }
        var inOutput = try Self.psbt()
        inOutput.outputs[0].proprietary = [field]
        #expect(throws: ProposalError.misplaced(map: "output 0")) { try ProposalFields.read(from: inOutput) }
    }

    @Test("are named when they are over another case, vault or network")
    func otherCase() throws {
        let vault = agreement.document
        let digest = try #require(document).digest
        #expect(attachments.problems(caseDigest: digest, vault: vault).isEmpty)
        #expect(try attachments.checkedFor(caseDigest: digest, vault: vault) == attachments)

        let other = TestCustody.hash(1)
        let all = attachments.problems(caseDigest: other, vault: vault)
        #expect(
            all == [
                .otherCase(.caseDocument, person: nil, found: digest, expected: other),
                .otherCase(.share, person: custody.bob.id, found: digest, expected: other),
                .otherCase(.share, person: custody.alice.id, found: digest, expected: other),
                .otherCase(.confirmation, person: custody.carol.id, found: digest, expected: other),
                .otherCase(.confirmation, person: custody.bob.id, found: digest, expected: other),
                .otherCase(.refusal, person: custody.alice.id, found: digest, expected: other),
            ])
        #expect(throws: all[0]) { try attachments.checkedFor(caseDigest: other, vault: vault) }
        #expect(all[1].code == "proposal.other-case" && all[1].description.contains("share of bob"))

        var parts = try custody.vaultParts()
        parts.policy = other
        let warm = Document(body: try parts.vault())
        let underOther = attachments.problems(caseDigest: digest, vault: warm)
        #expect(underOther.count == 8)
        #expect(
            underOther.first
                == .otherVault(.acknowledgement, person: custody.alice.id, found: vault.digest, expected: warm.digest))
        #expect(underOther.allSatisfy { $0.code == "proposal.other-vault" })
    }

    @Test("are named when they are for another network")
    func otherNetwork() throws {
        let document = try #require(document)
        let moved = ProposalAttachments(
            shares: [try custody.share(custody.alice, of: document) { $0.with(network: .signet) }])
        #expect(
            moved.problems(caseDigest: document.digest, vault: agreement.document)
                == [.otherNetwork(.share, person: custody.alice.id)])
    }
}
