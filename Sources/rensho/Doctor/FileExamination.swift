import BitcoinPSBT
import BitcoinPrimitives
import ByteCoding
import CommandSupport
import CoordinatorCore
import CoordinatorStore
import Custody
import WalletFormats

/// Says why files do not fit a home, whatever kind they are: PSBTs, documents, lists of coins and of payouts.
struct FileExamination {
    /// What the bytes look like.
    private enum Kind {
        case document(String)
        case psbt, coins, transactions, payouts
    }

    private let home: CoordinatorHome
    private let vaults: [Document<Vault>]
    private let coins: [OutPoint: FileDoctor.KnownCoin]
    private let transactions: [Txid: Transaction]?

    /// Looks at what the home has.
    /// - Parameter transactions: the file with the transactions behind a list of coins; `nil` when none was named.
    init(_ home: CoordinatorHome, transactions: String?) throws {
        self.home = home
        vaults = try home.store.vaults().map(\.document)
        var coins: [OutPoint: FileDoctor.KnownCoin] = [:]
        for vault in vaults {
            for stored in try home.store.coins(of: vault) {
                coins[stored.coin.outpoint] =
                    switch stored.state {
                    case .free: .free
                    case .frozen: .frozen
                    case .held(let holder): .held(holder)
                    }
            }
        }
        self.coins = coins
        self.transactions = try transactions.map { path in
            try RawTransactions(parsing: FileAccess.read(path, limit: RawTransactions.maximumFileSize)).transactions
        }
    }

    /// What is wrong with a file; empty when nothing was found.
    func findings(in path: String) throws -> [Diagnosis] {
        let bytes = try FileAccess.read(path, limit: RawTransactions.maximumFileSize)
        do {
            switch Self.kind(of: bytes) {
            case .document(let type): return try document(type, bytes)
            case .psbt: return try psbt(bytes)
            case .coins:
                return try CoinListDoctor(vaults: vaults, known: Set(coins.keys))
                    .examine(try CoinListFile(parsing: bytes), transactions: transactions)
            case .transactions:
                _ = try RawTransactions(parsing: bytes)
                return []
            case .payouts: return try PayoutDoctor(network: home.network, vaults: vaults).examine(bytes)
            }
        } catch let error as any CodedError {
            return [
                Diagnosis(
                    error.code, "it cannot be read: \(error.description)",
                    remedy: error.remedy ?? "Get it anew from whoever made it, and compare the SHA-256.")
            ]
        }
    }

    private static func kind(of bytes: [UInt8]) -> Kind {
        if let type = DocumentType.name(in: bytes) { return .document(type) }
        // What tells kinds of text apart stands at their beginning.
        let head = String(decoding: bytes.prefix(4_096), as: UTF8.self)
        let text = head.drop { $0.isWhitespace || $0 == "\u{feff}" }
        if text.hasPrefix("[") || text.hasPrefix("{") {
            if text.contains("\"amount_btc\"") || text.contains("\"amount_sat\"") { return .payouts }
            let names = ["\"vout\"", "\"tx_pos\"", "\"prevout_n\"", "\"unspents\"", "\"transactions\""]
            let body = text.dropFirst().drop { $0.isWhitespace }
            if names.contains(where: { text.contains($0) }) || body.hasPrefix("]") || body.hasPrefix("{") {
                return .coins
            }
            return .transactions
        }
        let heading = text.prefix { !$0.isNewline }
        return heading.contains("amount_") && heading.contains("address") ? .payouts : .psbt
    }

    private func psbt(_ bytes: [UInt8]) throws -> [Diagnosis] {
        let psbt: PSBT
        do throws(PSBTError) { psbt = try PSBTFile(fileBytes: bytes).psbt } catch {
            return [
                Diagnosis(
                    error.code,
                    "it is no document, no list of coins or payouts, and no PSBT that can be read: \(error.description)",
                    remedy: error.remedy ?? "Get it anew from whoever made it, and compare the SHA-256.")
            ]
        }
        return try FileDoctor(network: home.network, vaults: vaults, coins: coins).examine(psbt)
    }

    private func document(_ type: String, _ bytes: [UInt8]) throws -> [Diagnosis] {
        let doctor = try documentDoctor()
        switch type {
        case Vault.typeName: return try vault(Document<Vault>(parsing: bytes))
        case Share.typeName: return doctor.examine(try Document<Share>(parsing: bytes))
        case Confirmation.typeName: return doctor.examine(try Document<Confirmation>(parsing: bytes))
        case Refusal.typeName: return doctor.examine(try Document<Refusal>(parsing: bytes))
        case Release.typeName: return doctor.examine(try Document<Release>(parsing: bytes))
        case Acknowledgement.typeName: return doctor.examine(try Document<Acknowledgement>(parsing: bytes))
        case KeyRecord.typeName: return doctor.examine(try Document<KeyRecord>(parsing: bytes))
        case Order.typeName:
            let order = try Document<Order>(parsing: bytes).body
            return doctor.examine(network: order.network, vault: order.vault)
        case OrderApproval.typeName:
            let approval = try Document<OrderApproval>(parsing: bytes).body
            return doctor.examine(network: approval.network, vault: approval.vault)
        case CoinSnapshot.typeName:
            let snapshot = try SnapshotFile(parsing: bytes).document.body
            return doctor.examine(network: snapshot.network, vault: snapshot.vault)
        case _ where StopDocument.isOne(bytes):
            let statement = try StopDocument(parsing: bytes).statement
            return doctor.examine(network: statement.network, vault: statement.vault)
        default:
            // What is left says itself where it belongs, and its own verb judges it; a type that nobody knows is named.
            _ = try DocumentInspection.members(type: type, bytes)
            return []
        }
    }

    private func documentDoctor() throws -> DocumentDoctor {
        var cases: [CaseID: DocumentDoctor.KnownCase] = [:]
        for summary in try home.store.cases() {
            cases[summary.caseID] = DocumentDoctor.KnownCase(
                digest: try home.store.state(of: summary.caseID).digest, isOpen: summary.life == .open)
        }
        return DocumentDoctor(network: home.network, vaults: vaults, cases: cases)
    }

    private func vault(_ vault: Document<Vault>) -> [Diagnosis] {
        guard vault.body.network == home.network else {
            return [
                Diagnosis(
                    "doctor.network",
                    "the vault is of \(vault.body.network.rawValue), and this home is of \(home.network.rawValue)",
                    remedy: "Use the home of that network with --home.")
            ]
        }
        let known = vaults.filter { $0.body.name == vault.body.name }
        guard !known.contains(where: { $0.digest == vault.digest }) else { return [] }
        return [
            known.contains { $0.body.version == vault.body.version }
                ? Diagnosis(
                    "doctor.vault-conflict",
                    "another document of vault \(vault.body.name) version \(vault.body.version) is in this home",
                    remedy: "A version never changes once it is made: use neither before you know why.")
                : Diagnosis(
                    "doctor.vault", "vault \(vault.body.name) version \(vault.body.version) is not in this home",
                    remedy: "Import it with rensho vault import.")
        ]
    }
}
