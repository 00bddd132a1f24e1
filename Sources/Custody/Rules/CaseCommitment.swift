package import BitcoinCrypto
package import BitcoinPrimitives
package import ByteCoding

/// The hash that stands for a share's signatures until they are released.
package enum CaseCommitment {
    /// The commitment to one cosigner's signatures, one for each input in the order of the inputs.
    ///
    /// The salt keeps anybody from testing a guessed signature against the commitment.
    package static func digest(
        network: Network, salt: Bytes32, signatures: [ECDSASignature]
    ) -> Bytes32 {
        var bytes = salt.bytes
        bytes.reserveCapacity(bytes.count + 64 * signatures.count)
        for signature in signatures { bytes += signature.compact }
        return TaggedHash.hash(tag: "rensho/commitment/v1/\(network.rawValue)", bytes)
    }
}

extension Share {
    /// Whether these signatures, one for each input in order, are the ones that the share stands for.
    package func isCommitted(to signatures: [ECDSASignature], salt: Bytes32) -> Bool {
        CaseCommitment.digest(network: network, salt: salt, signatures: signatures) == commitment
    }
}
