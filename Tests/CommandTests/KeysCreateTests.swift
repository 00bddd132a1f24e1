import BitcoinCrypto
import ByteCoding
import Foundation
import SecretKeys
import TestSupport
import Testing

@Suite("rensho-signer keys create, at a terminal")
struct KeysCreateTests {
    private static let person = [
        "--person", "alice", "--name", "Alice Example", "--organisation", "example", "--site", "tokyo", "--device",
        "laptop-1", "--network", "regtest",
    ]
    static let create = ["keys", "create", "--home", "home", "--keystore-cost", "10"] + person

    @Test("makes words that are shown once, typed back and cleared, and that restore the same keys")
    func ceremony() throws {
        let folder = TemporaryFolder()
        let visit = try CustodianInCeremony(mistakes: [3: "never"]).run(Self.create, in: folder.path)
        #expect(visit.status == 0, "\(visit.screen)")
        #expect(visit.words.count == 24 && visit.asked == 25)
        #expect(visit.screen.contains("That is not word 3."))
        // Every page stands alone on the screen, and is gone before anything else.
        let clearing = "\u{1B}[H\u{1B}[2J\u{1B}[3J"
        #expect(visit.screen.components(separatedBy: clearing).count == 2 * visit.pages.count + 1)
        #expect(visit.pages.count == 7)
        #expect(visit.pages[0].hasPrefix("Throws 1 to 50"))
        let restored = try ProgramRun(
            BuiltPrograms.signer,
            [
                "keys", "restore", "--home", "again", "--words-fd", "3", "--passphrase-fd", "4", "--first-use",
                "--keystore-cost", "10",
            ] + Self.person, in: folder.path,
            passed: [3: visit.sentence, 4: CustodianInCeremony.passphrase])
        #expect(restored.status == 0, "\(restored.error)")
        let fingerprint = try #require(visit.value("fingerprint"))
        #expect(restored.output.contains("fingerprint: \(fingerprint)\n"))
        #expect(visit.screen.contains("Fingerprint of your keys: \(fingerprint)"))
        for file in ["key-record"] {
            #expect(
                try Data(contentsOf: URL(fileURLWithPath: folder.file("home/\(file)")))
                    == Data(contentsOf: URL(fileURLWithPath: folder.file("again/\(file)"))))
        }
        let again = try CustodianInCeremony().run(Self.create, in: folder.path)
        #expect(again.status == 73)
        #expect(again.screen.contains("[signer.keys-exist]") && again.pages.isEmpty)
    }

    @Test("takes its part from getrandom(2), and from nowhere else")
    func kernelRandomness() throws {
        let folder = TemporaryFolder()
        let log = folder.file("random")
        var custodian = CustodianInCeremony()
        custodian.launcher = ["/usr/bin/env"] + (try FaultyLibraries.variables(["RENSHO_RANDOM": log]))
        let visit = try custodian.run(Self.create + ["--words", "12", "--recipe"], in: folder.path)
        #expect(visit.status == 0, "\(visit.screen)")
        // What the kernel gave, one answer in a line: the machine's part is one of them, and the words come from it.
        let answers = try String(contentsOfFile: log, encoding: .utf8).split(separator: "\n")
            .map { try [UInt8](hexText: String($0)) }.filter { $0.count == 32 }
        let shown = try #require(visit.pages.first { $0.hasPrefix("R, this machine's part:") })
        let lines = shown.split(separator: "\n").map(String.init)
        let part = try [UInt8](hexText: lines[1] + lines[2])
        #expect(answers.filter { $0 == part }.count == 1)
        #expect(visit.screen.contains(SHA256.hash(part).hex))
        let message = Array("rensho/entropy/v1\u{0}dice\u{0}\(CustodianInCeremony.dice)".utf8)
        let entropy = HMAC.sha512(key: part, message).prefix(16)
        let sentence = try Mnemonic(entropy: SecretBytes(copying: entropy)).withSentence { span in
            String(decoding: span.indices.map { span[$0] }, as: UTF8.self)
        }
        #expect(visit.sentence == sentence)
    }

    @Test("a kernel that gives too little ends the ceremony before a throw, and nothing is stored")
    func shortRandomness() throws {
        for fault in ["random-short", "random-refused", "random-replaced"] {
            let folder = TemporaryFolder()
            var custodian = CustodianInCeremony()
            custodian.launcher = ["/usr/bin/env"] + (try FaultyLibraries.variables(["RENSHO_FAULT": fault]))
            let visit = try custodian.run(Self.create, in: folder.path)
            #expect(visit.status == 70 && visit.pages.isEmpty, "\(fault): \(visit.screen)")
            #expect(folder.entries == [])
        }
    }

    @Test("dice alone give the published words, and dice-verify gives them again")
    func diceOnly() throws {
        let folder = TemporaryFolder()
        let digits =
            "655152231316521321611331544441236164664431121534415633526456254462245546236542364246312613322234612"
        let words =
            "eyebrow obvious such suggest poet seven breeze blame virtual frown dynamic donor harsh pigeon express "
            + "broccoli easy apology scatter force recipe shadow claim radio"
        let custodian = CustodianInCeremony(throwing: digits)
        let made = try custodian.run(Self.create + ["--dice-only"], in: folder.path)
        #expect(made.status == 0 && made.sentence == words, "\(made.screen)")
        let verified = try custodian.run(["keys", "dice-verify"], in: folder.path)
        #expect(verified.status == 0 && verified.sentence == words, "\(verified.screen)")
        #expect(folder.entries == ["home"])
    }

    @Test("identity create makes 12 words and a record without an account key; such a home signs nothing")
    func identity() throws {
        let folder = TemporaryFolder()
        let stick = folder.file("stick.key")
        let visit = try CustodianInCeremony().run(
            ["identity", "create", "--home", "home", "--keystore-cost", "10", "--new-key-file", stick] + Self.person,
            in: folder.path)
        #expect(visit.status == 0 && visit.words.count == 12, "\(visit.screen)")
        #expect(visit.value("xpub") == "-")
        let identityKey = try #require(visit.value("identity-key"))
        let restored = try ProgramRun(
            BuiltPrograms.signer,
            [
                "identity", "restore", "--home", "again", "--words-fd", "3", "--passphrase-fd", "4", "--first-use",
                "--keystore-cost", "10", "--json",
            ] + Self.person, in: folder.path, passed: [3: visit.sentence, 4: CustodianInCeremony.passphrase])
        #expect(restored.status == 0, "\(restored.error)")
        #expect(restored.output.contains("\"identity_key\": \"\(identityKey)\""))
        #expect(restored.output.contains("\"xpub\": \"-\""))
        let sample = BuiltPrograms.sample + "/unsigned-v0.psbt.b64"
        let sign = try ProgramRun(
            BuiltPrograms.signer,
            ["sign", sample, "--expect-digest", String(repeating: "0", count: 64), "--home", "home"],
            in: folder.path)
        #expect(sign.status != 0)
        // The key file is asked for before the passphrase, by name.
        let change = try ProgramRun(
            BuiltPrograms.signer,
            ["keys", "passphrase", "--passphrase-fd", "3", "--new-passphrase-fd", "4", "--home", "home"],
            in: folder.path, passed: [3: CustodianInCeremony.passphrase, 4: "another passphrase"])
        #expect(change.status == 65 && change.error.contains("[keystore.key-file-needed]"), "\(change.error)")
        let right = try ProgramRun(
            BuiltPrograms.signer,
            [
                "keys", "passphrase", "--passphrase-fd", "3", "--new-passphrase-fd", "4", "--home", "home",
                "--key-file",
                stick,
            ], in: folder.path, passed: [3: CustodianInCeremony.passphrase, 4: "another passphrase"])
        #expect(right.status == 0, "\(right.error)")
    }

    @Test("leaves no trace of words, throws, the machine's part, passphrases and key file in memory or in files")
    func traces() throws {
        let folder = TemporaryFolder()
        let memory = TemporaryFolder()
        let stick = folder.file("stick.key")
        var custodian = CustodianInCeremony(mistakes: [2: "never", 5: ""])
        custodian.launcher = ["/usr/bin/env"] + (try FaultyLibraries.variables(["RENSHO_DUMP": memory.file("end")]))
        let visit = try custodian.run(
            Self.create + ["--recipe", "--words-passphrase", "--new-key-file", stick], in: folder.path)
        #expect(visit.status == 0, "\(visit.screen)")
        #expect(visit.pages.filter { $0.hasPrefix("Words 1 ") }.count == 2, "asked for again by an empty line")

        let keystore = [UInt8](try Data(contentsOf: URL(fileURLWithPath: folder.file("home/keystore"))))
        let keyFile = [UInt8](try Data(contentsOf: URL(fileURLWithPath: stick)))
        var traces = SecretTraces(
            words: visit.sentence, passphrase: CustodianInCeremony.passphrase,
            wordsPassphrase: custodian.wordsPassphrase, keystore: keystore)
        traces.add(text: custodian.throwing, as: "throws")
        let shown = try #require(visit.pages.first { $0.hasPrefix("R, this machine's part:") })
        let lines = shown.split(separator: "\n").map(String.init)
        let part = try [UInt8](hexText: lines[1] + lines[2])
        traces.add(bytes: part, as: "machine's part")
        let message = Array("rensho/entropy/v1\u{0}dice\u{0}\(custodian.throwing)".utf8)
        traces.add(bytes: Array(HMAC.sha512(key: part, message).prefix(32)), as: "entropy")
        traces.add(bytes: Array(keyFile[9..<41]), as: "key file")

        let dump = [UInt8](try Data(contentsOf: URL(fileURLWithPath: memory.file(try #require(memory.entries.first)))))
        #expect(dump.count > 100_000)
        #expect(traces.found(in: dump) == [])
        for name in ["home/keystore", "home/key-record", "home/journal"] {
            let bytes = [UInt8](try Data(contentsOf: URL(fileURLWithPath: folder.file(name))))
            #expect(traces.found(in: bytes) == [], "\(name)")
        }
        // The search sees them where they are meant to be.
        #expect(traces.found(in: Array(visit.screen.utf8)).isSuperset(of: ["throws", "machine's part, in hex"]))
        #expect(traces.found(in: keyFile) == ["key file"])
    }
}
