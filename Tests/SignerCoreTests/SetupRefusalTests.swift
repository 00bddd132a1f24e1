import BitcoinCrypto
import BitcoinPrimitives
import ByteCoding
import CommandSupport
import Custody
import Descriptors
import SecretKeys
import SignerCore
import TestSupport
import Testing

/// Everything bad that can come in while keys and vaults are set up, each refused by a name of its own.
@Suite("Bad input of the set-up")
struct SetupRefusalTests {
    struct Bad: Sendable, CustomTestStringConvertible {
        let name: String
        let code: String
        let attempt: @Sendable (SigningWorld) throws -> Void
        var testDescription: String { name }
    }

    private static let privateKey =
        "tprv8ZgxMBicQKsPeDgjzdC36fs6bMjGApWDNLR9erAXMs5skhMv36j9MV5ecvfavji5khqjWaWSFhN3YcCUUdiKH6isR4Pwy3U5y5egddBr16m"

    /// Registers a vault as Alice, who types the right words.
    private static func register(
        _ vault: Document<Vault>, in world: SigningWorld, terminal: ScriptedTerminal? = nil
    ) throws {
        var home = try world.open(.alice)
        _ = try VaultRegistration.run(
            vault, in: &home, acceptance: .person, passphrase: .terminal,
            terminal: terminal ?? Answers.words(of: vault), output: world.file("out"), at: Fixed.time)
    }

    private static func text(_ vault: Document<Vault>) -> String { String(decoding: vault.encoded, as: UTF8.self) }

    private static func parse(_ text: String) throws { _ = try Document<Vault>(parsing: Array(text.utf8)) }

    /// The document with another key in the place of Carol's.
    private static func withCarol(_ cosigner: (Cosigner) throws -> Cosigner, _ world: SigningWorld) throws
        -> Document<Vault>
    {
        try world.vault { cosigners, _ in cosigners[2] = try cosigner(cosigners[2]) }
    }

    private static func keystore(_ world: SigningWorld, _ change: (inout [UInt8]) -> Void) throws {
        var file = try FileAccess.read(world.home(.alice) + "/keystore", limit: Keystore.longestFile)
        change(&file)
        _ = try Keystore.readHeader(file)
    }

    /// The bytes with the checksum that fits them.
    private static func resealed(_ file: inout [UInt8], _ place: Int, _ byte: UInt8) {
        file[place] = byte
        file.replaceSubrange(file.count - 32..<file.count, with: SHA256.hash(file.dropLast(32)).bytes)
    }

