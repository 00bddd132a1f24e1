import BitcoinCrypto
import BitcoinPSBT
import BitcoinPrimitives
import ByteCoding
import Custody
import Review
import TestSupport
import Testing

extension CheckPair {
    static let caseAndVault: [CheckPair] = [
        CheckPair(
            "vault.second-look", "so many open cosigners as the threshold", .warn, about: .vault,
            accepting: { try ReviewFixture.vault { $0.release = [.open, .held, .held] } },
            refusing: { try ReviewFixture.vault { $0.release = [.open, .open, .held] } }),
        CheckPair(
            "vault.quorum-confirmations", "not everybody confirms", .warn, about: .vault,
            refusing: { try ReviewFixture.vault { $0.confirmations = .quorum } }),
        CheckPair(
            "vault.orders-optional", "no orders", .warn, about: .vault,
            accepting: { try ReviewFixture.vault({ $0.orders = .required }, { try makeInternal(&$0) }) },
            refusing: { try ReviewFixture.changed() }),
        CheckPair(
            "case.order-missing", "an internal case without an order from a vault that requires one",
            about: .caseDocument, accepting: { try ReviewFixture.changed { try makeInternal(&$0) } },
            refusing: { try ReviewFixture.vault({ $0.orders = .required }, { try makeInternal(&$0) }) }),
        CheckPair("case.drill", "a drill on the main network", about: .caseDocument) {
            try ReviewFixture.vault(
                { $0.network = .mainnet },
                { $0.header = try CaseHeader(drill: true, caseID: $0.header.caseID) })
        },
        CheckPair("case.drill", "a drill on a test network", .warn, about: .caseDocument) {
            try header { (id) in try CaseHeader(drill: true, caseID: id) }
        },
        CheckPair("case.missing", "no case document", about: .caseDocument) {
            try ReviewFixture.changed(attach: { $0.caseDocument = nil })
        },
        CheckPair("vault.other", "a case of another vault", about: .vault) {
            let other = try FixtureCase(FixtureVault { $0.name = "elsewhere" }).caseDocument()
            return try ReviewFixture.changed(attach: { $0.caseDocument = other })
        },
        CheckPair("vault.version", "another version", about: .vault) {
            let fixture = try ReviewFixture.standardCase()
            let document = try edited(fixture.caseDocument().body, vaultVersion: 2)
            return try ReviewFixture.context(fixture, attach: { $0.caseDocument = document })
        },
        CheckPair("vault.version", "another document of the same version", about: .vault) {
            let other = try FixtureCase(FixtureVault { $0.maximumFeeRate = 51 }).caseDocument()
            return try ReviewFixture.changed(attach: { $0.caseDocument = other })
        },
        CheckPair("case.network", "a case of another network", about: .caseDocument) {
            let fixture = try ReviewFixture.standardCase()
            let document = try edited(fixture.caseDocument().body, network: .signet)
            return try ReviewFixture.context(fixture, attach: { $0.caseDocument = document })
        },
        CheckPair("case.network", "a global key of the main network", about: .file) {
            let main = try FixtureVault { $0.network = .mainnet }
            return try ReviewFixture.changed(mutate: {
                let cosigner = main.cosigners[0]
                $0.global.xpubs = [try GlobalXpub(serialized: cosigner.xpub.serialized, origin: cosigner.origin)]
            })
        },
        CheckPair(
            "file.global-keys", "a global key that is no cosigner's", about: .file,
            accepting: { try ReviewFixture.changed(mutate: { $0.global.xpubs = [] }) },
            refusing: {
                let outsider = try FixtureCosigner(number: 7, network: .regtest)
                return try ReviewFixture.changed(mutate: {
                    $0.global.xpubs.append(
                        try GlobalXpub(serialized: outsider.xpub.serialized, origin: outsider.origin))
                })
            }),
        CheckPair("file.global-keys", "a cosigner's key with another's origin", about: .file) {
            try ReviewFixture.changed(mutate: {
                let keys = $0.global.xpubs
                $0.global.xpubs = [try GlobalXpub(serialized: keys[0].serialized, origin: keys[1].origin)]
            })
        },
        CheckPair("vault.acknowledgements", "one is missing", about: .vault) {
            try ReviewFixture.changed(attach: { $0.acknowledgements.removeLast() })
        },
        CheckPair("vault.acknowledgements", "one is not signed", about: .vault) {
            try ReviewFixture.changed(attach: {
                $0.acknowledgements[1] = Document(body: $0.acknowledgements[1].body)
            })
        },
        CheckPair("case.differs", "another txid", about: .caseDocument) {
            let fixture = try ReviewFixture.standardCase()
            let document = try edited(
                fixture.caseDocument().body, txid: Txid(try Bytes32([UInt8](repeating: 7, count: 32))))
            return try ReviewFixture.context(fixture, attach: { $0.caseDocument = document })
        },
        CheckPair("case.differs", "an amount moved between outputs after the document was made", about: .caseDocument) {
            let document = try ReviewFixture.standardCase().caseDocument()
            return try ReviewFixture.changed(
                {
                    $0.payments[0].sat -= 1
                    $0.payments[1].sat += 1
                }, attach: { $0.caseDocument = document })
        },
        CheckPair("file.attachments", "a refusal of another case", about: .caseDocument) {
            let other = try Bytes32([UInt8](repeating: 9, count: 32))
            return try ReviewFixture.changed(attach: { $0.refusals = [try refusal(over: other, $0, by: 1)] })
        },
        CheckPair("case.refused", "a veto", about: .caseDocument) {
            try ReviewFixture.changed(attach: { attachments in
                let digest = try attachments.caseDocument.orThrow().digest
                attachments.refusals = [try refusal(over: digest, attachments, by: 1)]
            })
        },
        CheckPair("case.refused", "a veto that is not signed", about: .caseDocument) {
            try ReviewFixture.changed(attach: { attachments in
                let digest = try attachments.caseDocument.orThrow().digest
                attachments.refusals = [Document(body: try refusal(over: digest, attachments, by: 1).body)]
            })
        },
        CheckPair("case.kind", "an internal case that pays somebody", about: .caseDocument) {
            try header { (id) in try CaseHeader(drill: false, caseID: id, kind: .internal) }
        },
        CheckPair("case.kind", "a payment that pays nobody", about: .caseDocument) {
            try ReviewFixture.changed({
                $0.payments = []
                try $0.addOwnOutput(1, 5, sat: 299_999_000)
            })
        },
        CheckPair(
            "case.expired", "the day after", about: .caseDocument,
            accepting: { try validity(until: .date(try date(15))) },
            refusing: { try validity(until: .date(try date(14))) }),
        CheckPair(
            "case.expired", "the block after", about: .caseDocument,
            accepting: { try validity(until: .height(900), height: 900) },
            refusing: { try validity(until: .height(899), height: 900) }),
        CheckPair("case.expired", "a height on a machine that knows none", .warn, about: .caseDocument) {
            try validity(until: .height(900))
        },
        CheckPair(
            "case.expired", "P-48: a height of long ago, which proves no validity", .warn, about: .caseDocument,
            accepting: { try validity(until: .height(900), height: 900) },
            refusing: { try validity(until: .height(900), height: 900, isHeightCurrent: false) }),
        CheckPair(
            "case.not-yet-valid", "the day before", about: .caseDocument,
            accepting: { try validity(from: .date(try date(15))) },
            refusing: { try validity(from: .date(try date(16))) }),
        CheckPair(
            "case.not-yet-valid", "P-48: a date in a file that ends the wait", about: .caseDocument,
            accepting: { try validity(from: .date(try date(15)), today: 20) },
            refusing: { try validity(from: .date(try date(16)), today: 20) }),
        CheckPair(
            "case.not-yet-valid", "the block before", about: .caseDocument,
            accepting: { try validity(from: .height(900), height: 900) },
            refusing: { try validity(from: .height(901), height: 900) }),
        CheckPair("case.not-yet-valid", "a height on a machine that knows none", .warn, about: .caseDocument) {
            try validity(from: .height(900))
        },
        CheckPair(
            "vault.foreign-proposals", "a plain PSBT for a vault that does not allow it", about: .vault,
            accepting: { try ReviewFixture.vault { $0.foreignProposals = true } }, refusing: { try foreign(false) }),
        CheckPair(
            "vault.foreign-proposals", "a plain PSBT for a vault that allows it", .warn, about: .vault,
            accepting: { try ReviewFixture.vault { $0.foreignProposals = true } }, refusing: { try foreign(true) }),
        CheckPair("case.replaces", "a replacement", .warn, about: .caseDocument) {
            try header { (id) in
                try CaseHeader(
                    drill: false, caseID: id, replaces: FixtureCase.caseID(2),
                    reason: ReplacementReason("the fee was too low"))
            }
        },
        CheckPair("case.replaces", "a replacement that does not say why", about: .caseDocument) {
            try header { (id) in try CaseHeader(drill: false, caseID: id, replaces: FixtureCase.caseID(2)) }
        },
    ]

