import Foundation
import TestSupport
import Testing

@Suite("The configuration of libcrypto")
struct LibraryConfigurationTests {
    /// What libcrypto does when it reads this: it takes the provider without a single algorithm and no other.
    private static let configuration = """
        openssl_conf = library
        [library]
        providers = providers
        [providers]
        null = empty
        [empty]
        activate = 1

        """

    @Test("is never read by the signer: a line in it could put other code in the place of the library's own")
    func signer() throws {
        let folder = TemporaryFolder()
        let file = folder.file("openssl.cnf")
        try Self.configuration.write(toFile: file, atomically: false, encoding: .utf8)
        let words = [String](repeating: "abandon", count: 11).joined(separator: " ") + " about"
        let run = try ProgramRun(
            "/usr/bin/env",
            [
                "OPENSSL_CONF=\(file)", BuiltPrograms.signer, "keys", "restore", "--home", "alice", "--person", "alice",
                "--name", "Alice", "--organisation", "example", "--site", "tokyo", "--device", "laptop", "--network",
                "regtest", "--words-fd", "3", "--passphrase-fd", "4",
            ], in: folder.path, passed: [3: words, 4: "a passphrase of a test"])
        #expect(run.status == 0, "\(run.error)")
    }
}
