import Foundation
import TestSupport
import Testing

/// `vault export --format`, `vault compare`, `vault key`, `address` and the sheets, with the built programs.
@Suite("files for other wallets, addresses and sheets at the command line")
struct WalletCommandTests {
    private static let forms = [
        "descriptor": "descriptor.txt", "descriptor-pair": "descriptors.txt", "bsms": "bsms",
        "coldcard": "coldcard.txt", "bip388": "policy.json", "caravan": "caravan.json", "core": "core.json",
        "specter": "specter.json", "specter-diy": "specter-diy.txt", "sparrow": "sparrow.txt",
    ]

    @Test("exports, comparisons, tokens, keys, addresses and sheets of one vault")
    func oneVault() throws {
        let walk = try SampleWalk()
        try Self.exports(walk)
        try Self.compares(walk)
        try Self.bsms(walk)
        try Self.keyRecords(walk)
        try Self.keys(walk)
        try Self.addresses(walk)
        try Self.sheets(walk)
    }

    /// Every form is exported with its hash file, compares as equal, and is never overwritten.
    private static func exports(_ walk: borrowing SampleWalk) throws {
        let listed = try walk.json(walk.operate(["vault", "export", "--format", "list", "--json"]))
        let names = try #require(listed["formats"] as? [[String: Any]]).compactMap { $0["name"] as? String }
        #expect(Set(names) == Set(Self.forms.keys).union(["key", "ccxp"]))
        for (form, suffix) in Self.forms.sorted(by: { $0.key < $1.key }) {
            let file = "treasury.\(suffix)"
            let answer = try walk.json(walk.operate(["vault", "export", "--format", form, "--json"]))
            #expect(answer["file"] as? String == file)
            #expect((answer["not_carried"] as? [String])?.isEmpty == false)
            let check = try ProgramRun("/usr/bin/sha256sum", ["--check", file + ".sha256"], in: walk.folder.path)
            #expect(check.status == 0 && check.output == "\(file): OK\n", "\(check.error)")
            let compared = try walk.json(walk.operate(["vault", "compare", file, "--json"]))
            #expect(compared["format"] as? String == form)
            #expect(compared["is_same"] as? Bool == true)
            try Self.expectRefusal(walk.operate(["vault", "export", "--format", form]), 73, "file.exists")
        }
        // A hash file that is there keeps the other file from being made.
        try "kept".write(toFile: walk.folder.file("b.txt.sha256"), atomically: true, encoding: .utf8)
        let again = try walk.operate(["vault", "export", "--format", "coldcard", "-o", "b.txt"])
        try Self.expectRefusal(again, 73, "file.exists")
        #expect(!walk.folder.entries.contains("b.txt"))
        #expect(try walk.text("b.txt.sha256") == "kept")
    }