    /// Moves everything within the vault, which needs no order.
    private static func makeInternal(_ fixture: inout FixtureCase) throws {
        fixture.header = try CaseHeader(drill: false, caseID: fixture.header.caseID, kind: .internal)
        fixture.payments = []
        try fixture.addOwnOutput(1, 5, sat: 299_999_000)
    }

    /// A plain PSBT of the standard payment, with the acknowledgements that the machine holds itself.
    private static func foreign(_ isAllowed: Bool) throws -> ReviewContext {
        let fixture = try FixtureCase(FixtureVault { $0.foreignProposals = isAllowed })
        let psbt = try fixture.psbt()
        let header = try #require(ForeignCase.header(of: psbt, under: fixture.vault.view)).header
        return ReviewContext(
            psbt: psbt, fileHash: SHA256.hash(psbt.encoded()), vault: fixture.vault.view,
            attachments: ProposalAttachments(), acknowledgements: fixture.vault.acknowledgements,
            machine: try ReviewFixture.alice(), foreign: header)
    }

    static func header(_ make: (CaseID) throws -> CaseHeader) throws -> ReviewContext {
        try ReviewFixture.changed({ $0.header = try make($0.header.caseID) })
    }

    private static func date(_ day: Int) throws -> CalendarDate {
        try CalendarDate(year: 2026, month: 6, day: day)
    }

