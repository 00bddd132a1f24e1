import BitcoinPrimitives
package import Descriptors

/// The forms in which other programs give out one cosigner's key.
package enum KeyFormat: String, CaseIterable, Hashable, Sendable {
    /// A key expression on one line (BIP-380).
    case expression = "key"
    /// Coldcard's `ccxp-XFP.json`, with keys in the form of SLIP-132.
    case ccxp
    /// The generic JSON export that Coldcard and others write.
    case genericJSON = "generic-json"
    /// A signed key record of BSMS round 1 (BIP-129).
    case bsms = "bsms-key"

    /// The forms that a coordinator can write: a BSMS key record is signed by the key itself.
    package static let written: [KeyFormat] = [.expression, .ccxp]

    /// What the form is, in half a line.
    package var about: String {
        switch self {
        case .expression: "one cosigner's key: [fingerprint/path]xpub"
        case .ccxp: "one cosigner's key: ccxp-XFP.json of Coldcard (SLIP-132 prefix)"
        case .genericJSON: "one cosigner's key: generic JSON export"
        case .bsms: "one cosigner's key: signed record of BSMS round 1"
        }
    }

    /// The usual file name.
    package func fileName(of key: DescriptorKey) -> String {
        let fingerprint = key.origin.fingerprint.description
        switch self {
        case .expression: return "\(fingerprint).key.txt"
        case .ccxp: return "ccxp-\(fingerprint.uppercased()).json"
        case .genericJSON: return "\(fingerprint).json"
        case .bsms: return "\(fingerprint).bsms"
        }
    }

    /// The file's bytes; `nil` for the forms that only a signer writes.
    package func write(_ key: DescriptorKey, for scriptType: MultisigDescriptor.ScriptType) -> [UInt8]? {
        switch self {
        case .expression: Array(CosignerKeyText.line(key).utf8)
        case .ccxp: Array(CCXPFile.write(key, for: scriptType).utf8)
        case .genericJSON, .bsms: nil
        }
    }
}

/// A cosigner's key as another program gives it out; nothing in it was guessed.
package struct ForeignKey: Hashable, Sendable {
    /// The format of the file.
    package let format: KeyFormat

    /// The script that the file gives the key for; `nil` where it names none.
    package let scriptType: MultisigDescriptor.ScriptType?

    /// The key.
    package let key: DescriptorKey

    /// What a BSMS record says about the key.
    package let keyDescription: String?

    /// Reads a file; a file with keys for both script types gives two.
    package static func read(_ bytes: [UInt8]) throws(WalletFileError) -> [ForeignKey] {
        let file = try WalletText(bytes)
        let text = file.trimmed
        if text.hasPrefix("BSMS ") {
            do throws(BSMSError) {
                let record = try BSMSKeyRecord(parsing: file.text)
                return [
                    ForeignKey(
                        format: .bsms, scriptType: nil, key: record.key, keyDescription: record.keyDescription)
                ]
            } catch {
                throw .bsms(error)
            }
        }
        if text.hasPrefix("{") {
            let node = try file.json()
            return node.member("p2wsh_deriv") != nil || node.member("p2sh_p2wsh_deriv") != nil
                ? try CCXPFile.read(node) : try GenericKeyFile.read(node)
        }
        if BSMSEncryption.canBe(text) { throw .encrypted }
        return [
            ForeignKey(
                format: .expression, scriptType: nil, key: try CosignerKeyText.key(text), keyDescription: nil)
        ]
    }

    /// Reads the key of a file with separate parts, and checks it against its origin.
    init(
        _ format: KeyFormat, fingerprint: String, path: String, xpub: String,
        scriptType: MultisigDescriptor.ScriptType
    ) throws(WalletFileError) {
        let key = try KeyParts.key(
            fingerprint: fingerprint, path: path, xpub: xpub, scriptType: scriptType, index: 0)
        guard key.originMatchesDepth else { throw .originContradictsKey(key: 0) }
        self.format = format
        self.scriptType = scriptType
        self.key = key
        keyDescription = nil
    }

    private init(
        format: KeyFormat, scriptType: MultisigDescriptor.ScriptType?, key: DescriptorKey, keyDescription: String?
    ) {
        self.format = format
        self.scriptType = scriptType
        self.key = key
        self.keyDescription = keyDescription
    }
}
