import BitcoinPSBT
import Foundation
import TestSupport
import Testing

@Suite("lint, doctor and completions")
struct OperatorComfortTests {
    private static let payouts = ["--payouts", BuiltPrograms.sample + "/payouts.csv", "--fee-rate", "5"]

    private static func codes(_ run: ProgramRun) throws -> [String] {
        let object = try JSONSerialization.jsonObject(with: Data(run.output.utf8)) as? [String: Any]
        let found = try #require(object?["found"] as? [[String: Any]], "\(run.output)\(run.error)")
        #expect(found.allSatisfy { ($0["remedy"] as? String)?.isEmpty == false })
        #expect((run.status == 1) == !found.isEmpty)
        return found.compactMap { $0["code"] as? String }
    }

    @Test("lint asks all signers or those named, and ends with 1 when one would refuse")
    func lint() throws {
        let walk = try SampleWalk()
        let first = try walk.propose(Self.payouts)
        let clean = try walk.operate(["lint", "\(first.name).proposal.psbt"])
        // rensho lint takes no home: the walk's own option is refused.
        #expect(clean.status == 64)
        func lint(_ arguments: [String]) throws -> ProgramRun {
            try ProgramRun(BuiltPrograms.coordinator, ["lint"] + arguments, in: walk.folder.path)
        }
        let all = try lint(["\(first.name).proposal.psbt"])
        #expect(all.status == 0 && all.output.contains("No known rule is broken: Coldcard, Ledger"), "\(all.output)")
        try walk.expectDone(walk.operate(["abort", first.name]))
        let second = try walk.propose(Self.payouts + ["--psbt-version", "2"])
        let file = "\(second.name).proposal.psbt"
        let json = try lint([file, "--signer", "passport", "jade", "--json"])
        #expect(json.status == 1 && json.error.contains("[lint.refused]") && json.error.contains("by Passport"))
        let object = try #require(try JSONSerialization.jsonObject(with: Data(json.output.utf8)) as? [String: Any])
        let broken = try #require(object["broken"] as? [[String: Any]])
        #expect(broken.map { $0["rule"] as? String } == ["psbt-version"])
        #expect(broken[0]["is_confirmed"] as? Bool == false && broken[0]["signer"] as? String == "passport")
        #expect(try lint([file, "--signer", "nobody"]).status == 64)
        #expect(try lint([BuiltPrograms.sample + "/payouts.csv"]).status == 65)
    }