    private static func validity(
        from: ValidityBound? = nil, until: ValidityBound? = nil, height: UInt32? = nil, today: Int? = nil,
        isHeightCurrent: Bool = true
    ) throws -> ReviewContext {
        let clock = try ReviewFixture.today()
        let machine = MachineView(
            person: try Identifier("alice"), keyIndex: 0, purpose: .sign,
            today: try today.map { try date($0) } ?? clock,
            earliestDay: clock, height: height, isHeightCurrent: isHeightCurrent)
        return try ReviewFixture.changed(
            machine: machine,
            {
                $0.header = try CaseHeader(
                    drill: false, caseID: $0.header.caseID, notBefore: from, notAfter: until)
            })
    }

    private static func edited(
        _ body: CaseDocument, network: Network? = nil, vaultVersion: UInt32? = nil, txid: Txid? = nil
    ) throws -> Document<CaseDocument> {
        Document(
            body: try CaseDocument(
                network: network ?? body.network, vault: body.vault, vaultVersion: vaultVersion ?? body.vaultVersion,
                vaultHash: body.vaultHash, header: body.header, txid: txid ?? body.txid,
                unsignedTransaction: body.unsignedTransaction, inputs: body.inputs, outputs: body.outputs,
                fee: body.fee, confirmations: body.confirmations, custodians: body.custodians))
    }

    private static func refusal(
        over digest: Bytes32, _ attachments: ProposalAttachments, by number: Int
    ) throws -> Document<Refusal> {
        let vault = try FixtureVault.standard.get()
        let person = try vault.cosigners[number].person
        let zero = try Bytes32([UInt8](repeating: 0, count: 32))
        let body = Refusal(
            statement: CaseStatement(
                network: .regtest, caseID: try FixtureCase.caseID(1), caseDigest: digest,
                vaultHash: vault.document.digest,
                person: person, device: try FixtureVault.device(of: person)),
            reason: try RefusalReason("the amount is not the one on the order"), build: zero, journalSequence: 1,
            journalHead: zero, date: nil)
        var document = Document(body: body)
        document.add(try vault.cosigners[number].signature(over: document.digest))
        return document
    }
}
