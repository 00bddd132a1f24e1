import UnicodeForms

/// Passphrases that may hold any character: normalised, so that every keyboard and system gives the same bytes.
package enum PassphraseText {
    /// The passphrase in NFKD (BIP-39, "From mnemonic to seed"), made in secret memory.
    ///
    /// Refused is what could not be typed again: controls, which arrow keys leave behind unseen, and characters that
    /// the tables do not know, whose normal form another version of Unicode may still settle otherwise.
    package static func normalized(_ passphrase: borrowing SecretBytes) throws(PassphraseError) -> SecretBytes {
        let problem = passphrase.withSpan(Self.problem)
        if let problem { throw problem }
        let normal: SecretBytes?
        do throws(SecretError) { normal = try passphrase.nfkd() } catch { throw .secret(error) }
        guard let normal else { throw .notUTF8 }
        return normal
    }

    private static func problem(of text: Span<UInt8>) -> PassphraseError? {
        var offset = 0
        while offset < text.count {
            guard let scalar = try? UTF8Scalar.read(text, at: &offset) else { return .notUTF8 }
            if scalar < 0x20 || (0x7F..<0xA0).contains(scalar) { return .control }
            if !UnicodeFacts.isAssigned(scalar) { return .unassigned }
        }
        return nil
    }
}