    @Test("propose forecasts what signers will say, and opens nothing that a profile refuses")
    func profiles() throws {
        let walk = try SampleWalk()
        let told = try walk.operate(
            ["propose", "--dry-run", "--psbt-version", "2", "--signer", "passport", "jade"] + Self.payouts)
        #expect(told.status == 0 && told.output.contains("Passport refuses: it takes PSBT version 0"), "\(told.output)")
        #expect(told.output.contains("No known rule is broken: Jade"))
        let refused = try walk.operate(
            ["propose", "--psbt-version", "2", "--profile", "passport"] + Self.payouts)
        #expect(refused.status == 1 && refused.error.contains("[propose.profile]"), "\(refused.error)")
        let cases = try walk.json(walk.operate(["status", "--json"]))
        #expect((cases["cases"] as? [Any])?.isEmpty == true)
        // Without a version the profile chooses it.
        let made = try walk.json(walk.operate(["propose", "--json", "--profile", "passport", "ledger"] + Self.payouts))
        let path = walk.folder.file(try #require(made["file"] as? String))
        let psbt = try PSBTFile(fileBytes: [UInt8](try Data(contentsOf: URL(fileURLWithPath: path)))).psbt
        #expect(psbt.version == .v0 && psbt.global.xpubs.count == 3)
        #expect((made["signers"] as? [Any])?.isEmpty == true)
    }

    @Test("doctor names the cause and the remedy of every mismatch")
    func doctor() throws {
        let walk = try SampleWalk()
        #expect(try Self.codes(walk.operate(["doctor", "--json"])) == [])
        let first = try walk.propose(Self.payouts)
        let file = "\(first.name).proposal.psbt"
        func doctor(_ file: String) throws -> [String] { try Self.codes(walk.operate(["doctor", "--json", file])) }
        #expect(try doctor(file) == [])

        func changed(_ change: (inout PSBT) -> Void) throws -> [String] {
            let bytes = [UInt8](try Data(contentsOf: URL(fileURLWithPath: walk.folder.file(file))))
            var psbt = try PSBTFile(fileBytes: bytes).psbt
            psbt.global.proprietary = []
            change(&psbt)
            try Data(psbt.encoded()).write(to: URL(fileURLWithPath: walk.folder.file("changed.psbt")))
            return try doctor("changed.psbt")
        }
        // A plain PSBT over coins that an open case holds.
        #expect(Set(try changed { _ in }) == ["doctor.coin-held"])
        #expect(try changed { $0.inputs[0].nonWitnessUtxo = nil }.first == "doctor.previous-transaction")
        #expect(
            try changed { psbt in for index in psbt.inputs.indices { psbt.inputs[index].bip32Derivations = [] } }.first
                == "doctor.no-derivations")
        // The same keys of another account.
        try walk.expectDone(walk.operate(["abort", first.name]))
        #expect(try changed { _ in } == [])
        let list = try Data(contentsOf: URL(fileURLWithPath: BuiltPrograms.sample + "/listunspent.json"))
        let coins = try #require(try JSONSerialization.jsonObject(with: list) as? [[String: Any]])
        try JSONSerialization.data(withJSONObject: [coins[coins.count - 1]]).write(
            to: URL(fileURLWithPath: walk.folder.file("less.json")))
        let second = try walk.propose(Self.payouts)
        try walk.expectDone(
            walk.operate([
                "coins", "import", "less.json", "--transactions", BuiltPrograms.sample + "/transactions.json",
            ]))
        #expect(try Self.codes(walk.operate(["doctor", "--json"])).contains("doctor.case-without-coins"))
        try walk.expectDone(walk.operate(["abort", second.name]))
        #expect(try changed { _ in }.contains("doctor.coin-unknown"))

        // Another home, where nobody knows the vault.
        try walk.expectDone(
            ProgramRun(
                BuiltPrograms.coordinator, ["init", "--network", "regtest", "--home", "bare"], in: walk.folder.path))
        try walk.expectDone(
            ProgramRun(
                BuiltPrograms.coordinator, ["init", "--network", "signet", "--home", "other"], in: walk.folder.path))
        func elsewhere(_ home: String, _ file: String) throws -> [String] {
            try Self.codes(
                ProgramRun(BuiltPrograms.coordinator, ["doctor", "--json", file, "--home", home], in: walk.folder.path))
        }
        #expect(try elsewhere("bare", file) == ["doctor.vault"])
        #expect(try elsewhere("bare", "changed.psbt").first == "doctor.fingerprint")
        #expect(try elsewhere("other", file) == ["doctor.network"])
        #expect(try elsewhere("other", "treasury.vault") == ["doctor.network"])
        #expect(try elsewhere("bare", "treasury.vault") == ["doctor.vault"])
        #expect(try doctor("treasury.vault") == [])
        let words = try walk.operate(["doctor", "changed.psbt"])
        #expect(words.status == 1 && words.output.contains("rensho coins import"), "\(words.output)")
    }

    @Test("completion scripts for three shells come out whole, and bash reads its own")
    func completions() throws {
        let folder = TemporaryFolder()
        for program in [BuiltPrograms.coordinator, BuiltPrograms.signer] {
            for shell in ["bash", "zsh", "fish"] {
                let run = try ProgramRun(program, ["--generate-completion-script", shell], in: folder.path)
                #expect(run.status == 0 && run.error.isEmpty, "\(shell): \(run.error)")
                #expect(run.output.contains("propose") || run.output.contains("confirm"), "\(shell)")
                #expect(!run.output.contains("\\u{"), "\(shell)")
                guard shell == "bash" else { continue }
                try run.output.write(toFile: folder.file("script"), atomically: true, encoding: .utf8)
                let checked = try ProgramRun("/bin/bash", ["-n", "script"], in: folder.path)
                #expect(checked.status == 0, "\(checked.error)")
            }
        }
    }
}
