import ArgumentParser
import BitcoinPrimitives
import CommandSupport
import CoordinatorStore

struct InitCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "init", abstract: "Make the coordinator's home for one network.",
        discussion: """
            The home is a folder that only you can enter, with one SQLite store in it. It never holds a key.
            A home is for one network for good; files of another network are refused by name.
            """)

    @OptionGroup var home: HomeOptions
    @OptionGroup var format: JSONOptions
    @Option(help: "mainnet, testnet3, testnet4, signet or regtest.")
    var network: String

    func run() throws {
        let network = try Usage.value(of: "--network") { try Network(parsing: self.network) }
        let made = try CoordinatorHome.make(home, network: network)
        if format.isJSON {
            try Output.json(
                "init",
                [
                    (key: "home", value: .string(made.folder)), (key: "network", value: .string(network.rawValue)),
                ])
        } else {
            try Output.lines([
                "Home \(made.folder) made for \(network.rawValue).",
                "Next: rensho vault create --name NAME --threshold M KEY-RECORD…",
            ])
        }
    }
}
