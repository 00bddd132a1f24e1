package import BitcoinCrypto
package import ByteCoding

/// One PSBT that is put to another signer program, and what it must do with it.
package struct ConformanceCase: Sendable {
    /// A signature that must be added.
    package struct Wanted: Sendable, Equatable {
        /// The input's position.
        package let input: Int
        /// The key that signs.
        package let publicKey: EncodedPublicKey
        /// What is signed.
        package let digest: Bytes32
    }

    /// What the program must do.
    package enum Expectation: Sendable {
        /// Add exactly these signatures and change nothing else.
        case sign([Wanted])
        /// Add no signature at all.
        case refuse
    }

    /// The name of the case, in lower case with dashes.
    package let id: String
    /// What is special about the PSBT, or what is wrong with it.
    package let title: String
    /// The binary PSBT.
    package let psbt: [UInt8]
    /// The number of its inputs.
    package let inputCount: Int
    /// What the program must do.
    package let expectation: Expectation
    /// The answer that is right, made with the same test keys; the PSBT itself where nothing may be signed.
    package let rightAnswer: [UInt8]

    /// Whether a signature is wanted.
    package var isHonest: Bool {
        if case .sign = expectation { true } else { false }
    }
}
