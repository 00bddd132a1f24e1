import ArgumentParser
import ByteCoding
import CommandSupport
import Descriptors
import WalletFormats

struct VaultTokenCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "token", abstract: "Make a token that encrypts BSMS records (BIP-129).",
        discussion: """
            The token keeps secret who shares a wallet; it is no key. Bring it to a signer apart from the records.
            16 hex digits, or 32 with --extended.
            """)

    @OptionGroup var format: JSONOptions
    @OptionGroup var output: OutputOptions
    @Flag(help: "128 bits instead of 64.")
    var extended = false

    func run() throws {
        guard let path = output.output else { throw UsageError("-o FILE is needed: a token is not printed") }
        let token = try BSMSToken(try KernelRandom.bytes(extended ? 16 : 8))
        try FileAccess.create(path, Array("\(token.hex)\n".utf8))
        if format.isJSON {
            try Output.json(
                "vault-token",
                [(key: "file", value: .string(path)), (key: "mode", value: .string(token.mode.rawValue))])
        } else {
            try Output.lines(["Wrote \(path)"])
        }
    }
}
