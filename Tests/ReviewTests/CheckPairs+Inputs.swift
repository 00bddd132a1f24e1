import BitcoinCrypto
import BitcoinPSBT
import BitcoinPrimitives
import Custody
import Review
import TestSupport

extension CheckPair {
    static let inputs: [CheckPair] = [
        CheckPair("input.previous-transaction", "no previous transaction", about: .input(1)) {
            try ReviewFixture.changed(mutate: { $0.inputs[1].nonWitnessUtxo = nil })
        },
        CheckPair("input.previous-transaction", "another previous transaction", about: .input(0)) {
            try ReviewFixture.changed(mutate: { $0.inputs[0].nonWitnessUtxo = $0.inputs[1].nonWitnessUtxo })
        },
        CheckPair("input.previous-output", "an output that is not there", about: .input(0)) {
            try ReviewFixture.changed(version: .v2, mutate: { $0.inputs[0].outputIndex = 2 })
        },
        CheckPair("input.witness-utxo", "another amount", about: .input(0)) {
            try ReviewFixture.changed(mutate: { psbt in
                let output = try psbt.inputs[0].witnessUtxo.orThrow()
                psbt.inputs[0].witnessUtxo = TxOut(
                    amount: try Amount(sat: output.amount.sat - 1), scriptPubKey: output.scriptPubKey)
            })
        },
        CheckPair("input.witness-utxo", "another script", about: .input(0)) {
            try ReviewFixture.changed(mutate: { psbt in
                let output = try psbt.inputs[0].witnessUtxo.orThrow()
                psbt.inputs[0].witnessUtxo = TxOut(
                    amount: output.amount, scriptPubKey: try FixtureCase.stranger(3))
            })
        },
        CheckPair(
            "input.legacy", "a witness output on a P2PKH coin", about: .input(0),
            accepting: {
                try legacy(mutate: { $0.inputs[0].witnessUtxo = nil })
            },
            refusing: { try legacy(mutate: { _ in }) }),
        CheckPair("input.foreign", "a P2WSH coin of somebody else", about: .input(0)) {
            try ReviewFixture.changed({
                $0.coins[0].script = Script([0x00, 0x20] + [UInt8](repeating: 4, count: 32))
                $0.coins[0].derived = nil
            })
        },
        CheckPair("input.foreign", "a coin that is dressed up as ours", about: .input(0)) {
            try ReviewFixture.changed({ $0.coins[0].script = Script([0x00, 0x20] + [UInt8](repeating: 4, count: 32)) })
        },
        CheckPair(
            "input.foreign", "a coin of ours beyond the last index", about: .input(2),
            accepting: { try ReviewFixture.changed({ try $0.addCoin(0, 5_000, sat: 10_000) }) },
            refusing: {
                try ReviewFixture.changed({ try $0.addCoin(0, OwnershipLimits.maximumIndex + 1, sat: 10_000) })
            }),
        CheckPair("input.script-hash", "a redeem script that has nothing to do with the coin", about: .input(0)) {
            try ReviewFixture.changed(mutate: { $0.inputs[0].redeemScript = Script([0x51]) })
        },
        CheckPair("input.script-hash", "the witness script of another coin", about: .input(0)) {
            try ReviewFixture.changed(mutate: { $0.inputs[0].witnessScript = $0.inputs[1].witnessScript })
        },
        CheckPair("input.script-derived", "a redeem script where the vault has none", about: .input(0)) {
            try ReviewFixture.changed(mutate: { $0.inputs[0].redeemScript = Script([0x51]) })
        },
        CheckPair("input.script-derived", "the witness script of another coin", about: .input(0)) {
            try ReviewFixture.changed(mutate: { $0.inputs[0].witnessScript = $0.inputs[1].witnessScript })
        },
        CheckPair("input.multisig-form", "something behind the multisig", about: .input(0)) {
            try ReviewFixture.changed(mutate: { psbt in
                let script = try psbt.inputs[0].witnessScript.orThrow()
                psbt.inputs[0].witnessScript = Script(script.bytes + [0x75, 0x51])
            })
        },
        CheckPair("input.key-order", "two keys in the other order", about: .input(0)) {
            try ReviewFixture.changed(mutate: { psbt in
                let script = try MultisigScript(parsing: psbt.inputs[0].witnessScript.orThrow())
                psbt.inputs[0].witnessScript = try MultisigScript(
                    threshold: script.threshold, keys: Array(script.keys.reversed())
                ).script
            })
        },
        CheckPair("input.derivation", "another fingerprint", about: .input(0)) {
            try derivation { KeyOrigin(fingerprint: try Fingerprint([0, 0, 0, 0]), path: $0.path) }
        },
        CheckPair("input.derivation", "one step too many", about: .input(0)) {
            try derivation {
                KeyOrigin(
                    fingerprint: $0.fingerprint, path: try DerivationPath($0.path.steps + [ChildNumber(rawValue: 0)]))
            }
        },
        CheckPair("input.derivation", "another index than the other cosigners'", about: .input(0)) {
            try derivation {
                KeyOrigin(
                    fingerprint: $0.fingerprint,
                    path: try DerivationPath($0.path.steps.dropLast() + [ChildNumber(rawValue: 9)]))
            }
        },
        CheckPair("input.derivation-key", "a key that is not derived there", about: .input(0)) {
            try ReviewFixture.changed(mutate: { psbt in
                let outsider = try FixtureCosigner(number: 7, network: .regtest).xpub.publicKey.encoded
                psbt.inputs[0].bip32Derivations[0] = Bip32Derivation(
                    publicKey: outsider, origin: psbt.inputs[0].bip32Derivations[0].origin)
            })
        },
        CheckPair("input.script-unsupported", "taproot", about: .input(0)) {
            try spending([0x51, 0x20] + [UInt8](repeating: 4, count: 32))
        },
        CheckPair("input.script-unsupported", "a single key", about: .input(0)) {
            try spending([0x00, 0x14] + [UInt8](repeating: 4, count: 20))
        },
        CheckPair("input.script-unsupported", "bare P2SH", about: .input(0)) {
            try spending([0xa9, 0x14] + [UInt8](repeating: 4, count: 20) + [0x87])
        },
        CheckPair("input.script-unsupported", "an unknown script", about: .input(0)) { try spending([0x51]) },
        CheckPair(
            "input.sighash-type", "SINGLE and ANYONECANPAY", about: .input(1),
            accepting: { try ReviewFixture.changed(mutate: { $0.inputs[1].sighashType = 1 }) },
            refusing: { try ReviewFixture.changed(mutate: { $0.inputs[1].sighashType = 0x83 }) }),
        CheckPair("input.sighash-type", "zero", about: .input(1)) {
            try ReviewFixture.changed(mutate: { $0.inputs[1].sighashType = 0 })
        },
        CheckPair("input.sighash-type", "a number whose low byte is ALL", about: .input(1)) {
            try ReviewFixture.changed(mutate: { $0.inputs[1].sighashType = 0x101 })
        },
        CheckPair(
            "input.sighash-single", "SINGLE without an output", about: .input(2),
            accepting: {
                try ReviewFixture.changed(
                    { try $0.addCoin(0, 3, sat: 10_000) }, mutate: { $0.inputs[1].sighashType = 3 })
            },
            refusing: {
                try ReviewFixture.changed(
                    { try $0.addCoin(0, 3, sat: 10_000) }, mutate: { $0.inputs[2].sighashType = 3 })
            }),
        CheckPair("input.already-final", "a final witness", about: .input(0)) {
            try ReviewFixture.changed(mutate: { $0.inputs[0].finalScriptWitness = [[]] })
        },
        CheckPair("input.already-final", "a final scriptSig", about: .input(0)) {
            try ReviewFixture.changed(mutate: { $0.inputs[0].finalScriptSig = Script([]) })
        },
        CheckPair(
            "input.signature", "over another transaction", about: .input(0),
            accepting: { try signature { $0 } },
            refusing: {
                var other = try ReviewFixture.standardCase()
                other.payments[0].sat -= 1
                var signed = try other.psbt()
                try other.sign(&signed, by: 1)
                let stolen = signed.inputs[0].partialSigs[0]
                return try ReviewFixture.changed(mutate: {
                    $0.inputs[0].addPartialSig(publicKey: stolen.publicKey, signature: stolen.signature)
                })
            }),
        CheckPair("input.signature", "another hash type", about: .input(0)) {
            try signature { Array($0.dropLast()) + [0x81] }
        },
        CheckPair("input.signature", "not strict DER", about: .input(0)) {
            try signature { [0x30, $0[1] + 1] + Array($0[2...].dropLast()) + [0x00, 0x01] }
        },
        CheckPair("input.signature", "nothing", about: .input(0)) { try signature { _ in [] } },
        CheckPair("input.signature", "by a key that is not the coin's", about: .input(0)) {
            try ReviewFixture.changed(mutate: { psbt in
                let fixture = try ReviewFixture.standardCase()
                try fixture.sign(&psbt, by: 1)
                let other = psbt.inputs[1].partialSigs[0]
                psbt.inputs[0].partialSigs = [other]
            })
        },
        CheckPair("input.signature", "a high S", about: .input(0)) { try signature { try Self.withHighS($0) } },
    ]

