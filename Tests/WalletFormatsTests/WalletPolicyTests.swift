import ByteCoding
import Descriptors
import TestSupport
import Testing
import WalletFormats

@Suite("wallet policies")
struct WalletPolicyTests {
    struct Published: Decodable, Sendable {
        let id: Int
        let template: String
        let keys: [String]
    }

    /// The ids under the name `treasury`, as Ledger's own client library (ledger-bitcoin 0.4.2) computes them.
    static let ledgerIDs = [
        5: "e7de8b04c1d1b3ca9af5fd8a77cf3cf2a7a692e3309ff4beb73bbeb0a08c0992",
        19: "b3630ad864212b137c18190c2523c4cd1d8c844ac2a0983de7dab92dfda7b779",
        20: "1f656765ea3946e5465cb07d210155dabb6356ff9a839b493b50148bf59c182b",
        22: "6b43ba100b1fd44cb66834d88633c03676d96ee9dc5dc75e969b63b0098751f5",
    ]

    @Test("Ledger's id of policies with two, three and five keys", arguments: ledgerIDs.keys.sorted())
    func ledgerID(_ number: Int) throws {
        let cases: [Published] = try VectorStore.load("bip388/bip388-policies.json", op: "policy")
        let published = try #require(cases.first { $0.id == number })
        let policy = try WalletPolicy(template: published.template, keys: published.keys)
        #expect(policy.ledgerID(name: "treasury").hex == Self.ledgerIDs[number])
        // What we write of the same wallet is the same policy.
        #expect(WalletPolicy(policy.descriptor) == policy)
    }
}
