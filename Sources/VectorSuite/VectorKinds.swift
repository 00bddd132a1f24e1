/// Every kind of vectors, in the order in which they are run: what others build on comes first.
package enum VectorKinds {
    /// The kinds; each has its folder in `Vectors/`.
    package static let all: [any VectorKind] =
        [
            HashKind(), Base58Kind(), Bech32Kind(), PublicKeyKind(), DERKind(), ECDSAKind(), RFC6979Kind(), BIP32Kind(),
            SLIP132Kind(), BIP39Kind(), BIP67Kind(), DescriptorKind(), TransactionKind(), LegacySighashKind(),
            BIP143Kind(), BSMSKind(), WalletPolicyKind(),
        ] + PSBTKind.all + [RenshoKind()] + NotRunKind.all
}
