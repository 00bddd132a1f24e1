import Glibc

/// Reads one line from a file descriptor that the caller of the program has opened: `--passphrase-fd`, `--words-fd`.
///
/// Secrets never come from arguments or the environment, which other processes can read.
package enum DescriptorInput {
    /// Reads bytes up to a line feed or the end, one at a time, so that a second secret may follow on the same
    /// descriptor.
    package static func readLine(_ descriptor: Int32) throws(TerminalError) -> TypedSecret {
        var secret = TypedSecret()
        var byte: UInt8 = 0
        while true {
            let count = unsafe read(descriptor, &byte, 1)
            if count < 0, errno == EINTR { continue }
            guard count >= 0 else { throw .descriptorUnreadable(descriptor) }
            if count == 0 || byte == UInt8(ascii: "\n") { break }
            guard secret.append(byte) else { throw .answerTooLong(limit: TypedSecret.capacity) }
        }
        byte = 0
        guard secret.count > 0 else { throw .descriptorEmpty(descriptor) }
        return secret
    }
}
