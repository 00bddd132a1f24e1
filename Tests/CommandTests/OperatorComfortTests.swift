import BitcoinPSBT
import Custody
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
        #expect(all.output.contains("Passport needs a copy"), "\(all.output)")
        // The copy has the same transaction; what a custodian signs on it finds its case.
        let plain = try lint(["\(first.name).proposal.psbt", "--plain", "plain.psbt"])
        #expect(plain.status == 0 && !plain.output.contains("Passport needs"), "\(plain.output)")
        #expect(try lint(["\(first.name).proposal.psbt", "--plain", "plain.psbt"]).status == 73)
        let back = try walk.operate(["collect", "plain.psbt"])
        #expect(back.output.contains("PSBT of case \(first.name)"), "\(back.output)\(back.error)")
        try walk.expectDone(walk.operate(["abort", first.name]))
        let second = try walk.propose(Self.payouts + ["--psbt-version", "2"])
        let file = "\(second.name).proposal.psbt"
        let json = try lint([file, "--signer", "passport", "jade", "--json"])
        #expect(json.status == 1 && json.error.contains("[lint.refused]") && json.error.contains("by Passport"))
        let object = try #require(try JSONSerialization.jsonObject(with: Data(json.output.utf8)) as? [String: Any])
        let broken = try #require(object["broken"] as? [[String: Any]])
        #expect(broken.map { $0["rule"] as? String } == ["psbt-version", "plain-globals"])
        #expect(broken[0]["is_confirmed"] as? Bool == true && broken[0]["signer"] as? String == "passport")
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
        let copies = try #require(made["signers"] as? [[String: Any]])
        #expect(copies.map { $0["effect"] as? String } == ["asks-for-copy"])
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

    @Test("doctor looks at lists of coins and payouts, and at what people have signed")
    func otherFiles() throws {
        let walk = try SampleWalk(open: SampleWalk.custodians)
        func doctor(_ arguments: [String], home: String = "operator") throws -> [String] {
            try Self.codes(
                ProgramRun(
                    BuiltPrograms.coordinator, ["doctor", "--json"] + arguments + ["--home", home],
                    in: walk.folder.path))
        }
        func write(_ text: String, _ name: String) throws -> String {
            try text.write(toFile: walk.folder.file(name), atomically: true, encoding: .utf8)
            return name
        }
        let (list, raw) = (BuiltPrograms.sample + "/listunspent.json", BuiltPrograms.sample + "/transactions.json")
        #expect(try doctor([list, "--transactions", raw]) == [])
        #expect(try doctor([list]) == ["doctor.no-transactions"])
        #expect(
            try doctor([list, "--transactions", try write("{}", "none.json")])
                == Array(repeating: "coin.previous-transaction-missing", count: 4))
        #expect(try doctor([raw]) == [])
        let data = try Data(contentsOf: URL(fileURLWithPath: list))
        var coins = try #require(try JSONSerialization.jsonObject(with: data) as? [[String: Any]])
        coins.removeFirst()
        coins[0]["amount"] = 7
        try JSONSerialization.data(withJSONObject: coins).write(
            to: URL(fileURLWithPath: walk.folder.file("less.json")))
        #expect(
            try doctor(["less.json", "--transactions", raw]) == ["coin.amount-differs", "doctor.coins-gone"])

        #expect(try doctor([BuiltPrograms.sample + "/payouts.csv"]) == [])
        let own = try #require(
            try walk.json(walk.operate(["address", "5", "--json"]))["addresses"] as? [[String: Any]])
        let ownAddress = try #require(own.first?["address"] as? String)
        let stranger = "bcrt1qj4wenexg9zzj7kaf7wdj4u5mnhwwx7ku33gjrg"
        let rows = ["address,amount_sat,reference", "\(ownAddress),5000,a", "\(stranger),10,b", "\(stranger),9000,c"]
        #expect(
            try doctor([write(rows.joined(separator: "\n") + "\n", "p.csv")])
                == ["propose.own-address", "propose.dust", "doctor.payouts-alike"])
        #expect(
            try doctor([
                write("[{\"address\": \"bc1qw508d6qejxtdg4y5r3zarvary0c5xw7kv8f3t4\", \"amount_sat\": 5000}]", "p.json")
            ]) == ["payouts.address"])

        let first = try walk.propose(Self.payouts)
        try walk.expectDone(walk.sign("alice", first))
        let psbt = try PSBTFile(
            fileBytes: [UInt8](
                try Data(contentsOf: URL(fileURLWithPath: walk.folder.file("\(first.name).alice.signed.psbt"))))
        ).psbt
        let share = try #require(try ProposalFields.read(from: psbt).shares.first)
        try Data(share.encoded).write(to: URL(fileURLWithPath: walk.folder.file("share")))
        #expect(try doctor(["share"]) == [])
        let text = String(decoding: share.encoded, as: UTF8.self)
        func changed(_ old: String, _ new: String) throws -> [String] {
            let other = text.replacingOccurrences(of: old, with: new)
            try #require(other != text)
            return try doctor([write(other, "changed")])
        }
        #expect(try changed("person: alice", "person: bob") == ["doctor.device", "doctor.signature"])
        #expect(try changed("person: alice", "person: mallory") == ["doctor.person"])
        #expect(try changed("device: laptop-0", "device: laptop-9") == ["doctor.device", "doctor.signature"])
        #expect(try changed(first.caseID, String(repeating: "0", count: 32)) == ["doctor.case"])
        #expect(try changed("network: regtest", "network: signet") == ["doctor.network"])
        let digest = String(first.digest.prefix(63)) + (first.digest.hasSuffix("0") ? "1" : "0")
        #expect(try changed(first.digest, digest) == ["doctor.case-digest", "doctor.signature"])
        try walk.expectDone(walk.operate(["abort", first.name]))
        #expect(try doctor(["share"]) == ["doctor.case-ended"])
        #expect(try doctor(["alice.key-record", "treasury.alice.acknowledgement"]) == [])
        try walk.expectDone(
            ProgramRun(
                BuiltPrograms.coordinator, ["init", "--network", "regtest", "--home", "bare"], in: walk.folder.path))
        #expect(
            try doctor(["share", "treasury.alice.acknowledgement"], home: "bare") == ["doctor.vault", "doctor.vault"])
        #expect(try doctor([write("rensho/poem/v1\n", "poem")]) == ["inspect.unknown-document"])
        #expect(try walk.operate(["doctor", "--transactions", raw]).status == 64)
    }

    @Test("doctor looks at the home: coins never listed, signatures that outlive their case, what was put aside")
    func home() throws {
        let walk = try SampleWalk(open: SampleWalk.custodians)
        func doctor() throws -> [String] { try Self.codes(walk.operate(["doctor", "--json"])) }
        let first = try walk.propose(Self.payouts)
        for person in ["alice", "bob"] {
            try walk.expectDone(walk.sign(person, first))
            try walk.collect(person, ["signed.psbt"], first)
        }
        #expect(try doctor() == [])
        // One input's signature of carol stands where the other one's belongs.
        try walk.expectDone(walk.sign("carol", first))
        let signed = walk.folder.file("\(first.name).carol.signed.psbt")
        let file = try PSBTFile(fileBytes: [UInt8](try Data(contentsOf: URL(fileURLWithPath: signed))))
        var psbt = file.psbt
        let good = psbt.inputs[1].partialSigs[0]
        psbt.inputs[1].partialSigs[0] = PartialSig(
            publicKey: good.publicKey, signature: psbt.inputs[0].partialSigs[0].signature)
        try Data(PSBTFile(psbt: psbt, encoding: file.encoding).fileBytes()).write(
            to: URL(fileURLWithPath: walk.folder.file("bad.psbt")))
        #expect(try walk.operate(["collect", "bad.psbt"]).status == 1)
        #expect(try doctor() == ["doctor.put-aside"])
        try walk.expectDone(walk.operate(["abort", first.name]))
        #expect(try doctor() == ["doctor.armed"])
        let words = try walk.operate(["doctor"])
        #expect(words.output.contains("rensho burn \(first.name)"), "\(words.output)")

        try walk.expectDone(
            ProgramRun(
                BuiltPrograms.coordinator, ["init", "--network", "regtest", "--home", "second"], in: walk.folder.path))
        for files in [["treasury.vault"], SampleWalk.custodians.map { "treasury.\($0).acknowledgement" }] {
            try walk.expectDone(
                ProgramRun(
                    BuiltPrograms.coordinator, ["vault", "import"] + files + ["--home", "second"],
                    in: walk.folder.path))
        }
        let second = try ProgramRun(
            BuiltPrograms.coordinator, ["doctor", "--json", "--home", "second"], in: walk.folder.path)
        #expect(try Self.codes(second) == ["doctor.no-coins"])
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
                let tool = URL(fileURLWithPath: program).lastPathComponent
                let lines =
                    tool == "rensho"
                    ? ["doc": "doctor", "propose --spl": "--split", "lint --pla": "--plain", "coins fre": "freeze"]
                    : ["conf": "confirm", "keys cre": "create"]
                for (line, wanted) in lines {
                    #expect(try Self.offered(line, by: tool, in: folder.path) == wanted, "\(tool) \(line)")
                }
            }
        }
    }

    /// What bash offers for a line that is not finished, with the script in a folder.
    private static func offered(_ line: String, by tool: String, in folder: String) throws -> String {
        let words = [tool] + line.split(separator: " ").map(String.init)
        let command = """
            . ./script
            COMP_WORDS=(\(words.joined(separator: " "))) COMP_CWORD=\(words.count - 1)
            COMP_LINE="\(words.joined(separator: " "))" COMP_POINT=${#COMP_LINE}
            name=$(complete -p \(tool) | sed 's/.*-F \\([^ ]*\\).*/\\1/')
            $name \(tool) \(words[words.count - 1]) \(words[words.count - 2])
            echo "${COMPREPLY[*]}"
            """
        return try ProgramRun("/bin/bash", ["-c", command], in: folder).output
            .trimmingCharacters(in: .whitespacesAndNewlines)
    }
}
