package import ByteCoding

/// Where a key comes from: the master key's fingerprint and the path from there (BIP-380 "Key Expressions").
package struct KeyOrigin: Hashable, Sendable, CustomStringConvertible {
    /// The master key's fingerprint.
    package let fingerprint: Fingerprint

    /// The path from the master key.
    package let path: DerivationPath

    /// Names the key at `path` below the master key of `fingerprint`.
    package init(fingerprint: Fingerprint, path: DerivationPath) {
        self.fingerprint = fingerprint
        self.path = path
    }

    /// Reads `73c5da0a/48h/1h`, without brackets.
    package init(parsing text: String) throws(DerivationError) {
        let parts = text.split(separator: "/", maxSplits: 1, omittingEmptySubsequences: false)
        fingerprint = try Fingerprint(parsing: parts.first.map(String.init) ?? "")
        guard parts.count == 2 else {
            path = .empty
            return
        }
        // An origin's path has no "m": the fingerprint stands in its place.
        let rest = String(parts[1])
        guard !rest.isEmpty, !rest.hasPrefix("m") else { throw .stepSyntax(step: rest, path: text) }
        path = try DerivationPath(parsing: rest)
    }

    /// Reads the fingerprint and the little-endian steps of PSBT_IN_BIP32_DERIVATION (BIP-174).
    package init(decoding bytes: [UInt8]) throws(DerivationError) {
        guard bytes.count >= Fingerprint.count, bytes.count.isMultiple(of: 4) else {
            throw .originLength(bytes: bytes.count)
        }
        fingerprint = try Fingerprint(Array(bytes.prefix(Fingerprint.count)))
        let steps = stride(from: Fingerprint.count, to: bytes.count, by: 4).map { start in
            ChildNumber(rawValue: bytes[start..<(start + 4)].reversed().reduce(0) { $0 << 8 | UInt32($1) })
        }
        path = try DerivationPath(steps)
    }

    /// Writes what `init(decoding:)` reads.
    package func encode(into writer: inout ByteWriter) {
        writer.append(fingerprint.bytes)
        for step in path.steps { writer.appendUInt32LE(step.rawValue) }
    }

    /// `73c5da0a/48h/1h/0h/2h`, without brackets.
    package var description: String {
        path.steps.isEmpty ? fingerprint.description : "\(fingerprint)/\(path)"
    }

    /// The origin of the key that further steps lead to.
    package func appending(_ steps: DerivationPath) throws(DerivationError) -> KeyOrigin {
        KeyOrigin(fingerprint: fingerprint, path: try path.appending(steps))
    }
}
