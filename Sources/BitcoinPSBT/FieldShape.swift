import ByteCoding

/// Shapes of fields whose bytes are kept but not used.
enum FieldShape {
    /// A field that stands at most once.
    @Sendable static func noKeyData(_ pair: RawPair) throws(FieldProblem) {
        try requireKeyData(of: 0, pair)
    }

    /// A field with key data of this length, such as the hash of a preimage.
    static func keyData(of length: Int) -> @Sendable (RawPair) throws(FieldProblem) -> Void {
        { (pair) throws(FieldProblem) in try requireKeyData(of: length, pair) }
    }

    static func requireKeyData(of length: Int, _ pair: RawPair) throws(FieldProblem) {
        guard pair.keyData.count == length else { throw .keyLength(expected: length, actual: pair.keyData.count) }
    }
}

/// Shapes of the fields of BIP-371.
enum TaprootShape {
    private static let xOnlyKeyLength = 32
    private static let leafHashLength = 32
    private static let signatureLengths = 64...65

    /// BIP-341: the deepest leaf.
    private static let maximumDepth = 128

    /// PSBT_IN_TAP_KEY_SIG.
    @Sendable static func keySignature(_ pair: RawPair) throws(FieldProblem) {
        try FieldShape.requireKeyData(of: 0, pair)
        try requireSignature(pair)
    }

    /// PSBT_IN_TAP_SCRIPT_SIG: the key data is an x-only key and a leaf hash.
    @Sendable static func scriptSignature(_ pair: RawPair) throws(FieldProblem) {
        try FieldShape.requireKeyData(of: xOnlyKeyLength + leafHashLength, pair)
        try requireSignature(pair)
    }

    /// PSBT_IN_TAP_LEAF_SCRIPT: the key data is a control block, the value a script and its leaf version.
    @Sendable static func leafScript(_ pair: RawPair) throws(FieldProblem) {
        let path = pair.keyData.count - 1 - xOnlyKeyLength
        guard path >= 0, path.isMultiple(of: leafHashLength), path / leafHashLength <= maximumDepth else {
            throw .controlBlock(length: pair.keyData.count)
        }
        guard !pair.value.isEmpty else { throw .emptyValue }
    }

    /// PSBT_IN_TAP_BIP32_DERIVATION and PSBT_OUT_TAP_BIP32_DERIVATION: leaf hashes, then a key origin.
    @Sendable static func derivation(_ pair: RawPair) throws(FieldProblem) {
        try FieldShape.requireKeyData(of: xOnlyKeyLength, pair)
        var reader = ByteReader(pair.value)
        do {
            let count = try reader.readCount(limit: pair.value.count / leafHashLength)
            _ = try reader.readSlice(count * leafHashLength)
        } catch {
            throw .encoding(error)
        }
        _ = try FieldBytes.keyOrigin(pair.value.dropFirst(reader.offset))
    }

    /// An x-only key or a Merkle root.
    @Sendable static func bytes32(_ pair: RawPair) throws(FieldProblem) {
        try FieldShape.requireKeyData(of: 0, pair)
        try FieldBytes.requireLength(Bytes32.count, pair.value)
    }

    /// PSBT_OUT_TAP_TREE: leaves in depth-first order, each with depth, leaf version and script.
    @Sendable static func tree(_ pair: RawPair) throws(FieldProblem) {
        try FieldShape.requireKeyData(of: 0, pair)
        guard !pair.value.isEmpty else { throw .emptyValue }
        // The depths of finished subtrees that still miss their sibling, from the root on: always ascending.
        var open: [Int] = []
        var isWhole = false
        var reader = ByteReader(pair.value)
        do {
            while !reader.isAtEnd {
                guard !isWhole else { throw FieldProblem.taprootTree }
                var depth = Int(try reader.readUInt8())
                guard depth <= maximumDepth, depth >= open.last ?? 0 else { throw FieldProblem.taprootTree }
                let leafVersion = try reader.readUInt8()
                // BIP-341: the lowest bit of the control byte is the parity, so a leaf version is even.
                guard leafVersion.isMultiple(of: 2) else { throw FieldProblem.taprootTree }
                _ = try reader.readSlice(try reader.readLength(limit: PSBTLimits.maximumBytes))
                while open.last == depth, depth > 0 {
                    open.removeLast()
                    depth -= 1
                }
                if depth == 0 { isWhole = true } else { open.append(depth) }
            }
        } catch let error as ByteCodingError {
            throw .encoding(error)
        } catch {
            throw .taprootTree
        }
        guard isWhole else { throw .taprootTree }
    }

    private static func requireSignature(_ pair: RawPair) throws(FieldProblem) {
        guard signatureLengths.contains(pair.value.count) else { throw .schnorrLength(actual: pair.value.count) }
    }
}
