import UnicodeForms

extension SecretBytes {
    /// The same UTF-8 text in NFKD, made in secret memory; `nil` when the bytes are not UTF-8.
    package borrowing func nfkd() throws(SecretError) -> SecretBytes? {
        guard let count = withSpan({ try? NFKD.byteCount(of: $0) }) else { return nil }
        var normal = try SecretBytes(count: count)
        let written = withSpan { text in
            normal.withMutableSpan { room in try? NFKD.write(text, into: &room) }
        }
        guard written == count else { return nil }
        return normal
    }
}
