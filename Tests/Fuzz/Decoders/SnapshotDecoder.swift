import BitcoinPrimitives
import Custody
import TestSupport

extension FuzzDecoder {
    /// A coin snapshot with the previous transactions behind it: what is read is written again byte for byte.
    static let coinSnapshot = FuzzDecoder(
        "coin-snapshot", longestInput: 8_192, seeds: snapshotSeeds,
        decode: { bytes in
            let file = try SnapshotFile(parsing: bytes)
            try FuzzBreach.unless(file.encoded == bytes, "a snapshot is written as it was read")
            let coins = file.document.body.coins
            try FuzzBreach.unless(
                zip(coins, coins.dropFirst()).allSatisfy { $0.outpoint < $1.outpoint }, "no coin stands twice")
            let known = file.transactionsByID
            try FuzzBreach.unless(
                coins.allSatisfy { known[$0.outpoint.txid] != nil }, "every coin has its previous transaction")
            guard let vault = try? FixtureVault.standard.get().view, (try? file.prove(under: vault)) != nil else {
                return
            }
            let total = try Amount.sum(
                coins.compactMap { coin in known[coin.outpoint.txid]?.outputs[Int(coin.outpoint.vout)].amount })
            try FuzzBreach.unless(total == file.document.body.total, "what is proven adds up to the total")
        })

    private static func snapshotSeeds() throws -> [[UInt8]] {
        var snapshot = try FixtureSnapshot(of: FixtureVault.standard.get())
        let whole = try snapshot.file().encoded
        snapshot.signers = []
        let unsigned = try snapshot.file().encoded
        snapshot.sats = []
        return [whole, unsigned, try snapshot.file().encoded]
    }
}
