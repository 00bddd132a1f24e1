import BitcoinPrimitives
import ByteCoding
import TestSupport
import WalletFormats

extension FuzzDecoder {
    /// A payouts file: written again from what was read it gives the same payments.
    static let payouts = FuzzDecoder(
        "payouts", longestInput: 4_096, seeds: payoutSeeds,
        decode: { bytes in
            try FuzzBreach.anyOf(
                Network.allCases.reversed().map { network in
                    {
                        let list = try PayoutList(parsing: bytes, network: network)
                        try FuzzBreach.unless(
                            list.payouts.map(\.row) == Array(1...list.payouts.count), "rows are counted from 1")
                        let again = try FuzzBreach.never("a payouts file that was written reads") {
                            try PayoutList(parsing: csv(of: list), network: network)
                        }
                        try FuzzBreach.unless(again.payouts == list.payouts, "it reads as the same payments")
                        try FuzzBreach.unless(again.duplicates == list.duplicates, "it has the same duplicates")
                    }
                })
        })

    /// The answer of `listunspent`: written again from what was read it gives the same coins.
    static let listUnspent = FuzzDecoder(
        "listunspent", longestInput: 8_192, seeds: { try [SeedCorpus.sample("listunspent.json"), oddCoins] },
        decode: { bytes in
            let coins = try ListUnspent(parsing: bytes).coins
            try FuzzBreach.unless(Set(coins.map(\.outpoint)).count == coins.count, "no coin stands twice")
            let text = coins.map { coin in
                #"{"txid":"\#(coin.outpoint.txid)","vout":\#(coin.outpoint.vout),"amount":\#(coin.amount.btcText),"#
                    + #""scriptPubKey":"\#(Hex.encode(coin.scriptPubKey?.bytes ?? []))"}"#
            }
            let again = try FuzzBreach.never("a list that was written reads") {
                try ListUnspent(parsing: Array("[\(text.joined(separator: ","))]".utf8)).coins
            }
            try FuzzBreach.unless(
                zip(again, coins).allSatisfy {
                    $0.outpoint == $1.outpoint && $0.amount == $1.amount && $0.scriptPubKey == $1.scriptPubKey
                } && again.count == coins.count, "it reads as the same coins")
        })

    /// Previous transactions by id: written again from what was read they give the same transactions.
    static let rawTransactions = FuzzDecoder(
        "raw-transactions", longestInput: 8_192,
        seeds: { try [SeedCorpus.sample("transactions.json"), Array("{}".utf8)] },
        decode: { bytes in
            let found = try RawTransactions(parsing: bytes).transactions
            let text = found.map { #""\#($0.key)":"\#(Hex.encode($0.value.encoded()))""# }
            let again = try FuzzBreach.never("a file that was written reads") {
                try RawTransactions(parsing: Array("{\(text.joined(separator: ","))}".utf8)).transactions
            }
            try FuzzBreach.unless(again == found, "it reads as the same transactions")
        })

    private static func csv(of list: PayoutList) -> [UInt8] {
        let rows = list.payouts.map { payout in
            let reference = payout.reference.unicodeScalars.map { $0 == "\"" ? "\"\"" : String($0) }.joined()
            return "\(payout.address.text),\(payout.amount.btcText),\"\(reference)\""
        }
        return Array(([PayoutList.heading.joined(separator: ",")] + rows).joined(separator: "\r\n").utf8)
    }

    private static func payoutSeeds() throws -> [[UInt8]] {
        let sample = try SeedCorpus.sample("payouts.csv")
        let heading = Array((PayoutList.heading.joined(separator: ",") + "\n").utf8)
        let odd = "bcrt1q6z64a43mjgkcq0ul2znwneq3spghrlau9slefp,0.1,\"a \"\"quoted\"\", word\"\r\n"
        return [sample, [0xef, 0xbb, 0xbf] + sample, heading, heading + Array((odd + odd).utf8)]
    }

    /// A coin with escapes, an exponent and a hint.
    private static let oddCoins = Array(
        """
        [{"txid":"\(String(repeating: "0f", count: 32))","vout":4294967295,"amount":2.5e-05,"scriptPubKey":"6a",\
        "label":"\\u65e5\\ud83d\\ude00\\n","confirmations":0,"desc":"wsh(sortedmulti(2,[73c5da0a/48h/1h/0h/2h/0/3]))",\
        "safe":true,"parents":[null,false,{}]}]
        """.utf8)
}
