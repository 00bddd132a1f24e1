import BitcoinCrypto
import BitcoinPrimitives
import Custody
import Descriptors

/// One document of each type, of one walk: the examples of `Docs/formats.md`.
struct GoldenDocuments {
    let keyRecord: Document<KeyRecord>
    let vault: Document<Vault>
    let acknowledgement: Document<Acknowledgement>
    let caseDocument: Document<CaseDocument>
    let share: Document<Share>
    let confirmation: Document<Confirmation>
    let refusal: Document<Refusal>
    let release: Document<Release>
    let machineRecord: Document<MachineRecord>
    let freeze: Document<Freeze>
    let lift: Document<Lift>
    let veto: Document<OrderVeto>
    let countersign: Document<OrderCountersign>
    let excuse: Document<Excuse>
    let override: Document<Override>

    init(_ custody: TestCustody) throws {
        let alice = custody.alice
        let record = try alice.keyRecord()
        keyRecord = try alice.signed(
            Document(
                body: KeyRecord(
                    network: record.network, person: record.person, name: PersonName("佐藤　アリス"),
                    organisation: record.organisation, site: Identifier("tokyo"), device: record.device,
                    identityKey: record.identityKey, accountKey: record.accountKey)))
        var parts = try custody.vaultParts()
        parts.people[0] = try alice.person(
            roles: [.approver, .custodian], site: "tokyo", name: "佐藤　アリス")
        parts.people[1] = try custody.bob.person(site: "osaka", name: "Bob Example")
        parts.people[2] = try custody.carol.person(organisation: "trustee", site: "fukuoka", name: "Carol Example")
        parts.cosigners[2] = custody.carol.cosigner(.held)
        vault = Document(body: try parts.vault())
        acknowledgement = try custody.acknowledgement(alice, of: vault)
        var caseParts = try custody.caseParts(vault)
        caseParts.notAfter = .height(900_144)
        caseDocument = try caseParts.document()
        share = try custody.share(alice, of: caseDocument)
        confirmation = try custody.confirmation(
            custody.carol, of: caseDocument, seeing: [share, custody.share(custody.bob, of: caseDocument)])
        refusal = try custody.refusal(custody.bob, of: caseDocument)
        release = try custody.release(custody.carol, of: caseDocument, seeing: [confirmation])
        let day = try CalendarDate(year: 2026, month: 11, day: 21)
        machineRecord = try custody.carol.signed(
            Document(
                body: MachineRecord(
                    network: .regtest, vault: vault.body.name, vaultVersion: 1, vaultHash: vault.digest,
                    person: custody.carol.id, device: custody.carol.device, of: alice.id,
                    cases: [
                        RecordedCase(
                            caseID: caseDocument.body.header.caseID, digest: caseDocument.digest, vaultVersion: 1,
                            replaces: nil,
                            answers: [RecordedAnswer(kind: .openShare, document: share.digest, date: day)],
                            spends: caseDocument.body.inputs.map(\.outPoint),
                            pays: caseDocument.body.outputs.prefix(1).map {
                                TxOut(amount: $0.amount, scriptPubKey: $0.scriptPubKey)
                            })
                    ], build: TestCustody.hash(0x21),
                    machine: MachineWitness(
                        journalSequence: 30, journalHead: TestCustody.hash(0x12),
                        heads: [PeerHead(person: alice.id, sequence: 12, hash: TestCustody.hash(0x10))], date: day))))
        let (digest, caseID) = (caseDocument.digest, caseDocument.body.header.caseID)
        let founding = vault.digest
        func stop(_ party: Party, _ reason: String) throws -> StopStatement {
            StopStatement(
                network: .regtest, vault: try Identifier("cold"), founding: founding, person: party.id,
                device: try party.device, date: day, journalSequence: 12, journalHead: TestCustody.hash(0x10),
                reason: try RefusalReason(reason))
        }
        let order = (digest: TestCustody.hash(0x31), name: OrderName(requester: custody.dave.id, number: 17))
        freeze = try custody.carol.signed(
            Document(body: Freeze(statement: stop(custody.carol, "もう一度署名してくださいと言われました"))))
        lift = try alice.signed(
            Document(body: Lift(statement: stop(alice, "carol and I have spoken"), freeze: freeze.digest)))
        veto = try custody.bob.signed(
            Document(
                body: OrderVeto(
                    statement: stop(custody.bob, "dave did not order this"), order: order.digest,
                    orderName: order.name)))
        countersign = try custody.dave.signed(
            Document(
                body: OrderCountersign(
                    statement: stop(custody.dave, "both fees were too low, seen on the chain"), order: order.digest,
                    orderName: order.name,
                    cases: [caseID, CaseID(documentText: "ff112233445566778899aabbccddeeff")])))
        excuse = try alice.signed(
            Document(
                body: Excuse(
                    statement: stop(alice, "carol is in hospital"), caseID: caseID, caseDigest: digest,
                    absent: custody.carol.id)))
        override = try custody.bob.signed(
            Document(
                body: Override(
                    statement: stop(custody.bob, "the hot wallet's keys are out"), caseID: caseID, caseDigest: digest,
                    rules: [.destinationWait])))
    }
}
