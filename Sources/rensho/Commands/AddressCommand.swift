import ArgumentParser
import BitcoinPrimitives
import CommandSupport
import CoordinatorStore
import Custody
import Descriptors

struct AddressCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "address", abstract: "Show the vault's addresses, or say where one stands.",
        discussion: """
            Give indexes or ranges: rensho address 0 3 10-19, or --from 10 --count 10. Before money is sent to an
            address, compare it with rensho-signer address on at least one custodian's machine. A vault that is not
            acknowledged by everybody has no address yet.

            --verify ADDRESS searches both branches and warns of an address that only looks like one of the vault's.
            """)

    @OptionGroup var home: HomeOptions
    @OptionGroup var format: JSONOptions
    @Option(help: "The vault, if there are several.")
    var vault: String?
    @OptionGroup var wanted: AddressOptions

    func run() throws {
        let indexes = try wanted.wantedIndexes()
        let home = try CoordinatorHome(home, for: .reading)
        let vault = try home.agreement(vault: vault).stored.document.body
        if let text = wanted.verify {
            return try verify(
                try Address(parsing: text, network: vault.network), in: vault,
                window: wanted.window ?? AddressSearch.usualWindow)
        }
        let branch = wanted.change ? ScriptPosition.changeBranch : ScriptPosition.receiveBranch
        let addresses = try VaultAddress.list(
            of: vault, at: (indexes ?? []).map { ScriptPosition(branch: branch, index: $0) })
        if format.isJSON {
            try Output.json(
                "address",
                [
                    (key: "vault", value: .string(vault.name.description)),
                    (key: "addresses", value: .array(addresses.map(Self.json))),
                ])
        } else {
            try Output.lines(addresses.map(\.line))
        }
    }

    private func verify(_ address: Address, in vault: Vault, window: UInt32) throws {
        let answer = try VaultAddressAnswer(address, in: vault, window: window)
        if format.isJSON {
            try Output.json(
                "address-verify",
                [
                    (key: "vault", value: .string(vault.name.description)),
                    (key: "asked", value: .string(address.text)),
                    (key: "window", value: .unsigned(UInt64(window))),
                    (key: "found", value: answer.found.map(Self.json) ?? .null),
                    (key: "look_alikes", value: .array(answer.lookAlikes.map(Self.json))),
                ])
        } else {
            try Output.lines(answer.lines)
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
