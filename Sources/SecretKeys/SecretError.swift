import ByteCoding
import COpenSSLSecret

/// Why secret memory, randomness or the cryptographic library cannot be relied on; never the fault of a key or a file.
package enum SecretError: CodedError, Equatable {
    /// The secure heap could not be locked into memory, so that secrets could be swapped out.
    case memoryNotLocked
    /// No room is left for secrets, or for the memory that scrypt needs.
    case outOfMemory
    /// The library's curve or arithmetic differs from the constants and the known signature of this program.
    case selfTestFailed
    /// The kernel gave no randomness; the errno value.
    case randomUnavailable(errno: Int32)
    /// A call into the cryptographic library failed although its inputs were good.
    case libraryFault(call: String)

    package var code: String {
        switch self {
        case .memoryNotLocked: "secret.memory-not-locked"
        case .outOfMemory: "secret.out-of-memory"
        case .selfTestFailed: "secret.self-test-failed"
        case .randomUnavailable: "secret.random-unavailable"
        case .libraryFault: "secret.library-fault"
        }
    }

    package var description: String {
        switch self {
        case .memoryNotLocked: "the \(SecretMemory.heapSize / 1024) KiB for secrets cannot be locked into memory"
        case .outOfMemory: "there is not enough memory for secrets or for opening a keystore"
        case .selfTestFailed: "the cryptographic library does not compute what it must"
        case .randomUnavailable(let errno): "the kernel gives no randomness (getrandom, errno \(errno))"
        case .libraryFault(let call): "the cryptographic library failed in \(call)"
        }
    }

    package var remedy: String? {
        switch self {
        case .memoryNotLocked: "Raise the limit of locked memory (ulimit -l) to \(SecretMemory.heapSize / 512) or more."
        case .outOfMemory: "Close other programs; a keystore of the usual cost needs 128 MiB."
        case .selfTestFailed: "Do not use keys on this machine; reinstall OpenSSL from a source you trust."
        case .randomUnavailable, .libraryFault: nil
        }
    }
}

/// The results of calls into `COpenSSLSecret`.
enum SecretCall {
    /// Passes on success and turns every failure that says nothing about a key or a file into an error.
    static func check(_ result: Int32, _ call: StaticString) throws(SecretError) {
        switch result {
        case RENSHO_SECRET_OK: return
        case RENSHO_SECRET_MEMORY_NOT_LOCKED: throw .memoryNotLocked
        case RENSHO_SECRET_OUT_OF_MEMORY: throw .outOfMemory
        case RENSHO_SECRET_SELF_TEST_FAILED: throw .selfTestFailed
        default: throw .libraryFault(call: "\(call)")
        }
    }
}
