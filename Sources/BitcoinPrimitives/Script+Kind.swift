package import ByteCoding

extension Script {
    /// The form of an output script, as far as wallets know one.
    package enum Kind: Hashable, Sendable {
        /// Pay to public key.
        case p2pk
        /// Pay to the HASH160 of a public key, 20 bytes.
        case p2pkh([UInt8])
        /// Pay to the HASH160 of a script, 20 bytes (BIP-16).
        case p2sh([UInt8])
        /// Pay to the HASH160 of a public key in the witness, 20 bytes (BIP-141).
        case p2wpkh([UInt8])
        /// Pay to the SHA-256 of a script in the witness (BIP-141).
        case p2wsh(Bytes32)
        /// Pay to a taproot output key, 32 bytes, x only (BIP-341).
        case p2tr([UInt8])
        /// A witness program that has no rule yet, of 2 to 40 bytes (BIP-141).
        case witnessUnknown(version: UInt8, program: [UInt8])
        /// An output that nobody can spend; the payload is everything after OP_RETURN, as it stands.
        case opReturn(payload: [UInt8])
        /// Keys and a threshold in the output script itself.
        case bareMultisig
        /// Anything else, and version 0 programs of a length that BIP-141 makes unspendable.
        case other
    }

    /// The number of bytes that a witness program may have (BIP-141).
    package static let witnessProgramLengths = 2...40

    /// The form of this output script.
    package var kind: Kind {
        if let (version, program) = witnessProgram { return Self.witnessKind(version, program) }
        switch bytes.count {
        case 25
        where bytes.starts(with: [Opcode.duplicate, Opcode.hash160, 20])
            && bytes.suffix(2) == [Opcode.equalVerify, Opcode.checkSig]:
            return .p2pkh(Array(bytes[3..<23]))
        case 23 where bytes.starts(with: [Opcode.hash160, 20]) && bytes.last == Opcode.equal:
            return .p2sh(Array(bytes[2..<22]))
        case 35 where bytes.first == 33 && bytes.last == Opcode.checkSig && isKeyPrefix(bytes[1], length: 33):
            return .p2pk
        case 67 where bytes.first == 65 && bytes.last == Opcode.checkSig && isKeyPrefix(bytes[1], length: 65):
            return .p2pk
        default: break
        }
        if bytes.first == Opcode.opReturn { return .opReturn(payload: Array(bytes.dropFirst())) }
        return isBareMultisig ? .bareMultisig : .other
    }

    /// The version and program of a witness output script, whatever its version (BIP-141 "Witness program").
    package var witnessProgram: (version: UInt8, program: [UInt8])? {
        guard bytes.count >= 2, Self.witnessProgramLengths.contains(bytes.count - 2),
            Int(bytes[1]) == bytes.count - 2
        else { return nil }
        switch bytes[0] {
        case Opcode.zero: return (0, Array(bytes.dropFirst(2)))
        case Opcode.one...Opcode.sixteen: return (bytes[0] - Opcode.one + 1, Array(bytes.dropFirst(2)))
        default: return nil
        }
    }

    private static func witnessKind(_ version: UInt8, _ program: [UInt8]) -> Kind {
        switch (version, program.count) {
        case (0, 20): return .p2wpkh(program)
        case (0, 32):
            guard let hash = try? Bytes32(program) else { return .other }
            return .p2wsh(hash)
        case (0, _): return .other
        case (1, 32): return .p2tr(program)
        default: return .witnessUnknown(version: version, program: program)
        }
    }

    /// The data that the script after OP_RETURN pushes, one element per push; `nil` where it does not only push.
    package var opReturnPushes: [[UInt8]]? {
        guard bytes.first == Opcode.opReturn else { return nil }
        var pushes: [[UInt8]] = []
        var reader = ByteReader(bytes[1...])
        while !reader.isAtEnd {
            guard let push = try? Self.readPush(&reader) else { return nil }
            pushes.append(push)
        }
        return pushes
    }

    private static func readPush(_ reader: inout ByteReader) throws(ByteCodingError) -> [UInt8]? {
        let opcode = try reader.readUInt8()
        switch opcode {
        case 0...UInt8(Opcode.maximumDirectPush): return try reader.readBytes(Int(opcode))
        case Opcode.pushData1: return try reader.readBytes(Int(reader.readUInt8()))
        case Opcode.pushData2: return try reader.readBytes(Int(reader.readUInt16LE()))
        case Opcode.pushData4: return try reader.readBytes(Int(reader.readUInt32LE()))
        case Opcode.negativeOne: return [0x81]
        case Opcode.one...Opcode.sixteen: return [opcode - Opcode.one + 1]
        default: return nil
        }
    }

    /// OP_M, keys of 33 or 65 bytes, OP_N, OP_CHECKMULTISIG with M ≤ N: for naming the form, not for signing.
    private var isBareMultisig: Bool {
        guard let first = bytes.first, bytes.last == Opcode.checkMultisig, bytes.count >= 3,
            (Opcode.one...Opcode.sixteen).contains(first)
        else { return false }
        var reader = ByteReader(bytes[1..<(bytes.count - 2)])
        var count: UInt8 = 0
        while !reader.isAtEnd {
            guard let push = try? Self.readPush(&reader), let prefix = push.first, count < 16,
                isKeyPrefix(prefix, length: push.count)
            else { return false }
            count += 1
        }
        return count > 0 && bytes[bytes.count - 2] == Opcode.number(count) && first <= Opcode.number(count)
    }

    private func isKeyPrefix(_ prefix: UInt8, length: Int) -> Bool {
        switch length {
        case 33: prefix == 2 || prefix == 3
        case 65: prefix == 4 || prefix == 6 || prefix == 7
        default: false
        }
    }
}
