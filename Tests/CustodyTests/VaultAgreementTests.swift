import BitcoinCrypto
import BitcoinPrimitives
import ByteCoding
import Custody
import Descriptors
import Testing

@Suite("A vault that all cosigners acknowledged")
struct VaultAgreementTests {
    let custody: TestCustody
    let vault: Document<Vault>
    let acknowledgements: [Document<Acknowledgement>]

    init() throws {
        let custody = try TestCustody.shared.get()
        let vault = try custody.vault()
        self.custody = custody
        self.vault = vault
        acknowledgements = try custody.custodians.map { try custody.acknowledgement($0, of: vault) }
    }

    @Test("stands with every acknowledgement, in any order")
    func stands() throws {
        let agreement = try VaultAgreement(vault: vault, acknowledgements: acknowledgements.reversed())
        #expect(agreement.digest == vault.digest)
        #expect(agreement.vault == vault.body)
        #expect(agreement.descriptor == vault.body.descriptor)
        #expect(agreement.acknowledgements == acknowledgements)
        for document in acknowledgements {
            #expect(try Document<Acknowledgement>(parsing: document.encoded) == document)
        }
    }

    @Test("shows the first receive address that Bitcoin Core derives")
    func firstAddress() throws {
        let script = try vault.body.descriptor.script(at: ScriptPosition(branch: 0, index: 0))
        let address = try VaultAgreement.firstAddress(of: vault.body)
        #expect(address.scriptPubKey == script.scriptPubKey)
        #expect(address.text.hasPrefix("bcrt1q"))
    }