    static let bad: [Bad] = [
        Bad(name: "a private key in the place of a cosigner's xpub", code: "extended-key.private-key") { world in
            let vault = try world.vault()
            try parse(text(vault).replacing(vault.body.cosigners[1].xpub.description, with: privateKey))
        },
        Bad(name: "a private key in a descriptor", code: "descriptor.private-key") { world in
            let descriptor = try world.vault().body.descriptor
            _ = try MultisigDescriptor(
                parsing: descriptor.text.replacing(descriptor.keys[1].xpub.description, with: privateKey))
        },
        Bad(name: "a vault for another network", code: "signer.other-network") { world in
            try register(world.vault(network: .signet), in: world)
        },
        Bad(name: "a key for another network", code: "account-key.other-network") { world in
            _ = try world.vault(network: .mainnet)
        },
        Bad(name: "a path for another network", code: "account-key.coin") { world in
            _ = try withCarol(
                { carol in
                    Cosigner(
                        person: carol.person, release: .open,
                        origin: try KeyOrigin(parsing: "\(carol.origin.fingerprint)/48h/0h/0h/2h"), xpub: carol.xpub)
                }, world)
        },
        Bad(name: "a key twice under two fingerprints", code: "vault.repeated-account-key") { world in
            let bob = try world.vault().body.cosigners[1]
            _ = try withCarol(
                { carol in
                    Cosigner(person: carol.person, release: .open, origin: carol.origin, xpub: bob.xpub)
                }, world)
        },
        Bad(name: "a key twice, with two depths and parents", code: "vault.repeated-account-key") { world in
            let bob = try world.vault().body.cosigners[1].xpub
            _ = try withCarol(
                { carol in
                    Cosigner(
                        person: carol.person, release: .open, origin: carol.origin,
                        xpub: try ExtendedPublicKey(
                            isTestNetwork: true, depth: bob.depth, parentFingerprint: carol.xpub.parentFingerprint,
                            childNumber: bob.childNumber, chainCode: carol.xpub.chainCode, publicKey: bob.publicKey))
                }, world)
        },
        Bad(name: "two keys of one master key", code: "vault.repeated-fingerprint") { world in
            let bob = try world.vault().body.cosigners[1]
            _ = try withCarol(
                { carol in
                    Cosigner(person: carol.person, release: .open, origin: bob.origin, xpub: carol.xpub)
                }, world)
        },
        Bad(name: "the own key under another fingerprint", code: "signer.own-key-of-other") { world in
            let folder = HomeFolder()
            let hidden = try Custodian.alice.restore(in: folder.home, account: 1).body.accountKey
            guard let hidden else { throw WorldError() }
            let vault = try withCarol(
                { carol in
                    Cosigner(
                        person: carol.person, release: .open,
                        origin: KeyOrigin(fingerprint: carol.origin.fingerprint, path: hidden.origin.path),
                        xpub: hidden.xpub)
                }, world)
            try register(vault, in: world)
        },
        Bad(name: "a descriptor with a bad checksum", code: "descriptor.wrong-checksum") { world in
            let text = try world.vault().body.descriptor.text
            _ = try MultisigDescriptor(parsing: text.dropLast() + (text.hasSuffix("q") ? "p" : "q"))
        },
        Bad(name: "a record whose account key did not sign", code: "key-record.possession") { world in
            let (alice, bob) = (world.records[0], world.records[1])
            guard let own = alice.body.accountKey, let other = bob.body.accountKey else { throw WorldError() }
            let text = String(decoding: alice.encoded, as: UTF8.self)
                .replacing(own.origin.description, with: other.origin.description)
                .replacing(own.xpub.description, with: other.xpub.description)
            let stolen = try Document<KeyRecord>(parsing: Array(text.utf8)).body
            var document = Document(body: stolen)
            document.add(try FixtureCosigner(number: 0, network: .regtest).signature(over: document.digest))
            _ = try VerifiedKeyRecord(document)
        },
        Bad(name: "a record that somebody has changed", code: "signature.invalid") { world in
            let text = String(decoding: world.records[0].encoded, as: UTF8.self)
            let changed = text.replacing("device: laptop-alice", with: "device: laptop-mallory")
            _ = try VerifiedKeyRecord(Document(parsing: Array(changed.utf8)))
        },
        Bad(name: "a next version that drops the threshold", code: "signer.vault-lower-threshold") { world in
            let first = try world.vault(threshold: 3)
            _ = try world.register(first, by: .alice)
            let next = try world.vault(version: 2, previous: first.digest, threshold: 2)
            let words = try Answers.words(of: next)
            let terminal = ScriptedTerminal(secrets: [Custodian.passphrase]) { (question, _) throws(TerminalError) in
                question.hasPrefix("Type \"2 of 3\"") ? "" : try words.ask(question)
            }
            var home = try world.open(.alice)
            _ = try VaultSigning.run(
                VaultFiles([next]), in: &home, acceptance: .person, passphrase: .terminal, terminal: terminal,
                output: world.file("out"), at: Fixed.time)
        },
        Bad(name: "a keystore whose passphrase would cost hours", code: "keystore.cost-out-of-range") { world in
            try keystore(world) { file in resealed(&file, file.count - 32 - 16 - 64 - 63, 40) }
        },
        Bad(name: "a keystore whose passphrase would cost nothing", code: "keystore.cost-out-of-range") { world in
            try keystore(world) { file in resealed(&file, file.count - 32 - 16 - 64 - 63, 1) }
        },
        Bad(name: "a keystore that was cut", code: "keystore.damaged") { world in
            try keystore(world) { $0.removeLast() }
        },
        Bad(name: "a vault document that was cut", code: "document.unterminated-line") { world in
            try parse(String(text(world.vault()).dropLast(2)))
        },
        Bad(name: "a vault document that lost its last lines", code: "document.missing-separator") { world in
            let lines = try text(world.vault()).split(separator: "\n", omittingEmptySubsequences: false)
            try parse(lines.dropLast(3).joined(separator: "\n") + "\n")
        },
    ]

    @Test("is refused, each kind by its own name", arguments: bad)
    func refuses(_ bad: Bad) throws {
        let world = try SigningWorld()
        do {
            try bad.attempt(world)
            Issue.record("\(bad.name) was taken")
        } catch let error as any CodedError {
            #expect(error.code == bad.code, "\(error.description)")
            #expect(!error.description.contains("ZgxMB"))
        }
        #expect(!FileAccess.exists(world.file("out")))
    }

    @Test("has one code for each kind, but for two forms of one thing")
    func distinct() {
        #expect(Set(Self.bad.map(\.code)).count == Self.bad.count - 2)
    }

    @Test(
        "is none where words are in mixed case, in full width or apart by full-width spaces",
        arguments: [
            Custodian.alice.words.uppercased(), Custodian.alice.words.replacing("ab", with: "aB"),
            Custodian.alice.words.replacing(" ", with: "\u{3000}"),
            Custodian.alice.words.replacing("about", with: "\u{ff21}\u{ff42}\u{ff4f}\u{ff55}\u{ff54}"),
        ])
    func words(_ words: String) throws {
        let folder = HomeFolder()
        let typed = Custodian(id: "alice", name: "Alice", words: words)
        let record = try typed.restore(in: folder.home).body
        #expect(record.accountKey?.origin.fingerprint.description == "73c5da0a")
    }
}
