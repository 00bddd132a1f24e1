import BitcoinPrimitives
import Custody
import Foundation
import TestSupport
import Testing

/// A vault with limits and a watcher, with everybody's home, made by the programs.
private struct SnapshotWalk {
    let files: WalkFolder

    /// The published test words of the watcher, never for money.
    private static let wanda = "ozone drill grab fiber curtain grace pudding thank cruise elder eight picnic"

    private static let policy = """
        rensho/policy/v1
        name: treasury
        threshold: 2
        script: p2wsh
        release: held
        confirmations: all
        orders: optional
        limit: vault case 10 percent
        limit: vault 7-days 60000000 sat (0.60000000 BTC)
        snapshot-age: 3-days
        max-fee: 0.01 BTC
        max-fee-percent: 5
        max-fee-rate: 500
        role: wanda watcher
        accepts: organisation example

        """

    func operate(_ arguments: [String]) throws -> ProgramRun {
        try ProgramRun(BuiltPrograms.coordinator, arguments + ["--home", "operator"], in: files.path)
    }

    func signer(_ person: String, _ arguments: [String], words: String? = nil) throws -> ProgramRun {
        try ProgramRun(
            BuiltPrograms.signer, arguments + ["--home", person, "--passphrase-fd", "4"], in: files.path,
            passed: [4: CustodianAtTerminal.passphrase].merging(words.map { [3: $0] } ?? [:]) { first, _ in first })
    }

    init() throws {
        files = try WalkFolder()
        for (place, person) in ["alice", "bob", "carol", "wanda"].enumerated() {
            let words = person == "wanda" ? Self.wanda : WalkVault.words(of: person)
            _ = try WalkVault.done(
                signer(
                    person,
                    [
                        person == "wanda" ? "identity" : "keys", "restore", "--person", person, "--name",
                        "\(person) Example",
                    ]
                        + ["--organisation", "example", "--site", "site-\(place)", "--device", "laptop-\(place)"]
                        + ["--network", "regtest", "--words-fd", "3", "--first-use", "--keystore-cost", "10"],
                    words: words))
            _ = try WalkVault.done(
                ProgramRun(
                    BuiltPrograms.signer, ["keys", "export", "--home", person, "-o", "\(person).key-record"],
                    in: files.path))
        }
        try files.write(Array(Self.policy.utf8), as: "treasury.policy")
        _ = try WalkVault.done(operate(["init", "--network", "regtest"]))
        _ = try WalkVault.done(
            operate(
                ["vault", "create", "--policy", "treasury.policy"]
                    + ["alice", "bob", "carol", "wanda"].map { "\($0).key-record" }))
        let vault = try WalkVault.object(WalkVault.done(operate(["vault", "show", "treasury", "--json"])))
        let hash = try #require(vault["hash"] as? String)
        for person in ["alice", "bob", "carol"] {
            _ = try WalkVault.done(signer(person, ["vault", "register", "treasury.vault", "--expect-digest", hash]))
        }
        _ = try WalkVault.done(
            operate(["vault", "import"] + ["alice", "bob", "carol"].map { "treasury.\($0).acknowledgement" }))
        try FileManager.default.createDirectory(
            atPath: files.file("vault"), withIntermediateDirectories: false, attributes: nil)
        _ = try WalkVault.done(operate(["vault", "export", "-o", "vault"]))
        _ = try WalkVault.importCoins(files) { try WalkVault.done(operate($0)) }
    }

    /// Opens a case of one payment; the code by which it is refused, or its digest.
    func propose(_ btc: String, to number: UInt8) throws -> (digest: String?, code: String?) {
        let address = try OrderWalk.address(number)
        try files.write(
            Array("address,amount_btc,reference\n\(address),\(btc),invoice\n".utf8), as: "payouts-\(number).csv")
        let run = try operate(["propose", "--payouts", "payouts-\(number).csv", "--fee-rate", "5", "--json"])
        guard run.status == 0 else { return (nil, run.error + run.output) }
        return (try WalkVault.object(run.output)["digest"] as? String, nil)
    }
}

@Suite("A coin snapshot from an online machine to a custodian's")
struct SnapshotWalkTests {
    @Test("is countersigned, taken in, carried by the proposal, and bounds what leaves")
    func walk() throws {
        let walk = try SnapshotWalk()
        // The coins of the case, one of 2 BTC, would be the whole balance.
        #expect(try walk.propose("0.3", to: 1).code?.contains("propose.review-refuses") == true)
        let made = try WalkVault.object(
            WalkVault.done(walk.operate(["coins", "snapshot", "--height", "900000", "--json"])))
        let name = "treasury.900000.coin-snapshot"
        #expect(made["file"] as? String == name && made["total_sat"] as? Int == 400_000_000)
        let unsigned = try walk.operate(["coins", "import", name])
        #expect(unsigned.status == 1 && unsigned.error.contains("[snapshot.not-countersigned]"))

        let digest = try #require(made["digest"] as? String)
        let vault = try ["--vault"] + walk.files.entries(of: "vault").map { "vault/\($0)" }
        let custodian = try walk.signer("alice", ["countersign", name, "--expect-digest", digest] + vault)
        #expect(custodian.status == 1 && custodian.error.contains("[snapshot.no-role]"))
        _ = try WalkVault.done(walk.signer("wanda", ["countersign", name, "--expect-digest", digest] + vault))
        let signed = "treasury.900000.wanda.coin-snapshot"
        let log = try WalkVault.done(
            ProgramRun(BuiltPrograms.signer, ["log", "show", "--home", "wanda"], in: walk.files.path))
        #expect(log.contains("countersigned a coin snapshot of the vault treasury: height 900000"))
        #expect(try WalkVault.done(walk.operate(["coins", "import", signed])).contains("countersigned by wanda"))

        let (found, refused) = try walk.propose("0.3", to: 1)
        #expect(refused == nil)
        let proposals = try FileManager.default.contentsOfDirectory(atPath: walk.files.path)
            .filter { $0.hasSuffix(".proposal.psbt") }
        let (proposal, expected) = (try #require(proposals.first), try #require(found))
        _ = try WalkVault.done(walk.signer("alice", ["sign", proposal, "--expect-digest", expected]))
        // 0.3 and 0.35 are more than a week's 0.6; 0.45 is more than a tenth of what is there.
        #expect(try walk.propose("0.35", to: 2).code?.contains("limit.exceeded") == true)
        #expect(try walk.propose("0.45", to: 3).code?.contains("limit.exceeded") == true)
    }
}
