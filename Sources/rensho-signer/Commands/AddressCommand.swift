import ArgumentParser
import BitcoinPrimitives
import CommandSupport
import Custody
import Descriptors
import SignerCore

/// `address`: derives an address on this machine.
struct AddressCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "address", abstract: "Derive an address of an accepted vault on this machine.",
        discussion: """
            Compare it with what the operator's machine shows before coins are sent to it.

            Example:
              rensho-signer address 5
              rensho-signer address 0 --change --vault treasury
            """)

    @Argument(help: "The number of the address, from 0.")
    var index: UInt32

    @Flag(help: "A change address instead of a receive address.")
    var change = false

    @Option(help: ArgumentHelp("The vault, when there are several.", valueName: "name"))
    var vault: String?

    @OptionGroup var home: HomeOptions
    @OptionGroup var json: JSONOptions

    func run() throws {
        _ = try SignerSession()
        let home = try home.openSigner()
        let registered = try home.vault(vault)
        let (address, position) = try registered.address(isChange: change, index: index)
        if json.isJSON {
            try Output.write(
                JSONValue.object([
                    ("vault", .string(registered.name.description)), ("position", .string(position.description)),
                    ("address", .string(address.text)),
                ]).text)
        } else {
            try Output.write(address.text + "\n")
        }
    }
}
