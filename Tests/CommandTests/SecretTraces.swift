import BitcoinPrimitives
import COpenSSLSecret
import Foundation

/// Every secret of one custodian of the sample, in the forms in which it could be left somewhere.
struct SecretTraces {
    /// One form of one secret; the bytes are enough of it to be no accident.
    struct Trace: Hashable {
        let name: String
        let bytes: [UInt8]
    }

    private(set) var traces: Set<Trace> = []

    /// Private keys by their public key: what a script shows is found here.
    private(set) var scalars: [[UInt8]: [UInt8]] = [:]

    /// Derives everything that the signer derives from these words; the network is regtest.
    /// - Parameter keystore: The file that the passphrase opens, for its salt and cost.
    init(words: String, passphrase: String, wordsPassphrase: String = "", keystore: [UInt8]? = nil) {
        text("words", words)
        text("passphrase", passphrase)
        if !wordsPassphrase.isEmpty { text("words passphrase", wordsPassphrase) }
        let sentence = Array(words.utf8)
        let salt = Array("mnemonic".utf8) + Array(wordsPassphrase.utf8)
        var seed = [UInt8](repeating: 0, count: 64)
        _ = unsafe rensho_secret_pbkdf2_sha512(sentence, sentence.count, salt, salt.count, 2048, &seed, 64)
        key("seed", Array(seed.prefix(32)))
        key("seed, second half", Array(seed.suffix(32)))
        identity(seed)
        tree(seed)
        if let keystore { openKey(passphrase, keystore) }
    }

    /// Adds the nonces with which a digest may have been signed with a key.
    mutating func nonces(_ digest: [UInt8], scalar: [UInt8]) {
        for counter in UInt8(0)..<12 {
            let extra = [counter] + [UInt8](repeating: 0, count: 31)
            var nonce = [UInt8](repeating: 0, count: 32)
            _ =
                counter == 0
                ? unsafe rensho_secret_nonce_candidate(scalar, digest, nil, 0, &nonce)
                : unsafe rensho_secret_nonce_candidate(scalar, digest, extra, 0, &nonce)
            key("nonce", nonce)
        }
    }

    /// Adds another text that was typed or shown.
    mutating func add(text: String, as name: String) {
        self.text(name, text)
    }

    /// Adds other secret bytes.
    mutating func add(bytes: [UInt8], as name: String) {
        key(name, bytes)
    }

    /// Adds everything of somebody else.
    mutating func add(_ other: SecretTraces) {
        traces.formUnion(other.traces)
        scalars.merge(other.scalars) { first, _ in first }
    }

    /// Where one of the secrets stands in some bytes: the names, without repetition.
    func found(in bytes: [UInt8]) -> Set<String> {
        // The first two bytes of every trace, so that most places are passed over quickly.
        var begins = [Bool](repeating: false, count: 1 << 16)
        var byStart: [UInt32: [Trace]] = [:]
        for trace in traces {
            begins[Int(trace.bytes[0]) << 8 | Int(trace.bytes[1])] = true
            byStart[Self.start(trace.bytes, 0), default: []].append(trace)
        }
        guard bytes.count >= 4 else { return [] }
        var names: Set<String> = []
        unsafe bytes.withUnsafeBufferPointer { room in
            for place in 0...(room.count - 4)
            where unsafe begins[Int(room[place]) << 8 | Int(room[place + 1])] {
                let start =
                    UInt32(unsafe room[place]) << 24 | UInt32(unsafe room[place + 1]) << 16
                    | UInt32(unsafe room[place + 2]) << 8 | UInt32(unsafe room[place + 3])
                for trace in byStart[start] ?? [] where place + trace.bytes.count <= room.count {
                    if trace.bytes.indices.allSatisfy({ unsafe room[place + $0] == trace.bytes[$0] }) {
                        names.insert(trace.name)
                    }
                }
            }
        }
        return names
    }

    private static func start(_ bytes: [UInt8], _ place: Int) -> UInt32 {
        bytes[place..<(place + 4)].reduce(0) { $0 << 8 | UInt32($1) }
    }

    private mutating func add(_ name: String, _ bytes: some Sequence<UInt8>) {
        traces.insert(Trace(name: name, bytes: Array(bytes)))
    }

