import Foundation
import TestSupport
import Testing

/// A vault changes a custodian: version 2 is made, signed and registered with the built programs at terminals, closes a
/// case of version 1, and pays one of its own.
@Suite("the next version of a vault, from the policy file to a payment")
struct VaultVersionWalkTests {
    static let before = WalkShape(2, of: ["alice", "bob", "carol"])
    static let after = WalkShape(2, of: ["alice", "bob", "dave"])

    let folder: WalkFolder
    let old: CaseWalk

    init() throws {
        // A case of version 1: alice's share is given, and her signatures are held.
        old = try CaseWalk(WalkVault(Self.before), psbtVersion: "0")
        try old.round([WalkVisit("alice", [.sign])])
        folder = old.folder
    }

    @discardableResult
    private func operate(_ arguments: [String], home: String = "operator") throws -> String {
        try WalkVault.done(ProgramRun(BuiltPrograms.coordinator, arguments + ["--home", home], in: folder.path))
    }

    private func refused(_ arguments: [String], _ status: Int32, _ code: String, home: String = "operator") throws {
        let run = try ProgramRun(BuiltPrograms.coordinator, arguments + ["--home", home], in: folder.path)
        #expect(run.status == status && run.error.contains("[\(code)]"), "\(run.status) \(run.output)\(run.error)")
    }

    private func visit(_ person: String, _ arguments: [String]) throws -> VaultAtTerminal.Visit {
        try VaultAtTerminal.run(arguments + ["--home", person], in: folder.path)
    }

    private func done(_ person: String, _ arguments: [String]) throws -> String {
        let visit = try visit(person, arguments)
        try #require(visit.status == 0, "\(person) \(arguments): \(visit.screen)")
        return visit.screen
    }

    private func refused(
        _ person: String, _ arguments: [String], _ code: String, status: Int32 = 1
    ) throws {
        let visit = try visit(person, arguments)
        #expect(visit.status == status && visit.screen.contains("[\(code)]"), "\(visit.status) \(visit.screen)")
    }

    /// A policy file with the rules of the vault, and with one of them changed.
    private func policy(_ name: String, home: String = "operator", _ change: (String) -> String = { $0 }) throws {
        let text = try operate(["vault", "policy", "template", "--vault", "treasury"], home: home)
        try folder.write(Array(change(text).utf8), as: name)
    }

    @Test("P-19, P-20: a 2-of-3 replaces a custodian; forks, skipped versions and the old version's case are refused")
    func replacesCustodian() throws {
        // The new version pays nobody but the recipients of the sample.
        let book = try Paper(BuiltPrograms.sample + "/payouts.csv").payments.enumerated().map { number, payment in
            "destination: payee-\(number) customer \(payment.address) 2026-01-05 - - - Payee \(number)\n"
        }
        try policy("second.policy") {
            $0.replacing("allowlist: off", with: "allowlist: required") + book.joined()
        }
        try refused(
            ["vault", "revise", "--policy", "second.policy", "--threshold", "3"], 64, "usage")
        let made = try operate([
            "vault", "revise", "--policy", "second.policy", "--without", "carol", "dave.key-record",
        ])
        #expect(
            made.contains("Wrote treasury.v2.vault") && made.contains("Incomplete: version 2 has the signatures of 0"))

        // Another coordinator makes another version 2.
        try forge()

        // Alice and bob agree to version 2 at their terminals.
        let screen = try done("alice", ["vault", "sign", "treasury.v2.vault"])
        for line in [
            "WHAT CHANGES FROM VERSION 1 TO VERSION 2", "PERSON of carol", "PERSON of dave", "ADDRESSES CHANGE",
            "allowlist: off -> required", "NEW ENTRY OF THE ADDRESS BOOK: payee-0", "bcrt 1qj4 wene",
            "ADDRESS BOOK, entries 3 to 3 of 3",
        ] {
            #expect(screen.contains(line), "\(screen)")
        }
        try refused("alice", ["vault", "sign", "fork.vault", "-o", "x.vault"], "signer.vault-forked")
        try refused(["vault", "import", "fork.vault"], 1, "store.vault-conflict")
        let one = try operate(["vault", "import", "treasury.v2.alice.vault"])
        #expect(one.contains("Vault treasury version 2 is incomplete"), "\(one)")
        try export("early")
        try refused("bob", ["vault", "register"] + files("early"), "vault.too-few-old-signatures", status: 2)
        _ = try done("bob", ["vault", "sign", "treasury.v2.vault"])
        let both = try operate(["vault", "import", "treasury.v2.bob.vault"])
        #expect(both.contains("Vault treasury version 2 is agreed on by the thresholds of both versions."), "\(both)")
        #expect(both.contains("Case \(old.name) is of version 1"), "\(both)")

        // A version 3 after it: nobody who holds version 1 signs or registers that.
        try policy("third.policy") { $0.replacing("max-fee-percent: 5", with: "max-fee-percent: 4") }
        try operate(["vault", "revise", "--policy", "third.policy"])
        try refused("carol", ["vault", "sign", "treasury.v3.vault"], "signer.vault-skipped-version")

