package import ByteCoding
import COpenSSL

/// SHA-256 (FIPS 180-4).
package enum SHA256 {
    /// The memory of 32 bytes, as libcrypto writes them.
    typealias Output = (UInt64, UInt64, UInt64, UInt64)

    /// The hash of `bytes`.
    package static func hash(_ bytes: [UInt8]) -> Bytes32 {
        var output: Output = (0, 0, 0, 0)
        unsafe CryptoLibrary.require(rensho_sha256(bytes, bytes.count, &output), "SHA-256")
        return Bytes32(memory: output)
    }

    /// The hash of `slice`, without copying it.
    package static func hash(_ slice: ArraySlice<UInt8>) -> Bytes32 {
        var output: Output = (0, 0, 0, 0)
        let result = unsafe slice.withUnsafeBufferPointer { buffer in
            unsafe rensho_sha256(buffer.baseAddress, buffer.count, &output)
        }
        CryptoLibrary.require(result, "SHA-256")
        return Bytes32(memory: output)
    }

    /// The hash of any collection of bytes.
    package static func hash(_ bytes: some Collection<UInt8>) -> Bytes32 {
        hash(Array(bytes))
    }

    /// The hash of the hash of `bytes`, as Bitcoin identifies transactions and checks base58.
    package static func doubleHash(_ bytes: [UInt8]) -> Bytes32 {
        var output: Output = (0, 0, 0, 0)
        unsafe CryptoLibrary.require(rensho_sha256_twice(bytes, bytes.count, &output), "SHA-256")
        return Bytes32(memory: output)
    }

    /// The hash of the hash of `slice`, without copying it.
    package static func doubleHash(_ slice: ArraySlice<UInt8>) -> Bytes32 {
        var output: Output = (0, 0, 0, 0)
        let result = unsafe slice.withUnsafeBufferPointer { buffer in
            unsafe rensho_sha256_twice(buffer.baseAddress, buffer.count, &output)
        }
        CryptoLibrary.require(result, "SHA-256")
        return Bytes32(memory: output)
    }

    /// A hash in the making: a value, so that a copy is a midstate that goes on by itself.
    package struct Stream: Sendable {
        private var state: State

        /// The memory of a running hash, as libcrypto keeps it.
        private typealias State = (
            UInt64, UInt64, UInt64, UInt64, UInt64, UInt64, UInt64, UInt64, UInt64, UInt64, UInt64, UInt64, UInt64,
            UInt64
        )

        /// Starts with no bytes.
        package init() {
            assert(MemoryLayout<State>.size == Int(RENSHO_SHA256_STATE_WORDS) * MemoryLayout<UInt64>.size)
            state = (0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0)
            unsafe CryptoLibrary.require(rensho_sha256_start(&state), "SHA-256")
        }

        /// Goes on with `bytes`.
        package mutating func update(_ bytes: [UInt8]) {
            unsafe CryptoLibrary.require(rensho_sha256_update(&state, bytes, bytes.count), "SHA-256")
        }

        /// Goes on with `slice`, without copying it.
        package mutating func update(_ slice: ArraySlice<UInt8>) {
            let result = unsafe slice.withUnsafeBufferPointer { buffer in
                unsafe rensho_sha256_update(&state, buffer.baseAddress, buffer.count)
            }
            CryptoLibrary.require(result, "SHA-256")
        }

        /// Goes on with 32 bytes.
        package mutating func update(_ bytes: Bytes32) {
            update(bytes.bytes)
        }

        /// The hash of what has come so far; the stream itself can go on.
        package func finish() -> Bytes32 {
            var output: Output = (0, 0, 0, 0)
            let result = unsafe withUnsafeBytes(of: state) { memory in
                unsafe rensho_sha256_finish(memory.baseAddress, &output)
            }
            CryptoLibrary.require(result, "SHA-256")
            return Bytes32(memory: output)
        }
    }
}

extension Bytes32 {
    /// Takes 32 bytes from the memory of four words.
    init(memory words: SHA256.Output) {
        self.init(bigEndianWords: (words.0.bigEndian, words.1.bigEndian, words.2.bigEndian, words.3.bigEndian))
    }
}
