import COpenSSLSecret

/// The memory in which secrets live.
package enum SecretMemory {
    /// The size of the secure heap in bytes.
    package static let heapSize = Int(RENSHO_SECRET_HEAP_SIZE)

    /// Locks the secure heap into memory and checks the library's curve; the first use of a secret does it otherwise.
    package static func prepare() throws(SecretError) {
        try SecretCall.check(rensho_secret_prepare(), "prepare")
    }

    /// The bytes of the secure heap that are in use, the library's own included.
    package static var bytesInUse: Int { rensho_secret_memory_in_use() }

    /// Ends the process with this status and a line on standard error when a secret was not overwritten before its
    /// regular end: a fault of the program that must not stay unseen.
    package static func guardExit(program: StaticString, status: Int32) {
        program.withUTF8Buffer { name in
            // A static string ends with a zero byte and lives as long as the program.
            let start = unsafe UnsafeRawPointer(name.baseAddress)?.assumingMemoryBound(to: CChar.self)
            unsafe rensho_secret_guard_exit(start, status)
        }
    }
}
