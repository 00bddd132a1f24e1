import BitcoinPrimitives
import CommandSupport
import Custody
import Descriptors
import SecretKeys
import SignerCore

/// One of the three people of the test vaults; the words are published ones and never hold money.
struct Custodian: Sendable {
    static let passphrase = "public test passphrase"

    static let alice = Custodian(
        id: "alice", name: "Alice Example",
        words: "abandon abandon abandon abandon abandon abandon abandon abandon abandon abandon abandon about")
    static let bob = Custodian(
        id: "bob", name: "Bob 例",
        words: "legal winner thank year wave sausage worth useful legal winner thank yellow")
    static let carol = Custodian(
        id: "carol", name: "Carol Example",
        words: "letter advice cage absurd amount doctor acoustic avoid letter advice cage above")
    static let all = [alice, bob, carol]

    let id: String
    let name: String
    let words: String

    var person: Identifier {
        get throws { try Identifier(id) }
    }

    /// Makes this person's home.
    func restore(
        in folder: String, network: Network = .regtest, scriptType: MultisigDescriptor.ScriptType = .p2wsh,
        account: UInt32 = 0, history: WordsHistory = .neverUsed, newKeyFile: String? = nil
    ) throws -> Document<KeyRecord> {
        try KeysRestore(
            person: person, name: PersonName(name), organisation: Identifier(id + "-ltd"),
            site: Identifier("site-" + id),
            device: Identifier("laptop-" + id), network: network, scriptType: scriptType, account: account
        ).run(
            folder: folder,
            sources: .init(words: .terminal, wordsPassphrase: nil, passphrase: .terminal, newKeyFile: newKeyFile),
            history: history,
            terminal: ScriptedTerminal(secrets: [words, Self.passphrase, Self.passphrase]), cost: .forTests,
            at: Fixed.time)
    }
}

/// Values that never change.
enum Fixed {
    static var time: UTCTime {
        get throws { try UTCTime(parsing: "2026-11-21T09:30:00Z") }
    }
}
