import BitcoinCrypto
import BitcoinPSBT
import BitcoinPrimitives
import ByteCoding
import CommandSupport
import Custody
import Descriptors

/// What a file is, decoded without believing any of it.
struct Inspection {
    /// The members of the JSON document, after its schema.
    let json: [(key: String, value: JSONValue)]

    /// Decodes a file; `vaults` are the ones it may be measured against.
    init(_ bytes: [UInt8], vaults: [Document<Vault>]) throws {
        var members: [(key: String, value: JSONValue)] = [
            (key: "sha256", value: .string(SHA256.hash(bytes).hex)), (key: "bytes", value: .integer(bytes.count)),
        ]
        if let type = DocumentType.name(in: bytes) {
            members.append((key: "type", value: .string("document")))
            members.append((key: "document", value: .object(try DocumentInspection.members(type: type, bytes))))
        } else if let transaction = Self.transaction(in: bytes) {
            members.append((key: "type", value: .string("transaction")))
            members.append(
                (key: "transaction", value: TransactionInspection.json(transaction, networks: Network.allCases)))
        } else {
            let file = try PSBTFile(fileBytes: bytes)
            members.append((key: "type", value: .string("psbt")))
            members.append((key: "psbt", value: .object(try PSBTInspection(file, vaults: vaults).members)))
        }
        json = members
    }

    /// A raw transaction in binary or hex.
    private static func transaction(in bytes: [UInt8]) -> Transaction? {
        if let transaction = try? Transaction(decoding: bytes) { return transaction }
        let end = bytes.lastIndex { $0 != UInt8(ascii: "\n") && $0 != UInt8(ascii: "\r") } ?? 0
        guard let raw = try? Hex.decode(bytes.prefix(end + 1)) else { return nil }
        return try? Transaction(decoding: raw)
    }
}
