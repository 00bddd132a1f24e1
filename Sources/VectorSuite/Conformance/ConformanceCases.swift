import BitcoinCrypto
import BitcoinPSBT
import BitcoinPrimitives
import ByteCoding
import Descriptors

/// The cases for another signer program. Its key is always that of cosigner 0, from the words of BIP-39's first test
/// vector without passphrase: `48h/1h/0h/2h` for P2WSH, `48h/1h/0h/1h` for P2SH-P2WSH, on regtest.
package enum ConformanceCases {
    /// The words of the signer under test.
    package static let words = MadeParty.sentences["alice"] ?? ""

    /// Every case: first what must be signed, then what must be refused.
    package static func all() throws -> [ConformanceCase] { try honest() + hostile() }

    /// A wallet with the payment that the cases change.
    struct Setting {
        let wallet: MadeWallet
        var spending: MadeSpending

        init(
            threshold: Int = 2, numbers: some Sequence<Int> = 0..<3,
            _ scriptType: MultisigDescriptor.ScriptType = .p2wsh, coins: UInt32 = 2
        ) throws {
            wallet = try MadeWallet(threshold: threshold, numbers: numbers, scriptType: scriptType)
            spending = MadeSpending(descriptor: wallet.descriptor)
            for place in 0..<coins {
                let position = ScriptPosition(branch: place % 2, index: place)
                try spending.addCoin(at: position, Amount(sat: 100_000_000 + UInt64(place)))
            }
            let spent = UInt64(coins) * 100_000_000 + (0..<UInt64(coins)).reduce(0, +)
            let change = try wallet.descriptor.script(at: ScriptPosition(branch: 1, index: coins))
            spending.pay(.p2wpkh(hash: [UInt8](repeating: 7, count: 20)), try Amount(sat: 60_000_000))
            spending.keep(change, try Amount(sat: spent - 60_010_000))
        }

        /// A case that must be signed; `change` edits the PSBT without touching what is signed.
        func signed(
            _ id: String, _ title: String, version: PSBTVersion = .v0, _ change: (inout PSBT) throws -> Void = { _ in }
        ) throws -> ConformanceCase {
            var psbt = try spending.psbt(version: version)
            try change(&psbt)
            let digests = try spending.digests()
            let wanted = spending.coins.enumerated().compactMap { place, coin in
                MadeWallet.key(of: 0, in: coin.script).map {
                    ConformanceCase.Wanted(input: place, publicKey: $0.publicKey.encoded, digest: digests[place])
                }
            }
            var right = psbt
            try wallet.sign(&right, spending, by: 0)
            return ConformanceCase(
                id: id, title: title, psbt: psbt.encoded(), inputCount: psbt.inputs.count, expectation: .sign(wanted),
                rightAnswer: right.encoded())
        }

        /// A case that must be refused; `change` makes the PSBT hostile.
        func refused(
            _ id: String, _ title: String, version: PSBTVersion = .v0, _ change: (inout PSBT) throws -> Void
        ) throws -> ConformanceCase {
            var psbt = try spending.psbt(version: version)
            try change(&psbt)
            return refused(id, title, psbt.encoded())
        }

        /// A case of bytes that must be refused.
        func refused(_ id: String, _ title: String, _ bytes: [UInt8]) -> ConformanceCase {
            ConformanceCase(
                id: id, title: title, psbt: bytes, inputCount: spending.coins.count, expectation: .refuse,
                rightAnswer: bytes)
        }
    }

    private static func honest() throws -> [ConformanceCase] {
        let plain = try Setting()
        let nested = try Setting(.p2shP2wsh)
        var locked = try Setting(coins: 3)
        locked.spending.version = 1
        locked.spending.lockTime = LockTime(500_000)
        for (place, sequence) in [TxSequence.final, TxSequence(0xffff_fffe), TxSequence(0x8000_0001)].enumerated() {
            locked.spending.coins[place].sequence = sequence
        }
        var zero = try Setting()
        for place in zero.spending.coins.indices { zero.spending.coins[place].sequence = TxSequence(0) }
        var rich = try Setting(coins: 1)
        rich.spending = MadeSpending(descriptor: rich.wallet.descriptor)
        try rich.spending.addCoin(at: ScriptPosition(branch: 0, index: 2_147_483_647), .maximum)
        rich.spending.pay(Script([0x6a, 0x04, 1, 2, 3, 4]), .zero)
        rich.spending.pay(.p2sh(hash: [UInt8](repeating: 9, count: 20)), try Amount(sat: Amount.maximum.sat - 1000))
        return try [
            plain.signed("p2wsh", "2 of 3, two inputs, one payment and change"),
            plain.signed("p2wsh-version-2", "the same as a PSBT of version 2 (BIP-370)", version: .v2),
            nested.signed("p2sh-p2wsh", "2 of 3 in P2SH"),
            nested.signed("p2sh-p2wsh-version-2", "2 of 3 in P2SH, version 2", version: .v2),
            Setting(coins: 20).signed("twenty-inputs", "twenty inputs on both branches"),
            Setting(threshold: 8, numbers: 0..<15).signed("eight-of-fifteen", "8 of 15"),
            locked.signed("lock-times", "transaction version 1, a lock time, three kinds of sequence numbers"),
            zero.signed("sequence-zero", "sequence numbers of 0"),
            rich.signed("extremes", "all 21 million bitcoin at the last index, to OP_RETURN and P2SH"),
            plain.signed("cosigner-first", "another cosigner has signed already") { psbt in
                try plain.wallet.sign(&psbt, plain.spending, by: 1)
            },
            plain.signed("sighash-all-stated", "SIGHASH_ALL is stated for each input") { psbt in
                for place in psbt.inputs.indices { psbt.inputs[place].sighashType = UInt32(SighashType.all.rawValue) }
            },
            plain.signed("no-witness-utxo", "the previous transactions stand alone") { psbt in
                for place in psbt.inputs.indices { psbt.inputs[place].witnessUtxo = nil }
            },
            plain.signed("foreign-fields", "proprietary fields of somebody else in every map") { psbt in
                let pair = ProprietaryPair(identifier: Array("OTHER".utf8), subtype: 300, keyData: [1], value: [2, 3])
                psbt.global.proprietary = [pair]
                for place in psbt.inputs.indices { psbt.inputs[place].proprietary = [pair] }
                for place in psbt.outputs.indices { psbt.outputs[place].proprietary = [pair] }
            },
        ]
    }
}
