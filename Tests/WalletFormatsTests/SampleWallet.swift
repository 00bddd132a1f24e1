import BitcoinPrimitives
import Descriptors
import TestSupport
import WalletFormats

/// Wallets of public test keys.
enum SampleWallet {
    /// A wallet with the cosigners of a fixture vault.
    static func make(_ change: (inout FixtureVault.Options) -> Void = { _ in }) throws -> MultisigWallet {
        var options = FixtureVault.Options()
        change(&options)
        let vault = try FixtureVault(change)
        return try MultisigWallet(
            name: options.name, network: options.network, descriptor: vault.descriptor,
            keyNames: Array(FixtureCosigner.people.prefix(options.keyCount)))
    }

    /// The wallet of most tests: 2 of 3, P2WSH, mainnet.
    static let standard = Result { try make { $0.network = .mainnet } }

    /// The text of a format for the standard wallet.
    static func text(_ format: WalletFormat) throws -> String {
        String(decoding: try format.write(try standard.get()), as: UTF8.self)
    }
}
