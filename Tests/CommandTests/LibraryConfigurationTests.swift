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
                "regtest", "--words-fd", "3", "--passphrase-fd", "4", "--first-use",
            ], in: folder.path, passed: [3: words, 4: "a passphrase of a test"])
        #expect(run.status == 0, "\(run.error)")
    }

    @Test("is never read by the coordinator either, nor by the self-test")
    func coordinator() throws {
        let walk = try SampleWalk()
        let file = walk.folder.file("openssl.cnf")
        try Self.configuration.write(toFile: file, atomically: false, encoding: .utf8)
        // Deriving keys takes HMAC, and the words of a vault take scrypt: both come from a provider.
        for arguments in [
            ["vault", "show", "treasury", "--home", "operator"], ["address", "3", "--home", "operator"],
        ] {
            let plain = try ProgramRun(BuiltPrograms.coordinator, arguments, in: walk.folder.path)
            let run = try ProgramRun(
                "/usr/bin/env", ["OPENSSL_CONF=\(file)", BuiltPrograms.coordinator] + arguments, in: walk.folder.path)
            #expect(run.status == 0, "\(run.error)")
            #expect(run.output == plain.output)
        }
        let test = try ProgramRun(
            "/usr/bin/env", ["OPENSSL_CONF=\(file)", BuiltPrograms.signer, "self-test"], in: walk.folder.path)
        #expect(test.status == 0, "\(test.error)")
        // What such a file does to a program that reads it: the library's own command finds no hash any more.
        guard FileManager.default.isExecutableFile(atPath: "/usr/bin/openssl") else { return }
        let careless = try ProgramRun(
            "/usr/bin/env", ["OPENSSL_CONF=\(file)", "openssl", "dgst", "-sha256", file], in: walk.folder.path)
        #expect(careless.status != 0)
    }
}
