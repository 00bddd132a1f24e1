package import ByteCoding
import COpenSSLSecret

/// The machine's own part of new words: drawn, and committed to, before the first throw of the person is known.
package struct MachineEntropy: ~Copyable, Sendable {
    /// The secret bytes, R in `Docs/formats.md`.
    private let bytes: SecretBytes

    /// The number of bytes: as many as the longest words stand for.
    package static let length = 32

    private static let tag = Array("rensho/entropy/v1".utf8)

    /// Draws it from the kernel.
    package init() throws(EntropyError) {
        do throws(SecretError) { bytes = try SystemRandom.secret(Self.length) } catch { throw .secret(error) }
    }

    /// Takes bytes that were drawn before: to compute words again.
    package init(_ bytes: consuming SecretBytes) throws(EntropyError) {
        guard bytes.count == Self.length else { throw .machineLength(bytes.count) }
        self.bytes = bytes
    }

    /// What may be shown before the first throw: SHA-256 of R, which only this R gives.
    package borrowing func commitment() throws(EntropyError) -> Bytes32 {
        do throws(SecretError) {
            var hash = try SecretBytes(count: Bytes32.count)
            try SecretCall.check(
                unsafe rensho_secret_sha256(bytes.address, bytes.count, hash.mutableAddress), "SHA-256")
            return hash.withSpan { span in
                let words = [0, 8, 16, 24].map { start in
                    (start..<(start + 8)).reduce(UInt64(0)) { $0 << 8 | UInt64(span[$1]) }
                }
                return Bytes32(bigEndianWords: (words[0], words[1], words[2], words[3]))
            }
        } catch {
            throw .secret(error)
        }
    }

    /// Lends R: it is as secret as the words.
    package borrowing func withSpan<Result: ~Copyable, Failure: Error>(
        _ body: (Span<UInt8>) throws(Failure) -> Result
    ) throws(Failure) -> Result {
        try bytes.withSpan(body)
    }

    /// The entropy of new words: the first bytes of
    /// HMAC-SHA512(key R, `rensho/entropy/v1` ‖ 00 ‖ method ‖ 00 ‖ throws).
    package borrowing func mixed(
        with thrown: borrowing HumanThrows, wordCount: Int
    ) throws(EntropyError) -> SecretBytes {
        let count = try WordEntropy.length(of: wordCount)
        try thrown.check()
        let text = try thrown.text()
        do throws(SecretError) {
            let prefix = Self.tag + [0] + Array(thrown.method.rawValue.utf8) + [0]
            let message = try WordEntropy.join(prefix, text)
            var mac = try SecretBytes(count: 64)
            try SecretCall.check(
                unsafe rensho_secret_hmac_sha512(
                    bytes.address, bytes.count, message.address, message.count, mac.mutableAddress), "HMAC-SHA512")
            return try mac.slice(0..<count)
        } catch {
            throw .secret(error)
        }
    }
}

/// The entropy that BIP-39 words stand for.
package enum WordEntropy {
    /// The fewest dice of the form that other signers know: 12 words, and 24.
    package static let fewestDice = [12: 50, 24: 99]

    /// The bytes that so many words stand for.
    package static func length(of wordCount: Int) throws(EntropyError) -> Int {
        switch wordCount {
        case 12: 16
        case 24: 32
        default: throw .wordCount(wordCount)
        }
    }

    /// The entropy as other signers make it of dice alone: the first bytes of SHA-256 of the digits as ASCII.
    package static func diceOnly(_ dice: borrowing HumanThrows, wordCount: Int) throws(EntropyError) -> SecretBytes {
        let count = try length(of: wordCount)
        guard dice.method == .dice else { throw .diceOnly(dice.method) }
        let needed = fewestDice[wordCount] ?? ThrowMethod.dice.fewest
        guard dice.count >= needed else { throw .tooFew(count: dice.count, needed: needed) }
        let text = try dice.text()
        do throws(SecretError) {
            var hash = try SecretBytes(count: Bytes32.count)
            try SecretCall.check(unsafe rensho_secret_sha256(text.address, text.count, hash.mutableAddress), "SHA-256")
            return try hash.slice(0..<count)
        } catch {
            throw .secret(error)
        }
    }

    static func join(_ prefix: [UInt8], _ text: borrowing SecretBytes) throws(SecretError) -> SecretBytes {
        var joined = try SecretBytes(count: prefix.count + text.count)
        joined.withMutableSpan { room in
            for offset in prefix.indices { room[offset] = prefix[offset] }
            text.withSpan { span in for offset in span.indices { room[prefix.count + offset] = span[offset] } }
        }
        return joined
    }
}
