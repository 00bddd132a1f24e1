import BitcoinCrypto
import BitcoinPrimitives
import ByteCoding
import CommandSupport
import Custody
import Glibc
import Review
import SignerCore
import TestSupport
import Testing

/// A 2-of-3 vault that alice, bob and carol registered, and its version 2, in which dave takes carol's place.
private final class VersionWorld {
    static let dave = Custodian(
        id: "dave", name: "Dave", words: "zoo zoo zoo zoo zoo zoo zoo zoo zoo zoo zoo wrong")

    let world: SigningWorld
    let first: Document<Vault>
    let acknowledgements: [Document<Acknowledgement>]
    let daveRecord: KeyRecord

    init(
        threshold: Int = 2, release: ReleaseRule = .open, daveHistory: WordsHistory = .neverUsed
    ) throws {
        world = try SigningWorld()
        first = try world.vault(threshold: threshold, release: release)
        acknowledgements = try world.register(first)
        daveRecord = try Self.dave.restore(in: world.home(Self.dave), history: daveHistory).body
    }

    /// The next version, with dave in carol's place.
    func next(
        _ version: UInt32 = 2, after previous: Document<Vault>? = nil, threshold: Int = 2, fee: UInt64? = nil,
        release: ReleaseRule = .open
    ) throws -> Document<Vault> {
        let previous = previous ?? first
        guard let account = daveRecord.accountKey else { throw WorldError() }
        return try world.vault(
            version: version, previous: previous.digest, threshold: threshold, release: release,
            orders: fee == nil ? .optional : .required
        ) { [daveRecord] cosigners, people in
            cosigners[2] = Cosigner(
                person: daveRecord.person, release: release, origin: account.origin, xpub: account.xpub)
            people[2] = Person(
                id: daveRecord.person, roles: [.custodian], identityKey: daveRecord.identityKey,
                organisation: daveRecord.organisation, site: daveRecord.site, device: daveRecord.device, expiry: nil,
                name: daveRecord.name)
        }
    }

    /// Everything that leads to a version: the first with its acknowledgements, and others.
    func files(_ vault: Document<Vault>, _ others: Document<Vault>...) throws -> VaultFiles {
        try VaultFiles([first, vault] + others, acknowledgements)
    }

    func sign(
        _ vault: Document<Vault>, by custodian: Custodian, terminal: ScriptedTerminal? = nil, to name: String = "signed"
    ) throws -> Document<Vault> {
        var home = try world.open(custodian)
        let path = world.file("\(name).\(custodian.id).\(world.files.count)")
        _ = try VaultSigning.run(
            custodian.id == "dave" ? files(vault) : VaultFiles([vault]), in: &home, acceptance: .person,
            passphrase: .terminal, terminal: terminal ?? Answers.words(of: vault), output: path, at: Fixed.time)
        return try Document(parsing: FileAccess.read(path, limit: DocumentLimits.bytes))
    }

    @discardableResult
    func register(
        _ files: VaultFiles, by custodian: Custodian, terminal: ScriptedTerminal? = nil
    ) throws -> Document<Acknowledgement> {
        var home = try world.open(custodian)
        let path = world.file("registered.\(custodian.id).\(world.files.count)")
        _ = try VaultRegistration.run(
            files, in: &home, acceptance: .person, passphrase: .terminal,
            terminal: terminal ?? Answers.words(of: files.newest), output: path, at: Fixed.time)
        return try Document(parsing: FileAccess.read(path, limit: DocumentLimits.bytes))
    }

    /// Version 2 with alice's and bob's signatures.
    func agreed(threshold: Int = 2) throws -> Document<Vault> {
        let next = try next(threshold: threshold)
        return try sign(next, by: .alice).merging(sign(next, by: .bob))
    }
}

/// A place where nobody is.
private struct UnattendedScript: ReviewTerminal {
    var isAttended: Bool { false }
    func write(_ lines: [String]) throws(TerminalError) {}
    func show(pages: [[String]]) throws(TerminalError) {}
    func ask(_ question: String) throws(TerminalError) -> String { throw .closed }
    func askSecret(_ question: String) throws(TerminalError) -> TypedSecret { throw .closed }
}