    /// What differs is said in words, and a private key ends it without being repeated.
    private static func compares(_ walk: borrowing SampleWalk) throws {
        try walk.expectDone(walk.operate(["vault", "export", "--format", "coldcard", "-o", "a.txt"]))
        let text = try walk.text("a.txt")
        try text.replacingOccurrences(of: "2 of 3", with: "3 of 3")
            .write(toFile: walk.folder.file("b.txt"), atomically: true, encoding: .utf8)
        let other = try walk.operate(["vault", "compare", "b.txt"])
        #expect(
            other.output.contains("DIFFERS  the vault needs 2 signatures, the file says 3: every address differs\n"))
        try Self.expectRefusal(other, 1, "vault-compare.differs")
        let secret =
            "xprv9s21ZrQH143K3QTDL4LXw2F7HEK3wJUD2nW2nRk4stbPy6cq3jPPqjiChkVvvNKmPGJxWUtg6LnF5kejMRNNU3TGtRBeJgk33yuGBxrMPHi"
        try (text + secret).write(toFile: walk.folder.file("c.txt"), atomically: true, encoding: .utf8)
        let refused = try walk.operate(["vault", "compare", "c.txt"])
        try Self.expectRefusal(refused, 65, "wallet-file.private-key")
        #expect(!(refused.output + refused.error).contains("xprv"))
        try Self.expectRefusal(walk.operate(["vault", "export", "--format", "pdf"]), 64, "usage")
        try Self.expectRefusal(walk.operate(["vault", "export", "--label", "x"]), 64, "usage")
        let long = ["vault", "export", "--format", "coldcard", "--label", "a-name-of-more-than-20"]
        try Self.expectRefusal(walk.operate(long), 1, "wallet-file.name")
    }

    /// A BSMS record is encrypted with a token, and read with it alone.
    private static func bsms(_ walk: borrowing SampleWalk) throws {
        for (name, arguments) in [("standard", []), ("extended", ["--extended"])] {
            try walk.expectDone(
                ProgramRun(
                    BuiltPrograms.coordinator, ["vault", "token", "-o", name] + arguments, in: walk.folder.path))
            #expect(try walk.text(name).utf8.count == (name == "standard" ? 17 : 33))
            let export = ["vault", "export", "--format", "bsms", "--token-file", name, "-o", "\(name).dat"]
            try walk.expectDone(walk.operate(export))
            try Self.expectRefusal(walk.operate(["vault", "compare", "\(name).dat"]), 65, "wallet-file.encrypted")
            try walk.expectDone(walk.operate(["vault", "compare", "\(name).dat", "--token-file", name]))
        }
        try Self.expectRefusal(
            walk.operate(["vault", "compare", "standard.dat", "--token-file", "extended"]), 65, "bsms.wrong-mac")
    }

    /// A signer's key record is read by the coordinator in all three modes, and no other token opens it.
    private static func keyRecords(_ walk: borrowing SampleWalk) throws {
        let export = ["keys", "export", "--format", "bsms"]
        try walk.expectDone(walk.custodian("bob", export))
        for token in ["standard", "extended"] {
            try walk.expectDone(
                walk.custodian(
                    "bob", export + ["--token-file", token, "--description", "kept in Osaka", "-o", "key.\(token)"]))
        }
        for (file, token, says) in [
            ("b8688df1.bsms", [], "bob"), ("key.standard", ["--token-file", "standard"], "kept in Osaka"),
            ("key.extended", ["--token-file", "extended"], "kept in Osaka"),
        ] {
            let read = try walk.operate(["vault", "key", file] + token)
            try walk.expectDone(read)
            #expect(read.output.contains("Says     \(says) (signed by the key, verified)\n"))
            #expect(read.output.contains("Holder   bob in vault treasury\n"))
        }
        try Self.expectRefusal(
            walk.operate(["vault", "key", "key.standard", "--token-file", "extended"]), 65, "bsms.wrong-mac")
        try Self.expectRefusal(walk.operate(["vault", "key", "key.extended"]), 65, "wallet-file.encrypted")
        try Self.expectRefusal(walk.custodian("bob", export), 73, "file.exists")
        try Self.expectRefusal(
            walk.custodian("bob", export + ["--token-file", "bob.key-record", "-o", "x"]), 66, "file.too-big")
        try Self.expectRefusal(
            walk.custodian("bob", export + ["--description", "大阪", "-o", "x"]), 65, "bsms.key-description")
        try Self.expectRefusal(
            walk.signer(
                export + ["-o", "x", "--home", "bob", "--passphrase-fd", "4"], passed: [4: "another passphrase"]), 65,
            "keystore.wrong-passphrase")
        try Self.expectRefusal(walk.custodian("bob", ["keys", "export", "--token-file", "standard"]), 64, "usage")
        try walk.expectDone(walk.custodian("bob", ["keys", "export", "--format", "ccxp", "-o", "own.json"]))
        let ccxp = try walk.operate(["vault", "key", "own.json"])
        try walk.expectDone(ccxp)
        #expect(ccxp.output.contains("Form     ccxp for p2wsh\nHolder   bob in vault treasury\n"))
    }

    /// A cosigner's key of another program is read, and who holds it is said.
    private static func keys(_ walk: borrowing SampleWalk) throws {
        for form in ["key", "ccxp"] {
            let made = try walk.json(
                walk.operate(["vault", "export", "--format", form, "--cosigner", "bob", "--json"]))
            let file = try #require(made["file"] as? String)
            let read = try walk.operate(["vault", "key", file])
            try walk.expectDone(read)
            #expect(read.output.contains("Holder   bob in vault treasury\n"))
        }
        try Self.expectRefusal(walk.operate(["vault", "export", "--format", "key"]), 64, "usage")
        try Self.expectRefusal(
            walk.operate(["vault", "export", "--format", "key", "--cosigner", "mallory"]), 64, "usage")
        try
            "[73c5da0a/48'/0'/0'/2']xpub6DkFAXWQ2dHxq2vatrt9qyA3bXYU4ToWQwCHbf5XB2mSTexcHZCeKS1VZYcPoBd5X8yVcbXFHJR9R8UCVpt82VX1VhR28mCyxUFL4r6KFrf\n"
            .write(toFile: walk.folder.file("main"), atomically: true, encoding: .utf8)
        try Self.expectRefusal(walk.operate(["vault", "key", "main"]), 65, "wallet-file.other-network")
    }

    /// Both programs show the same addresses, and find or do not find one alike.
    private static func addresses(_ walk: borrowing SampleWalk) throws {
        for arguments in [[], ["3", "10-12"], ["--from", "7", "--count", "4", "--change"]] {
            let (operator_, custodian) = try both(walk, arguments)
            try walk.expectDone(operator_)
            #expect(operator_.output == custodian.output)
        }
        let (one, other) = try both(walk, ["2", "--json"])
        let (ours, theirs) = (try walk.json(one), try walk.json(other))
        let (first, second) = (
            try #require(ours["addresses"] as? [[String: Any]]), try #require(theirs["addresses"] as? [[String: Any]])
        )
        #expect(NSArray(array: first) == NSArray(array: second))
        let address = try #require(first[0]["address"] as? String)
        #expect((first[0]["keys"] as? [[String: Any]])?[0]["path"] as? String == "[73c5da0a/48h/1h/0h/2h/0/2]")
        let (found, alsoFound) = try both(walk, ["--verify", address])
        #expect(found.output == "0/2  \(address)\nThis is a receive address of vault treasury.\n")
        #expect(found.status == 0 && found.output == alsoFound.output)
        let (missed, alsoMissed) = try both(walk, ["--verify", address, "--window", "2"])
        #expect(missed.output == alsoMissed.output && missed.output.hasPrefix("NOT FOUND: \(address)\n"))
        for run in [missed, alsoMissed] { try Self.expectRefusal(run, 1, "address.not-found") }
        let (wrong, alsoWrong) = try both(walk, ["--verify", "bc1qar0srrr7xfkvy5l643lydnw9re59gtzzwf5mdq"])
        for run in [wrong, alsoWrong] { try Self.expectRefusal(run, 65, "address.wrong-network") }
        for arguments in [
            ["--verify", address, "3"], ["--verify", address, "--change"], ["--window", "5"], ["3", "--from", "2"],
            ["--count", "0"], ["--count", "10001"], ["--from", "2147483647", "--count", "2"], ["5-4"], ["x"],
        ] {
            let (run, signers) = try both(walk, arguments)
            #expect(run.status == 64 && signers.status == 64, "\(arguments)")
        }
    }

    /// Sheets are written as text and HTML in both languages, with the same addresses.
    private static func sheets(_ walk: borrowing SampleWalk) throws {
        let listed = try walk.operate(["address", "0-4"]).output
        for language in ["en", "ja"] {
            for html in [[], ["--html"]] {
                let end = html.isEmpty ? "txt" : "html"
                let options = ["--lang", language, "-o"]
                try walk.expectDone(
                    walk.operate(["vault", "sheet"] + html + options + ["backup.\(language).\(end)"]))
                try walk.expectDone(
                    walk.operate(
                        ["vault", "address-sheet", "--count", "5"] + html + options + ["list.\(language).\(end)"]))
                for file in ["backup.\(language).\(end)", "list.\(language).\(end)"] {
                    let joined = try walk.text(file).filter { !$0.isWhitespace }
                    for line in listed.split(separator: "\n") {
                        let address = String(line.split(separator: " ")[1])
                        #expect(joined.contains(address), "\(file) \(address)")
                    }
                }
            }
        }
        #expect(try walk.operate(["vault", "sheet", "--lang", "fr"]).status == 64)
        try Self.expectRefusal(walk.operate(["vault", "address-sheet", "--count", "501"]), 64, "usage")
        try Self.expectRefusal(
            walk.operate(["vault", "sheet", "-o", "backup.en.txt"]), 73, "file.exists")
    }

    private static func both(
        _ walk: borrowing SampleWalk, _ arguments: [String]
    ) throws -> (ProgramRun, ProgramRun) {
        (try walk.operate(["address"] + arguments), try walk.signer(["address", "--home", "alice"] + arguments))
    }

    private static func expectRefusal(_ run: ProgramRun, _ status: Int32, _ code: String) throws {
        #expect(
            run.status == status && (run.error + run.output).contains("[\(code)]"),
            "\(run.status)\n\(run.output)\n\(run.error)")
    }
}
