import ArgumentParser
import BitcoinPrimitives
import CommandSupport
import CoordinatorStore
import Custody
import Descriptors

struct AddressCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "address", abstract: "Show the vault's addresses.",
        discussion: """
            Give indexes or ranges: rensho address 0 3 10-19. Before money is sent to an address, compare it with
            rensho-signer address on at least one custodian's machine. A vault that is not acknowledged by
            everybody has no address yet.
            """)

    /// The addresses shown at most: more than a person compares, few enough to derive at once.
    static let maximumCount: UInt32 = 10_000

    @OptionGroup var home: HomeOptions
    @OptionGroup var format: JSONOptions
    @Option(help: "The vault, if there are several.")
    var vault: String?
    @Flag(help: "Change addresses instead of receive addresses.")
    var change = false
    @Argument(help: "Indexes and ranges; 0 when none is given.")
    var indexes: [String] = ["0"]

    func run() throws {
        let home = try CoordinatorHome(home, for: .reading)
        let vault = try home.agreement(vault: vault).stored.document.body
        let branch = change ? ScriptPosition.changeBranch : ScriptPosition.receiveBranch
        let positions = try wantedIndexes().map { ScriptPosition(branch: branch, index: $0) }
        let rows = try vault.descriptor.scripts(at: positions).map { script in
            (script, Address(scriptPubKey: script.scriptPubKey, network: vault.network))
        }
        if format.isJSON {
            let addresses = rows.map { script, address -> JSONValue in
                .object([
                    (key: "position", value: .string(script.position.description)),
                    (key: "address", value: .optional(address?.text)),
                    (key: "script_pub_key", value: .string(script.scriptPubKey.hex)),
                    (key: "witness_script", value: .string(script.witnessScript.hex)),
                ])
            }
            try Output.json(
                "address",
                [(key: "vault", value: .string(vault.name.description)), (key: "addresses", value: .array(addresses))])
        } else {
            try Output.lines(rows.map { "\($0.position)  \($1?.text ?? $0.scriptPubKey.hex)" })
        }
    }

    private func wantedIndexes() throws -> [UInt32] {
        var wanted: [UInt32] = []
        for text in indexes {
            let ends = text.split(separator: "-", omittingEmptySubsequences: false).map { UInt32($0) }
            guard (1...2).contains(ends.count), let first = ends[0], let last = ends[ends.count - 1], first <= last,
                last < 1 << 31
            else { throw UsageError("\"\(text)\" is neither an index nor a range such as 0-9") }
            guard UInt64(wanted.count) + UInt64(last - first) < UInt64(Self.maximumCount) else {
                throw UsageError("more than \(Self.maximumCount) addresses are asked for")
            }
            wanted += Array(first...last)
        }
        return wanted
    }
}
