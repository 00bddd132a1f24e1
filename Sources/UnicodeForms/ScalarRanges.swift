/// Ascending ranges of scalars that do not overlap, each with a value.
struct ScalarRanges: Sendable {
    private let firsts: [UInt32]
    private let lasts: [UInt32]
    private let values: [UInt8]

    /// Reads rows of first, last and, where there is one, a value.
    init(_ rows: [[UInt32]]) {
        let complete = rows.filter { $0.count >= 2 }
        firsts = complete.map { $0[0] }
        lasts = complete.map { $0[1] }
        values = complete.map { $0.count > 2 ? UInt8(truncatingIfNeeded: $0[2]) : 1 }
    }

    /// The value of the range that a scalar lies in, 0 outside of all.
    func value(of scalar: UInt32) -> UInt8 {
        var low = 0
        var high = firsts.count
        while low < high {
            let middle = (low + high) / 2
            if lasts[middle] < scalar { low = middle + 1 } else { high = middle }
        }
        return low < firsts.count && firsts[low] <= scalar ? values[low] : 0
    }
}
