import CLinux
import COpenSSLSecret

/// The memory in which secrets live, and the process around it.
package enum SecretMemory {
    /// The size of the secure heap in bytes.
    package static let heapSize = Int(RENSHO_SECRET_HEAP_SIZE)

    /// Locks the secure heap into memory and checks the library's curve; the first use of a secret does it otherwise.
    ///
    /// A program calls it before anything else, so that the library's configuration file is never read.
    package static func prepare() throws(SecretError) {
        try SecretCall.check(rensho_secret_prepare(), "prepare")
    }

    /// Keeps this process out of core dumps and out of reach of other processes of the same user.
    package static func forbidDumping() throws(SecretError) {
        for failure in [rensho_linux_forbid_dumping(), rensho_linux_forbid_core_files()] where failure != 0 {
            throw .dumpingNotForbidden(errno: failure)
        }
    }

    /// Whether this process can still be dumped or traced.
    package static var canBeDumped: Bool { rensho_linux_can_be_dumped() == 1 }

    /// The bytes of the secure heap that are in use, the library's own included.
    package static var bytesInUse: Int { rensho_secret_memory_in_use() }
}
