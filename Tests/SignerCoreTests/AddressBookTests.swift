import BitcoinPrimitives
import ByteCoding
import CommandSupport
import Custody
import Review
import SignerCore
import TestSupport
import Testing

@Suite("The address book on a custodian's machine")
struct AddressBookTests {
    /// The destination of ``SamplePSBT``.
    private static func payee() throws -> Address {
        try #require(Address(scriptPubKey: .p2wpkh(hash: [UInt8](repeating: 9, count: 20)), network: .regtest))
    }

    private static func hot(
        from: String = "2026-01-05", until: String = "-", cap: String = "-", name: String = "Hot wallet"
    ) throws -> Destination {
        try Destination(
            documentText: "hot own-hot-wallet \(payee().text) \(from) \(until) \(cap) "
                + "message c1cda26362828b69266512052b97cb3729e3b052e4ade47c0a1e3383defe73c7 \(name)")
    }

    private static func cold(_ number: UInt8 = 5) throws -> Destination {
        let script = Script.p2wpkh(hash: [UInt8](repeating: number, count: 20))
        let address = try #require(Address(scriptPubKey: script, network: .regtest))
        return try Destination(documentText: "cold-\(number) customer \(address.text) 2026-01-05 - - - 顧客 \(number)")
    }

    private func code(_ body: () throws -> Void) -> String? {
        do {
            try body()
            return nil
        } catch {
            return (error as? any CodedError)?.code
        }
    }

    @Test("is read in full at the registration, in both languages")
    func registration() throws {
        let world = try SigningWorld()
        let vault = try world.vault(
            destinations: [Self.hot(), Self.cold(), Self.cold(6)], allowlist: .required)
        for language in ScreenLanguage.allCases {
            let pages = try VaultRegistration.pages(of: vault, for: try Custodian.alice.person, language: language)
            for entry in vault.body.addressBook.entries {
                let destination = entry.destination
                let page = try #require(
                    pages.first { page in page.contains { $0.contains(" \(destination.id)") && !$0.contains("<-") } })
                #expect(page.contains("  \(destination.name)"))
                let groups = entry.address.groups
                for start in stride(from: 0, to: groups.count, by: 8) {
                    #expect(page.contains("    " + groups[start..<min(start + 8, groups.count)].joined(separator: " ")))
                }
                #expect(page.contains { $0.contains(destination.firstUse.description) })
                if let proof = destination.proof { #expect(page.contains("    \(proof.document.hex)")) }
                #expect(page.count <= 22)
            }
            #expect(pages[0].contains { $0.contains("allowlist: required") })
        }
        let terminal = try Answers.words(of: vault)
        var home = try world.open(.alice)
        _ = try VaultRegistration.run(
            vault, in: &home, acceptance: .person, passphrase: .terminal, terminal: terminal,
            output: world.file("a"), at: Fixed.time)
        #expect(terminal.shown.contains("ADDRESS BOOK, entries 1 to 2 of 3"))
    }

    @Test("shows every entry that a later version adds, takes out or changes before it is signed")
    func changes() throws {
        let world = try SigningWorld()
        let first = try world.vault(destinations: [Self.hot(), Self.cold()])
        _ = try world.register(first, expecting: first.digest)
        let next = try world.vault(
            version: 2, previous: first.digest, destinations: [Self.hot(name: "Hotter"), Self.cold(6)])
        let terminal = try Answers.words(of: next)
        var home = try world.open(.alice)
        _ = try VaultSigning.run(
            VaultFiles([next]), in: &home, acceptance: .person, passphrase: .terminal, terminal: terminal,
            output: world.file("signed"), at: Fixed.time)
        let shown = terminal.shown
        #expect(shown.contains("- TAKEN OUT OF THE ADDRESS BOOK: cold-5"))
        #expect(shown.contains("+ NEW ENTRY OF THE ADDRESS BOOK: cold-6"))
        #expect(shown.contains("CHANGED ENTRY OF THE ADDRESS BOOK: hot, which was"))
        let was = try #require(shown.firstIndex(of: "CHANGED ENTRY OF THE ADDRESS BOOK: hot, which was"))
        let now = try #require(shown.firstIndex(of: "and the entry hot is now"))
        #expect(shown[was..<now].contains("  Hot wallet") && shown[now...].prefix(9).contains("  Hotter"))
        for entry in first.body.addressBook.entries + next.body.addressBook.entries {
            let groups = "    " + entry.address.groups.prefix(8).joined(separator: " ")
            #expect(shown.filter { $0 == groups }.count >= 1)
        }
    }

