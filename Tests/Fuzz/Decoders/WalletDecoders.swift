import BitcoinPrimitives
import Descriptors
import TestSupport
import WalletFormats

extension FuzzDecoder {
    /// Another program's wallet file of any form: what was read can be written in every form and reads as the same.
    static let walletFile = FuzzDecoder(
        "wallet-file", longestInput: 4_096, seeds: walletSeeds,
        decode: { bytes in
            let read = try WalletFormat.read(bytes)
            try FuzzBreach.unless(
                read.descriptor.keys.allSatisfy(\.originMatchesDepth), "every key stands where its origin says")
            guard read.descriptor.branches == MultisigDescriptor.bothBranches, read.descriptor.keys.count <= 15 else {
                return
            }
            let wallet = try FuzzBreach.never("what was read makes a wallet") {
                try MultisigWallet(
                    name: "wallet", network: read.descriptor.isTestNetwork ? .regtest : .mainnet,
                    descriptor: read.descriptor, keyNames: read.descriptor.keys.indices.map { "key \($0)" })
            }
            for format in WalletFormat.allCases {
                let again = try FuzzBreach.never("\(format) that was written reads") {
                    try WalletFormat.read(try format.write(wallet))
                }
                try FuzzBreach.unless(
                    WalletComparison(ours: wallet, theirs: again).isSameWallet, "\(format) reads as the same wallet")
            }
        })

    /// Another program's key file of any form: what was read can be written and reads as the same.
    static let cosignerKey = FuzzDecoder(
        "cosigner-key", longestInput: 4_096, seeds: keySeeds,
        decode: { bytes in
            for key in try ForeignKey.read(bytes) {
                try FuzzBreach.unless(key.key.originMatchesDepth, "the key stands where its origin says")
                for format in KeyFormat.written {
                    let again = try FuzzBreach.never("\(format) that was written reads") {
                        try ForeignKey.read(format.write(key.key, for: key.scriptType ?? .p2wsh) ?? [])
                    }
                    try FuzzBreach.unless(again.map(\.key) == [key.key], "it reads as the same key")
                }
            }
        })

    private static func wallet(_ type: MultisigDescriptor.ScriptType, _ network: Network) throws -> MultisigWallet {
        let vault = try FixtureVault {
            $0.scriptType = type
            $0.network = network
        }
        return try MultisigWallet(
            name: "treasury", network: network, descriptor: vault.descriptor, keyNames: ["alice", "bob", "carol"])
    }

    private static func walletSeeds() throws -> [[UInt8]] {
        let wallets = [try wallet(.p2wsh, .mainnet), try wallet(.p2shP2wsh, .regtest)]
        return try wallets.flatMap { wallet in try WalletFormat.allCases.map { try $0.write(wallet) } }
    }

    private static func keySeeds() throws -> [[UInt8]] {
        let wallet = try wallet(.p2wsh, .mainnet)
        let key = wallet.descriptor.keys[0]
        let generic = """
            {"chain": "BTC", "xfp": "\(key.origin.fingerprint)", "account": 0, "xpub": "",
             "bip48_2": {"name": "p2wsh", "deriv": "m/48h/0h/0h/2h", "xpub": "\(key.xpub)",
                         "_pub": "\(SLIP132.text(key.xpub, for: .p2wsh))"}}
            """
        // A published record (BIP-129).
        let record = """
            BSMS 1.0
            00
            [1cf0bf7e/48'/0'/0'/2']xpub6FL8FhxNNUVnG64YurPd16AfGyvFLhh7S2uSsDqR3Qfcm6o9jtcMYwh6DvmcBF9qozxNQmTCVvWtxLpKTnhVLN3Pgnu2D3pAoXYFgVyd8Yz
            Signer 1 key
            IB7v+qi1b+Xrwm/3bF+Rjl8QbIJ/FMQ40kUsOOQo1SqUWn5QlFWbBD8BKPRetfo1L1N7DmYjVscZNsmMrqRJGWw=
            """
        return KeyFormat.written.compactMap { $0.write(key, for: .p2wsh) } + [Array(generic.utf8), Array(record.utf8)]
    }
}