@Suite("A later version of a vault on a custodian's machine")
struct VaultVersionTests {
    private func code(_ body: () throws -> Void) -> String? {
        do {
            try body()
            return nil
        } catch {
            return (error as? any CodedError)?.code
        }
    }

    @Test("is signed after every difference was shown, and journalled first")
    func signs() throws {
        let stage = try VersionWorld()
        let next = try stage.next()
        let terminal = try Answers.words(of: next)
        let signed = try stage.sign(next, by: .alice, terminal: terminal)
        #expect(signed.signatures.map(\.person) == [try Custodian.alice.person])
        try VaultChain.checkSignatures(on: signed, after: stage.first.body)
        let text = terminal.shown.joined(separator: "\n")
        #expect(text.contains("WHAT CHANGES FROM VERSION 1 TO VERSION 2"))
        for change in next.body.changes(from: stage.first.body) {
            #expect(terminal.shown.contains(VaultPhrase.change(change).text(in: .english)))
        }
        #expect(text.contains("- PERSON of carol") && text.contains("+ PERSON of dave"))
        #expect(text.contains("THE ADDRESSES CHANGE"))
        #expect(text.contains("signed by nobody of the version before (2 needed)"))
        let event = try #require(try stage.world.open(.alice).journal.entries.last?.event)
        #expect(event == .vaultSigned(.init(name: next.body.name, version: 2, digest: next.digest)))
    }

    @Test("gives the same signature again, without a second entry")
    func repeats() throws {
        let stage = try VersionWorld()
        let next = try stage.next()
        let signed = try stage.sign(next, by: .bob)
        let before = try stage.world.open(.bob).journal.sequence
        #expect(try stage.sign(next, by: .bob) == signed)
        #expect(try stage.world.open(.bob).journal.sequence == before)
    }

    @Test("is one document of a version on a machine, whether signed or registered")
    func forks() throws {
        let stage = try VersionWorld()
        let agreed = try stage.agreed()
        let fork = try stage.next(fee: 1)
        #expect(fork.digest != agreed.digest)
        #expect(code { _ = try stage.sign(fork, by: .alice) } == "signer.vault-forked")
        // Carol has signed neither: her machine shows either, and the words tell them apart.
        let forked = try stage.sign(fork, by: .carol)
        #expect(code { try stage.register(stage.files(forked), by: .alice) } == "signer.vault-forked")
        try stage.register(stage.files(agreed), by: .alice)
        #expect(code { try stage.register(stage.files(forked), by: .alice) } == "signer.vault-forked")
        #expect(code { try stage.register(stage.files(agreed, forked), by: .bob) } == "vault.fork")
        // What follows a fork follows another document than the one that is here.
        let third = try stage.next(3, after: fork)
        #expect(code { try stage.register(stage.files(third, forked), by: .alice) } == "signer.vault-other-previous")
        #expect(code { _ = try stage.sign(third, by: .alice) } == "signer.vault-other-previous")
    }