    @Test("P-19, P-20: cannot lose an entry by an older version, another one of the same number, or too few signatures")
    func downgrade() throws {
        let world = try SigningWorld()
        let first = try world.vault()
        let acknowledgements = try world.register(first, expecting: first.digest)
        let book = try world.vault(
            version: 2, previous: first.digest, destinations: [Self.hot()], allowlist: .required)
        func sign(_ vault: Document<Vault>, by custodian: Custodian) throws -> Document<Vault> {
            var home = try world.open(custodian)
            let path = world.file("signed.\(custodian.id).\(world.files.count)")
            _ = try VaultSigning.run(
                VaultFiles([vault]), in: &home, acceptance: .expectedDigest(vault.digest), passphrase: .terminal,
                terminal: ScriptedTerminal(secrets: [Custodian.passphrase]), output: path, at: Fixed.time)
            return try Document(parsing: FileAccess.read(path, limit: DocumentLimits.bytes))
        }
        func register(_ vaults: [Document<Vault>], by custodian: Custodian = .alice) throws {
            var home = try world.open(custodian)
            let files = try VaultFiles(vaults, acknowledgements)
            _ = try VaultRegistration.run(
                files, in: &home, acceptance: .expectedDigest(files.newest.digest), passphrase: .terminal,
                terminal: ScriptedTerminal(secrets: [Custodian.passphrase]),
                output: world.file("registered.\(world.files.count)"), at: Fixed.time)
        }
        let agreed = try sign(book, by: .alice).merging(sign(book, by: .bob))
        try register([first, agreed])
        #expect(code { try register([first]) } == "signer.vault-older-version")
        let other = try world.vault(version: 2, previous: first.digest)
        #expect(code { try register([first, other]) } == "signer.vault-forked")
        #expect(code { _ = try sign(other, by: .bob) } == "signer.vault-forked")
        let third = try world.vault(version: 3, previous: book.digest)
        let one = try sign(third, by: .alice)
        #expect(code { try register([first, agreed, one]) } == "vault.too-few-old-signatures")
        #expect(try world.open(.alice).vault(nil).document.body.rules.allowlist == .required)
        try register([first, agreed], by: .bob)
        try register([first, agreed, one.merging(sign(third, by: .bob))])
        #expect(try world.open(.alice).vault(nil).document.body.addressBook.entries.isEmpty)
    }

    /// Looks at a payment to the address of ``payee()`` and signs it; returns the first check that refuses.
    private func refusal(
        _ world: SigningWorld, _ input: String, at times: String...
    ) throws -> [String?] {
        try times.map { text in
            var home = try world.open(.alice)
            let answering = CaseAnswering(
                input: input, output: world.file("answer.\(world.files.count)"), mode: .person, passphrase: .terminal,
                build: world.build, time: try UTCTime(parsing: text), tools: .system)
            let terminal = try Answers.challenge(of: input, network: .regtest)
            do throws(SignerError) {
                _ = try LookOne.run(answering, in: &home, terminal: terminal)
                return nil
            } catch .refused(_, let first) {
                return first
            }
        }
    }

    private func prepared(_ entry: Destination, _ rule: AllowlistRule) throws -> (SigningWorld, String) {
        let world = try SigningWorld()
        let vault = try world.vault(destinations: [entry], allowlist: rule)
        let acknowledgements = try world.register(vault, expecting: vault.digest)
        let psbt = try SamplePSBT.payment(from: vault)
        return (world, try world.write(world.proposal(psbt, vault, acknowledgements), as: "in.psbt"))
    }

    @Test("P-45: lets nothing leave for an address that it does not name, and signs for one that it does")
    func listed() throws {
        let (unlisted, other) = try prepared(Self.cold(), .required)
        #expect(try refusal(unlisted, other, at: "2026-11-21T09:30:00Z") == ["output.not-in-address-book"])
        let (world, input) = try prepared(Self.hot(), .required)
        #expect(try refusal(world, input, at: "2026-11-21T09:30:00Z") == [nil])
    }

    @Test("P-45: keeps a new entry waiting until its first day, and one payment below its cap")
    func waiting() throws {
        let (world, input) = try prepared(Self.hot(from: "2026-11-23"), .off)
        #expect(
            try refusal(world, input, at: "2026-11-22T23:59:59Z", "2026-11-23T00:00:00Z")
                == ["output.entry-waiting", nil])
        let (capped, large) = try prepared(Self.hot(cap: "29999999 sat (0.29999999 BTC)"), .off)
        #expect(try refusal(capped, large, at: "2026-11-21T09:30:00Z") == ["output.entry-cap"])
    }

    @Test("P-48: an entry that has ended stays ended when the clock is set back")
    func clockBack() throws {
        let entry = try Self.hot(until: "2026-11-21")
        let (honest, input) = try prepared(entry, .required)
        #expect(try refusal(honest, input, at: "2026-11-21T23:59:59Z") == [nil])
        let (world, other) = try prepared(entry, .required)
        // The journal has the day on which the case was looked at, and half a day back is within the clock's tolerance.
        #expect(
            try refusal(world, other, at: "2026-11-22T00:10:00Z", "2026-11-21T13:00:00Z")
                == ["output.entry-expired", "output.entry-expired"])
    }

    @Test("P-48: a later day that somebody else states ends no wait")
    func statedDay() throws {
        let (world, input) = try prepared(Self.hot(from: "2026-11-23"), .required)
        // Alice's clock has reached the day, Bob's has not.
        #expect(try refusal(world, input, at: "2026-11-23T00:00:00Z") == [nil])
        let answers = world.files.filter { $0.hasPrefix("answer.") }.map(world.file)
        let shared = try world.redisplay(answers, as: "shared.psbt")
        func review(at time: UTCTime) throws -> Review {
            let home = try world.open(.bob)
            return try CaseReview(CaseFile(reading: shared, in: home), in: home, purpose: .sign, at: time).review
        }
        let early = try review(at: Fixed.time)
        #expect(early.machine.today == (try CalendarDate(year: 2026, month: 11, day: 23)))
        #expect(early.findings.first { $0.severity == .refuse }?.check == "output.entry-waiting")
        #expect(try review(at: UTCTime(parsing: "2026-11-23T00:00:00Z")).isSignable)
    }
}
