import TestSupport
import WalletFormats

extension FuzzDecoder {
    /// A list of coins in any of the forms that are understood.
    static let coinList = FuzzDecoder(
        "coin-list", longestInput: 8_192, seeds: { try [SeedCorpus.sample("listunspent.json")] + coinLists },
        decode: { bytes in
            let list = try CoinListFile(parsing: bytes)
            try FuzzBreach.unless(
                Set(list.coins.map(\.outpoint)).count == list.coins.count, "no coin stands twice")
            try FuzzBreach.unless(
                Set(list.history.map(\.txid)).count == list.history.count, "no transaction stands twice")
            try FuzzBreach.unless(
                list.source == .electrumHistory ? list.coins.isEmpty : true, "a history lists no coins")
        })

    /// Labels of another wallet: written from what was read they read as the same.
    static let coinLabels = FuzzDecoder(
        "coin-labels", longestInput: 4_096, seeds: { labelLines },
        decode: { bytes in
            let labels = try CoinLabels(parsing: bytes)
            let again = try FuzzBreach.never("labels that were written read") {
                try CoinLabels(parsing: CoinLabels.encoded(labels.outputs))
            }
            try FuzzBreach.unless(again.outputs == labels.outputs, "they read as the same labels")
        })

    /// Estimates of fee rates.
    static let feeEstimates = FuzzDecoder(
        "fee-estimates", longestInput: 1_024, seeds: { estimates },
        decode: { bytes in
            let estimates = try FeeEstimates(parsing: bytes)
            for (blocks, rate) in estimates.rates {
                try FuzzBreach.unless(
                    try estimates.milliSatPerVirtualByte(withinBlocks: blocks) == rate, "each deadline has its own rate"
                )
            }
        })

    private static let txid = String(repeating: "0f", count: 32)

    private static let coinLists = [
        #"{"success":true,"height":9,"unspents":[{"txid":"\#(txid)","vout":0,"scriptPubKey":"51","amount":1,"height":2}]}"#,
        #"[{"prevout_hash":"\#(txid)","prevout_n":1,"value":"0.5","height":7,"label":"a"}]"#,
        #"[{"tx_hash":"\#(txid)","tx_pos":1,"value":5,"height":0}]"#,
        #"[{"txid":"\#(txid)","vout":1,"value":5,"status":{"confirmed":true,"block_height":7}}]"#,
        #"{"transactions":[{"txid":"\#(txid)","height":7,"confirmations":3,"label":null}]}"#,
    ].map { Array($0.utf8) }

    private static let labelLines = [
        #"{"type":"output","ref":"\#(txid):1","label":"\u65e5 \"x\"","spendable":false}"# + "\n"
            + #"{"type":"tx","ref":"\#(txid)","label":"a"}"# + "\r\n\n" + #"{"type":"addr","ref":"a","label":"b"}"#,
        #"{"type":"xpub","ref":"x","label":"c","origin":"wpkh([d34db33f/84'/0'/0'])"}"#,
    ].map { Array($0.utf8) }

    private static let estimates = [
        #"{"feerate":0.00012345,"blocks":6}"#, #"{"errors":["Insufficient data"],"blocks":0}"#,
        #"{"fastestFee":21,"halfHourFee":18.5,"hourFee":15,"economyFee":6,"minimumFee":3}"#,
        #"{"1":87.882,"2":87.882,"144":1.027}"#,
    ].map { Array($0.utf8) }
}
