import BitcoinPrimitives
import ByteCoding
import Foundation
import TestSupport

/// A vault with coins, everybody's home and the operator's: where every walk begins.
struct WalkVault {
    /// What the vault asks for.
    let shape: WalkShape
    /// The homes and files.
    let folder: WalkFolder
    /// The coins, by outpoint.
    let coins: [OutPoint: TxOut]

    /// The five people's homes, made by the program once; every vault has copies.
    private static let machines = Result { try restoreEverybody() }

    /// The published test words, never for money.
    private static let words = [
        "alice": "abandon abandon abandon abandon abandon abandon abandon abandon abandon abandon abandon about",
        "bob": "legal winner thank year wave sausage worth useful legal winner thank yellow",
        "carol": "letter advice cage absurd amount doctor acoustic avoid letter advice cage above",
        "dave": "zoo zoo zoo zoo zoo zoo zoo zoo zoo zoo zoo wrong",
        "erin": "legal winner thank year wave sausage worth useful legal winner thank year wave sausage worth useful "
            + "legal will",
    ]

    /// The words of a custodian.
    static func words(of person: String) -> String { words[person] ?? "" }

    /// Makes the vault, has everybody register it, and brings two coins in.
    init(_ shape: WalkShape) throws {
        self.shape = shape
        folder = try WalkFolder(copying: Self.machines.get())
        let path = folder.path
        func operate(_ arguments: [String]) throws -> String {
            try Self.done(ProgramRun(BuiltPrograms.coordinator, arguments + ["--home", "operator"], in: path))
        }
        _ = try operate(["init", "--network", "regtest"])
        _ = try operate(
            ["vault", "create", "--name", "treasury", "--threshold", "\(shape.threshold)"]
                + ["--orders", "optional", "--accept", "organisation example"]
                + (shape.people.count == shape.threshold ? ["--accept", "no-spare-key"] : [])
                + (shape.isByQuorum ? ["--confirmations", "quorum"] : [])
                + shape.open.sorted().flatMap { ["--open", $0] } + shape.people.sorted().map { "\($0).key-record" })
        let vault = try Self.object(operate(["vault", "show", "treasury", "--json"]))
        guard let hash = vault["hash"] as? String else { throw WalkFailure("no vault hash") }
        for person in shape.people {
            _ = try Self.done(
                ProgramRun(
                    BuiltPrograms.signer,
                    [
                        "vault", "register", "treasury.vault", "--expect-digest", hash, "--home", person,
                        "--passphrase-fd", "4",
                    ], in: path, passed: [4: CustodianAtTerminal.passphrase]))
        }
        _ = try operate(["vault", "import"] + shape.people.map { "treasury.\($0).acknowledgement" })
        coins = try Self.importCoins(folder, operate)
    }

    /// The vault after its next version was registered, with new coins on its addresses.
    init(_ shape: WalkShape, continuing folder: WalkFolder) throws {
        self.shape = shape
        self.folder = folder
        coins = try Self.importCoins(folder) { arguments in
            try Self.done(ProgramRun(BuiltPrograms.coordinator, arguments + ["--home", "operator"], in: folder.path))
        }
    }

    private static func restoreEverybody() throws -> WalkFolder {
        let folder = try WalkFolder()
        for (place, (person, words)) in words.sorted(by: { $0.key < $1.key }).enumerated() {
            _ = try done(
                ProgramRun(
                    BuiltPrograms.signer,
                    [
                        "keys", "restore", "--home", person, "--person", person, "--name", "\(person) Example",
                        "--organisation", "example", "--site", "site-\(place)", "--device", "laptop-\(place)",
                        "--network", "regtest", "--words-fd", "3", "--passphrase-fd", "4", "--first-use",
                        "--keystore-cost", "10",
                    ], in: folder.path, passed: [3: words, 4: CustodianAtTerminal.passphrase]))
            _ = try done(
                ProgramRun(
                    BuiltPrograms.signer, ["keys", "export", "--home", person, "-o", "\(person).key-record"],
                    in: folder.path))
        }
        return folder
    }

    /// Coins of 2 BTC on the vault's first addresses, each made by a transaction of its own.
    @discardableResult
    static func importCoins(
        _ folder: WalkFolder, count: Int = 2, _ operate: ([String]) throws -> String
    ) throws -> [OutPoint: TxOut] {
        let listed = try object(operate(["address", "0-\(count - 1)", "--json"]))
        guard let addresses = listed["addresses"] as? [[String: Any]] else { throw WalkFailure("no addresses") }
        var (list, transactions, coins): ([[String: Any]], [String: String], [OutPoint: TxOut]) = ([], [:], [:])
        for (place, address) in addresses.enumerated() {
            guard let script = address["script_pub_key"] as? String else { throw WalkFailure("no script") }
            let origin = OutPoint(txid: Txid(try .init([UInt8](repeating: UInt8(place + 1), count: 32))), vout: 0)
            let output = TxOut(amount: try Amount(sat: 200_000_000), scriptPubKey: Script(try [UInt8](hexText: script)))
            let funding = Transaction(
                version: 2, inputs: [TxIn(previousOutput: origin, sequence: TxSequence(0xffff_fffd))],
                outputs: [output], lockTime: LockTime(0))
            let txid = funding.txid.description
            list.append([
                "txid": txid, "vout": 0, "amount": 2, "scriptPubKey": script, "confirmations": 6, "label": "",
            ])
            transactions[txid] = funding.encoded().map { String(format: "%02x", $0) }.joined()
            coins[OutPoint(txid: funding.txid, vout: 0)] = output
        }
        try folder.write([UInt8](JSONSerialization.data(withJSONObject: list)), as: "coins.json")
        try folder.write([UInt8](JSONSerialization.data(withJSONObject: transactions)), as: "transactions.json")
        _ = try operate(["coins", "import", "coins.json", "--transactions", "transactions.json"])
        return coins
    }

    /// What a run printed; it must have ended well.
    static func done(_ run: ProgramRun) throws -> String {
        guard run.status == 0 else { throw WalkFailure("status \(run.status)\n\(run.output)\n\(run.error)") }
        return run.output
    }

    /// The JSON object in a program's output.
    static func object(_ text: String) throws -> [String: Any] {
        guard let object = try JSONSerialization.jsonObject(with: Data(text.utf8)) as? [String: Any] else {
            throw WalkFailure("no JSON object: \(text)")
        }
        return object
    }
}
