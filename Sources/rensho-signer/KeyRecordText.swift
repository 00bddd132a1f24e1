import BitcoinCrypto
import BitcoinPrimitives
import CommandSupport
import Custody

/// A key record for people to compare.
struct KeyRecordText {
    private let record: KeyRecord
    private let words: [String]

    init(_ record: KeyRecord) throws {
        self.record = record
        words = try DigestWords.identityWords(record.identityKey)
    }

    /// Lines for people, or JSON.
    func text(_ json: JSONOptions) throws -> String {
        let fields: [(key: String, value: String)] = [
            ("person", record.person.description), ("network", record.network.rawValue),
            ("fingerprint", record.accountKey?.origin.fingerprint.description ?? "-"),
            ("origin", record.accountKey?.origin.description ?? "-"),
            ("xpub", record.accountKey?.xpub.description ?? "-"), ("identity-key", record.identityKey.hex),
        ]
        if json.isJSON {
            let members = fields.map { (key: $0.key.replacing("-", with: "_"), value: JSONValue.string($0.value)) }
            return JSONValue.object(members + [("identity_words", .array(words.map { .string($0) }))]).text
        }
        return fields.map { "\($0.key): \($0.value)\n" }.joined()
            + "identity-words: \(words.joined(separator: " "))\n"
    }
}
