import BitcoinPrimitives
import ByteCoding
import Foundation
import TestSupport
import Testing

/// The guide, played as it stands: what it tells three custodians and their operator to type is taken out of its text.
@Suite("the guide of the key ceremony")
struct CeremonyGuideTests {
    /// The page in each language.
    static let pages = ["Docs/ceremony.md", "Docs/ceremony.ja.md"]

    @Test(
        "leads from empty machines over a lost one to a payment; papers and files give the same keys and addresses",
        arguments: pages)
    func guide(_ page: String) throws {
        let play = try CeremonyPlay(page)
        for command in play.commands {
            if command.contains("coins import") { try play.receiveCoin() }
            let screen = try play.run(command)
            #expect(!screen.contains(": error: "), "\(command)\n\(screen)")
        }
        try Self.checkKeys(play)
        try Self.checkVault(play)
        try Self.checkForms(play)
        try Self.checkPayment(play)
        if page.contains(".ja") {
            #expect(play.screen(of: "keys create").contains("本機が受け持つ乱数を決めました。"))
            #expect(play.screen(of: "vault register").contains("ほかの署名者との照合"))
            #expect(play.screen(of: "log import").contains("隔離状態が解除された金庫：treasury"))
        }
    }

    /// Three papers with different words, each typed back; what a paper gives is what its machine has, and the machine that
    /// was restored from nothing else has the same fingerprint, xpub and identity key.
    private static func checkKeys(_ play: CeremonyPlay) throws {
        #expect(play.person.papers.mapValues(\.count) == ["alice": 24, "bob": 24, "carol": 24, "rita": 12])
        #expect(Set(play.person.papers.values).count == 4)
        let (made, tried) = (play.screen(of: "keys create --home alice"), play.screen(of: "keys verify-backup"))
        let (restored, exported) = (
            play.screen(of: "keys restore --home alice"), play.screen(of: "alice-again.key-record")
        )
        for field in ["fingerprint", "origin", "xpub"] {
            let values = [made, tried, restored, exported].map { CeremonyPlay.value(field, in: $0) }
            #expect(values[0] != nil && Set(values).count == 1, "\(field): \(values)")
        }
        let identities = [made, restored, exported].map { CeremonyPlay.value("identity-key", in: $0) }
        #expect(identities[0] != nil && Set(identities).count == 1)
        let fingerprints = ["alice", "bob", "carol"].map {
            CeremonyPlay.value("fingerprint", in: play.screen(of: "keys create --home \($0)"))
        }
        #expect(Set(fingerprints).count == 3)
        #expect(play.screen(of: "cmp alice.key-record").contains("\nthe keys are the same\n"))
        #expect(play.screen(of: "cmp treasury.alice").contains("\nthe acknowledgement is the same\n"))
    }

    /// Everybody saw every cosigner's words and the same addresses.
    private static func checkVault(_ play: CeremonyPlay) throws {
        #expect(play.person.vaultWords.count == 12)
        let files = try FileManager.default.contentsOfDirectory(atPath: play.folder)
        for reader in ["alice", "bob", "carol"] {
            #expect(files.contains("treasury.\(reader).acknowledgement"))
            let screen = play.screen(of: "vault register --home \(reader)").filter { !$0.isWhitespace }
            for custodian in ["alice", "bob", "carol", "rita"] {
                let words = CeremonyPlay.value("identity-words", in: play.screen(of: "keys export --home \(custodian)"))
                #expect(screen.contains(try #require(words).filter { !$0.isWhitespace }), "\(reader), \(custodian)")
            }
        }
        let addresses = play.screens.filter { $0.command.contains(" address 0 ") }.map {
            CeremonyPlay.address(in: $0.screen)
        }
        #expect(addresses.count == 4 && Set(addresses).count == 1 && addresses[0] != nil, "\(addresses)")
    }

