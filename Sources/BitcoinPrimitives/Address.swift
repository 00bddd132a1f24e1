import ByteCoding

/// An address: the text form of a standard output script on one network.
package struct Address: Hashable, Sendable, CustomStringConvertible {
    /// The network that the address belongs to.
    package let network: Network

    /// The output script that the address stands for.
    package let scriptPubKey: Script

    /// The canonical text: base58check, or bech32(m) in lower case.
    package let text: String

    /// The number of bytes of the hash in a base58 address.
    private static let hashLength = 20

    /// Reads an address of a network; an address of another network is refused by that network's name.
    package init(parsing text: String, network: Network) throws(AddressError) {
        guard !text.isEmpty else { throw .empty }
        let lowered = text.lowercased()
        if Network.allCases.contains(where: { lowered.hasPrefix($0.bech32HRP + "1") }) {
            let parsed: Bech32
            do throws(Bech32Error) { parsed = try Bech32(parsing: text) } catch { throw .bech32(error) }
            try self.init(segwit: parsed, network: network)
            return
        }
        let payload: [UInt8]
        do throws(Base58CheckError) {
            payload = try Base58Check.decode(text)
        } catch {
            // A well-formed bech32 text is nearer to what was meant than a bad base58 one.
            if let parsed = try? Bech32(parsing: text) { throw .unknownPrefix(parsed.humanReadablePart) }
            throw .base58(error)
        }
        try self.init(base58: payload, text: text, network: network)
    }

    /// The address of an output script; `nil` where the script has none.
    package init?(scriptPubKey: Script, network: Network) {
        let text: String
        switch scriptPubKey.kind {
        case .p2pkh(let hash): text = Base58Check.encode([network.p2pkhPrefix] + hash)
        case .p2sh(let hash): text = Base58Check.encode([network.p2shPrefix] + hash)
        case .p2wpkh(let program): text = Self.segwitText(0, program, network)
        case .p2wsh(let hash): text = Self.segwitText(0, hash.bytes, network)
        case .p2tr(let program): text = Self.segwitText(1, program, network)
        case .witnessUnknown(let version, let program): text = Self.segwitText(version, program, network)
        case .p2pk, .opReturn, .bareMultisig, .other: return nil
        }
        self.network = network
        self.scriptPubKey = scriptPubKey
        self.text = text
    }

    package var description: String { text }

    /// The text in groups of four characters, for reading aloud; the last group may be shorter.
    package var groups: [String] {
        let characters = Array(text)
        return stride(from: 0, to: characters.count, by: 4).map { start in
            String(characters[start..<min(start + 4, characters.count)])
        }
    }

    private static func segwitText(_ version: UInt8, _ program: [UInt8], _ network: Network) -> String {
        // BIP-350: version 0 stays with bech32, every later one uses bech32m.
        Bech32(
            humanReadablePart: network.bech32HRP, data: [version] + Bech32.toFiveBit(program),
            variant: version == 0 ? .bech32 : .bech32m
        ).text
    }

    private init(segwit parsed: Bech32, network: Network) throws(AddressError) {
        guard let version = parsed.data.first else { throw .noWitnessVersion }
        guard version <= 16 else { throw .witnessVersion(version) }
        guard parsed.variant == (version == 0 ? .bech32 : .bech32m) else { throw .wrongVariant(version: version) }
        let program: [UInt8]
        do throws(Bech32Error) {
            program = try Bech32.toBytes(fiveBit: parsed.data.dropFirst())
        } catch {
            throw .bech32(error)
        }
        guard Script.witnessProgramLengths.contains(program.count), version != 0 || [20, 32].contains(program.count)
        else { throw .programLength(program.count, version: version) }
        let owners = Network.allCases.filter { $0.bech32HRP == parsed.humanReadablePart }
        guard !owners.isEmpty else { throw .unknownPrefix(parsed.humanReadablePart) }
        guard owners.contains(network) else {
            throw .wrongNetwork(text: parsed.text, belongsTo: owners, wanted: network)
        }
        self.network = network
        scriptPubKey = Script.witnessProgram(version == 0 ? Opcode.zero : Opcode.number(version), program)
        text = parsed.text
    }

    private init(base58 payload: [UInt8], text: String, network: Network) throws(AddressError) {
        guard let version = payload.first else { throw .payloadLength(0) }
        if Self.holdsPrivateKey(payload) { throw .privateKey }
        let owners = Network.allCases.filter { $0.p2pkhPrefix == version || $0.p2shPrefix == version }
        guard !owners.isEmpty else { throw .unknownVersion(version) }
        guard payload.count == 1 + Self.hashLength else { throw .payloadLength(payload.count) }
        guard owners.contains(network) else { throw .wrongNetwork(text: text, belongsTo: owners, wanted: network) }
        let hash = Array(payload.dropFirst())
        self.network = network
        scriptPubKey = version == network.p2pkhPrefix ? .p2pkh(hash: hash) : .p2sh(hash: hash)
        self.text = text
    }

    /// Whether a base58check payload is a private key in wallet import format or an extended private key.
    package static func holdsPrivateKey(_ payload: [UInt8]) -> Bool {
        switch payload.count {
        case 33, 34: payload.first == 0x80 || payload.first == 0xEF
        case ExtendedPublicKey.serializedLength: ExtendedKeyVersion(payload)?.isPrivate == true
        default: false
        }
    }
}
