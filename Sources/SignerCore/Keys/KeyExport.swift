import BitcoinCrypto
import BitcoinPrimitives
package import CommandSupport
package import Custody
package import Descriptors
import SecretKeys

/// The forms in which a machine gives out the public half of its account key.
package enum KeyExportFormat: String, CaseIterable, Sendable {
    /// Rensho's own record, in which both keys sign over each other.
    case keyRecord = "key-record"
    /// A signer's key record of BSMS round 1 (BIP-129), signed by the account key.
    case bsms
    /// Coldcard's `ccxp-XFP.json` (SLIP-132); nobody signs it.
    case ccxp
}

/// Writes the account key for programs that do not know Rensho's key record.
package enum KeyExport {
    /// The description of a BSMS record, which names nothing but the person.
    package static let longestDescription = 80

    /// A BSMS key record, encrypted where the token says so; the account key signs it, so the passphrase is asked for.
    /// - Parameters:
    ///   - token: The coordinator's; `BSMSToken.unencrypted` for a record in the clear.
    ///   - text: What the record says about the key; the person's short name by default.
    package static func bsms(
        in home: inout SignerHome, token: BSMSToken, description text: String? = nil, passphrase: SecretSource,
        terminal: some ReviewTerminal, to path: String, at time: UTCTime
    ) throws(SignerError) -> WrittenFile {
        let owner = home.owner
        guard let account = owner.accountKey else { throw .noAccountKey(person: owner.person) }
        let description = text ?? owner.person.description
        guard description.utf8.count <= longestDescription, description.utf8.allSatisfy({ (0x20..<0x7f).contains($0) })
        else {
            throw .cause(SignerErrorCause(error: BSMSError.keyDescription(limit: longestDescription)))
        }
        try WrittenFile.requireFree(path)
        let key = DescriptorKey(origin: account.origin, xpub: account.xpub)
        let record: String
        do {
            // Secrets exist in this block only.
            let signer = try OpenSigner.open(home, with: passphrase, from: terminal)
            let extended = try signer.accountKey(account.origin.path)
            let xpub = try SignerError.lifting { try extended.extendedPublicKey() }
            guard xpub == account.xpub else { throw .keystoreKeysDiffer }
            let signing: SigningKey
            do throws(SecretKeyError) { signing = try extended.signingKey() } catch {
                throw .cause(SignerErrorCause(error: error))
            }
            record = try BSMSRecordSigning.sign(
                [BSMSToken.recordVersion, token.hex, key.textWithApostrophes, description], with: signing)
            // The journal has it before it leaves.
            _ = try home.record(
                .noted(.keyRecordExported(document: SHA256.hash(Array(record.utf8)))), at: time, signer)
        }
        let encryption = try token.mode == .unencrypted ? nil : SignerError.lifting { try BSMSEncryption(token) }
        return try WrittenFile(path, Array((encryption?.encrypt(record) ?? record).utf8))
    }

    /// The file that other coordinators read without a signature.
    package static func ccxp(
        in home: inout SignerHome, to path: String, at time: UTCTime
    ) throws(SignerError) -> WrittenFile {
        let record = home.owner
        guard let account = record.accountKey else { throw .noAccountKey(person: record.person) }
        try WrittenFile.requireFree(path)
        let scriptType: MultisigDescriptor.ScriptType = account.origin.path.steps.last?.index == 1 ? .p2shP2wsh : .p2wsh
        let name = scriptType == .p2wsh ? "p2wsh" : "p2sh_p2wsh"
        let json = JSONValue.object([
            ("\(name)_deriv", .string("m/\(account.origin.path)")),
            (name, .string(SLIP132.text(account.xpub, for: scriptType))),
            ("xfp", .string(account.origin.fingerprint.description.uppercased())),
        ])
        let bytes = Array(json.text.utf8)
        _ = try home.record(.noted(.keyRecordExported(document: SHA256.hash(bytes))), at: time)
        return try WrittenFile(path, bytes)
    }

    /// The usual name of a file.
    package static func fileName(_ format: KeyExportFormat, of record: KeyRecord, isEncrypted: Bool) -> String {
        let fingerprint = record.accountKey?.origin.fingerprint.description ?? record.person.description
        return switch format {
        case .keyRecord: CaseFileName.keyRecord(of: record.person)
        case .bsms: "\(fingerprint).\(isEncrypted ? "bsms.dat" : "bsms")"
        case .ccxp: "ccxp-\(fingerprint.uppercased()).json"
        }
    }
}
