import ArgumentParser
import BitcoinPrimitives
import CommandSupport
import SecretKeys

/// `--keystore-cost`: how much work one try of a passphrase is.
struct KeystoreCostOptions: ParsableArguments {
    @Option(
        name: .customLong("keystore-cost"),
        help: ArgumentHelp(
            "The work of one try of the passphrase, as log2 of scrypt's N.",
            discussion: """
                17 takes 128 MiB and half a second, and each step more doubles both, up to 20. Below 17, down to 10, is \
                for test networks only.
                """, valueName: "log2-n"))
    var log2N: UInt8 = ScryptCost.standard.log2N

    /// The cost for a keystore of a network.
    func cost(on network: Network) throws -> ScryptCost { try Self.cost(log2N, on: network) }

    /// The cost that a number stands for, within what a network allows.
    static func cost(_ log2N: UInt8, on network: Network) throws -> ScryptCost {
        let least = network == .mainnet ? ScryptCost.standard.log2N : ScryptCost.leastLog2N
        guard (least...ScryptCost.greatestLog2N).contains(log2N) else {
            throw UsageError(
                "--keystore-cost \(log2N) is not between \(least) and \(ScryptCost.greatestLog2N)",
                remedy: "Without the option it is \(ScryptCost.standard.log2N), which suits every usual machine.")
        }
        return try ScryptCost(log2N: log2N)
    }
}
