import ByteCoding

/// The shared token of a BSMS set-up (BIP-129): it keeps records private and is no key of a wallet.
package struct BSMSToken: Hashable, Sendable {
    /// How much a token hides.
    package enum Mode: String, CaseIterable, Hashable, Sendable {
        /// Records travel in the clear.
        case unencrypted = "NO_ENCRYPTION"
        /// 64 bits, short enough to be typed.
        case standard = "STANDARD"
        /// 128 bits.
        case extended = "EXTENDED"
    }

    /// The bytes; one zero byte where nothing is encrypted.
    package let bytes: [UInt8]

    /// The first line of a record that carries a token.
    package static let recordVersion = "BSMS 1.0"

    /// No encryption.
    package static let unencrypted = BSMSToken(checked: [0])

    private init(checked bytes: [UInt8]) {
        self.bytes = bytes
    }

    /// Takes 8 or 16 bytes, or the one zero byte of `unencrypted`.
    package init(_ bytes: [UInt8]) throws(BSMSError) {
        guard bytes == [0] || bytes.count == 8 || bytes.count == 16 else { throw .token }
        self.bytes = bytes
    }

    /// Reads lower-case hex, as a record carries it; the MAC of a record covers this spelling.
    package init(parsing text: String) throws(BSMSError) {
        guard let bytes = try? Hex.decode(text), Hex.encode(bytes) == text else { throw .token }
        try self.init(bytes)
    }

    /// How much the token hides.
    package var mode: Mode {
        switch bytes.count {
        case 8: .standard
        case 16: .extended
        default: .unencrypted
        }
    }

    /// Lower-case hex.
    package var hex: String { Hex.encode(bytes) }

    /// The token as a decimal number, for machines with digits only.
    package var decimal: String { String(bytes.reduce(UInt128(0)) { $0 << 8 | UInt128($1) }) }
}
