import Testing

/// One row of the BIP-174, BIP-370 and BIP-371 vectors.
struct PSBTRow: Decodable, Sendable, CustomTestStringConvertible {
    let id: Int
    let op: String
    let comment: String
    let psbt: String?
    let psbts: [String]?
    let expect: String
    let expected: Expected?
    let hashType: UInt32?
    let toVersion: UInt32?
    // The Creator's input.
    let txVersion: Int32?
    let locktime: UInt32?
    let inputs: [Input]?
    let outputs: [Output]?

    struct Expected: Decodable, Sendable {
        let psbt: String?
        let psbtSorted: String?
        let keyOrderSorted: Bool?
        let version: UInt32?
        let inputs: Int?
        let outputs: Int?
        let txVersion: Int32?
        let locktime: UInt32?
        let unsignedTxid: String?
        let idTxid: String?
        let fallbackLocktime: UInt32?
        let inputsModifiable: Bool?
        let outputsModifiable: Bool?
        let hasSighashSingle: Bool?
        let globalMap: [[String]]?
        let inputMaps: [[[String]]]?
        let outputMaps: [[[String]]]?
    }

    struct Input: Decodable, Sendable {
        let txid: String
        let vout: UInt32
        let sequence: UInt32
    }

    struct Output: Decodable, Sendable {
        let scriptPubkey: String
        let amount: UInt64
    }

    var isValid: Bool { expect == "valid" }

    var testDescription: String { "row \(id): \(op), \(comment)" }
}
