import BitcoinCrypto
import BitcoinPrimitives
package import ByteCoding
import SecretKeys

extension FixtureCosigner {
    /// A second valid signature of the digest, made with another nonce.
    package func otherSignature(_ digest: Bytes32, branch: UInt32, index: UInt32) throws -> [UInt8] {
        let seed = try Mnemonic(parsing: SecretBytes(copying: Array((sentence ?? "").utf8))).seed(passphrase: nil)
        let key = try ExtendedPrivateKey(master: seed, network: network).derived(origin.path)
            .derived(ChildNumber(rawValue: branch)).derived(ChildNumber(rawValue: index))
        let extra = try Bytes32([UInt8](repeating: 0x42, count: 32))
        return try key.signingKey().signWithoutGrinding(digest, extra: extra).der + [1]
    }
}
