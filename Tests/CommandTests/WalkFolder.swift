import Foundation
import TestSupport

/// A folder that is copied for every walk that begins where another one stands: each has its own homes.
final class WalkFolder: Sendable {
    // A class, because the folder is removed exactly once.
    private let folder: TemporaryFolder

    /// Makes an empty folder, or one with everything in another.
    /// - Parameter inMemory: Prefers a file system without a disk.
    init(copying other: WalkFolder? = nil, inMemory: Bool = false) throws {
        folder = TemporaryFolder(inMemory: inMemory)
        guard let other else { return }
        let copied = try ProgramRun("/bin/cp", ["-a", other.path + "/.", path], in: "/")
        guard copied.status == 0 else { throw WalkFailure("cp: \(copied.error)") }
    }

    /// The path of the folder.
    var path: String { folder.path }

    /// The path of something in the folder.
    func file(_ name: String) -> String { folder.file(name) }

    /// The names of everything in a folder below this one, sorted.
    func entries(of name: String) throws -> [String] {
        try FileManager.default.contentsOfDirectory(atPath: file(name)).sorted()
    }

    /// The bytes of a file.
    func bytes(_ name: String) throws -> [UInt8] { [UInt8](try Data(contentsOf: URL(fileURLWithPath: file(name)))) }

    /// Writes a file.
    func write(_ bytes: [UInt8], as name: String) throws { try Data(bytes).write(to: URL(fileURLWithPath: file(name))) }
}

/// What went wrong on a walk, with everything that was said.
struct WalkFailure: Error, CustomStringConvertible {
    let description: String

    init(_ description: String) {
        self.description = description
    }
}
