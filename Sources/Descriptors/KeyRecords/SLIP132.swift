import BitcoinCrypto
package import BitcoinPrimitives
import ByteCoding

/// Extended public keys with the prefixes of SLIP-132, which name a script type; only at the boundary to other programs.
package struct SLIP132: Hashable, Sendable {
    /// The key in the form of BIP-32.
    package let key: ExtendedPublicKey

    /// The prefix that was written.
    package let prefix: String

    /// The multisig script that the prefix names; `nil` for `xpub` and `tpub`, which name none.
    package let scriptType: MultisigDescriptor.ScriptType?

    /// Reads an extended public key with any prefix that a key of a multisig can have.
    package init(parsing text: String) throws(SLIP132Error) {
        var payload: [UInt8]
        do throws(Base58CheckError) { payload = try Base58Check.decode(text) } catch {
            throw .extendedKey(.base58(error))
        }
        guard payload.count == ExtendedPublicKey.serializedLength, let version = ExtendedKeyVersion(payload),
            !version.isPrivate, !version.isBIP32
        else {
            // BIP-32's own form, or its refusal.
            do throws(ExtendedKeyError) { key = try ExtendedPublicKey(serialized: payload) } catch {
                throw .extendedKey(error)
            }
            prefix = key.isTestNetwork ? "tpub" : "xpub"
            scriptType = nil
            return
        }
        switch version.prefix {
        case "Zpub", "Vpub": scriptType = .p2wsh
        case "Ypub", "Upub": scriptType = .p2shP2wsh
        default: throw .singleKey(prefix: version.prefix)
        }
        prefix = version.prefix
        payload.replaceSubrange(
            ..<4, with: Self.bytes(version.isTest ? Network.regtest.xpubVersion : Network.mainnet.xpubVersion))
        do throws(ExtendedKeyError) { key = try ExtendedPublicKey(serialized: payload) } catch {
            throw .extendedKey(error)
        }
    }

    /// Reads a key that is to stand in a script of a type; a prefix that names another type is refused.
    package static func key(
        _ text: String, for scriptType: MultisigDescriptor.ScriptType
    ) throws(SLIP132Error) -> ExtendedPublicKey {
        let parsed = try SLIP132(parsing: text)
        guard let named = parsed.scriptType, named != scriptType else { return parsed.key }
        throw .otherScript(prefix: parsed.prefix, wanted: scriptType)
    }

    /// The text of a key with the prefix of a script type.
    package static func text(_ key: ExtendedPublicKey, for scriptType: MultisigDescriptor.ScriptType) -> String {
        let version: UInt32 =
            switch (scriptType, key.isTestNetwork) {
            case (.p2wsh, false): 0x02AA_7ED3
            case (.p2wsh, true): 0x0257_5483
            case (.p2shP2wsh, false): 0x0295_B43F
            case (.p2shP2wsh, true): 0x0242_89EF
            }
        return Base58Check.encode(bytes(version) + key.serialized.dropFirst(4))
    }

    private static func bytes(_ version: UInt32) -> [UInt8] {
        [24, 16, 8, 0].map { UInt8(truncatingIfNeeded: version >> $0) }
    }
}

/// The reason why a key with a prefix of SLIP-132 is refused; private keys are never repeated.
package enum SLIP132Error: CodedError, Equatable {
    /// It is no extended public key.
    case extendedKey(ExtendedKeyError)
    /// The prefix names a script of a single key.
    case singleKey(prefix: String)
    /// The prefix names another script than the one in which the key stands.
    case otherScript(prefix: String, wanted: MultisigDescriptor.ScriptType)

    package var code: String {
        switch self {
        case .extendedKey(let error): error.code
        case .singleKey: "slip132.single-key"
        case .otherScript: "slip132.other-script"
        }
    }

    package var description: String {
        switch self {
        case .extendedKey(let error): error.description
        case .singleKey(let prefix): "\(prefix) is the prefix of a wallet with a single key"
        case .otherScript(let prefix, let wanted): "\(prefix) is not the prefix of a key for \(wanted.rawValue)"
        }
    }

    package var remedy: String? {
        switch self {
        case .extendedKey(let error): error.remedy
        case .singleKey: "Export the multisig key of the device, at m/48h/…/1h or m/48h/…/2h."
        case .otherScript: "Export the key of the vault's script type."
        }
    }
}