    @Test("is refused while an acknowledgement is missing, given twice, or by somebody else")
    func people() throws {
        let (alice, bob, carol, dave) = (custody.alice, custody.bob, custody.carol, custody.dave)
        #expect(throws: VaultError.missingAcknowledgement(alice.id)) {
            try VaultAgreement(vault: vault, acknowledgements: [])
        }
        #expect(throws: VaultError.missingAcknowledgement(carol.id)) {
            try VaultAgreement(vault: vault, acknowledgements: Array(acknowledgements.prefix(2)))
        }
        #expect(throws: VaultError.repeatedAcknowledgement(bob.id)) {
            try VaultAgreement(vault: vault, acknowledgements: acknowledgements + [acknowledgements[1]])
        }
        let outsider = try custody.acknowledgement(dave, of: vault)
        #expect(throws: VaultError.unknownAcknowledger(dave.id)) {
            try VaultAgreement(vault: vault, acknowledgements: acknowledgements + [outsider])
        }
    }

    @Test("does not take the word of a listed person who holds no key")
    func keyless() throws {
        var parts = try custody.vaultParts()
        parts.people.append(try custody.dave.person(roles: [.auditor]))
        let vault = Document(body: try parts.vault())
        let all = try custody.custodians.map { try custody.acknowledgement($0, of: vault) }
        #expect(throws: Never.self) { try VaultAgreement(vault: vault, acknowledgements: all) }
        let auditor = try custody.acknowledgement(custody.dave, of: vault)
        #expect(throws: VaultError.unknownAcknowledger(custody.dave.id)) {
            try VaultAgreement(vault: vault, acknowledgements: all + [auditor])
        }
    }

    @Test("is refused when an acknowledgement is of something else")
    func otherAcknowledgement() throws {
        let bob = custody.bob
        let right = acknowledgements[1].body
        let elsewhere = try Address(
            parsing: "bcrt1qqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqdku202", network: .regtest)
        let sameTestNetwork = try #require(Address(scriptPubKey: right.firstAddress.scriptPubKey, network: .testnet4))
        let table: [(String, Acknowledgement)] = [
            ("network", changed(right, network: .testnet4, firstAddress: sameTestNetwork)),
            ("vault", changed(right, vault: try Identifier("warm"))),
            ("vault-version", changed(right, version: 2)),
            ("vault-hash", changed(right, hash: TestCustody.hash(5))),
            ("device", changed(right, device: try custody.carol.device)),
            ("first-address", changed(right, firstAddress: elsewhere)),
        ]
        for (field, body) in table {
            let other = try bob.signed(Document(body: body))
            #expect(throws: VaultError.otherAcknowledgement(bob.id, field: field), "\(field)") {
                try VaultAgreement(vault: vault, acknowledgements: [acknowledgements[0], other, acknowledgements[2]])
            }
        }
    }

    @Test("is refused when an acknowledgement is not signed by its person's identity key alone")
    func signatures() throws {
        let bob = custody.bob
        let unsigned = Document(body: acknowledgements[1].body)
        let table: [(Document<Acknowledgement>, SignatureProblem)] = [
            (unsigned, .unsigned(person: bob.id)),
            (try custody.alice.signed(unsigned), .otherSigner(found: custody.alice.id, expected: bob.id)),
            (
                try custody.alice.signed(unsigned, as: bob.id),
                .otherKey(person: bob.id, found: custody.alice.identityKey, expected: bob.identityKey)
            ),
            (try custody.alice.signed(acknowledgements[1]), .otherSigner(found: custody.alice.id, expected: bob.id)),
        ]
        for (document, problem) in table {
            #expect(throws: VaultError.acknowledgementSignature(bob.id, problem)) {
                try VaultAgreement(
                    vault: vault, acknowledgements: [acknowledgements[0], document, acknowledgements[2]])
            }
        }
    }

    @Test("takes signatures on the vault only from listed people, and only right ones")
    func vaultSignatures() throws {
        let signed = try custody.bob.signed(vault)
        #expect(throws: Never.self) { try VaultAgreement(vault: signed, acknowledgements: acknowledgements) }
        let outsider = try custody.dave.signed(vault)
        #expect(throws: VaultError.unknownSigner(custody.dave.id)) {
            try VaultAgreement(vault: outsider, acknowledgements: acknowledgements)
        }
        let forged = try custody.alice.signed(vault, as: custody.bob.id)
        #expect(
            throws: VaultError.signature(
                .otherKey(
                    person: custody.bob.id, found: custody.alice.identityKey, expected: custody.bob.identityKey))
        ) {
            try VaultAgreement(vault: forged, acknowledgements: acknowledgements)
        }
    }

    @Test("does not let acknowledgements alone agree on a later version")
    func laterVersion() throws {
        var parts = try custody.vaultParts()
        parts.version = 2
        parts.previous = vault.digest
        let next = Document(body: try parts.vault())
        let all = try custody.custodians.map { try custody.acknowledgement($0, of: next) }
        #expect(throws: VaultError.missingVersion(1)) { try VaultAgreement(vault: next, acknowledgements: all) }
        #expect(throws: VaultError.tooFewOldSignatures(version: 2, found: 0, needed: 2)) {
            try VaultAgreement(vault: next, acknowledgements: acknowledgements, history: [vault])
        }
    }

    @Test("shows an address only in its one spelling and on its own network")
    func addressText() throws {
        let text = String(decoding: acknowledgements[0].encoded, as: UTF8.self)
        let address = acknowledgements[0].body.firstAddress.text
        let upper = try #require(throws: DocumentError.self) {
            try Document<Acknowledgement>(parsing: Array(text.replacing(address, with: address.uppercased()).utf8))
        }
        #expect(upper.code == "document.not-canonical")
        let main = try #require(throws: DocumentError.self) {
            try Document<Acknowledgement>(parsing: Array(text.replacing("regtest", with: "mainnet").utf8))
        }
        #expect(main.code == "document.malformed-value")
    }

    private func changed(
        _ body: Acknowledgement, network: Network? = nil, vault: Identifier? = nil, version: UInt32? = nil,
        hash: Bytes32? = nil, device: Identifier? = nil, firstAddress: Address? = nil
    ) -> Acknowledgement {
        Acknowledgement(
            network: network ?? body.network, vault: vault ?? body.vault,
            vaultVersion: version ?? body.vaultVersion, vaultHash: hash ?? body.vaultHash, person: body.person,
            device: device ?? body.device, firstAddress: firstAddress ?? body.firstAddress)
    }
}
