import BitcoinPrimitives
import Descriptors
import Foundation
import TestSupport

/// The 2-of-3 test wallet of a regtest node; its words are published test words.
enum SampleVault {
    static let folder = "samples/regtest-2of3"

    /// The node's descriptor text.
    static func text() throws -> String {
        String(decoding: try VectorStore.bytes("\(folder)/descriptor.txt"), as: UTF8.self)
            .trimmingCharacters(in: .newlines)
    }

    static func descriptor() throws -> MultisigDescriptor { try MultisigDescriptor(parsing: text()) }

    /// A key expression with its steps, by cosigner.
    static func expressions() throws -> [String] {
        try descriptor().keys.map { "\($0)/<0;1>/*" }
    }

    struct Coin: Decodable {
        let txid: String
        let scriptPubKey: String
        let witnessScript: String
        let address: String
        let desc: String
    }

    /// The coins that the node lists for the wallet.
    static func coins() throws -> [Coin] {
        try JSONDecoder().decode([Coin].self, from: Data(VectorStore.bytes("\(folder)/listunspent.json")))
    }

    struct Cosigners: Decodable {
        struct Cosigner: Decodable {
            let fingerprint: String
            let origin: String
            let xpub: String
        }
        let threshold: Int
        let cosigners: [Cosigner]
    }

    static func cosigners() throws -> Cosigners {
        try JSONDecoder().decode(Cosigners.self, from: Data(VectorStore.bytes("\(folder)/cosigners.json")))
    }
}