        // Those who stay and the one who joins register the chain.
        try export("all")
        let closing = try done("alice", ["vault", "register"] + files("all"))
        #expect(
            closing.contains("CASES OF VERSION 1 ON THIS MACHINE") && closing.contains("closed: case"), "\(closing)")
        for person in ["bob", "dave"] { _ = try done(person, ["vault", "register"] + files("all")) }
        try refused("carol", ["vault", "register"] + files("all"), "signer.own-key-missing")
        try refused("bob", ["vault", "register", "treasury.vault", "-o", "x"], "signer.vault-older-version")
        try operate(["vault", "import"] + ["alice", "bob", "dave"].map { "all/treasury.v2.\($0).acknowledgement" })

        // The case of version 1 is closed on these machines.
        try refused("alice", ["sign", "\(old.name).proposal.psbt", "-o", "again"], "signer.case-closed-by-version")
        try refused("bob", ["sign", "\(old.name).proposal.psbt"], "signer.case-closed-by-version")
        try operate(["abort", old.name])

        // A case of version 2 is paid.
        try FileManager.default.removeItem(atPath: folder.file("visit-1"))
        let vault = try WalkVault(Self.after, continuing: folder)
        try refusesStranger()
        let walk = try CaseWalk(vault, psbtVersion: "2")
        for visit in ["alice sign", "dave sign+confirm", "bob confirm", "alice confirm+release", "dave release"] {
            try walk.round([WalkVisit(visit)])
        }
        _ = try walk.finish()
        let shown = try operate(["vault", "show", "treasury"])
        #expect(shown.contains("treasury version 2") && shown.contains("agreed on, in use"), "\(shown)")
        let here = try done("dave", ["vault", "show"])
        #expect(here.contains("version 2 registered"))
    }

    /// A payment to an address that is not in the book is not even proposed; that a signer refuses what a hostile
    /// coordinator proposes, its own tests show.
    private func refusesStranger() throws {
        try folder.write(
            Array(
                "address,amount_btc,reference\nbcrt1qqyqszqgpqyqszqgpqyqszqgpqyqszqgpvxat9t,0.10000000,x\n".utf8),
            as: "stranger.csv")
        let run = try ProgramRun(
            BuiltPrograms.coordinator,
            ["propose", "--payouts", "stranger.csv", "--fee-rate", "5", "--home", "operator"], in: folder.path)
        #expect(run.status == 1 && run.error.contains("[output.not-in-address-book]"), "\(run.status) \(run.error)")
        #expect(try !folder.entries(of: ".").contains { $0.hasSuffix("proposal.psbt") && !$0.hasPrefix(old.name) })
    }

    @Test("everything that the files show is verified offline, in words, and what does not hold is named")
    func verifies() throws {
        try policy("second.policy")
        try operate(["vault", "revise", "--policy", "second.policy", "--without", "carol", "dave.key-record"])
        func verify(_ files: [String]) throws -> ProgramRun {
            try ProgramRun(BuiltPrograms.coordinator, ["vault", "verify"] + files, in: folder.path)
        }
        try export("given")
        let first = ["given/treasury.vault"] + Self.before.people.map { "given/treasury.\($0).acknowledgement" }
        let good = try verify(first + Self.before.people.map { "\($0).key-record" })
        #expect(
            good.status == 0 && good.output.contains("everybody who holds a key has acknowledged"), "\(good.output)")
        let unsigned = try verify(first + ["given/treasury.v2.vault", "second.policy"])
        #expect(unsigned.status == 2 && unsigned.output.contains("vault.too-few-old-signatures"), "\(unsigned.output)")
        #expect(unsigned.output.contains("carries the hash of this policy file and follows it"), "\(unsigned.output)")
        let missing = try verify(Array(first.dropLast()))
        #expect(missing.status == 2 && missing.output.contains("vault.missing-acknowledgement"), "\(missing.output)")
        let stranger = try verify(first + ["dave.key-record"])
        #expect(stranger.status == 1 && stranger.output.contains("does not list dave"), "\(stranger.output)")
        try policy("changed.policy") { $0.replacing("max-fee-percent: 5", with: "max-fee-percent: 6") }
        let policy = try verify(first + ["changed.policy"])
        #expect(policy.status == 1 && policy.output.contains("no vault that was given carries"), "\(policy.output)")
    }

    /// The files of an export into a folder, in which every version and acknowledgement lies.
    private func export(_ name: String) throws {
        try FileManager.default.createDirectory(atPath: folder.file(name), withIntermediateDirectories: false)
        try operate(["vault", "export", "-o", name])
    }

    /// What leads to version 2: not version 3.
    private func files(_ name: String) throws -> [String] {
        try folder.entries(of: name).filter { !$0.contains(".v3.") }.map { "\(name)/\($0)" }
    }

    /// A version 2 that another coordinator makes from version 1.
    private func forge() throws {
        try operate(["init", "--network", "regtest"], home: "other")
        let acknowledgements = Self.before.people.map { "treasury.\($0).acknowledgement" }
        try operate(["vault", "import", "treasury.vault"] + acknowledgements, home: "other")
        try policy("fork.policy", home: "other") { $0.replacing("max-fee-percent: 5", with: "max-fee-percent: 50") }
        try operate(["vault", "revise", "--policy", "fork.policy", "-o", "fork.vault"], home: "other")
    }
}
