import Foundation

/// Texts of screens that are kept as files under `Tests/Golden` and compared byte for byte.
package enum GoldenText {
    /// Whether this run writes the files anew instead of comparing: `make golden`.
    package static let isRewriting = ProcessInfo.processInfo.environment["RENSHO_REWRITE_GOLDEN"] == "1"

    /// The text that is expected; the actual one, where the files are written anew.
    package static func expected(_ name: String, actual: String) throws -> String {
        let file = folder.appending(path: name)
        if isRewriting {
            try FileManager.default.createDirectory(
                at: file.deletingLastPathComponent(), withIntermediateDirectories: true)
            try Data(actual.utf8).write(to: file)
        }
        return try String(contentsOf: file, encoding: .utf8)
    }

    /// The names of the files in one of the folders.
    package static func names(in part: String) throws -> [String] {
        try FileManager.default.contentsOfDirectory(atPath: folder.appending(path: part).path)
    }

    private static var folder: URL { VectorStore.root.deletingLastPathComponent().appending(path: "Tests/Golden") }
}
