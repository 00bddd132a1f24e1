import BitcoinPrimitives
import ByteCoding
import Foundation
import TestSupport
import Testing

/// What is left of secrets when a command has ended: in the process's memory, in files, in what was said.
@Suite("secrets leave no trace")
struct SecretTraceTests {
    /// The folder of the memory, which is no part of what the programs wrote.
    private static func memory(_ folder: String) -> String { folder + ".memory" }

    /// A walk in which the signer writes its memory to that folder at its very end.
    private static func start() throws -> SampleWalk {
        let variables = try FaultyLibraries.variables([:])
        return try SampleWalk { folder in
            try? FileManager.default.createDirectory(atPath: memory(folder), withIntermediateDirectories: false)
            return ["/usr/bin/env"] + variables + ["RENSHO_DUMP=\(memory(folder))/end"]
        }
    }

    @Test("in the memory of the signer at the end of every command of a whole case, nor in its files and words")
    func wholeCase() throws {
        let walk = try Self.start()
        let memory = Self.memory(walk.folder.path)
        defer { try? FileManager.default.removeItem(atPath: memory) }
        let proposed = try walk.propose(["--psbt", BuiltPrograms.sample + "/unsigned-v0.psbt.b64"])
        try Self.fail(walk, proposed)
        let hex = try walk.finish(proposed)
        let second = try walk.propose([
            "--payouts", BuiltPrograms.sample + "/payouts.csv", "--replaces", proposed.caseID, "--reason",
            "the fee was too low", "--fee-rate", "40",
        ])
        // Once with the passphrase typed.
        let variables = try FaultyLibraries.variables(["RENSHO_DUMP": memory + "/end"])
        let typing = try PseudoTerminal(
            .init(
                "/usr/bin/env",
                variables + [
                    BuiltPrograms.signer, "refuse", "\(second.name).proposal.psbt", "--reason", "no", "--expect-digest",
                    second.digest, "--home", "carol",
                ], folder: walk.folder.path, environment: BuiltPrograms.environment(home: walk.folder.path)))
        try typing.expect("Passphrase of the keystore: ")
        typing.send(SampleWalk.passphrase)
        #expect(try typing.exitStatus() == 0, "\(typing.transcript)")
        for command in [["log", "show"], ["vault", "show"], ["review", "\(proposed.name).proposal.psbt"]] {
            for form in [[], ["--json"]] { _ = try walk.signer(command + form + ["--home", "alice"]) }
        }

        let traces = try Self.traces(walk, signing: hex)
        #expect(traces.traces.count > 2000)
        var commands: Set<String> = []
        for name in try FileManager.default.contentsOfDirectory(atPath: memory).sorted() {
            let bytes = [UInt8](try Data(contentsOf: URL(fileURLWithPath: memory + "/" + name)))
            #expect(bytes.count > 100_000, "\(name): that is not the memory of a program")
            let found = traces.found(in: bytes)
            #expect(found == [], "\(name) (\(bytes.count) bytes)")
            commands.insert(name.split(separator: ".").dropFirst().first.map(String.init) ?? "")
        }
        #expect(commands == ["keys", "vault", "sign", "confirm", "release", "refuse", "log", "review"])

        for (name, bytes) in try Self.files(walk.folder.path) {
            #expect(traces.found(in: bytes) == [], "\(name)")
        }
        let said = walk.said.text + typing.transcript + typing.standardOutput
        #expect(traces.found(in: Array(said.utf8)) == [])
        #expect(walk.said.text.contains("[keystore.wrong-passphrase]"))
    }

    @Test("the search is not blind: it finds the keys in the memory of a signer that is about to sign")
    func searchSees() throws {
        let walk = try SampleWalk()
        let proposed = try walk.propose(["--psbt", BuiltPrograms.sample + "/unsigned-v0.psbt.b64"])
        let memory = TemporaryFolder()
        let run = try FaultyLibraries.run(
            [
                "sign", "\(proposed.name).proposal.psbt", "--expect-digest", proposed.digest, "--home", "alice",
                "--passphrase-fd", "4",
            ], settings: ["RENSHO_DUMP_SIGNING": memory.file("signing")], in: walk.folder.path,
            passed: [4: SampleWalk.passphrase])
        #expect(run.status == 0, "\(run.error)")
        let traces = SecretTraces(words: try SampleWalk.words()[0], passphrase: SampleWalk.passphrase)
        let file = try #require(memory.entries.first)
        let bytes = [UInt8](try Data(contentsOf: URL(fileURLWithPath: memory.file(file))))
        let found = traces.found(in: bytes)
        #expect(found.isSuperset(of: ["seed", "identity key"]), "\(found.sorted())")
        // The passphrase and the words are gone before anything is signed.
        #expect(found.intersection(["passphrase", "words"]) == [])
        let sentence = Array("so I typed: correct horse battery staple".utf8)
        #expect(traces.found(in: sentence) == ["passphrase"])
    }

