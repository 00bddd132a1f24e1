import ByteCoding
import PublicCurve

/// Arithmetic as learnt at school, with digits of 32 bits, to compare the fast one with; shares nothing with it.
struct LongNumber: Equatable {
    /// The digits, the lowest first, without zeros at the top.
    private var digits: [UInt32]

    init(_ bytes: Bytes32) {
        let bytes = bytes.bytes
        self.init(
            digits: stride(from: 28, through: 0, by: -4).map { place in
                bytes[place..<place + 4].reduce(0) { $0 << 8 | UInt32($1) }
            })
    }

    private init(digits: [UInt32]) {
        self.digits = digits
        trim()
    }

    private mutating func trim() {
        while digits.last == 0 { digits.removeLast() }
    }

    /// The number as 32 bytes.
    var bytes32: Bytes32 {
        get throws {
            let padded = digits + [UInt32](repeating: 0, count: max(0, 8 - digits.count))
            return try Bytes32(
                padded.reversed().flatMap { digit in
                    [24, 16, 8, 0].map { UInt8(truncatingIfNeeded: digit >> UInt32($0)) }
                })
        }
    }

    static func + (left: Self, right: Self) -> Self {
        var sum: [UInt32] = []
        var carry: UInt64 = 0
        for index in 0...max(left.digits.count, right.digits.count) {
            let total = UInt64(left.digit(index)) + UInt64(right.digit(index)) + carry
            sum.append(UInt32(truncatingIfNeeded: total))
            carry = total >> 32
        }
        return Self(digits: sum)
    }

    /// The difference; the left one is not smaller.
    static func - (left: Self, right: Self) -> Self {
        var difference: [UInt32] = []
        var borrow: Int64 = 0
        for index in left.digits.indices {
            let total = Int64(left.digits[index]) - Int64(right.digit(index)) - borrow
            difference.append(UInt32(truncatingIfNeeded: total))
            borrow = total < 0 ? 1 : 0
        }
        return Self(digits: difference)
    }

    /// The product modulo another number.
    func multiplied(by other: Self, modulo modulus: Self) -> Self {
        var product = [UInt32](repeating: 0, count: digits.count + other.digits.count)
        for (place, digit) in digits.enumerated() {
            var carry: UInt64 = 0
            for (offset, factor) in other.digits.enumerated() {
                let total = UInt64(digit) * UInt64(factor) + UInt64(product[place + offset]) + carry
                product[place + offset] = UInt32(truncatingIfNeeded: total)
                carry = total >> 32
            }
            product[place + other.digits.count] = UInt32(carry)
        }
        return Self(digits: product).modulo(modulus)
    }

    /// The remainder, bit after bit from the top.
    func modulo(_ modulus: Self) -> Self {
        var rest = Self(digits: [])
        for digit in digits.reversed() {
            for bit in (0..<32).reversed() {
                rest = rest + rest
                if digit >> UInt32(bit) & 1 == 1 { rest = rest + Self(digits: [1]) }
                if rest.isAtLeast(modulus) { rest = rest - modulus }
            }
        }
        return rest
    }

    private func isAtLeast(_ other: Self) -> Bool {
        guard digits.count == other.digits.count else { return digits.count > other.digits.count }
        for (left, right) in zip(digits, other.digits).reversed() where left != right { return left > right }
        return true
    }

    private func digit(_ index: Int) -> UInt32 { index < digits.count ? digits[index] : 0 }
}

/// Numbers at which arithmetic goes wrong first.
enum EdgeNumbers {
    static let prime = CurveConstants.prime
    static let order = CurveConstants.order

    /// 32 bytes of 64 hex digits.
    static func hex(_ text: String) throws -> Bytes32 { try Bytes32(Hex.decode(text)) }

    /// A number below 2^64.
    static func small(_ value: UInt64) -> Bytes32 { Bytes32(bigEndianWords: (0, 0, 0, value)) }

    /// A number minus a smaller one.
    static func minus(_ number: Bytes32, _ value: UInt64) throws -> Bytes32 {
        try (LongNumber(number) - LongNumber(small(value))).bytes32
    }

    /// A number plus another, below 2^256.
    static func plus(_ number: Bytes32, _ value: UInt64) throws -> Bytes32 {
        try (LongNumber(number) + LongNumber(small(value))).bytes32
    }

    /// Numbers below the prime and the order: near zero, near both from below, and words of nothing but ones or zeros.
    static func belowOrder() throws -> [Bytes32] {
        let ones = UInt64.max
        var numbers = (0...3).map { small($0) }
        for below in 1...3 as ClosedRange<UInt64> { numbers.append(try minus(order, below)) }
        numbers += [small(0x1_0000_03d0), small(0x1_0000_03d1), small(0x1_0000_03d2), small(ones)]
        let words: [(UInt64, UInt64, UInt64, UInt64)] = [
            (0, 0, 1, 0), (0, 1, 0, 0), (1, 0, 0, 0), (0, 0, ones, ones), (0, ones, ones, ones),
            (ones >> 1, ones, ones, ones), (1 << 63, 0, 0, 0), (ones - 1, ones, ones, ones), (ones, 0, 0, 0),
            (ones, 0, ones, 0), (0, ones, 0, ones), (ones << 1, 0, 0, 1), (0xaaaa_aaaa_aaaa_aaaa, 0, 0, ones),
        ]
        return numbers + words.map { Bytes32(bigEndianWords: $0) }
    }
}
