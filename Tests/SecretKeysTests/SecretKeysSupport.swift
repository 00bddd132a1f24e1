import ByteCoding
import SecretKeys

extension SecretBytes {
    /// Secret bytes from published test data.
    init(hex: String) throws {
        try self.init(copying: Hex.decode(hex))
    }

    /// Secret bytes from published test text.
    init(text: String) throws {
        try self.init(copying: Array(text.utf8))
    }

    /// What tests compare; production code never copies a secret out.
    borrowing func disclosed() -> [UInt8] {
        withSpan { span in span.indices.map { span[$0] } }
    }
}

extension Seed {
    /// What tests compare.
    borrowing func disclosed() -> [UInt8] {
        withSpan { span in span.indices.map { span[$0] } }
    }
}

extension SigningKey {
    /// A key from a scalar of published test data.
    init(bytes: [UInt8]) throws {
        try self.init(scalar: SecretBytes(copying: bytes))
    }
}