    /// Twelve characters from every place, as they are, in hex and in base64.
    private mutating func text(_ name: String, _ text: String) {
        let bytes = Array(text.utf8)
        for start in 0...max(0, bytes.count - 12) {
            let part = bytes[start..<min(start + 12, bytes.count)]
            add(name, part)
            add("\(name), in hex", part.flatMap { String(format: "%02x", $0).utf8 })
            pads(name, Array(part))
        }
        add("\(name), in base64", Data(bytes).base64EncodedString().utf8.prefix(15))
    }

    /// The two halves of 32 bytes: as they are, turned round as numbers are kept in memory, in hex, in base64, and mixed
    /// with what HMAC mixes its keys with.
    private mutating func key(_ name: String, _ bytes: [UInt8]) {
        for half in [bytes.prefix(16), bytes.suffix(16)].map(Array.init) {
            add(name, half)
            add("\(name), as a number", half.reversed())
            pads(name, half)
            let hex = half.map { String(format: "%02x", $0) }.joined()
            add("\(name), in hex", hex.utf8)
            add("\(name), in hex", hex.uppercased().utf8)
        }
        add("\(name), in base64", Data(bytes).base64EncodedString().utf8.prefix(40))
    }

    private mutating func pads(_ name: String, _ bytes: [UInt8]) {
        add("\(name), as HMAC's inner key", bytes.map { $0 ^ 0x36 })
        add("\(name), as HMAC's outer key", bytes.map { $0 ^ 0x5c })
    }

    private mutating func identity(_ seed: [UInt8]) {
        let info = Array("rensho/identity/v1/regtest/0".utf8)
        var scalar = [UInt8](repeating: 0, count: 32)
        _ = unsafe rensho_secret_hkdf_sha256(nil, 0, seed, seed.count, info, info.count, &scalar, 32)
        key("identity key", scalar)
    }

    /// Everything along the account's path, both branches, and the keys that a walk uses.
    private mutating func tree(_ seed: [UInt8]) {
        var node = [UInt8](repeating: 0, count: 64)
        _ = unsafe rensho_secret_master_key(seed, seed.count, &node)
        key("master key", Array(node.prefix(32)))
        key("chain code of the master key", Array(node.suffix(32)))
        for (name, step) in [("purpose", 48), ("coin", 1), ("account number", 0), ("account", 2)] as [(String, UInt32)]
        {
            node = Self.child(node, step | 1 << 31)
            key("private key of the \(name)", Array(node.prefix(32)))
            // The account's own chain code is a part of its xpub.
            if name != "account" { key("chain code of the \(name)", Array(node.suffix(32))) }
        }
        for branch in UInt32(0)...1 {
            let parent = Self.child(node, branch)
            key("branch key", Array(parent.prefix(32)))
            for index in UInt32(0)..<30 {
                let scalar = Array(Self.child(parent, index).prefix(32))
                key("signing key", scalar)
                scalars[Self.publicKey(scalar)] = scalar
            }
        }
    }

    private mutating func openKey(_ passphrase: String, _ keystore: [UInt8]) {
        // From the end: checksum 32, tag 16, seed 64, key check 16, nonce 12, salt 32, p, r and log2 N (Docs/formats.md,
        // Keystore).
        let salt = Array(keystore.dropLast(140).suffix(32))
        let n = UInt64(1) << UInt64(keystore[keystore.count - 175])
        let password = Array(passphrase.utf8)
        var stretched = [UInt8](repeating: 0, count: 32)
        _ = unsafe rensho_secret_scrypt(password, password.count, salt, 32, n, 8, 1, &stretched, 32)
        key("stretched passphrase", stretched)
        let info = Array("rensho/keystore/v2".utf8)
        var keys = [UInt8](repeating: 0, count: 48)
        _ = unsafe rensho_secret_hkdf_sha256(nil, 0, stretched, 32, info, info.count, &keys, 48)
        key("keystore's key", Array(keys.prefix(32)))
    }

    private static func child(_ parent: [UInt8], _ index: UInt32) -> [UInt8] {
        var child = [UInt8](repeating: 0, count: 64)
        let point = publicKey(Array(parent.prefix(32)))
        _ = unsafe rensho_secret_child_key(parent, point, index, &child)
        return child
    }

    private static func publicKey(_ scalar: [UInt8]) -> [UInt8] {
        var point = [UInt8](repeating: 0, count: 33)
        _ = unsafe rensho_secret_public_key(scalar, &point)
        return point
    }
}
