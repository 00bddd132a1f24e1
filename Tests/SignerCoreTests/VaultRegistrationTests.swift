import BitcoinCrypto
import BitcoinPSBT
import BitcoinPrimitives
import ByteCoding
import CommandSupport
import Custody
import Descriptors
import Glibc
import SecretKeys
import SignerCore
import TestSupport
import Testing

@Suite("VaultRegistration accepts only a vault that was compared")
struct VaultRegistrationTests {
    /// Runs a registration by Alice that is expected to fail, and returns the code.
    private func refusal(
        _ world: SigningWorld, _ vault: Document<Vault>, terminal: ScriptedTerminal? = nil,
        acceptance: VaultRegistration.Acceptance = .person
    ) throws -> String? {
        var home = try world.open(.alice)
        let before = home.journal.sequence
        let error = #expect(throws: SignerError.self) {
            try VaultRegistration.run(
                vault, in: &home, acceptance: acceptance, passphrase: .terminal,
                terminal: terminal ?? Answers.words(of: vault), output: world.file("out"), at: Fixed.time)
        }
        #expect(home.journal.sequence == before)
        #expect(home.vaults.allSatisfy { $0.document.digest != vault.digest })
        #expect(!FileAccess.exists(world.file("out")))
        return error?.code
    }

    @Test("lets three custodians agree on a vault")
    func agrees() throws {
        let world = try SigningWorld()
        let vault = try world.vault()
        let agreement = try VaultAgreement(vault: vault, acknowledgements: world.register(vault))
        #expect(agreement.digest == vault.digest)
        let home = try world.open(.bob)
        #expect(home.vaults.map(\.document) == [vault])
        guard case .vaultRegistered(let event) = home.journal.entries.last?.event else {
            Issue.record("the registration is not in the journal")
            return
        }
        #expect(event.digest == vault.digest)
    }

    @Test("shows M, N, the script, every cosigner in full, the own place, the first address and the words")
    func shows() throws {
        let world = try SigningWorld()
        let vault = try world.vault()
        var home = try world.open(.bob)
        let terminal = try Answers.words(of: vault)
        _ = try VaultRegistration.run(
            vault, in: &home, acceptance: .person, passphrase: .terminal, terminal: terminal,
            output: world.file("out"), at: Fixed.time)
        let text = terminal.shown.joined(separator: "\n")
        #expect(text.contains("M = 2, N = 3"))
        #expect(text.contains("P2WSH"))
        #expect(text.contains("your key: number 2 of 3, as bob"))
        for cosigner in vault.body.cosigners {
            #expect(text.contains(cosigner.xpub.description))
            #expect(text.contains(cosigner.origin.description))
        }
        #expect(text.contains("Bob 例"))
        #expect(text.contains(try VaultAgreement.firstAddress(of: vault.body).groups.prefix(8).joined(separator: " ")))
        let change = try VaultAgreement.firstChangeAddress(of: vault.body)
        #expect(text.contains(change.groups.prefix(8).joined(separator: " ")))
        for word in try DigestWords.vaultWords(vault.digest) { #expect(text.contains(word)) }
        #expect(terminal.questions.count == 3)
        #expect(zip(terminal.questions, ["alice", "carol", "alice"]).allSatisfy { $0.hasPrefix("As \($1) reads it") })
        for person in vault.body.people {
            let words = try DigestWords.identityWords(person.identityKey)
            #expect(text.contains("  " + words.prefix(6).joined(separator: " ") + "\n"))
        }
        #expect(text.contains("from EVERY other cosigner"))
        #expect(!text.contains("orders need no approval"))
    }

    @Test("says of a vault that requires orders that nobody may order, and that nobody approves")
    func ordersRequired() throws {
        let world = try SigningWorld()
        let vault = try world.vault(orders: .required)
        let pages = try VaultRegistration.pages(of: vault, for: nil)
        let page = try #require(pages.first)
        #expect(page.contains { $0.hasPrefix("! orders are required and nobody is a requester") })
        #expect(page.contains { $0.hasPrefix("! orders need no approval") })
    }

    @Test("misses a vault whose file was removed, and takes only the same one back")
    func missesRemovedVault() throws {
        let world = try SigningWorld()
        let vault = try world.vault()
        _ = try world.register(vault, by: .alice)
        let stem = world.home(.alice) + "/vaults/treasury"
        let bytes = try FileAccess.read(stem + ".vault", limit: DocumentLimits.bytes)
        #expect(unsafe unlink(stem + ".vault") == 0)
        #expect(throws: SignerError.registeredVaultMissing(name: vault.body.name, digest: vault.digest)) {
            _ = try world.open(.alice).vault(nil)
        }
        #expect(try refusal(world, world.vault(release: .held)) == "signer.vault-forked")
        var home = try world.open(.alice)
        let written = try VaultRegistration.run(
            vault, in: &home, acceptance: .person, passphrase: .terminal, terminal: Answers.words(of: vault),
            output: world.file("again"), at: Fixed.time)
        #expect(!written.isRepeated)
        #expect(try home.vault(nil).document == vault)
        #expect(try FileAccess.read(stem + ".vault", limit: DocumentLimits.bytes) == bytes)
    }

    @Test("writes the journal before the acknowledgement, and nothing when the journal cannot be written")
    func journalFirst() throws {
        let world = try SigningWorld()
        let vault = try world.vault()
        // Where the vaults belong lies a file: storing fails after the journal has its entry.
        let vaults = FileAccess.join(world.home(.alice), "vaults")
        try FileAccess.create(vaults, [0])
        var home = try world.open(.alice)
        #expect(throws: SignerError.self) {
            try VaultRegistration.run(
                vault, in: &home, acceptance: .person, passphrase: .terminal, terminal: Answers.words(of: vault),
                output: world.file("alice"), at: Fixed.time)
        }
        #expect(home.journal.registeredVaults.values.map(\.digest) == [vault.digest])
        #expect(!FileAccess.exists(world.file("alice")))
        _ = consume home
        try FileAccess.remove(vaults, holding: [0])
        let again = try world.register(vault, by: .alice)
        #expect(again.body.vaultHash == vault.digest)

        // A journal that cannot be appended to: neither vault nor acknowledgement comes into being.
        var second = try world.open(.bob)
        try FileAccess.replaceAtomically(FileAccess.join(world.home(.bob), "journal"), [])
        #expect(throws: SignerError.self) {
            try VaultRegistration.run(
                vault, in: &second, acceptance: .person, passphrase: .terminal, terminal: Answers.words(of: vault),
                output: world.file("bob"), at: Fixed.time)
        }
        #expect(second.vaults.isEmpty)
        #expect(!FileAccess.exists(world.file("bob")))
        #expect(!FileAccess.exists(FileAccess.join(world.home(.bob), "vaults")))
    }

    @Test("gives the same acknowledgement again without asking")
    func isIdempotent() throws {
        let world = try SigningWorld()
        let vault = try world.vault()
        let first = try world.register(vault, by: .alice)
        var home = try world.open(.alice)
        let again = try VaultRegistration.run(
            vault, in: &home, acceptance: .person, passphrase: .terminal, terminal: ScriptedTerminal(),
            output: world.file("again"), at: Fixed.time)
        #expect(again.isRepeated)
        #expect(try FileAccess.read(world.file("again"), limit: 1 << 20) == first.encoded)
    }

    @Test("refuses wrong words")
    func wrongWords() throws {
        let world = try SigningWorld()
        #expect(try refusal(world, world.vault(), terminal: Answers.wrong()) == "signer.words-differ")
    }

    @Test("refuses a wrong passphrase")
    func wrongPassphrase() throws {
        let world = try SigningWorld()
        let vault = try world.vault()
        let words = try Answers.words(of: vault)
        let terminal = ScriptedTerminal(secrets: ["not the passphrase"]) { (question, _) throws(TerminalError) in
            try words.ask(question)
        }
        #expect(try refusal(world, vault, terminal: terminal) == "keystore.wrong-passphrase")
    }

    @Test("refuses a digest that is not the expected one, and takes the right one on a test network")
    func expectedDigest() throws {
        let world = try SigningWorld()
        let vault = try world.vault()
        let other = Bytes32(bigEndianWords: (1, 1, 1, 1))
        #expect(try refusal(world, vault, acceptance: .expectedDigest(other)) == "signer.digest-differs")
        var home = try world.open(.alice)
        _ = try VaultRegistration.run(
            vault, in: &home, acceptance: .expectedDigest(vault.digest), passphrase: .terminal,
            terminal: ScriptedTerminal(secrets: [Custodian.passphrase]), output: world.file("out"), at: Fixed.time)
        #expect(home.vaults.count == 1)
    }

    @Test("refuses a vault without the own key, and one for another network")
    func notOurs() throws {
        let world = try SigningWorld()
        let stranger = HomeFolder()
        let fourth = try Custodian(
            id: "dave", name: "Dave", words: "zoo zoo zoo zoo zoo zoo zoo zoo zoo zoo zoo wrong"
        ).restore(in: stranger.home).body
        let account = try #require(fourth.accountKey)
        let vault = try world.vault { cosigners, people in
            cosigners[0] = Cosigner(person: fourth.person, release: .open, origin: account.origin, xpub: account.xpub)
            people[0] = Person(
                id: fourth.person, roles: [.custodian], identityKey: fourth.identityKey,
                organisation: fourth.organisation, site: fourth.site, device: fourth.device, expiry: nil,
                name: fourth.name)
        }
        #expect(try refusal(world, vault) == "signer.own-key-missing")
        #expect(try refusal(world, world.vault(network: .signet)) == "signer.other-network")
    }

    @Test("refuses a later version without those before it")
    func laterVersion() throws {
        let world = try SigningWorld()
        #expect(try refusal(world, world.vault(version: 2)) == "vault.missing-version")
    }

    @Test("refuses a vault that cannot be read twice the same: two cosigners with one key")
    func repeatedKey() throws {
        let world = try SigningWorld()
        let vault = try world.vault()
        let alice = vault.body.cosigners[0]
        let carol = vault.body.cosigners[2]
        let text = String(decoding: vault.encoded, as: UTF8.self)
            .replacing(carol.xpub.description, with: alice.xpub.description)
        #expect(throws: DocumentError.self) { try Document<Vault>(parsing: Array(text.utf8)) }
    }

    @Test("refuses when the vault says something else about this person")
    func ownEntry() throws {
        let world = try SigningWorld()
        let bob = world.records[1].body
        let identity = try world.vault { _, people in
            people[0] = Self.person(people[0], identityKey: try Self.otherIdentity(), device: people[0].device)
        }
        #expect(try refusal(world, identity) == "signer.own-entry-differs")
        let device = try world.vault { _, people in
            people[0] = Self.person(people[0], identityKey: people[0].identityKey, device: try Identifier("other"))
        }
        #expect(try refusal(world, device) == "signer.own-entry-differs")
        let swapped = try world.vault { cosigners, _ in
            let (first, second) = (cosigners[0], cosigners[1])
            cosigners[0] = Cosigner(person: bob.person, release: .open, origin: first.origin, xpub: first.xpub)
            cosigners[1] = Cosigner(person: first.person, release: .open, origin: second.origin, xpub: second.xpub)
        }
        #expect(try refusal(world, swapped) == "signer.own-entry-differs")
        let chainCode = try world.vault { cosigners, _ in
            let own = cosigners[0]
            cosigners[0] = Cosigner(
                person: own.person, release: .open, origin: own.origin,
                xpub: try ExtendedPublicKey(
                    isTestNetwork: true, depth: own.xpub.depth, parentFingerprint: own.xpub.parentFingerprint,
                    childNumber: own.xpub.childNumber, chainCode: Bytes32(bigEndianWords: (1, 2, 3, 4)),
                    publicKey: own.xpub.publicKey))
        }
        #expect(try refusal(world, chainCode) == "signer.own-entry-differs")
    }

    @Test("refuses a cosigner whose key is secretly one of our own")
    func secretlyOwnKey() throws {
        let world = try SigningWorld()
        let second = HomeFolder()
        let hidden = try #require(Custodian.alice.restore(in: second.home, account: 1).body.accountKey)
        let vault = try world.vault { cosigners, _ in
            let carol = cosigners[2]
            // Carol's fingerprint, but a key of Alice's words.
            cosigners[2] = Cosigner(
                person: carol.person, release: .open,
                origin: KeyOrigin(fingerprint: carol.origin.fingerprint, path: hidden.origin.path), xpub: hidden.xpub)
        }
        #expect(try refusal(world, vault) == "signer.own-key-of-other")
        // Another account of Alice's words, and a path that does not lead there.
        let disguised = try world.vault { cosigners, _ in
            let carol = cosigners[2]
            let path = try DerivationPath(parsing: "48h/1h/17h/2h")
            cosigners[2] = Cosigner(
                person: carol.person, release: .open,
                origin: KeyOrigin(fingerprint: carol.origin.fingerprint, path: path), xpub: hidden.xpub)
        }
        #expect(try refusal(world, disguised) == "signer.own-key-of-other")
    }

    @Test("refuses another document of a version and a key that another registered vault has")
    func overlaps() throws {
        let world = try SigningWorld()
        _ = try world.register(world.vault(), by: .alice)
        #expect(try refusal(world, world.vault(release: .held)) == "signer.vault-forked")
        #expect(try refusal(world, world.vault(name: "second")) == "signer.shared-key")
    }

    @Test("names what a vault says otherwise that is similar to a registered one, and puts nothing in its place")
    func similar() throws {
        let world = try SigningWorld()
        let registered = try world.vault(threshold: 3)
        _ = try world.register(registered, by: .alice)
        let similar = try world.vault(name: "treasury-2", threshold: 2, release: .held)
        var home = try world.open(.alice)
        let error = #expect(throws: SignerError.self) {
            try VaultRegistration.run(
                similar, in: &home, acceptance: .person, passphrase: .terminal, terminal: Answers.words(of: similar),
                output: world.file("out"), at: Fixed.time)
        }
        let text = try #require(error?.description)
        for difference in [
            "alice, bob, carol", "name: treasury -> treasury-2", "threshold: 3 -> 2", "release of carol: open -> held",
        ] { #expect(text.contains(difference), "\(text)") }
        #expect(home.vaults.map(\.document) == [registered])
    }

    @Test("learns no vault from a file that brings all its keys")
    func learnsNothing() throws {
        let world = try SigningWorld()
        let vault = try world.vault()
        let acknowledgements = try [Custodian.bob, .carol].map { try world.register(vault, by: $0) }
        var psbt = try world.proposal(SamplePSBT.payment(from: vault), vault, acknowledgements)
        psbt.global.xpubs = try vault.body.cosigners.map {
            try GlobalXpub(serialized: $0.xpub.serialized, origin: $0.origin)
        }
        let input = try world.write(psbt, as: "in.psbt")
        let before = try world.open(.alice).journal.sequence
        let error = #expect(throws: SignerError.self) { try world.sign(input, by: .alice) }
        #expect(error?.code == "signer.unknown-vault")
        let home = try world.open(.alice)
        #expect(home.vaults.isEmpty && home.journal.sequence == before)
        #expect(!FileAccess.exists(FileAccess.join(world.home(.alice), "vaults")))
    }

    @Test("takes only names that look like what they are")
    func names() throws {
        for name in [
            "", "Treasury", "treasury ", "trea\u{200b}sury", "treаsury", "-treasury", String(repeating: "a", count: 33),
        ] {
            #expect(throws: DocumentError.self, "\(name)") { try Identifier(name) }
        }
        #expect(try Identifier("treasury-2").description == "treasury-2")
    }

    private static func otherIdentity() throws -> PublicKey {
        let folder = HomeFolder()
        return try Custodian(
            id: "dave", name: "Dave", words: "zoo zoo zoo zoo zoo zoo zoo zoo zoo zoo zoo wrong"
        ).restore(in: folder.home).body.identityKey
    }

    private static func person(_ person: Person, identityKey: PublicKey, device: Identifier?) -> Person {
        Person(
            id: person.id, roles: Set(person.roles), identityKey: identityKey, organisation: person.organisation,
            site: person.site, device: device, expiry: person.expiry, name: person.name)
    }
}
