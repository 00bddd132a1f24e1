import ByteCoding

/// A point of secp256k1 other than infinity, in affine coordinates.
///
/// **For public data only.** Nothing in this module runs in constant time: branches and table look-ups depend on every
/// number that goes in, so a secret that went in could be read off the clock or the cache. No function takes a secret
/// type, and no module with secrets may import this one; keys and nonces are OpenSSL's business (`SecretKeys`).
package struct CurvePoint: Hashable, Sendable {
    /// The coordinate x.
    let x: FieldElement
    /// The coordinate y.
    let y: FieldElement

    /// The generator G.
    package static let generator = CurvePoint(
        unchecked: FieldElement(below: CurveConstants.generatorXNumber) ?? .zero,
        FieldElement(below: CurveConstants.generatorYNumber) ?? .zero)

    /// Takes coordinates that are known to be a point's: of secp256k1, or of another curve y² = x³ + b for whose points the
    /// formulas hold as well.
    @inline(always)
    package init(unchecked x: FieldElement, _ y: FieldElement) {
        self.x = x
        self.y = y
    }

    /// The point with the same x and the negative y.
    package static prefix func - (point: Self) -> Self { CurvePoint(unchecked: point.x, -point.y) }

    /// Whether the coordinates fulfil y² = x³ + 7.
    package var isOnCurve: Bool { y.squared == Self.ySquared(x) }

    fileprivate static func ySquared(_ x: FieldElement) -> FieldElement {
        x.squared * x + FieldElement(CurveConstants.b)
    }

    package func hash(into hasher: inout Hasher) {
        hasher.combine(x.bytes)
        hasher.combine(y.bytes)
    }
}

extension CurvePoint {
    /// The number of bytes of the compressed form.
    package static let compressedCount = 33
    /// The number of bytes of the uncompressed form.
    package static let uncompressedCount = 65

    /// Takes the compressed or the uncompressed form (SEC 1 §2.3.4); hybrid forms and infinity are refused.
    package init(sec1 bytes: [UInt8]) throws(CurveError) {
        guard let prefix = bytes.first else { throw .wrongLength(0) }
        switch (bytes.count, prefix) {
        case (Self.compressedCount, 0x02), (Self.compressedCount, 0x03):
            try self.init(x: try Self.coordinate(bytes[1...]), isYOdd: prefix == 0x03)
        case (Self.uncompressedCount, 0x04):
            try self.init(x: try Self.coordinate(bytes[1..<33]), y: try Self.coordinate(bytes[33...]))
        case (Self.compressedCount, _), (Self.uncompressedCount, _):
            throw .wrongPrefix(prefix, length: bytes.count)
        default:
            throw .wrongLength(bytes.count)
        }
    }

    /// The points of many keys, as ``init(sec1:)`` takes one; `nil` for what is none. Two square roots at a time cost
    /// less than one after the other.
    static func points(sec1 keys: [[UInt8]]) -> [Self?] {
        var points: [Self?] = []
        points.reserveCapacity(keys.count)
        var withoutY: [(place: Int, x: FieldElement, isYOdd: Bool)] = []
        for key in keys {
            if key.count == compressedCount, key[0] == 0x02 || key[0] == 0x03, let x = try? coordinate(key[1...]) {
                withoutY.append((points.count, x, key[0] == 0x03))
                points.append(nil)
            } else {
                points.append(try? Self(sec1: key))
            }
        }
        let roots = FieldElement.squareRoots(of: withoutY.map { ySquared($0.x) })
        for ((place, x, isYOdd), root) in zip(withoutY, roots) {
            points[place] = root.map { Self(unchecked: x, $0.isOdd == isYOdd ? $0 : -$0) }
        }
        return points
    }

    /// The compressed form (SEC 1 §2.3.3).
    package var compressed: [UInt8] { [y.isOdd ? 0x03 : 0x02] + x.bytes.bytes }

    /// The uncompressed form (SEC 1 §2.3.3).
    package var uncompressed: [UInt8] { [0x04] + x.bytes.bytes + y.bytes.bytes }

    /// SEC 1 §2.3.4, step 2: no point has y = 0, so that exactly one of ±y is odd.
    private init(x: FieldElement, isYOdd: Bool) throws(CurveError) {
        guard let root = Self.ySquared(x).squareRoot else { throw .notOnCurve }
        self.init(unchecked: x, root.isOdd == isYOdd ? root : -root)
    }

    /// SEC 1 §2.3.4, step 3.
    private init(x: FieldElement, y: FieldElement) throws(CurveError) {
        self.init(unchecked: x, y)
        guard isOnCurve else { throw .notOnCurve }
    }

    private static func coordinate(_ bytes: ArraySlice<UInt8>) throws(CurveError) -> FieldElement {
        guard let bytes = try? Bytes32(bytes), let coordinate = FieldElement(bytes) else {
            throw .coordinateOutOfRange
        }
        return coordinate
    }
}
