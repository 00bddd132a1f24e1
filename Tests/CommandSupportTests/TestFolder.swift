import TestSupport

/// A temporary folder that a suite, which is copyable, can hold.
final class TestFolder: Sendable {
    private let folder = TemporaryFolder()

    var path: String { folder.path }
    var entries: [String] { folder.entries }

    func file(_ name: String) -> String { folder.file(name) }
}
