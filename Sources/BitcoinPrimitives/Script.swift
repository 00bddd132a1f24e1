import BitcoinCrypto
package import ByteCoding

/// A script as bytes: a scriptPubKey, scriptSig, redeem script or witness script.
package struct Script: Hashable, Sendable, CustomStringConvertible {
    /// The serialized script without a length prefix.
    package let bytes: [UInt8]

    /// Takes the serialized script without a length prefix.
    package init(_ bytes: [UInt8]) { self.bytes = bytes }

    /// The script without any byte.
    package static let empty = Script([])

    /// Whether there is no byte.
    package var isEmpty: Bool { bytes.isEmpty }

    /// The bytes in lower-case hex.
    package var hex: String { Hex.encode(bytes) }

    package var description: String { hex }

    /// The P2WSH output script of a witness script (BIP-141): version 0 and its SHA-256.
    package static func p2wsh(of witnessScript: Script) -> Script {
        p2wsh(hash: SHA256.hash(witnessScript.bytes))
    }

    /// The P2WSH output script of a SHA-256 hash.
    package static func p2wsh(hash: Bytes32) -> Script { witnessProgram(Opcode.zero, hash.bytes) }

    /// The P2SH output script of a redeem script (BIP-16): its HASH160.
    package static func p2sh(of redeemScript: Script) -> Script {
        p2sh(hash: Hash160.hash(redeemScript.bytes))
    }

    /// The P2SH output script of a 20-byte HASH160.
    package static func p2sh(hash: [UInt8]) -> Script {
        Script([Opcode.hash160, UInt8(truncatingIfNeeded: hash.count)] + hash + [Opcode.equal])
    }

    /// The P2PKH output script of a 20-byte HASH160.
    package static func p2pkh(hash: [UInt8]) -> Script {
        Script(
            [Opcode.duplicate, Opcode.hash160, UInt8(truncatingIfNeeded: hash.count)] + hash
                + [Opcode.equalVerify, Opcode.checkSig])
    }

    /// The P2WPKH output script of a 20-byte HASH160 (BIP-141).
    package static func p2wpkh(hash: [UInt8]) -> Script { witnessProgram(Opcode.zero, hash) }

    /// A witness output script (BIP-141); the version is the opcode, the program is at most 40 bytes.
    static func witnessProgram(_ versionOpcode: UInt8, _ program: [UInt8]) -> Script {
        Script([versionOpcode, UInt8(truncatingIfNeeded: program.count)] + program)
    }

    /// The shortest script that pushes the data (BIP-62 rule 3).
    package static func pushing(_ data: [UInt8]) -> [UInt8] {
        if data.count == 1, let byte = data.first {
            if (1...16).contains(byte) { return [Opcode.number(byte)] }
            if byte == 0x81 { return [Opcode.negativeOne] }
        }
        let count = UInt32(truncatingIfNeeded: data.count)
        let low = UInt8(truncatingIfNeeded: count)
        let second = UInt8(truncatingIfNeeded: count >> 8)
        switch data.count {
        case ...Opcode.maximumDirectPush: return [low] + data
        case ...0xFF: return [Opcode.pushData1, low] + data
        case ...0xFFFF: return [Opcode.pushData2, low, second] + data
        default:
            let upper = [UInt8(truncatingIfNeeded: count >> 16), UInt8(truncatingIfNeeded: count >> 24)]
            return [Opcode.pushData4, low, second] + upper + data
        }
    }
}

/// The opcodes that standard scripts use.
enum Opcode {
    static let zero: UInt8 = 0x00
    static let maximumDirectPush = 75
    static let pushData1: UInt8 = 0x4C
    static let pushData2: UInt8 = 0x4D
    static let pushData4: UInt8 = 0x4E
    static let negativeOne: UInt8 = 0x4F
    static let one: UInt8 = 0x51
    static let sixteen: UInt8 = 0x60
    static let opReturn: UInt8 = 0x6A
    static let duplicate: UInt8 = 0x76
    static let equal: UInt8 = 0x87
    static let equalVerify: UInt8 = 0x88
    static let hash160: UInt8 = 0xA9
    static let codeSeparator: UInt8 = 0xAB
    static let checkSig: UInt8 = 0xAC
    static let checkMultisig: UInt8 = 0xAE

    /// The opcode that pushes a number from 1 to 16.
    static func number(_ value: UInt8) -> UInt8 { one - 1 + value }
}