    /// The vault stands in every form that there is, and other implementations derive its first addresses from them.
    private static func checkForms(_ play: CeremonyPlay) throws {
        let listed = try play.object(["vault", "export", "--format", "list", "--json"])
        let names = try #require(listed["formats"] as? [[String: Any]]).compactMap { $0["name"] as? String }
        let loops = play.screens.filter { $0.command.hasPrefix("for form in ") }
        let exported = loops.flatMap { loop in
            loop.command.dropFirst("for form in ".count).prefix { $0 != ";" }.split(separator: " ").map(String.init)
        }
        #expect(Set(exported) == Set(names) && exported.count == names.count)
        let written = loops.flatMap { CeremonyPlay.written(in: $0.screen) }.filter { !$0.hasSuffix(".sha256") }
        try #require(written.count == exported.count, "\(written)")
        let checked = play.screen(of: "sha256sum --check")
        for file in written { #expect(checked.contains("\(file): OK\n"), "\(file)\n\(checked)") }

        guard IndependentScript.interpreter != nil else { return }
        let forms = try zip(exported, written).filter { !["key", "ccxp"].contains($0.0) }.map { form, file in
            (form, try String(contentsOfFile: play.folder + "/" + file, encoding: .utf8))
        }
        let addresses = try [[], ["--change"]].map { branch in
            let answer = try play.object(["address", "0-19", "--json"] + branch)
            return try #require(answer["addresses"] as? [[String: Any]]).compactMap { $0["address"] as? String }
        }
        let question: [[String: Any]] = [
            [
                "name": "ceremony", "network": "regtest", "addresses": addresses,
                "forms": Dictionary(uniqueKeysWithValues: forms),
            ]
        ]
        let path = play.folder + "/wallets.json"
        try JSONSerialization.data(withJSONObject: question).write(to: URL(fileURLWithPath: path))
        let answer = try IndependentScript.run("wallets.py", [path])
        // Two branches of twenty: the descriptor in embit, BDK and libwally, nine other forms in libwally.
        #expect(answer.status == 0 && answer.text == "all: 480 addresses, 0 differences\n", "\(answer.text)")
    }

    /// The restored machine and another one have signed a whole payment.
    private static func checkPayment(_ play: CeremonyPlay) throws {
        let files = try FileManager.default.contentsOfDirectory(atPath: play.folder).filter { $0.hasSuffix(".tx") }
        #expect(files.count == 1)
        let hex = try String(contentsOfFile: play.folder + "/" + (try #require(files.first)), encoding: .utf8)
        let transaction = try Transaction(decoding: [UInt8](hexText: hex))
        #expect(transaction.inputs.count == 1 && transaction.inputs.allSatisfy { $0.witness.count == 4 })
        let paper = try #require(try Paper(play.folder + "/payouts.csv").payments.first)
        let paid = transaction.outputs.first {
            Address(scriptPubKey: $0.scriptPubKey, network: .regtest)?.text == paper.address
        }
        #expect(paid?.amount == (try Amount(btc: paper.amount)))
    }

    @Test("tells the same commands under as many headings in both languages")
    func sameCommands() throws {
        let commands = try Self.pages.map { page in
            try ReadmeTour.load(page: page).steps.map { step in
                step.commands.map { $0.replacingOccurrences(of: " --lang ja", with: "") }
            }
        }
        #expect(commands[0] == commands[1])
        #expect(commands[0].count >= 10)
        let titles = try Self.pages.map { page in
            try String(contentsOfFile: BuiltPrograms.repository + "/" + page, encoding: .utf8)
                .split(separator: "\n").filter { $0.hasPrefix("## ") }.map { $0.dropFirst(3).prefix { $0.isNumber } }
        }
        #expect(titles[0] == titles[1])
        // Whatever asks a person something does it in the page's language.
        for command in try ReadmeTour.load(page: Self.pages[1]).steps.flatMap(\.commands)
        where command.hasPrefix("rensho-signer ") {
            let asks = !["self-test", "keys export", "address"].contains { command.hasPrefix("rensho-signer \($0)") }
            #expect(command.hasSuffix(" --lang ja") == asks, "\(command)")
        }
    }
}
