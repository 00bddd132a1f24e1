import BitcoinPrimitives
import ByteCoding
import CoordinatorCore
import Custody
import Descriptors
import TestSupport
import Testing

@Suite struct AcknowledgementBookTests {
    @Test("collects acknowledgements in any order and says who is missing")
    func collects() throws {
        let vault = try FixtureVault()
        var book = AcknowledgementBook(vault: vault.document)
        #expect(book.missing.map(\.description) == ["alice", "bob", "carol"])
        #expect(throws: VaultError.self) { try book.agreement() }
        for acknowledgement in vault.acknowledgements.reversed() { #expect(try book.add(acknowledgement)) }
        #expect(try book.add(vault.acknowledgements[0]) == false)
        #expect(book.missing.isEmpty)
        #expect(try book.agreement() == vault.agreement())
    }

    /// Alice's acknowledgement with some of its fields changed, signed by somebody.
    static func acknowledgement(
        _ vault: FixtureVault, network: Network = .regtest, person: String = "alice", hash: Bytes32? = nil,
        device: String = "laptop-alice", address: Address? = nil, signedBy signer: Int = 0
    ) throws -> Document<Acknowledgement> {
        let first = try VaultAgreement.firstAddress(of: vault.document.body)
        var document = Document(
            body: Acknowledgement(
                network: network, vault: vault.document.body.name, vaultVersion: 1,
                vaultHash: hash ?? vault.document.digest, person: try Identifier(person),
                device: try Identifier(device),
                firstAddress: address ?? first))
        document.add(try vault.cosigners[signer].signature(over: document.digest))
        return document
    }

    @Test("refuses what is not a cosigner's word about exactly this vault")
    func refuses() throws {
        let vault = try FixtureVault()
        let alice = try Identifier("alice")
        func error(_ document: Document<Acknowledgement>) -> AcknowledgementError? {
            var book = AcknowledgementBook(vault: vault.document)
            do throws(AcknowledgementError) {
                _ = try book.add(document)
                return nil
            } catch {
                return error
            }
        }
        #expect(try error(Self.acknowledgement(vault)) == nil)
        let other = try FixtureVault { $0.name = "other" }
        #expect(try error(Self.acknowledgement(vault, hash: other.document.digest)) == .otherVault(person: alice))
        #expect(try error(Self.acknowledgement(vault, device: "laptop-bob")) == .otherVault(person: alice))
        let dave = try Identifier("dave")
        #expect(try error(Self.acknowledgement(vault, person: "dave")) == .notCosigner(dave))
        let second = try #require(Address(scriptPubKey: vault.script(0, 1).scriptPubKey, network: .regtest))
        #expect(try error(Self.acknowledgement(vault, address: second)) == .otherAddress(person: alice, found: second))
        #expect(try error(Self.acknowledgement(vault, signedBy: 1))?.code == "signature.other-signer")
        let test = try #require(Address(scriptPubKey: vault.script(0, 0).scriptPubKey, network: .testnet4))
        #expect(
            try error(Self.acknowledgement(vault, network: .testnet4, address: test))
                == .otherNetwork(person: alice, acknowledgement: .testnet4, vault: .regtest))
    }
}
