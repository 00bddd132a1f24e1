import Foundation

/// The programs as they were built beside this test bundle, and the repository they came from.
enum BuiltPrograms {
    /// The folder of the built products.
    static let folder = URL(fileURLWithPath: CommandLine.arguments[0]).deletingLastPathComponent().standardized.path

    /// The coordinator.
    static let coordinator = folder + "/rensho"

    /// The signer.
    static let signer = folder + "/rensho-signer"

    /// The runner of test vectors.
    static let vectors = folder + "/rensho-vectors"

    /// The repository's folder.
    static let repository = URL(fileURLWithPath: #filePath)
        .deletingLastPathComponent().deletingLastPathComponent().deletingLastPathComponent().path

    /// The real case of a regtest node.
    static let sample = repository + "/Vectors/samples/regtest-2of3"

    /// A small environment, the same on every machine; `HOME` is the test's own folder.
    static func environment(home: String) -> [String: String] {
        ["PATH": folder + ":/usr/bin:/bin", "HOME": home, "LANG": "C.UTF-8", "TERM": "xterm"]
    }
}