    @Test("in the memory of the signer after words and passphrases were typed at its terminal, well or badly")
    func typed() throws {
        let words = try SampleWalk.words()[1]
        let other = "letter advice cage absurd amount doctor acoustic avoid letter advice cage absurd"
        let (passphrase, wrong, wordsPassphrase) =
            ("correct horse battery staple", "incorrect pony battery nail", "twenty-fifth word of a test")
        for (name, answers, status) in [
            ("good", [words, wordsPassphrase, passphrase, passphrase], 0),
            ("differing", [words, wordsPassphrase, passphrase, wrong], 1),
            ("wrong words", [other], 65), ("too short", [words, wordsPassphrase, "short"], 1),
        ] as [(String, [String], Int32)] {
            let folder = TemporaryFolder()
            let memory = TemporaryFolder()
            let variables = try FaultyLibraries.variables(["RENSHO_DUMP": memory.file("end")])
            let terminal = try PseudoTerminal(
                .init(
                    "/usr/bin/env",
                    variables + [
                        BuiltPrograms.signer, "keys", "restore", "--person", "bob", "--name", "Bob", "--organisation",
                        "example", "--site", "tokyo", "--device", "laptop-1", "--network", "regtest", "--home", "home",
                        "--words-passphrase", "--first-use", "--keystore-cost", "10",
                    ], folder: folder.path, environment: BuiltPrograms.environment(home: folder.path)))
            let questions = [
                TerminalQuestion.words.rawValue, "BIP-39 passphrase of the words: ",
                TerminalQuestion.newPassphrase.rawValue, TerminalQuestion.samePassphrase.rawValue,
            ]
            for (question, answer) in zip(questions, answers) {
                try terminal.expect(question)
                terminal.send(answer)
            }
            #expect(try terminal.exitStatus() == status, "\(name)\n\(terminal.transcript)")

            var traces = SecretTraces(words: words, passphrase: passphrase, wordsPassphrase: wordsPassphrase)
            traces.add(SecretTraces(words: other, passphrase: wrong))
            let file = try #require(memory.entries.first)
            let bytes = [UInt8](try Data(contentsOf: URL(fileURLWithPath: memory.file(file))))
            #expect(traces.found(in: bytes) == [], "\(name)")
            #expect(traces.found(in: Array((terminal.transcript + terminal.standardOutput).utf8)) == [], "\(name)")
            for (path, bytes) in try Self.files(folder.path) { #expect(traces.found(in: bytes) == [], "\(path)") }
        }
    }

    /// Commands that read a secret and fail: what they say is searched as well.
    private static func fail(_ walk: borrowing SampleWalk, _ proposed: SampleWalk.Proposed) throws {
        let sign = [
            "sign", "\(proposed.name).proposal.psbt", "--expect-digest", proposed.digest, "--passphrase-fd", "4",
        ]
        let wrong = try walk.signer(sign + ["--home", "alice"], passed: [4: SampleWalk.passphrase + "!"])
        #expect(wrong.status == 65)
        let empty = try walk.signer(sign + ["--home", "alice"], passed: [4: ""])
        #expect(empty.error.contains("[terminal.descriptor-empty]"), "\(empty.error)")
        let words = try SampleWalk.words()
        let badWords = [
            words[0].replacingOccurrences(of: "about", with: "abandon"), words[1] + " zoo", words[2] + "x",
            String(words[2].uppercased().dropLast(4)),
        ]
        for text in badWords {
            let run = try walk.signer(
                [
                    "keys", "restore", "--home", "dave", "--person", "dave", "--name", "Dave", "--organisation",
                    "example", "--site", "tokyo", "--device", "laptop", "--network", "regtest", "--words-fd", "3",
                    "--passphrase-fd", "4", "--first-use", "--keystore-cost", "10",
                ], passed: [3: text, 4: SampleWalk.passphrase])
            #expect(run.status == 65)
        }
    }

    /// The secrets of the three custodians, and the nonces of everything that the final transaction was signed with.
    private static func traces(_ walk: borrowing SampleWalk, signing hex: String) throws -> SecretTraces {
        var all = SecretTraces(words: try SampleWalk.words()[0], passphrase: SampleWalk.passphrase)
        for (person, words) in zip(SampleWalk.custodians, try SampleWalk.words()) {
            let keystore = [UInt8](
                try Data(contentsOf: URL(fileURLWithPath: walk.folder.file("\(person)/keystore"))))
            all.add(SecretTraces(words: words, passphrase: SampleWalk.passphrase, keystore: keystore))
        }
        let transaction = try Transaction(decoding: [UInt8](hexText: hex))
        let previous = try #require(
            try JSONSerialization.jsonObject(
                with: Data(contentsOf: URL(fileURLWithPath: BuiltPrograms.sample + "/transactions.json")))
                as? [String: String])
        let sighash = SegwitSighash(transaction)
        var signed = 0
        for (index, input) in transaction.inputs.enumerated() {
            let text = try #require(previous[input.previousOutput.txid.description])
            let spent = try Transaction(decoding: [UInt8](hexText: text)).outputs[Int(input.previousOutput.vout)]
            let script = try #require(input.witness.last)
            let digest = try sighash.digest(input: index, scriptCode: Script(script), amount: spent.amount)
            // 2 of 3: a number, three keys of 33 bytes behind their lengths, a number, the operator.
            for place in [2, 36, 70] {
                let scalar = try #require(all.scalars[Array(script[place..<(place + 33)])])
                all.nonces(digest.bytes, scalar: scalar)
                signed += 1
            }
        }
        #expect(signed == transaction.inputs.count * 3 && signed > 0)
        return all
    }

    private static func files(_ folder: String) throws -> [(name: String, bytes: [UInt8])] {
        let names = try FileManager.default.subpathsOfDirectory(atPath: folder)
        return try names.compactMap { name in
            let path = folder + "/" + name
            var isFolder: ObjCBool = false
            guard unsafe FileManager.default.fileExists(atPath: path, isDirectory: &isFolder), !isFolder.boolValue
            else { return nil }
            return (name, [UInt8](try Data(contentsOf: URL(fileURLWithPath: path))))
        }
    }
}
