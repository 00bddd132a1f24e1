import COpenSSLSecret

/// What a passphrase and a key file give: the key of AES, and the bytes by which a wrong passphrase is told.
struct KeystoreKeys: ~Copyable {
    /// The bytes of the AES key, from the front; behind them stands the key check.
    let bytes: SecretBytes

    private static let keyLength = 32
    private static let info = Array("rensho/keystore/v2".utf8)

    /// Stretches a passphrase with scrypt (RFC 7914) and joins it with a key file by HKDF-SHA256 (RFC 5869).
    init(
        _ passphrase: borrowing SecretBytes, _ keyFile: borrowing KeyFile?, salt: [UInt8], cost: ScryptCost
    ) throws(KeystoreError) {
        do throws(SecretError) {
            let material: SecretBytes
            switch keyFile {
            case .some(let keyFile):
                material = try Self.join(try Self.stretch(passphrase, salt: salt, cost: cost), keyFile.secret)
            case .none: material = try Self.stretch(passphrase, salt: salt, cost: cost)
            }
            var keys = try SecretBytes(count: Self.keyLength + KeystoreFile.Lock.keyCheckLength)
            let result = unsafe rensho_secret_hkdf_sha256(
                nil, 0, material.address, material.count, Self.info, Self.info.count, keys.mutableAddress, keys.count)
            try SecretCall.check(result, "HKDF")
            bytes = keys
        } catch {
            throw .secret(error)
        }
    }

    /// The key check, which is public: it stands in the file.
    var check: [UInt8] {
        bytes.withSpan { span in (Self.keyLength..<span.count).map { span[$0] } }
    }

    private static func stretch(
        _ passphrase: borrowing SecretBytes, salt: [UInt8], cost: ScryptCost
    ) throws(SecretError) -> SecretBytes {
        var stretched = try SecretBytes(count: keyLength)
        let result = unsafe rensho_secret_scrypt(
            passphrase.address, passphrase.count, salt, salt.count, cost.n, UInt32(cost.r), UInt32(cost.p),
            stretched.mutableAddress, stretched.count)
        try SecretCall.check(result, "scrypt")
        return stretched
    }

    private static func join(
        _ first: borrowing SecretBytes, _ second: borrowing SecretBytes
    ) throws(SecretError) -> SecretBytes {
        var joined = try SecretBytes(count: first.count + second.count)
        joined.withMutableSpan { room in
            first.withSpan { span in for offset in span.indices { room[offset] = span[offset] } }
            second.withSpan { span in for offset in span.indices { room[first.count + offset] = span[offset] } }
        }
        return joined
    }
}
