import ArgumentParser
import BitcoinPrimitives
import CommandSupport
import CoordinatorCore
import CoordinatorStore
import Custody
import Descriptors
import WalletFormats

struct VaultKeyCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "key", abstract: "Read a cosigner's key of another program and say what it is.",
        discussion: """
            Reads a key expression, Coldcard's ccxp file, a generic JSON export, or a BSMS key record, whose
            signature is verified. Says whose key of a vault it is.

            It makes nobody a cosigner: a vault's cosigner is a person with an identity key, and proves with both
            keys to have them. A device that cannot sign that proof stays outside until its words are restored on
            a machine of its own with rensho-signer.
            """)

    @OptionGroup var home: HomeOptions
    @OptionGroup var format: JSONOptions
    @Option(help: "The file with the token of an encrypted BSMS record.")
    var tokenFile: String?
    @Argument(help: "The other program's file.")
    var file: String

    func run() throws {
        let home = try CoordinatorHome(home, for: .reading)
        let keys = try ForeignKey.read(try TokenFile.read(file, token: tokenFile))
        let vaults = try home.store.vaults().map(\.document.body)
        for key in keys where !key.key.xpub.belongs(to: home.network) {
            throw WalletFileError.otherNetwork(stated: home.network.rawValue)
        }
        if format.isJSON {
            return try Output.json(
                "vault-key",
                [
                    (key: "file", value: .string(file)),
                    (key: "keys", value: .array(keys.map { Self.json($0, holders: Self.holders(of: $0, in: vaults)) })),
                ])
        }
        try Output.lines(keys.flatMap { Self.lines($0, holders: Self.holders(of: $0, in: vaults)) })
    }

    private struct Holder {
        let vault: Identifier
        let person: Identifier
        let originIsSame: Bool
    }

    private static func holders(of key: ForeignKey, in vaults: [Vault]) -> [Holder] {
        vaults.flatMap { vault in
            vault.cosigners.filter { $0.xpub == key.key.xpub }.map {
                Holder(vault: vault.name, person: $0.person, originIsSame: $0.origin == key.key.origin)
            }
        }
    }

    private static func lines(_ key: ForeignKey, holders: [Holder]) -> [String] {
        var lines = [
            "Key      \(key.key)",
            "Form     \(key.format.rawValue)\(key.scriptType.map { " for \($0.rawValue)" } ?? "")",
        ]
        if let text = key.keyDescription { lines.append("Says     \(text) (signed by the key, verified)") }
        guard !holders.isEmpty else {
            return lines + [
                "Holder   nobody in a vault of this home",
                "Note     rensho vault create takes key records only: person, identity key and proof of both keys.",
            ]
        }
        return lines
            + holders.map { holder in
                "Holder   \(holder.person) in vault \(holder.vault)"
                    + (holder.originIsSame ? "" : ", but the vault has another origin for it")
            }
    }

    private static func json(_ key: ForeignKey, holders: [Holder]) -> JSONValue {
        .object([
            (key: "key", value: .string(key.key.description)), (key: "format", value: .string(key.format.rawValue)),
            (key: "script", value: .optional(key.scriptType?.rawValue)),
            (key: "description", value: .optional(key.keyDescription)),
            (
                key: "holders",
                value: .array(
                    holders.map { holder in
                        .object([
                            (key: "vault", value: .string(holder.vault.description)),
                            (key: "person", value: .string(holder.person.description)),
                            (key: "origin_is_same", value: .bool(holder.originIsSame)),
                        ])
                    })
            ),
        ])
    }
}
