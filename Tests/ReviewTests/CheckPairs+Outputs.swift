import BitcoinCrypto
import BitcoinPSBT
import BitcoinPrimitives
import Custody
import Descriptors
import Review
import TestSupport

extension CheckPair {
    static let outputs: [CheckPair] = [
        CheckPair("output.change-script", "a stranger's address with the hints of our change", about: .output(0)) {
            try ReviewFixture.changed(mutate: { psbt in
                let ours = try FixtureVault.standard.get().script(1, 6)
                psbt.outputs[0].bip32Derivations = FixtureCase.derivations(ours)
            })
        },
        CheckPair("output.change-script", "our change moved by one index", about: .output(1)) {
            try ReviewFixture.changed({
                $0.payments[1].script = try FixtureCase.stranger(8)
            })
        },
        CheckPair("output.claims-ours", "our fingerprint on another path", about: .output(0)) {
            try ReviewFixture.changed(mutate: { psbt in
                let script = try FixtureVault.standard.get().script(1, 6)
                let origin = KeyOrigin(
                    fingerprint: script.keys[0].origin.fingerprint, path: try DerivationPath(parsing: "1/2/3"))
                psbt.outputs[0].bip32Derivations = [
                    Bip32Derivation(publicKey: script.keys[0].publicKey.encoded, origin: origin)
                ]
            })
        },
        CheckPair("output.claims-ours", "the fingerprint of a global key that is nobody's here", about: .output(0)) {
            let outsider = try FixtureCosigner(number: 7, network: .regtest)
            return try ReviewFixture.changed(mutate: { psbt in
                psbt.global.xpubs.append(
                    try GlobalXpub(serialized: outsider.xpub.serialized, origin: outsider.origin))
                psbt.outputs[0].bip32Derivations = [
                    Bip32Derivation(publicKey: outsider.xpub.publicKey.encoded, origin: outsider.origin)
                ]
            })
        },
        CheckPair(
            "output.claims-ours", "a script of our shape with other keys", about: .output(0),
            accepting: {
                try ReviewFixture.changed({ $0.payments[0].script = try strangers().scriptPubKey })
            },
            refusing: {
                let script = try strangers()
                return try ReviewFixture.changed(
                    { $0.payments[0].script = script.scriptPubKey },
                    mutate: { $0.outputs[0].witnessScript = script.witnessScript })
            }),
        CheckPair("output.other-quorum", "our keys with one key more", about: .output(0)) {
            let ours = try FixtureVault.standard.get().script(1, 6)
            let outsider = try FixtureCosigner(number: 7, network: .regtest).xpub.publicKey.encoded
            let script = try MultisigScript(
                threshold: 2, sorting: ours.keys.map(\.publicKey.encoded) + [outsider]
            ).script
            return try ReviewFixture.changed(
                { $0.payments[0].script = Script.p2wsh(of: script) },
                mutate: {
                    $0.outputs[0].witnessScript = script
                    $0.outputs[0].bip32Derivations = FixtureCase.derivations(ours)
                })
        },
        CheckPair(
            "output.change-window", "too far beyond the inputs", about: .output(2),
            accepting: { try ReviewFixture.changed({ try $0.addOwnOutput(1, 999, sat: 0) }) },
            refusing: { try ReviewFixture.changed({ try $0.addOwnOutput(1, 1_000, sat: 0) }) }),
        CheckPair("output.hints", "another origin for a key of our change", about: .output(1)) {
            try ReviewFixture.changed(mutate: { psbt in
                let key = psbt.outputs[1].bip32Derivations[0]
                let origin = KeyOrigin(
                    fingerprint: key.origin.fingerprint, path: try DerivationPath(parsing: "48h/1h/0h/2h/1/6"))
                psbt.outputs[1].bip32Derivations[0] = Bip32Derivation(publicKey: key.publicKey, origin: origin)
            })
        },
        CheckPair("output.hints", "a key that our change does not have", about: .output(1)) {
            try ReviewFixture.changed(mutate: { psbt in
                let outsider = try FixtureCosigner(number: 7, network: .regtest).xpub.publicKey.encoded
                let key = psbt.outputs[1].bip32Derivations[0]
                psbt.outputs[1].bip32Derivations[0] = Bip32Derivation(publicKey: outsider, origin: key.origin)
            })
        },
        CheckPair("output.hints", "another witness script for our change", about: .output(1)) {
            try ReviewFixture.changed(mutate: {
                $0.outputs[1].witnessScript = try FixtureVault.standard.get().script(1, 6).witnessScript
            })
        },
        CheckPair("output.data", "two bytes", about: .output(0)) { try paying([0x6a, 0x02, 0x68, 0x69]) },
        CheckPair("output.data", "pushes in every form, without any value", about: .output(0)) {
            try ReviewFixture.changed({
                $0.payments[0].script = Script([0x6a, 0x4c, 0x01, 0x68, 0x4d, 0x01, 0x00, 0x69, 0x51])
                $0.payments[0].sat = 0
            })
        },
        CheckPair("output.data", "more than a push", about: .output(0)) { try paying([0x6a, 0xac]) },
        CheckPair("output.data", "nothing", about: .output(0)) { try paying([0x6a]) },
        CheckPair("output.script-unknown", "witness version 2", about: .output(0)) {
            try paying([0x52, 0x20] + [UInt8](repeating: 1, count: 32))
        },
        CheckPair("output.script-unknown", "an anchor", about: .output(0)) { try paying([0x51, 0x02, 0x4e, 0x73]) },
        CheckPair("output.script-unknown", "a bare key", about: .output(0)) {
            try paying([0x21, 0x02] + [UInt8](repeating: 7, count: 32) + [0xac])
        },
        CheckPair("output.script-unknown", "anyone can spend", about: .output(0)) { try paying([0x51]) },
        CheckPair("output.script-unknown", "an empty script", about: .output(0)) { try paying([]) },
        CheckPair(
            "output.dust", "one satoshi below the limit of P2WPKH", .warn, about: .output(0),
            accepting: { try paying(sat: 294) }, refusing: { try paying(sat: 293) }),
        CheckPair(
            "output.dust", "change of nothing", .warn, about: .output(2),
            refusing: { try ReviewFixture.changed({ try $0.addOwnOutput(1, 6, sat: 0) }) }),
    ]

    private static func paying(_ script: [UInt8]) throws -> ReviewContext {
        try ReviewFixture.changed({ $0.payments[0].script = Script(script) })
    }

    private static func paying(sat: UInt64) throws -> ReviewContext {
        try ReviewFixture.changed({ $0.payments[0].sat = sat })
    }

    /// A 2-of-3 script of people who have nothing to do with the vault.
    private static func strangers() throws -> (scriptPubKey: Script, witnessScript: Script) {
        let keys = try (7..<10).map { try FixtureCosigner(number: $0, network: .regtest).xpub.publicKey.encoded }
        let script = try MultisigScript(threshold: 2, sorting: keys).script
        return (Script.p2wsh(of: script), script)
    }
}
