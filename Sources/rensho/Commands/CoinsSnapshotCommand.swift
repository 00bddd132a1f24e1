import ArgumentParser
import BitcoinPrimitives
import ByteCoding
import CommandSupport
import CoordinatorCore
import CoordinatorStore
import Custody
import Descriptors

/// `coins snapshot`.
struct CoinsSnapshotCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "snapshot", abstract: "Write everything that the vault has into one file, for countersigning.",
        discussion: """
            For a home on an online watch-only machine, right after rensho coins import of the wallet's whole list. The
            file holds every coin, with its full previous transaction, the height and the day of the list. It counts for
            nothing until an auditor or watcher of the vault has compared and signed it on his own machine:
            rensho-signer countersign FILE --vault FILES. Then rensho coins import FILE takes it.

            Example:
              rensho coins snapshot --height 958000
            """)

    @OptionGroup var home: HomeOptions
    @OptionGroup var format: JSONOptions
    @OptionGroup var output: OutputOptions
    @Option(help: "The vault, if there are several.")
    var vault: String?
    @Option(help: "The height of the chain, where the list did not say it.")
    var height: UInt32?

    func run() throws {
        let home = try CoordinatorHome(home, for: .reading)
        let (stored, agreement) = try home.agreement(vault: vault)
        guard let founding = RegisteredVaultView(agreement).foundingDigest else { throw StoreError.noVault }
        guard let freshness = try home.store.freshness(of: stored.document), freshness.isWhole else {
            throw Outcome(
                .refused, "snapshot.list-not-whole", "the vault's whole list of coins was not imported last",
                remedy: "Import what the watch-only wallet lists, without --add: rensho coins import FILE.")
        }
        guard let height = freshness.tipHeight ?? height else {
            throw UsageError("the list of coins said no height: give --height N")
        }
        if let listed = freshness.tipHeight, let given = self.height, given != listed {
            throw UsageError("--height \(given) is not the height \(listed) of the list of coins")
        }
        let (year, month, day) = freshness.listedAt.date
        let listed = try home.store.listedCoins(of: stored.document)
        let coins = try home.store.coins(of: stored.document).map(\.coin).filter { listed.contains($0.outpoint) }
        let snapshot = try CoinSnapshot(
            network: home.network, vault: agreement.vault.name, founding: founding, height: height,
            date: CalendarDate(year: year, month: month, day: day),
            coins: coins.map {
                CoinSnapshot.Coin(outpoint: $0.outpoint, amount: $0.amount, position: $0.script.position)
            })
        let file = try SnapshotFile(
            Document(body: snapshot),
            from: Dictionary(coins.map { ($0.outpoint.txid, $0.previousTransaction) }) { first, _ in first })
        let path = output.output ?? CaseFileName.snapshot(snapshot)
        try FileAccess.create(path, file.encoded)
        try report(file.document, path)
    }

    private func report(_ document: Document<CoinSnapshot>, _ path: String) throws {
        let snapshot = document.body
        if format.isJSON {
            try Output.json(
                "coins-snapshot",
                [
                    (key: "file", value: .string(path)), (key: "digest", value: .string(document.digest.hex)),
                    (key: "height", value: .unsigned(UInt64(snapshot.height))),
                    (key: "date", value: .string(snapshot.date.description)),
                    (key: "coins", value: .integer(snapshot.coins.count)),
                    (key: "total_sat", value: .unsigned(snapshot.total.sat)),
                ])
            return
        }
        try Output.lines([
            "\(snapshot.coins.count) coins, together \(snapshot.total.text), at height \(snapshot.height) on "
                + "\(snapshot.date)", "Digest   \(document.digest.hex)", "Wrote    \(path)",
            "Next: an auditor or watcher of the vault runs rensho-signer countersign \(path) --vault FILES.",
        ])
    }
}

/// Takes a countersigned snapshot in: its coins as a whole list, and the document for proposals.
struct SnapshotImport {
    private let home: CoordinatorHome
    private let stored: StoredVault
    private let format: JSONOptions

    init(_ home: CoordinatorHome, _ stored: StoredVault, _ format: JSONOptions) {
        (self.home, self.stored, self.format) = (home, stored, format)
    }

    func run(_ file: SnapshotFile) throws {
        let vault = RegisteredVaultView(try stored.agreement())
        let today = SystemClock.today
        let verified = try VerifiedSnapshot(file.document, under: vault, clock: today, today: today)
        try file.prove(under: vault)
        let snapshot = verified.snapshot
        if let newest = try home.store.snapshot(of: snapshot.vault)?.body,
            (snapshot.height, snapshot.date) < (newest.height, newest.date)
        {
            throw Outcome(
                .refused, "snapshot.older",
                "the snapshot is of height \(snapshot.height), and one of height \(newest.height) was taken in before",
                remedy: "Have a new one made and countersigned.")
        }
        let claims = snapshot.coins.map { coin in
            CoinClaim(
                outpoint: coin.outpoint, amount: coin.amount, scriptPubKey: nil, confirmations: nil,
                hint: coin.position)
        }
        let found = try CoinBook.examine(
            claims, transactions: file.transactionsByID, descriptor: vault.descriptor, window: CoinBook.defaultWindow)
        let people = verified.countersigners.map(\.description).joined(separator: ", ")
        let list = CoinList(
            isWhole: true, listed: Set(claims.map(\.outpoint)), unconfirmed: [],
            source: "coin snapshot countersigned by \(people)", tipHeight: snapshot.height)
        let changed = try home.store.importCoins(
            found.proven, of: stored.document, list: list, now: SystemClock.now)
        try home.store.keep(verified, now: SystemClock.now)
        try report(snapshot, changed, found, people)
    }

    private func report(
        _ snapshot: CoinSnapshot, _ changed: CoinImport, _ found: CoinBook.Examination, _ people: String
    ) throws {
        if format.isJSON {
            try Output.json(
                "coins-import",
                [
                    (key: "source", value: .string(CoinSnapshot.typeName)),
                    (key: "tip_height", value: .unsigned(UInt64(snapshot.height))),
                    (key: "proven", value: .integer(found.proven.count)),
                    (key: "new", value: .integer(changed.added)), (key: "gone", value: .integer(changed.gone)),
                    (key: "freed", value: .integer(changed.freed)),
                    (key: "total_sat", value: .unsigned(snapshot.total.sat)),
                    (key: "left_out", value: .array([])), (key: "countersigned_by", value: .string(people)),
                ])
            return
        }
        var lines = [
            "\(found.proven.count) coins proven, \(changed.added) of them new: \(snapshot.total.text)",
            "Snapshot of \(snapshot.date) at height \(snapshot.height), countersigned by \(people)",
        ]
        if changed.gone > 0 {
            lines.append("\(changed.gone) \(changed.gone == 1 ? "coin is" : "coins are") gone: not in this snapshot")
        }
        lines += changed.freedLines
        // What is not confirmed deeply enough is in the balance and cannot be spent yet.
        for item in found.leftOut { lines.append("left out \(item.coin.outpoint): \(item.problem)") }
        try Output.lines(lines)
    }
}
