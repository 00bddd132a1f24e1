import BitcoinCrypto
import BitcoinPSBT
import BitcoinPrimitives
import ByteCoding
import Descriptors
import SecretKeys

/// A multisig wallet on regtest whose keys everybody knows.
///
/// Cosigner 0 has the words of BIP-39's first test vector; the first four are those of `MadeParty`, the others the words
/// of 16 equal bytes.
struct MadeWallet: Sendable {
    /// A cosigner with his account key.
    struct Cosigner: Sendable {
        /// The BIP-39 seed.
        let seed: [UInt8]
        /// Where the account key stands.
        let origin: KeyOrigin
        /// The account key.
        let xpub: ExtendedPublicKey
    }

    /// The cosigners in the order of the descriptor.
    let cosigners: [Cosigner]
    /// The descriptor.
    let descriptor: MultisigDescriptor

    /// The people whose words come first.
    private static let people = ["alice", "bob", "carol", "dave"]

    /// Makes the wallet of the cosigners with these numbers.
    init(threshold: Int, numbers: some Sequence<Int>, scriptType: MultisigDescriptor.ScriptType) throws {
        // BIP-48: script type 1 is P2SH-P2WSH, 2 is P2WSH.
        let path = try DerivationPath(parsing: "48h/1h/0h/\(scriptType == .p2wsh ? 2 : 1)h")
        cosigners = try numbers.map { try Self.cosigner($0, path) }
        descriptor = try MultisigDescriptor(
            scriptType: scriptType, threshold: threshold,
            keys: cosigners.map { DescriptorKey(origin: $0.origin, xpub: $0.xpub) })
    }

    /// The cosigners' signatures for every input, in input order.
    func signatures(_ spending: MadeSpending, by cosigner: Int) throws -> [ECDSASignature] {
        let owner = cosigners[cosigner]
        let account = try ExtendedPrivateKey(master: Seed(SecretBytes(copying: owner.seed)), network: .regtest)
            .derived(owner.origin.path)
        return try zip(try spending.digests(), spending.coins).map { digest, coin in
            let position = coin.script.position
            let key = try account.derived(ChildNumber(rawValue: position.branch))
                .derived(ChildNumber(rawValue: position.index))
            return try key.signingKey().sign(digest, expecting: key.publicKey)
        }
    }

    /// Adds a cosigner's partial signature to every input.
    func sign(_ psbt: inout PSBT, _ spending: MadeSpending, by cosigner: Int) throws {
        for (place, signature) in try signatures(spending, by: cosigner).enumerated() {
            guard let key = Self.key(of: cosigner, in: spending.coins[place].script) else { continue }
            psbt.inputs[place].addPartialSig(
                publicKey: key.publicKey.encoded, signature: signature.der + [SighashType.all.rawValue])
        }
    }

    /// A cosigner's key in a script.
    static func key(of cosigner: Int, in script: DerivedScript) -> DerivedKey? {
        script.keys.first { $0.keyIndex == cosigner }
    }

    private static func cosigner(_ number: Int, _ path: DerivationPath) throws -> Cosigner {
        let mnemonic =
            people.indices.contains(number)
            ? try Mnemonic(parsing: SecretBytes(copying: Array((MadeParty.sentences[people[number]] ?? "").utf8)))
            : try Mnemonic(
                entropy: SecretBytes(copying: [UInt8](repeating: UInt8(truncatingIfNeeded: number), count: 16)))
        let seed = try mnemonic.seed(passphrase: nil)
        let master = try ExtendedPrivateKey(master: seed, network: .regtest)
        return Cosigner(
            seed: seed.withSpan { span in span.indices.map { span[$0] } },
            origin: KeyOrigin(fingerprint: master.fingerprint, path: path),
            xpub: try master.derived(path).extendedPublicKey())
    }
}