    private static func legacy(mutate: (inout PSBT) throws -> Void) throws -> ReviewContext {
        try ReviewFixture.changed(
            {
                $0.coins[0].script = Script.p2pkh(hash: [UInt8](repeating: 4, count: 20))
                $0.coins[0].derived = nil
            }, mutate: mutate)
    }

    private static func spending(_ script: [UInt8]) throws -> ReviewContext {
        try ReviewFixture.changed({
            $0.coins[0].script = Script(script)
            $0.coins[0].derived = nil
        })
    }

    private static func derivation(_ change: (KeyOrigin) throws -> KeyOrigin) throws -> ReviewContext {
        try ReviewFixture.changed(mutate: { psbt in
            let key = psbt.inputs[0].bip32Derivations[1]
            psbt.inputs[0].bip32Derivations[1] = Bip32Derivation(
                publicKey: key.publicKey, origin: try change(key.origin))
        })
    }

    /// Bob's signature on the first input, changed.
    private static func signature(_ change: ([UInt8]) throws -> [UInt8]) throws -> ReviewContext {
        let fixture = try ReviewFixture.standardCase()
        return try ReviewFixture.context(
            fixture,
            mutate: { psbt in
                try fixture.sign(&psbt, by: 1)
                let good = psbt.inputs[0].partialSigs[0]
                psbt.inputs[0].partialSigs = [
                    PartialSig(publicKey: good.publicKey, signature: try change(good.signature))
                ]
            })
    }

    /// The same signature with n − s.
    private static func withHighS(_ signature: [UInt8]) throws -> [UInt8] {
        let compact = try ECDSASignature(strictDER: signature.dropLast()).compact
        let order: [UInt8] = [
            0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xfe, 0xba, 0xae,
            0xdc, 0xe6, 0xaf, 0x48, 0xa0, 0x3b, 0xbf, 0xd2, 0x5e, 0x8c, 0xd0, 0x36, 0x41, 0x41,
        ]
        var difference = [UInt8](repeating: 0, count: 32)
        var borrow = 0
        for place in (0..<32).reversed() {
            let value = Int(order[place]) - Int(compact[32 + place]) - borrow
            difference[place] = UInt8(truncatingIfNeeded: value)
            borrow = value < 0 ? 1 : 0
        }
        return try ECDSASignature(compact: Array(compact[..<32]) + difference).der + [0x01]
    }
}
