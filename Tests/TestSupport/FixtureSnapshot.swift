import BitcoinCrypto
package import BitcoinPrimitives
package import ByteCoding
package import Custody
import Descriptors

/// A coin snapshot of a test vault with previous transactions, and the people who countersign it.
package struct FixtureSnapshot: Sendable {
    /// The vault.
    package let vault: FixtureVault

    /// The height.
    package var height: UInt32 = 900_000

    /// The day.
    package var date: CalendarDate

    /// The amounts of the coins, which lie at 0/0, 0/1 and so on.
    package var sats: [UInt64] = [600_000_000, 400_000_000]

    /// Who countersigns: by default the auditor whom the vault has after its custodians.
    package var signers: [FixtureCosigner]

    /// The digest of version 1 that it names.
    package var founding: Bytes32

    /// A snapshot of 10 BTC of the day of the tests.
    package init(of vault: FixtureVault, on date: CalendarDate? = nil) throws {
        self.vault = vault
        self.date = try date ?? CalendarDate(year: 2026, month: 6, day: 15)
        founding = vault.document.digest
        signers = [try FixtureCosigner(number: vault.cosigners.count, network: vault.document.body.network)]
    }

    /// The transaction that made the coin at this place; the coin is its output 0.
    package func transaction(_ place: Int) throws -> Transaction {
        Transaction(
            version: 2,
            inputs: [
                TxIn(
                    previousOutput: OutPoint(txid: Txid(SHA256.hash([UInt8(place & 0xff), 0x77])), vout: 0),
                    scriptSig: Script([]), sequence: .replaceable, witness: [[1, 2, 3]])
            ],
            outputs: [
                TxOut(
                    amount: try Amount(sat: sats[place]),
                    scriptPubKey: try vault.script(0, UInt32(place)).scriptPubKey)
            ], lockTime: .unlocked)
    }

    /// What it says.
    package func body() throws -> CoinSnapshot {
        try CoinSnapshot(
            network: vault.document.body.network, vault: vault.document.body.name, founding: founding, height: height,
            date: date,
            coins: sats.indices.map { place in
                CoinSnapshot.Coin(
                    outpoint: OutPoint(txid: try transaction(place).txid, vout: 0),
                    amount: try Amount(sat: sats[place]),
                    position: ScriptPosition(branch: 0, index: UInt32(place)))
            })
    }

    /// The snapshot with the signatures of ``signers``.
    package func document() throws -> Document<CoinSnapshot> {
        var document = Document(body: try body())
        for signer in signers { document.add(try signer.signature(over: document.digest)) }
        return document
    }

    /// The file with the previous transactions.
    package func file() throws -> SnapshotFile {
        let transactions = try sats.indices.map { try transaction($0) }
        return try SnapshotFile(
            document(), from: Dictionary(transactions.map { ($0.txid, $0) }) { first, _ in first })
    }
}
