package import CommandSupport

/// The bytes of a folder of vectors: one folder per kind, and in each the files with their verdicts.
package struct VectorTree: Sendable {
    /// Every file by its path from the top, such as `bip32/bip32.json`.
    package let files: [String: [UInt8]]

    /// Folders with data that other tests use; nothing in them is a vector.
    package static let dataFolders: Set<String> = ["samples", "fuzz"]

    /// The largest file, in bytes: the transactions take one million.
    package static let maximumFileSize = 16 << 20

    /// The ending of a vector file's name.
    static let fileEnding = ".json"

    /// The ending of the file that says what this product makes of a published vector file.
    static let verdictsEnding = ".verdicts.json"

    /// Takes files by their paths.
    package init(files: [String: [UInt8]]) {
        self.files = files
    }

    /// Reads the folder; with `kind`, only that one.
    package init(reading folder: String, kind: String? = nil) throws(FileError) {
        var files: [String: [UInt8]] = [:]
        // A file at the top belongs to no kind; it is named, and so need not be read.
        for name in try FileAccess.list(folder) { files[name] = [] }
        for kindName in try FileAccess.listFolders(folder) where kind == nil || kind == kindName {
            guard !Self.dataFolders.contains(kindName) else { continue }
            let path = FileAccess.join(folder, kindName)
            let names = try FileAccess.list(path)
            // An empty folder has no file to name it by.
            if names.isEmpty { files[kindName + "/"] = [] }
            for name in names {
                files["\(kindName)/\(name)"] = try FileAccess.read(
                    FileAccess.join(path, name), limit: Self.maximumFileSize)
            }
        }
        self.files = files
    }

    /// The paths of the vector files of a kind, sorted; verdicts are no vector files.
    func vectorFiles(of kind: String) -> [String] {
        files.keys.filter { path in
            Self.folder(of: path) == kind && path.hasSuffix(Self.fileEnding) && !path.hasSuffix(Self.verdictsEnding)
        }.sorted()
    }

    /// The bytes of the verdicts beside a vector file, with their path.
    func verdicts(beside path: String) -> (path: String, bytes: [UInt8])? {
        let verdicts = path.dropLast(Self.fileEnding.count) + Self.verdictsEnding
        return files[String(verdicts)].map { (String(verdicts), $0) }
    }

    /// The files that nobody reads: another folder, another ending, verdicts without a file.
    func problems(kinds: [String]) -> [VectorError] {
        files.keys.sorted().compactMap { path in
            guard let folder = Self.folder(of: path), kinds.contains(folder) else { return .noRunner(path: path) }
            if path.hasSuffix("/") { return nil }
            if path.hasSuffix(Self.verdictsEnding) {
                let file = path.dropLast(Self.verdictsEnding.count) + Self.fileEnding
                return files[String(file)] == nil ? .strayVerdicts(file: path) : nil
            }
            return path.hasSuffix(Self.fileEnding) ? nil : .noRunner(path: path)
        }
    }

    private static func folder(of path: String) -> String? {
        let parts = path.split(separator: "/", omittingEmptySubsequences: false)
        return parts.count == 2 ? String(parts[0]) : nil
    }
}
