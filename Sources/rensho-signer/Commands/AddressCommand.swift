import ArgumentParser
import BitcoinPrimitives
import CommandSupport
import Custody
import Descriptors
import SignerCore

/// `address`: derives addresses on this machine, or says where one stands.
struct AddressCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "address",
        abstract: "Derive addresses of an accepted vault on this machine, or say where one stands.",
        discussion: """
            Compare them with what the operator's machine shows before coins are sent to them. --verify ADDRESS
            searches both branches and warns of an address that only looks like one of the vault's.

            Examples:
              rensho-signer address 5
              rensho-signer address --from 10 --count 10 --change --vault treasury
              rensho-signer address --verify bc1q…
            """)

    @OptionGroup var home: HomeOptions
    @OptionGroup var format: JSONOptions
    @Option(help: ArgumentHelp("The vault, when there are several.", valueName: "name"))
    var vault: String?
    @OptionGroup var wanted: AddressOptions

    func run() throws {
        let indexes = try wanted.wantedIndexes()
        _ = try SignerSession(.kept(home.signerFolder))
        let home = try home.openSigner()
        let vault = try home.vault(vault).document.body
        if let text = wanted.verify {
            return try verify(
                try Address(parsing: text, network: vault.network), in: vault,
                window: wanted.window ?? AddressSearch.usualWindow)
        }
        let branch = wanted.change ? ScriptPosition.changeBranch : ScriptPosition.receiveBranch
        let addresses = try VaultAddress.list(
            of: vault, at: (indexes ?? []).map { ScriptPosition(branch: branch, index: $0) })
        if format.isJSON {
            try Output.write(
                JSONValue.object([
                    ("vault", .string(vault.name.description)), ("addresses", .array(addresses.map(Self.json))),
                ]).text)
        } else {
            try Output.write(addresses.map { $0.line + "\n" }.joined())
        }
    }

    private func verify(_ address: Address, in vault: Vault, window: UInt32) throws {
        let answer = try VaultAddressAnswer(address, in: vault, window: window)
        if format.isJSON {
            try Output.write(
                JSONValue.object([
                    ("vault", .string(vault.name.description)), ("asked", .string(address.text)),
                    ("window", .unsigned(UInt64(window))), ("found", answer.found.map(Self.json) ?? .null),
                    ("look_alikes", .array(answer.lookAlikes.map(Self.json))),
                ]).text)
        } else {
            try Output.write(answer.lines.map { $0 + "\n" }.joined())
        }
        guard answer.found != nil else {
            throw AddressNotFound(vault: vault.name.description, window: window)
        }
    }

    private static func json(_ address: VaultAddress) -> JSONValue {
        let keys = address.keys.map { key in
            JSONValue.object([
                (key: "person", value: .string(key.person.description)),
                (key: "path", value: .string("[\(key.origin)]")),
            ])
        }
        return .object([
            (key: "position", value: .string(address.position.description)),
            (key: "address", value: .string(address.address.text)),
            (key: "script_pub_key", value: .string(address.script.scriptPubKey.hex)),
            (key: "redeem_script", value: .optional(address.script.redeemScript?.hex)),
            (key: "witness_script", value: .string(address.script.witnessScript.hex)),
            (key: "keys", value: .array(keys)),
        ])
    }

    private static func json(_ alike: AddressSearch.LookAlike) -> JSONValue {
        .object([
            (key: "position", value: .string(alike.position.description)),
            (key: "address", value: .string(alike.address.text)),
            (key: "same_at_start", value: .integer(alike.sameAtStart)),
            (key: "same_at_end", value: .integer(alike.sameAtEnd)),
        ])
    }
}