    @Test("P-20: is registered by those who stay and those who join, once the thresholds of both have signed")
    func registers() throws {
        let stage = try VersionWorld()
        let next = try stage.next()
        let one = try stage.sign(next, by: .alice)
        #expect(code { try stage.register(stage.files(one), by: .alice) } == "vault.too-few-old-signatures")
        let withDave = try one.merging(stage.sign(next, by: VersionWorld.dave))
        #expect(code { try stage.register(stage.files(withDave), by: .alice) } == "vault.too-few-old-signatures")
        let withCarol = try one.merging(stage.sign(next, by: .carol))
        #expect(code { try stage.register(stage.files(withCarol), by: .alice) } == "vault.too-few-new-signatures")
        let agreed = withDave.merging(withCarol)
        for custodian in [Custodian.alice, .bob, VersionWorld.dave] {
            let acknowledgement = try stage.register(stage.files(agreed), by: custodian)
            #expect(acknowledgement.body.vaultVersion == 2 && acknowledgement.body.vaultHash == next.digest)
            let home = try stage.world.open(custodian)
            #expect(try home.vault(nil).document == agreed)
            #expect(home.vaults.count == 1)
        }
        // Who is not in it registers nothing.
        #expect(code { try stage.register(stage.files(agreed), by: .carol) } == "signer.own-key-missing")
        // Without the acknowledgements of the first version nothing is agreed on.
        let stranger = try VersionWorld()
        let again = try stranger.agreed()
        #expect(
            code {
                try stranger.register(
                    VaultFiles([stranger.first, again], Array(stranger.acknowledgements.prefix(2))), by: .bob)
            } == "vault.missing-acknowledgement")
    }

    @Test("P-19: never goes back, and leaves no version out")
    func order() throws {
        let stage = try VersionWorld()
        let second = try stage.agreed()
        let third = try stage.next(3, after: second, fee: 1)
        #expect(code { _ = try stage.sign(third, by: .carol) } == "signer.vault-skipped-version")
        #expect(code { try stage.register(stage.files(third, second), by: .bob) } == "signer.vault-skipped-version")
        try stage.register(stage.files(second), by: .alice)
        #expect(code { try stage.register(VaultFiles([stage.first]), by: .alice) } == "signer.vault-older-version")
        #expect(code { _ = try stage.sign(stage.first, by: .bob) } == "signer.vault-first-version")
        let signed = try stage.sign(third, by: .alice)
        try stage.register(stage.files(second), by: .bob)
        let both = try signed.merging(stage.sign(third, by: .bob))
        try stage.register(stage.files(both, second), by: .bob)
        #expect(code { try stage.register(stage.files(second), by: .bob) } == "signer.vault-older-version")
        #expect(code { _ = try stage.sign(second, by: .bob) } == "signer.vault-older-version")
        #expect(try stage.world.open(.bob).vault(nil).history.map(\.digest) == [stage.first.digest, second.digest])
        // Somebody who joins later needs the whole chain.
        #expect(code { try stage.register(stage.files(both), by: VersionWorld.dave) } == "vault.missing-version")
        try stage.register(stage.files(both, second), by: VersionWorld.dave)
    }

    @Test("cannot be signed by somebody who is a custodian of neither version")
    func noPart() throws {
        let stage = try VersionWorld()
        let next = try stage.world.vault(version: 2, previous: stage.first.digest, release: .held)
        #expect(code { _ = try stage.sign(next, by: VersionWorld.dave) } == "signer.vault-no-part")
    }

    @Test("that needs fewer signatures is accepted with a word of its own only")
    func lowersThreshold() throws {
        let stage = try VersionWorld(threshold: 3)
        let next = try stage.next(threshold: 2)
        let words = try Answers.words(of: next)
        func typing(_ word: String) -> ScriptedTerminal {
            ScriptedTerminal(secrets: [Custodian.passphrase]) { (question, _) throws(TerminalError) in
                question.hasPrefix("Type \"2 of 3\"") ? word : try words.ask(question)
            }
        }
        #expect(
            code { _ = try stage.sign(next, by: .alice, terminal: typing("yes")) } == "signer.vault-lower-threshold")
        #expect(code { _ = try stage.sign(next, by: .alice, terminal: words) } != nil)
        var home = try stage.world.open(.alice)
        #expect(
            code {
                _ = try VaultSigning.run(
                    stage.files(next), in: &home, acceptance: .expectedDigest(next.digest), passphrase: .terminal,
                    terminal: ScriptedTerminal(secrets: [Custodian.passphrase]), output: stage.world.file("x"),
                    at: Fixed.time)
            } == "signer.needs-person")
        _ = consume home
        var agreed = next
        for custodian in Custodian.all {
            let terminal = typing("2 of 3")
            agreed = try agreed.merging(stage.sign(next, by: custodian, terminal: terminal))
            #expect(terminal.shown.contains { $0.contains("ONLY 2 KEYS INSTEAD OF 3") })
        }
        #expect(
            code { try stage.register(stage.files(agreed), by: .bob, terminal: typing("")) }
                == "signer.vault-lower-threshold")
        try stage.register(stage.files(agreed), by: .bob, terminal: typing("2 of 3"))
    }

    @Test("is signed on a machine that has lost its memory only when its person says that he signed no other")
    func lostMemory() throws {
        let stage = try VersionWorld(daveHistory: .unknown)
        let next = try stage.next()
        let words = try Answers.words(of: next)
        func typing(_ word: String) -> ScriptedTerminal {
            ScriptedTerminal(secrets: [Custodian.passphrase]) { (question, _) throws(TerminalError) in
                question.hasPrefix("Type \"no other\"") ? word : try words.ask(question)
            }
        }
        let before = try stage.world.open(VersionWorld.dave).journal.sequence
        #expect(
            code { _ = try stage.sign(next, by: VersionWorld.dave, terminal: typing("")) }
                == "signer.vault-may-have-signed")
        var home = try stage.world.open(VersionWorld.dave)
        #expect(
            code {
                _ = try VaultSigning.run(
                    stage.files(next), in: &home, acceptance: .expectedDigest(next.digest), passphrase: .terminal,
                    terminal: UnattendedScript(), output: stage.world.file("x"), at: Fixed.time)
            } == "signer.needs-person")
        #expect(home.journal.sequence == before)
        _ = consume home
        let terminal = typing("no other")
        let signed = try stage.sign(next, by: VersionWorld.dave, terminal: terminal)
        #expect(signed.signatures.count == 1)
        #expect(terminal.text.contains("THIS MACHINE HAS LOST ITS MEMORY"))
        // From now on the journal knows.
        #expect(try stage.sign(next, by: VersionWorld.dave, terminal: words) == signed)
    }

    @Test("closes what is open of the version before, and names what stays armed")
    func closesCases() throws {
        let stage = try VersionWorld()
        let world = stage.world
        let input = try world.write(
            world.proposal(SamplePSBT.payment(from: stage.first), stage.first, stage.acknowledgements), as: "in.psbt")
        // Alice's signatures travel at once; bob has only looked.
        _ = try world.sign(input, by: .alice)
        let agreed = try stage.agreed()
        let terminal = try Answers.words(of: agreed)
        try stage.register(stage.files(agreed), by: .alice, terminal: terminal)
        let caseID = try CaseID([UInt8](repeating: 1, count: 16))
        #expect(terminal.shown.contains { $0.hasPrefix("! ARMED: case \(caseID)") })
        #expect(!terminal.shown.contains { $0.hasPrefix("closed: case") })
        guard case .vaultRevised(let event) = try world.open(.alice).journal.entries.last?.event else {
            Issue.record("the revision is not in the journal")
            return
        }
        #expect(event.armed == [caseID] && event.closes.isEmpty)
        try stage.register(stage.files(agreed), by: .bob)
        let closed = SignerError.closedByVersion(caseID, version: 1, registered: 2, since: try Fixed.time)
        for custodian in [Custodian.alice, .bob] {
            #expect(throws: closed) {
                try world.sign(input, by: custodian, output: world.file("again.\(custodian.id)"))
            }
            #expect(throws: closed) { try world.confirm(input, by: custodian) }
            var home = try world.open(custodian)
            #expect(throws: closed) {
                try Releasing.run(
                    world.answering(input, output: world.file("release.\(custodian.id)")), in: &home,
                    terminal: Answers.challenge(of: input, network: .regtest))
            }
        }
        // It can still be looked at and refused, under the version that it is of.
        var home = try world.open(.bob)
        let written = try Refusing.run(
            world.answering(input), reason: RefusalReason("closed"), in: &home,
            terminal: ScriptedTerminal(secrets: [Custodian.passphrase]) { (_, _) throws(TerminalError) in "refuse" })
        let refusal = try Document<Refusal>(parsing: FileAccess.read(written.path, limit: DocumentLimits.bytes))
        #expect(refusal.body.statement.vaultHash == stage.first.digest)
    }

    @Test("closes a case whose signatures are held, for good")
    func closesHeld() throws {
        let stage = try VersionWorld(release: .held)
        let world = stage.world
        let input = try world.write(
            world.proposal(SamplePSBT.payment(from: stage.first), stage.first, stage.acknowledgements), as: "in.psbt")
        _ = try world.sign(input, by: .alice)
        let agreed = try stage.agreed()
        let terminal = try Answers.words(of: agreed)
        try stage.register(stage.files(agreed), by: .alice, terminal: terminal)
        let caseID = try CaseID([UInt8](repeating: 1, count: 16))
        #expect(terminal.shown.contains { $0.hasPrefix("closed: case \(caseID)") })
        guard case .vaultRevised(let event) = try world.open(.alice).journal.entries.last?.event else {
            Issue.record("the revision is not in the journal")
            return
        }
        #expect(event.closes == [caseID] && event.armed.isEmpty)
        // Cases of version 2 are signed with what was verified at the registration: no acknowledgement travels.
        let next = try world.write(
            world.proposal(SamplePSBT.payment(from: agreed), agreed, [], caseNumber: 2), as: "next.psbt")
        let signed = try world.sign(next, by: .alice)
        #expect(try FileAccess.split(signed.path).name == "02020202.alice.signed.psbt")
    }

    @Test("is found when its file is taken away, exchanged, brought from elsewhere, or not bound by the keys")
    func binding() throws {
        let stage = try VersionWorld()
        let world = stage.world
        let agreed = try stage.agreed()
        let vaults = world.home(.alice) + "/vaults/"
        func bytes(_ path: String) throws -> [UInt8] { try FileAccess.read(path, limit: DocumentLimits.bytes) }
        // Registered by the same words on another machine: the acknowledgement holds, and this journal knows nothing.
        let other = HomeFolder()
        _ = try Custodian.alice.restore(in: other.home)
        var elsewhere = try SignerHome(opening: other.home)
        let foreign = try world.vault(name: "second")
        _ = try VaultRegistration.run(
            foreign, in: &elsewhere, acceptance: .person, passphrase: .terminal,
            terminal: Answers.words(of: foreign), output: world.file("elsewhere"), at: Fixed.time)
        _ = consume elsewhere
        for name in ["second.vault", "second.acknowledgement", "second.binding"] {
            try FileAccess.create(vaults + name, bytes(other.home + "/vaults/" + name))
        }
        #expect(code { _ = try world.open(.alice) } == "signer.stored-vault-unknown")
        #expect(unsafe unlink(vaults + "second.vault") == 0)

        try stage.register(stage.files(agreed), by: .alice)
        // A code that the keys did not make, of the newest or of an earlier version.
        for name in ["treasury.v2.binding", "treasury.binding"] {
            let good = try bytes(vaults + name)
            try FileAccess.replaceAtomically(vaults + name, bytes(vaults + "second.binding"))
            let third = try stage.next(3, after: agreed, fee: 1)
            #expect(code { _ = try stage.sign(third, by: .alice) } == "signer.vault-not-bound", "\(name)")
            try FileAccess.replaceAtomically(vaults + name, Array("no code\n".utf8))
            #expect(code { _ = try world.open(.alice) } == "signer.vault-not-bound", "\(name)")
            try FileAccess.replaceAtomically(vaults + name, good)
        }
        // The chain behind it is read again each time.
        let past = vaults + "treasury.v2.history/bob.acknowledgement"
        let good = try bytes(past)
        #expect(unsafe unlink(past) == 0)
        #expect(code { _ = try world.open(.alice) } == "vault.missing-acknowledgement")
        try FileAccess.create(past, good)
        // Without the newest version the earlier one is no vault to work with.
        #expect(unsafe unlink(vaults + "treasury.v2.vault") == 0)
        #expect(
            throws: SignerError.registeredVaultMissing(name: agreed.body.name, digest: agreed.digest)
        ) { _ = try world.open(.alice).vault(nil) }
        try stage.register(stage.files(agreed), by: .alice)
        #expect(try world.open(.alice).vault(nil).document == agreed)
    }

    @Test("shows the same numbers, names, keys, addresses and words in both languages")
    func languages() throws {
        let stage = try VersionWorld(threshold: 3)
        let next = try stage.next(threshold: 2)
        let words = try DigestWords.vaultWords(next.digest)
        let address = try VaultAgreement.firstAddress(of: next.body).groups
        for language in ScreenLanguage.allCases {
            let pages = try VaultRegistration.pages(of: next, for: try Custodian.alice.person, language: language)
            let text = pages.joined().joined(separator: "\n")
            for word in words { #expect(text.contains(" \(word)\n")) }
            #expect(text.contains(address.prefix(8).joined(separator: " ")))
            #expect(text.contains(next.digest.hex))
            for cosigner in next.body.cosigners {
                #expect(text.contains(cosigner.xpub.description) && text.contains(cosigner.origin.description))
            }
            for change in next.body.changes(from: stage.first.body) {
                let line = VaultPhrase.change(change).text(in: language)
                for part in [change.person?.description, change.from, change.to].compactMap(\.self) {
                    #expect(line.contains(part), "\(language)")
                }
            }
        }
    }
}
