import Glibc

/// Standard output and standard error.
package enum StandardStreams {
    /// Whether somebody watches standard error, so that progress may be shown there.
    package static var errorIsTerminal: Bool { isatty(STDERR_FILENO) == 1 }

    /// Whether a person sees standard output, so that a screen may be drawn anew.
    package static var outputIsTerminal: Bool { isatty(STDOUT_FILENO) == 1 }

    /// Writes to standard output; only the data that the command was asked for goes there.
    ///
    /// False when it could not all be written: the reader has gone, or the disk behind it is full.
    package static func writeOutput(_ text: String) -> Bool { write(text, to: STDOUT_FILENO) }

    /// Writes to standard error; a failure there has nowhere to be said.
    package static func writeError(_ text: String) { _ = write(text, to: STDERR_FILENO) }

    private static func write(_ text: String, to descriptor: Int32) -> Bool {
        let bytes = Array(text.utf8)
        var written = 0
        while written < bytes.count {
            let step = unsafe bytes.withUnsafeBytes { buffer in
                guard let start = buffer.baseAddress else { return 0 }
                return unsafe Glibc.write(descriptor, start + written, buffer.count - written)
            }
            if step < 0, errno == EINTR { continue }
            guard step > 0 else { return false }
            written += step
        }
        return true
    }
}
