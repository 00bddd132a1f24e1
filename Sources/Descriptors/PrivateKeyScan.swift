import BitcoinPrimitives

/// Finds private keys in a text that should hold public keys only.
package enum PrivateKeyScan {
    /// Whether a part of the text is an extended private key or a private key in wallet import format.
    package static func findsKey(in text: String) -> Bool {
        let words = text.split { !$0.isASCII || !($0.isLetter || $0.isNumber) }
        return words.contains { part in
            if part.dropFirst().hasPrefix("prv") { return true }
            // A wallet import format key has 51 or 52 characters; the checksum tells it from other words.
            guard (50...53).contains(part.utf8.count), let payload = try? Base58Check.decode(String(part)) else {
                return false
            }
            return Address.holdsPrivateKey(payload)
        }
    }
}
