import BitcoinPrimitives
import ByteCoding
import Testing
import WalletFormats

@Suite("labels between wallets, BIP-329")
struct CoinLabelsTests {
    static let output = "\(ListUnspentTests.txid):1"

    static func parse(_ text: String) throws -> CoinLabels { try CoinLabels(parsing: Array(text.utf8)) }

    @Test("reads outputs, transactions and addresses, and counts the rest")
    func reads() throws {
        let labels = try Self.parse(
            """
            { "type": "tx", "ref": "\(ListUnspentTests.txid)", "label": "Transaction", "origin": "wpkh([d34db33f/84'/0'/0'])" }\r
            { "type": "addr", "ref": "bc1q34aq5drpuwy3wgl9lhup9892qp6svr8ldzyy7c", "label": "Address" }
            { "type": "pubkey", "ref": "0283409659355b6d1cc3c32decd5d561abaac86c37a353b52895a5e6c196d6f448", "label": "Key" }

            { "type": "output", "ref": "\(Self.output)", "label": "first" , "spendable" : true }
            { "type": "output", "ref": "\(Self.output)", "label": "代金 \\"x\\"" , "spendable" : false }
            { "type": "output", "ref": "\(ListUnspentTests.txid):2" }
            """)
        let point = try OutPoint(parsing: Self.output)
        #expect(
            labels.outputs == [
                CoinLabels.Output(outpoint: point, label: "代金 \"x\"", isSpendable: false),
                CoinLabels.Output(
                    outpoint: OutPoint(txid: point.txid, vout: 2), label: nil, isSpendable: nil),
            ])
        #expect(labels.transactions == [point.txid: "Transaction"])
        #expect(labels.addresses == ["bc1q34aq5drpuwy3wgl9lhup9892qp6svr8ldzyy7c": "Address"])
        #expect(labels.others == 1)
    }

    @Test("what is written is read again")
    func roundTrip() throws {
        let point = try OutPoint(parsing: Self.output)
        let outputs = [
            CoinLabels.Output(outpoint: point, label: "back\\slash \"quoted\" 代金 😀", isSpendable: false),
            CoinLabels.Output(outpoint: OutPoint(txid: point.txid, vout: 0), label: nil, isSpendable: true),
        ]
        let bytes = CoinLabels.encoded(outputs)
        #expect(bytes.allSatisfy { $0 < 0x7f })
        #expect(try CoinLabels(parsing: bytes).outputs == outputs)
        #expect(CoinLabels.encoded([]).isEmpty)
    }

    @Test(
        "refuses a line that is no label, and names it",
        arguments: [
            ("{}", "labels.missing-field"), ("[]", "labels.missing-field"), ("x", "json.unexpected"),
            ("{\"type\":\"output\"}", "labels.missing-field"),
            ("{\"type\":\"output\",\"ref\":\"00:1\"}", "labels.reference"),
            ("{\"type\":\"tx\",\"ref\":\"00\",\"label\":\"a\"}", "labels.reference"),
            ("{\"type\":\"addr\",\"ref\":\"a\",\"label\":1}", "labels.missing-field"),
            ("{\"type\":\"addr\",\"ref\":\"a\",\"label\":\"a\\u202e\"}", "labels.unprintable"),
            ("{\"type\":\"addr\",\"ref\":\"a\",\"spendable\":1}", "labels.missing-field"),
        ])
    func refuses(_ line: String, _ code: String) throws {
        let error = try #require(throws: CoinLabelError.self) {
            try Self.parse("{\"type\":\"xpub\",\"ref\":\"x\"}\n\(line)\n")
        }
        #expect(error.code == code)
        #expect(error.description.contains("line 2"))
    }
}
