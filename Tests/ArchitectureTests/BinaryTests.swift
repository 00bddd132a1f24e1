import Foundation
import Testing

/// What the built programs link and contain: the build's own proof of the arrows.
@Suite("the built programs")
struct BinaryTests {
    /// The folder of the built products: the one that holds this test bundle.
    static let products = URL(fileURLWithPath: CommandLine.arguments[0]).deletingLastPathComponent()

    static func program(_ name: String) throws -> String {
        let path = products.appendingPathComponent(name).path
        try #require(FileManager.default.isExecutableFile(atPath: path), "\(name) is not built beside the tests")
        return path
    }

    @Test("the coordinator contains no code that touches a secret key")
    func coordinatorHasNoSecretCode() throws {
        let coordinator = try Repository.run("nm", [try Self.program("rensho")])
        let signer = try Repository.run("nm", [try Self.program("rensho-signer")])
        #expect(coordinator.status == 0)
        #expect(signer.output.contains("rensho_secret_"), "the signer's symbols are not seen, so the check is blind")
        #expect(!coordinator.output.contains("rensho_secret_"))
        #expect(!coordinator.output.contains("10SecretKeys"))
    }

    @Test("the signer links no networking, no database and no full Foundation")
    func signerLibraries() throws {
        let libraries = try Repository.run("ldd", [try Self.program("rensho-signer")])
        #expect(libraries.status == 0)
        #expect(libraries.output.contains("libcrypto"))
        for forbidden in ["libFoundation.so", "libFoundationNetworking", "libsqlite3", "libssl", "libcurl"] {
            #expect(!libraries.output.contains(forbidden), "rensho-signer links \(forbidden)")
        }
    }

    @Test("getrandom is the signer's only source of randomness: no other generator is linked")
    func onlyRandomSource() throws {
        let names = try Repository.run("nm", ["-D", "--undefined-only", try Self.program("rensho-signer")]).output
            .split(separator: "\n").compactMap { $0.split(separator: " ").last }
            .map { String($0.prefix { $0 != "@" }) }
        #expect(names.contains("getrandom"), "the symbols are not seen, so the check is blind")
        #expect(Self.generators(in: names) == [])
    }

    @Test("the search for generators sees those of the C library, of Swift and of OpenSSL")
    func seesGenerators() {
        let known = [
            "arc4random_buf", "rand", "random", "drand48", "RAND_bytes", "swift_stdlib_random", "BN_priv_rand",
        ]
        #expect(Self.generators(in: known + ["getrandom", "rensho_linux_random", "operand"]) == known)
    }

    private static func generators(in names: [String]) -> [String] {
        let exact: Set<String> = [
            "rand", "rand_r", "random", "random_r", "srand", "srandom", "drand48", "erand48", "lrand48", "mrand48",
            "getentropy",
        ]
        let beginnings = [
            "arc4random", "RAND_", "EVP_RAND", "BN_rand", "BN_priv_rand", "BN_pseudo", "swift_stdlib_random",
        ]
        return names.filter { name in
            exact.contains(name) || beginnings.contains { name.hasPrefix($0) }
                || name.contains("SystemRandomNumberGenerator")
        }
    }
}
