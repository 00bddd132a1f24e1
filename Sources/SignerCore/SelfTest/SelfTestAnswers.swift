import ByteCoding

/// What the self-test must find: published numbers where there are any, and our own formats' otherwise.
package struct SelfTestAnswers: Sendable {
    private var replaced: [SelfTestCheck: [UInt8]] = [:]

    /// The answers that are part of the program.
    package static let embedded = SelfTestAnswers()

    /// The answer to one check.
    package subscript(check: SelfTestCheck) -> [UInt8] { replaced[check] ?? Self.embedded(check) }

    /// The answers with another one to a check; the self-test must then fail by this check's name.
    package func replacing(_ check: SelfTestCheck, with answer: [UInt8]) -> SelfTestAnswers {
        var changed = self
        changed.replaced[check] = answer
        return changed
    }

    private static func embedded(_ check: SelfTestCheck) -> [UInt8] {
        switch check {
        case .sha256: hex("248d6a61d20638b8e5c026930c3e6039a33ce45964ff2167f6ecedd419db06c1")
        case .sha512:
            hex(
                "ddaf35a193617abacc417349ae20413112e6fa4e89a97ea20a9eeee64b55d39a"
                    + "2192992a274fc1a836ba3c23a3feebbd454d4423643ce80e2a9ac94fa54ca49f")
        case .ripemd160: hex("5d0689ef49d2fae572b881b123a85ffa21595f36")
        case .hmacSHA256: hex("5bdcc146bf60754e6a042426089575c75a003f089d2739839dec58b964ec3843")
        case .hmacSHA512:
            hex(
                "164b7a7bfcf819e2e395fbe73b56e0a387bd64222e831fd610270cd7ea250554"
                    + "9758bf75c05a994a6d034f65f8f0e6fdcaeab1a34d4a6b4b636e070a38bce737")
        case .scrypt:
            hex(
                "77d6576238657b203b19ca42c18a0497f16b4844e3074ae8dfdffa3fede21442"
                    + "fcd0069ded0948f8326a753a0fc81f17e8d3e0fb2e0d3628cf35e20c38d18906")
        // System errors: EINVAL for a flag that no kernel knows, EIO for a short read, ENOSYS passed on, and none when
        // only a signal came between.
        case .randomSource: [22, 5, 38, 0]
        case .strictDER:
            hex(
                "3045022100934b1ea10a4b3c1757e2b0c017d0b6143ce3c9a7e6a4a49860d7a6ab210ee3d8"
                    + "02202442ce9d2b916064108014783e923ec36b49743e2ffa1c4496f01a512aafd9e5")
        case .publicKey:
            hex(
                "79be667ef9dcbbac55a06295ce870b07029bfcdb2dce28d959f2815b16f81798"
                    + "483ada7726a3c4655da4fbfc0e1108a8fd17b448a68554199c47d08ffb10d4b8")
        case .pointAddition: hex("02c6047f9441ed7d6d3045406e95c07cd85c778e4b8cef3ca7abac09b95c709ee5")
        case .ecdsaVerify, .ecdsaVerifyAgain, .ecdsaSign:
            hex(
                "934b1ea10a4b3c1757e2b0c017d0b6143ce3c9a7e6a4a49860d7a6ab210ee3d8"
                    + "2442ce9d2b916064108014783e923ec36b49743e2ffa1c4496f01a512aafd9e5")
        case .privateKey: hex("0279be667ef9dcbbac55a06295ce870b07029bfcdb2dce28d959f2815b16f81798")
        case .rfc6979Nonce: hex("8f8a276c19f4149656b280621e358cce24f5f52542772691ee69063b74f15d15")
        case .ecdsaSignLowR:
            hex(
                "68663052e6c29c7ed7ab02a68852301508503e7986b9754ec3e868772f2bf739"
                    + "28c6a35b2e90250d3179f96c2bb6b772e889e9a133a5156564a6965a8caa2b26")
        case .mnemonic:
            hex(
                "ac27495480225222079d7be181583751e86f571027b0497b5b5d11218e0a8a13"
                    + "332572917f0f8e5a589620c6f15b11c61dee327651a14c34e18231052e48c069")
        // The 78 bytes of the xprv at m/0h/1/2h/2.
        case .derivation:
            hex(
                "0488ade404ee7ab90c00000002cfb71883f01676f587d023cc53a35bc7f88f724b1f8c2892ac1275ac822a3edd"
                    + "000f479245fb19a38a1954c5c7c0ebab2f9bdfd96a17563ef28a6a4b1a2a764ef4")
        case .sighash: hex("185c0be5263dce5b4bb50a047973c1b6272bfbd0103a89444597dc40b248ee7c")
        case .identityKey: hex("022b50cbdd20b916f360ed22fbe141ae196b5c930418d592418b079b85e930a22a")
        // The SHA-256 of the file.
        case .keystore: hex("61c3c30362a4c9c9e9013760028f48be5bc5a0e642dbe1869603b86f2fff8bb7")
        }
    }

    /// A digit that is no digit gives no bytes, which no check takes for its answer.
    private static func hex(_ text: String) -> [UInt8] { (try? Hex.decode(text)) ?? [] }
}
