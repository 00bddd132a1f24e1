/// One thing that the self-test computes and compares with its embedded answer.
package enum SelfTestCheck: String, CaseIterable, Sendable, Hashable {
    /// A message of two blocks, in one piece and in parts (FIPS 180-4).
    case sha256 = "sha-256"
    /// The hash under BIP-32 and BIP-39 (FIPS 180-4).
    case sha512 = "sha-512"
    /// The hash that not every build of OpenSSL has.
    case ripemd160 = "ripemd-160"
    /// HMAC over SHA-256 (RFC 4231 §4.3).
    case hmacSHA256 = "hmac-sha-256"
    /// HMAC over SHA-512 (RFC 4231 §4.3).
    case hmacSHA512 = "hmac-sha-512"
    /// scrypt (RFC 7914 §12).
    case scrypt = "scrypt"
    /// The kernel's randomness is what answers, and a short or failing answer of it is an error.
    case randomSource = "random-source"
    /// Strict DER (BIP-66): the one encoding is written and read, and others are refused.
    case strictDER = "strict-der"
    /// Public keys: a point is taken; hybrid forms, infinity and numbers off the curve are refused.
    case publicKey = "public-key"
    /// Sums of public points, infinity and the order of the group.
    case pointAddition = "point-addition"
    /// A good signature verifies; its high-s twin, another digest and another key do not.
    case ecdsaVerify = "ecdsa-verify"
    /// The same by the second implementation, in Swift.
    case ecdsaVerifyAgain = "ecdsa-verify-swift"
    /// The curve's constants, secure memory and the range of private keys.
    case privateKey = "private-key"
    /// The nonce of a published signature (RFC 6979 §3.2).
    case rfc6979Nonce = "rfc-6979"
    /// A published signature, made twice and verified.
    case ecdsaSign = "ecdsa-sign"
    /// A published signature whose third nonce is the first with a low r, as Bitcoin Core makes it.
    case ecdsaSignLowR = "ecdsa-sign-low-r"
    /// From words to a seed (BIP-39).
    case mnemonic = "bip-39"
    /// Private and public derivation, and a signature below an xpub (BIP-32, test vector 1).
    case derivation = "bip-32"
    /// The signature hash of a P2SH-P2WSH input (BIP-143).
    case sighash = "bip-143"
    /// The identity key of a seed.
    case identityKey = "identity-key"
    /// A keystore file with fixed salt and nonce; it opens, and does not when a byte was changed.
    case keystore = "keystore"
}
