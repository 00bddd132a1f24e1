/// Bitcoin's variable-length unsigned integer: one, three, five or nine bytes, the shortest form only.
package enum CompactSize {
    /// The first byte that announces a 16-bit value.
    static let marker16: UInt8 = 0xfd
    /// The first byte that announces a 32-bit value.
    static let marker32: UInt8 = 0xfe
    /// The first byte that announces a 64-bit value.
    static let marker64: UInt8 = 0xff

    /// The number of bytes that the shortest form of `value` takes.
    package static func encodedLength(of value: UInt64) -> Int {
        switch value {
        case 0..<UInt64(marker16): 1
        case 0...0xffff: 3
        case 0...0xffff_ffff: 5
        default: 9
        }
    }
}
