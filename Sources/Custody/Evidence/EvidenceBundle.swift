import BitcoinCrypto
package import ByteCoding

/// One part of an evidence.
package struct EvidencePart: Hashable, Sendable {
    /// What it is.
    package let kind: EvidenceKind
    /// Its bytes.
    package let bytes: [UInt8]

    /// Takes a part.
    package init(_ kind: EvidenceKind, _ bytes: [UInt8]) {
        self.kind = kind
        self.bytes = bytes
    }
}

/// Everything that proves what happened in one case, in one file: a document that lists parts, its digest, and the parts one
/// behind the other.
///
/// That it reads says only that no byte was lost or changed; what it proves `EvidenceReplay` finds out.
package struct EvidenceBundle: Hashable, Sendable {
    /// The most bytes: the largest case that the network relays, with the files of 20 cosigners, fits.
    package static let maximumBytes = 512 << 20

    /// What the file is of.
    package let manifest: Document<EvidenceManifest>
    /// The parts, in the order of their kinds.
    package let parts: [EvidencePart]

    /// Puts an evidence together; parts of one kind keep their order.
    package init(_ manifest: EvidenceManifest, _ parts: [EvidencePart]) throws(EvidenceError) {
        let sorted = EvidenceKind.allCases.flatMap { kind in parts.filter { $0.kind == kind } }
        try Self.check(sorted.map(\.kind))
        self.manifest = Document(body: manifest.listing(sorted))
        self.parts = sorted
    }

    /// Reads a file; each of its bytes is compared with something.
    package init(parsing bytes: [UInt8]) throws(EvidenceError) {
        guard bytes.count <= Self.maximumBytes else { throw .tooLarge(bytes: bytes.count) }
        let payload: ArraySlice<UInt8>
        do throws(SealedFileError) {
            (manifest, payload) = try SealedFile.parse(bytes)
        } catch {
            throw .file(error)
        }
        let lines = manifest.body.parts
        try Self.check(lines.map(\.kind))
        var parts: [EvidencePart] = []
        var rest = payload
        for (number, line) in lines.enumerated() {
            guard line.count <= rest.count else { throw .length(part: number) }
            let part = EvidencePart(line.kind, Array(rest.prefix(line.count)))
            guard SHA256.hash(part.bytes) == line.hash else { throw .part(number: number, line.kind) }
            rest = rest.dropFirst(line.count)
            parts.append(part)
        }
        guard rest.isEmpty else { throw .surplus(bytes: rest.count) }
        self.parts = parts
    }

    /// The file.
    package var encoded: [UInt8] { SealedFile.encode(manifest, parts.flatMap(\.bytes)) }

    /// The hash that names exactly this evidence.
    package var digest: Bytes32 { manifest.digest }

    /// The bytes of all parts of a kind, in their order.
    package func all(_ kind: EvidenceKind) -> [[UInt8]] { parts.filter { $0.kind == kind }.map(\.bytes) }

    private static func check(_ kinds: [EvidenceKind]) throws(EvidenceError) {
        for (left, right) in zip(kinds, kinds.dropFirst()) where left.rank > right.rank {
            throw .order(right, after: left)
        }
        for kind in EvidenceKind.allCases {
            let found = kinds.count { $0 == kind }
            guard kind.count.contains(found) else { throw .count(kind, found: found) }
        }
    }
}

/// Why a file is no evidence, or not the one that was written.
package enum EvidenceError: CodedError, Equatable {
    /// The file is larger than any evidence.
    case tooLarge(bytes: Int)
    /// The list of parts does not read, or was changed.
    case file(SealedFileError)
    /// The file ends within a part.
    case length(part: Int)
    /// A part is not the one that is listed.
    case part(number: Int, EvidenceKind)
    /// Bytes stand behind the last part.
    case surplus(bytes: Int)
    /// A kind stands after one that it belongs before.
    case order(EvidenceKind, after: EvidenceKind)
    /// A kind is missing or stands too often.
    case count(EvidenceKind, found: Int)

    package var code: String {
        switch self {
        case .tooLarge: "evidence.too-large"
        case .file(let error): error.code
        case .length: "evidence.length"
        case .part: "evidence.part"
        case .surplus: "evidence.surplus"
        case .order: "evidence.order"
        case .count: "evidence.count"
        }
    }

    package var description: String {
        switch self {
        case .tooLarge(let bytes): "\(bytes) bytes are more than the \(EvidenceBundle.maximumBytes) of any evidence"
        case .file(let error): error.description
        case .length(let part): "the file ends within part \(part)"
        case .part(let number, let kind): "part \(number), \(kind.rawValue), is not the one that is listed"
        case .surplus(let bytes): "\(bytes) bytes stand behind the last part"
        case .order(let kind, let after): "a part \(kind.rawValue) stands after a part \(after.rawValue)"
        case .count(let kind, let found):
            "\(found) parts are \(kind.rawValue), \(kind.count.lowerBound) to \(kind.count.upperBound) are allowed"
        }
    }

    package var remedy: String? {
        switch self {
        case .tooLarge, .order, .count: nil
        case .file, .length, .part, .surplus: "The file was damaged or changed: ask for it again from whoever made it."
        }
    }
}
