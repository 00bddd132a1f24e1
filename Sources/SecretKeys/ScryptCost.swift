/// What one try of a passphrase costs: the parameters of scrypt (RFC 7914) within limits that a file cannot exceed.
///
/// The limits are checked before any memory is asked for, since a keystore file may come from anywhere.
package struct ScryptCost: Hashable, Sendable, CustomStringConvertible {
    /// The binary logarithm of N.
    package let log2N: UInt8
    /// The block size.
    package let r: UInt8
    /// The number of blocks that are computed independently.
    package let p: UInt8

    /// Below 2^10 a passphrase is hardly protected at all.
    package static let leastLog2N: UInt8 = 10
    /// With r = 8, N = 2^20 needs 1 GiB and some seconds; a file that asks for more is an attack or damaged.
    package static let greatestLog2N: UInt8 = 20
    /// The block size that RFC 7914 §2 recommends, and the only one taken.
    package static let onlyR: UInt8 = 8
    /// Four times the least time; memory does not grow with it.
    package static let greatestP: UInt8 = 4

    /// 128 MiB and about half a second.
    package static let standard = ScryptCost(checkedLog2N: 17)
    /// 1 MiB and some milliseconds: for tests, never for keys that hold money.
    package static let forTests = ScryptCost(checkedLog2N: leastLog2N)

    /// Takes parameters within the limits.
    package init(log2N: UInt8, r: UInt8 = onlyR, p: UInt8 = 1) throws(KeystoreError) {
        guard (Self.leastLog2N...Self.greatestLog2N).contains(log2N) else {
            throw .costOutOfRange(parameter: "log2 N", value: log2N)
        }
        guard r == Self.onlyR else { throw .costOutOfRange(parameter: "r", value: r) }
        guard (1...Self.greatestP).contains(p) else { throw .costOutOfRange(parameter: "p", value: p) }
        self.log2N = log2N
        self.r = r
        self.p = p
    }

    private init(checkedLog2N: UInt8) {
        log2N = checkedLog2N
        r = Self.onlyR
        p = 1
    }

    /// N itself.
    package var n: UInt64 { 1 << UInt64(log2N) }

    package var description: String { "N = 2^\(log2N), r = \(r), p = \(p)" }
}
