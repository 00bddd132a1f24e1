import BitcoinPrimitives
import ByteCoding
import TestSupport

extension FuzzDecoder {
    /// A transaction in both readings: written again it gives the same bytes, and its sizes are those of the bytes.
    static let transaction = FuzzDecoder(
        "transaction", longestInput: 8_192,
        seeds: { try SeedCorpus.hex(in: "transaction", "bip143") { (10...8_192).contains($0.count) } },
        decode: { bytes in
            try FuzzBreach.anyOf([
                {
                    let transaction = try Transaction(decoding: bytes)
                    try FuzzBreach.unless(transaction.encoded() == bytes, "a transaction is written as it was read")
                    try FuzzBreach.unless(transaction.size == bytes.count, "the size is that of the bytes")
                    try checkSizes(of: transaction)
                },
                {
                    let transaction = try Transaction(decodingWithoutWitness: bytes)
                    let written = transaction.encodedWithoutWitness()
                    try FuzzBreach.unless(written == bytes, "a transaction without witness is written as it was read")
                    try FuzzBreach.unless(!transaction.hasWitness, "the form without witness has none")
                },
            ])
        })

    /// An output script: what has an address comes back from it, and what is a multisig script is written as it was.
    static let script = FuzzDecoder(
        "script", longestInput: 1_024, seeds: { try SeedCorpus.hex(in: "bip67", "descriptor", "bip143") },
        decode: { bytes in
            let script = Script(bytes)
            _ = script.kind
            for network in Network.allCases {
                guard let address = Address(scriptPubKey: script, network: network) else { continue }
                let read = try FuzzBreach.never("the address of a script reads") {
                    try Address(parsing: address.text, network: network)
                }
                try FuzzBreach.unless(read == address, "the address of a script leads back to it")
            }
            let multisig = try MultisigScript(parsing: script)
            try FuzzBreach.unless(multisig.script == script, "a multisig script is written as it was read")
        })

    private static func checkSizes(of transaction: Transaction) throws {
        let stripped = transaction.encodedWithoutWitness()
        try FuzzBreach.unless(transaction.strippedSize == stripped.count, "the stripped size is that of the bytes")
        try FuzzBreach.unless(
            (transaction.txid.bytes == transaction.wtxid.bytes) == !transaction.hasWitness,
            "both ids are equal exactly without witness")
        let again = try FuzzBreach.never("the form without witness reads") {
            try Transaction(decodingWithoutWitness: stripped)
        }
        try FuzzBreach.unless(again.txid == transaction.txid, "the txid does not depend on the witness")
        for output in transaction.outputs {
            let read = try FuzzBreach.never("an output reads by itself") { try TxOut(decoding: output.encoded) }
            try FuzzBreach.unless(read == output, "an output is written as it was read")
            _ = output.scriptPubKey.kind
        }
    }
}
