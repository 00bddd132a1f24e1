import Foundation
import TestSupport
import Testing

@Suite("A case in Japanese, at the terminal")
struct JapaneseWalkTests {
    /// A case of the sample's payments that waits for its first look.
    private static func walk() throws -> CaseWalk {
        try CaseWalk(WalkVault(WalkShape(2, of: ["alice", "bob", "carol"])), psbtVersion: "0")
    }

    private static func paper() throws -> Paper { try Paper(BuiltPrograms.sample + "/payouts.csv") }

    @Test("is signed, confirmed and released with --lang ja, with every destination and amount in full")
    func wholeWalk() throws {
        let walk = try Self.walk()
        let person = JapaneseCustodian(paper: try Self.paper())
        func visit(_ verb: String, _ name: String, _ file: String) throws -> CustodianAtTerminal.Visit {
            try person.run([verb, file, "--lang", "ja", "--home", name], in: walk.folder.path)
        }
        for name in ["alice", "bob"] {
            let seen = try visit("sign", name, "\(walk.name).proposal.psbt")
            try Self.check(seen, titles: ["概要", "本機の指摘事項", "使うコイン", "時期と差し替え", "照合語とダイジェスト"])
            #expect(!seen.wasOffered)
        }
        try walk.collect(["\(walk.name).alice.share", "\(walk.name).bob.share"])
        _ = try WalkVault.done(walk.operate(["confirm", walk.name]))
        for name in ["carol", "alice"] {
            let seen = try visit("confirm", name, "\(walk.name).confirm.psbt")
            try Self.check(seen, titles: ["再審査", "定足数に達しています。", "全員が確認するまで署名を保留している人：", "概要"])
        }
        try walk.collect(["\(walk.name).carol.confirmation", "\(walk.name).alice.confirmation"])
        _ = try WalkVault.done(walk.operate(["confirm", walk.name]))
        let last = try visit("confirm", "bob", "\(walk.name).confirm-2.psbt")
        try Self.check(last, titles: ["再審査"])
        #expect(last.text.contains("あなたが確認すると、あなたの署名も本機から引き渡されます。"))
        try walk.collect(["\(walk.name).bob.confirmation", "\(walk.name).bob.signed.psbt"])
        _ = try WalkVault.done(walk.operate(["confirm", walk.name]))
        let release = try visit("release", "alice", "\(walk.name).confirm-3.psbt")
        #expect(release.status == 0, "\(release.screen)")
        #expect(release.text.contains("署名の引き渡し") && release.text.contains("パスフレーズを入力すると"))
        try walk.collect(["\(walk.name).alice.signed.psbt"])
        let assembled = try walk.operate(["assemble", walk.name, "--lang", "ja"])
        #expect(assembled.status == 0 && assembled.error.contains("本機の指摘事項"), "\(assembled.error)")
        // What is asked for on standard output is data: the same in every language.
        #expect(assembled.output.contains("Wrote   \(walk.name).tx"))
    }

    /// Every destination and amount was shown and asked for, in Japanese alone.
    private static func check(_ seen: CustodianAtTerminal.Visit, titles: [String]) throws {
        let payments = try paper().payments
        #expect(seen.status == 0, "\(seen.screen)")
        #expect(seen.destinations == payments.count, "\(seen.screen)")
        #expect(seen.passphrases == 1)
        for payment in payments {
            #expect(seen.text.contains(payment.address) && seen.text.contains("金額：\(payment.amount)BTC"))
        }
        for title in titles { #expect(seen.text.contains(title), "no \(title) in\n\(seen.screen)") }
        for english in ["Destination", "press Enter", "Summary", "Type ", "WARNING", "Amount", "Fee"] {
            #expect(!seen.screen.contains(english), "\(english) in\n\(seen.screen)")
        }
    }

    @Test("follows the locale, and says in one line why a terminal that cannot show Japanese gets English")
    func locale() throws {
        let walk = try Self.walk()
        let file = "\(walk.name).proposal.psbt"
        let arguments = ["review", file, "--home", "alice"]
        func review(_ environment: [String: String], _ more: [String] = []) throws -> CustodianAtTerminal.Visit {
            try JapaneseCustodian(paper: Self.paper(), environment: environment)
                .run(arguments + more, in: walk.folder.path)
        }
        let japanese = try review(["LANG": "ja_JP.UTF-8"])
        #expect(japanese.screen.contains("概要") && !japanese.screen.contains("Summary"))
        let english = try review(["LANG": "ja_JP.UTF-8"], ["--lang", "en"])
        #expect(english.screen.contains("Summary") && !english.screen.contains("the screens are in English"))
        let legacy = try review(["LANG": "ja_JP.eucJP"])
        #expect(legacy.screen.contains("Summary"))
        #expect(
            legacy.screen.contains(
                "rensho-signer: note: the screens are in English, because the locale \"ja_JP.eucJP\" is not UTF-8"))
        let console = try review(["LANG": "ja_JP.UTF-8", "TERM": "linux"])
        #expect(console.screen.contains("Summary") && console.screen.contains("TERM=linux"))
        let unknown = try review([:], ["--lang", "fr"])
        #expect(unknown.status == 64 && unknown.screen.contains("[usage]"))
        #expect([japanese, english, legacy, console].allSatisfy { $0.status == 0 })
    }
}
