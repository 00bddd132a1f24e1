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
    }
}
