import ByteCoding
import COpenSSL

/// Why scrypt does not run.
package enum ScryptError: CodedError, Equatable {
    /// RFC 7914 does not allow these parameters, or no output is asked for.
    case invalidParameters(n: UInt64, r: UInt32, p: UInt32, count: Int)
    /// The parameters need more memory than `Scrypt.maximumMemory`.
    case memoryOverLimit(n: UInt64, r: UInt32, p: UInt32, limit: UInt64)

    package var code: String {
        switch self {
        case .invalidParameters: "scrypt.invalid-parameters"
        case .memoryOverLimit: "scrypt.memory-over-limit"
        }
    }

    package var description: String {
        switch self {
        case .invalidParameters(let n, let r, let p, let count):
            "scrypt does not allow N = \(n), r = \(r), p = \(p) with \(count) bytes of output"
        case .memoryOverLimit(let n, let r, let p, let limit):
            "scrypt with N = \(n), r = \(r), p = \(p) needs more than \(limit) bytes of memory"
        }
    }
}

/// scrypt (RFC 7914) over data that is no secret.
package enum Scrypt {
    /// The most memory a derivation may take, in bytes: parameters may come from a file, and an air-gapped machine may
    /// be small.
    package static let maximumMemory: UInt64 = 1 << 30

    /// Derives `count` bytes.
    /// - Parameters:
    ///   - n: The cost, a power of two above 1.
    ///   - r: The block size, in units of 128 bytes.
    ///   - p: How often the work is done.
    package static func derive(
        password: [UInt8], salt: [UInt8], n: UInt64, r: UInt32, p: UInt32, count: Int
    ) throws(ScryptError) -> [UInt8] {
        guard n > 1, n.nonzeroBitCount == 1, r > 0, p > 0, count > 0 else {
            throw .invalidParameters(n: n, r: r, p: p, count: count)
        }
        // The p blocks, the table of n blocks and two blocks to work in, each of 128 r bytes.
        let (blocks, overflow) = n.addingReportingOverflow(UInt64(p) + 2)
        let (memory, tooMuch) = blocks.multipliedReportingOverflow(by: 128 * UInt64(r))
        guard !overflow, !tooMuch, memory <= maximumMemory else {
            throw .memoryOverLimit(n: n, r: r, p: p, limit: maximumMemory)
        }
        var output = [UInt8](repeating: 0, count: count)
        let result = unsafe rensho_scrypt(
            password, password.count, salt, salt.count, n, UInt64(r), UInt64(p), memory, &output, count)
        guard result == RENSHO_OK else { throw .invalidParameters(n: n, r: r, p: p, count: count) }
        return output
    }
}
