import BitcoinCrypto
package import ByteCoding
import Glibc

/// Which program this is: what its documents name as their `build`.
package enum BuildIdentity {
    /// The version of every Rensho program.
    package static let version = "0.1.0"

    /// A day (UTC) on which this source was there already: no clock that shows an earlier one is right. Written by hand
    /// and not taken from the building machine, so that two builds are alike; a test moves it along with the commits.
    package static let day = "2026-11-21"

    /// The SHA-256 of the program file that is running, read through `/proc/self/exe`, so that a file put in its
    /// place meanwhile is not taken for it.
    package static func hash() throws(FileError) -> Bytes32 {
        let path = "/proc/self/exe"
        // The one path that is a link on purpose.
        let descriptor = unsafe open(path, O_RDONLY | O_CLOEXEC)
        guard descriptor >= 0 else { throw FileAccess.readError(errno, path) }
        let file = OpenFile(descriptor)
        var stream = SHA256.Stream()
        while true {
            guard let part = file.read(upTo: 1 << 20) else { throw FileAccess.readError(errno, path) }
            guard !part.isEmpty else { return stream.finish() }
            stream.update(part)
        }
    }
}
