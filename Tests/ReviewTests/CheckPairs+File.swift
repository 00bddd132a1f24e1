import BitcoinCrypto
import BitcoinPSBT
import BitcoinPrimitives
import Custody
import Review
import TestSupport

extension CheckPair {
    static let file: [CheckPair] = [
        CheckPair(
            "vault.strict", "a strict vault", .note, about: .vault,
            refusing: {
                try ReviewFixture.vault {
                    $0.release = [.held]
                    $0.orders = .required
                    $0.isStrict = true
                }
            }),
        CheckPair("file.unknown-fields", "a proprietary field of somebody else", .note, about: .file) {
            try ReviewFixture.changed(mutate: {
                $0.inputs[1].proprietary = [
                    ProprietaryPair(identifier: [0x41], subtype: 0, keyData: [], value: [1, 2, 3])
                ]
            })
        },
        CheckPair("file.unknown-fields", "a field of no known type", .note, about: .file) {
            var fixture = try ReviewFixture.standardCase()
            fixture.version = .v2
            return try ReviewFixture.context(fixture, mutate: { $0 = try withUnknownField($0) })
        },
        CheckPair(
            "file.path-depth", "thirteen steps of a stranger's key", about: .output(0),
            accepting: { try stranger(path: String(repeating: "/1", count: 12)) },
            refusing: { try stranger(path: String(repeating: "/1", count: 13)) }),
        CheckPair("file.path-depth", "thirteen steps of a global key", about: .file) {
            try ReviewFixture.changed(mutate: { psbt in
                let key = psbt.global.xpubs[0]
                // The depth behind the four version bytes has to be that of the path, or the file is not read at all.
                var serialized = key.serialized
                serialized[4] = 13
                psbt.global.xpubs[0] = try GlobalXpub(
                    serialized: serialized,
                    origin: KeyOrigin(
                        fingerprint: key.origin.fingerprint,
                        path: try DerivationPath(parsing: String(repeating: "1/", count: 12) + "1")))
            })
        },
        CheckPair("file.path-depth", "thirteen steps of our own key", about: .input(1)) {
            try ReviewFixture.changed(mutate: { psbt in
                let key = psbt.inputs[1].bip32Derivations[2]
                psbt.inputs[1].bip32Derivations[2] = Bip32Derivation(
                    publicKey: key.publicKey,
                    origin: KeyOrigin(
                        fingerprint: key.origin.fingerprint,
                        path: try DerivationPath(
                            key.origin.path.steps + [ChildNumber](repeating: ChildNumber(rawValue: 0), count: 7))))
            })
        },
        CheckPair(
            "file.fingerprint-unset", "a stranger's key without a fingerprint", about: .output(0),
            accepting: { try stranger(path: "/1") },
            refusing: { try stranger(path: "/1", fingerprint: [0, 0, 0, 0]) }),
        CheckPair("file.fingerprint-unset", "our own key without a fingerprint", about: .input(0)) {
            try ReviewFixture.changed(mutate: { psbt in
                let key = psbt.inputs[0].bip32Derivations[0]
                psbt.inputs[0].bip32Derivations[0] = Bip32Derivation(
                    publicKey: key.publicKey,
                    origin: KeyOrigin(fingerprint: try Fingerprint([0, 0, 0, 0]), path: key.origin.path))
            })
        },
        CheckPair("file.signed-by", "one cosigner has signed everything", .note, about: .transaction) {
            let fixture = try ReviewFixture.standardCase()
            return try ReviewFixture.context(fixture, mutate: { try fixture.sign(&$0, by: 1) })
        },
    ]

    /// The destination's map names a key of nobody here.
    private static func stranger(path: String, fingerprint: [UInt8] = [1, 2, 3, 4]) throws -> ReviewContext {
        let outsider = try FixtureCosigner(number: 7, network: .regtest)
        return try ReviewFixture.changed(mutate: { psbt in
            psbt.outputs[0].bip32Derivations = [
                Bip32Derivation(
                    publicKey: outsider.xpub.publicKey.encoded,
                    origin: KeyOrigin(
                        fingerprint: try Fingerprint(fingerprint), path: try DerivationPath(parsing: "m" + path)))
            ]
        })
    }

    /// The same PSBT with a field of type 0x77 in its first input.
    private static func withUnknownField(_ psbt: PSBT) throws -> PSBT {
        var bytes = psbt.encoded()
        // The first input's map begins where the global one ends: behind the separator after its last pair.
        let global = PSBT.magic.count + psbt.global.pairs.reduce(0) { $0 + length(of: $1) } + 1
        bytes.insert(contentsOf: [0x01, 0x77, 0x01, 0x05], at: global)
        return try PSBT(decoding: bytes)
    }

    private static func length(of pair: RawPair) -> Int {
        PSBTBuilder.variable(Array(pair.key)).count + PSBTBuilder.variable(Array(pair.value)).count
    }
}
