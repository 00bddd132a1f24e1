import CommandSupport
import Glibc
import TestSupport
import Testing

@Suite("FileAccess makes whole files or none")
struct FileAccessWriteTests {
    private let folder = TestFolder()

    @Test("makes a file for its owner only and leaves nothing else")
    func creates() throws {
        let path = folder.file("a")
        try FileAccess.create(path, [1, 2, 3])
        #expect(try FileAccess.read(path, limit: 3) == [1, 2, 3])
        #expect(folder.entries == ["a"])
        var facts = stat()
        #expect(unsafe stat(path, &facts) == 0)
        #expect(facts.st_mode & 0o7777 == 0o600)
    }

    @Test("names a file in every way that file systems know", arguments: FileAccess.Naming.allCases)
    func names(naming: FileAccess.Naming) throws {
        let path = folder.file("a")
        try FileAccess.create(path, [1, 2], namings: [naming])
        #expect(try FileAccess.read(path, limit: 2) == [1, 2])
        #expect(throws: FileError.exists(path: path)) { try FileAccess.create(path, [3], namings: [naming]) }
        #expect(try FileAccess.read(path, limit: 2) == [1, 2])
        #expect(folder.entries == ["a"])
    }

    @Test("refuses a file that reads back as something else")
    func readsBack() throws {
        let path = folder.file("a")
        try FileAccess.create(path, [1, 2, 3])
        try FileAccess.requireReadBack(path, [1, 2, 3])
        for other in [[1, 2, 4], [1, 2], [1, 2, 3, 4], []] as [[UInt8]] {
            #expect(throws: FileError.notReadBack(path: path)) { try FileAccess.requireReadBack(path, other) }
        }
        #expect(throws: FileError.notReadBack(path: folder.file("b"))) {
            try FileAccess.requireReadBack(folder.file("b"), [1])
        }
        #expect(FileError.notReadBack(path: path).code == "file.not-read-back")
    }

    @Test("never overwrites a file")
    func keepsExistingFile() throws {
        let path = folder.file("a")
        try FileAccess.create(path, [1])
        #expect(throws: FileError.exists(path: path)) { try FileAccess.create(path, [2]) }
        #expect(try FileAccess.read(path, limit: 1) == [1])
        #expect(folder.entries == ["a"])
    }

    @Test("never writes through a link, not even a broken one")
    func keepsLink() throws {
        let path = folder.file("a")
        #expect(unsafe symlink(folder.file("b"), path) == 0)
        #expect(throws: FileError.exists(path: path)) { try FileAccess.create(path, [2]) }
        #expect(folder.entries == ["a"])
    }

    @Test("says that the folder is missing, or is none")
    func namesFolder() throws {
        let missing = folder.file("no")
        #expect(throws: FileError.folderMissing(path: missing)) { try FileAccess.create(missing + "/a", [2]) }
        let plain = folder.file("a")
        try FileAccess.create(plain, [1])
        #expect(throws: FileError.notFolder(path: plain)) { try FileAccess.create(plain + "/b", [2]) }
        #expect(folder.entries == ["a"])
    }

    @Test("says that a folder is read-only, and leaves nothing")
    func namesReadOnlyFolder() {
        // /proc/self takes no files from anybody, root included, as a stick mounted read-only does.
        let path = "/proc/self/a"
        #expect(throws: FileError.self) { try FileAccess.create(path, [2]) }
        #expect(!FileAccess.exists(path))
        let readOnly = "/sys/kernel/a"
        #expect(throws: FileError.readOnly(path: readOnly)) { try FileAccess.create(readOnly, [2]) }
    }

    @Test("says that the disk is full, and leaves no part of the file", .enabled(if: SmallDisk.isPossible))
    func namesFullDisk() throws {
        let disk = try SmallDisk(folder.file("disk"), size: 65536)
        let path = disk.path + "/a"
        let bytes = [UInt8](repeating: 7, count: 200_000)
        for naming in FileAccess.Naming.allCases {
            #expect(throws: FileError.full(path: path)) { try FileAccess.create(path, bytes, namings: [naming]) }
        }
        #expect(try FileAccess.list(disk.path) == [])
        try FileAccess.create(path, [1])
        #expect(throws: FileError.full(path: path)) { try FileAccess.append(bytes, to: path, expectedSize: 1) }
        #expect(try FileAccess.read(path, limit: 10) == [1])
        #expect(throws: FileError.full(path: path)) { try FileAccess.replaceAtomically(path, bytes) }
        #expect(try FileAccess.read(path, limit: 10) == [1])
    }

    @Test("replaces a state file in one step")
    func replaces() throws {
        let path = folder.file("a")
        try FileAccess.replaceAtomically(path, [1])
        try FileAccess.replaceAtomically(path, [2, 3])
        #expect(try FileAccess.read(path, limit: 2) == [2, 3])
        #expect(folder.entries == ["a"])
    }

    @Test("appends after what is there and refuses when the size is not the expected one")
    func appends() throws {
        let path = folder.file("a")
        try FileAccess.append([1], to: path, expectedSize: 0)
        try FileAccess.append([2, 3], to: path, expectedSize: 1)
        #expect(try FileAccess.read(path, limit: 3) == [1, 2, 3])
        #expect(throws: FileError.self) { try FileAccess.append([4], to: path, expectedSize: 2) }
        let gone = folder.file("gone")
        #expect(throws: FileError.missing(path: gone)) { try FileAccess.append([4], to: gone, expectedSize: 2) }
        #expect(!FileAccess.exists(gone))
        try FileAccess.truncate(path, to: 2)
        #expect(try FileAccess.read(path, limit: 3) == [1, 2])
    }

    @Test("appends to no link")
    func appendsToNoLink() throws {
        try FileAccess.create(folder.file("a"), [1])
        let path = folder.file("b")
        #expect(unsafe symlink("a", path) == 0)
        #expect(throws: FileError.link(path: path)) { try FileAccess.append([2], to: path, expectedSize: 1) }
    }

    @Test("makes private folders and refuses one that others can enter")
    func makesFolders() throws {
        let path = folder.file("home")
        try FileAccess.makeDirectory(path)
        try FileAccess.makeDirectory(path)
        #expect(unsafe chmod(path, 0o755) == 0)
        #expect(throws: FileError.openToOthers(path: path, mode: "755")) { try FileAccess.makeDirectory(path) }
        try FileAccess.create(folder.file("a"), [])
        #expect(throws: FileError.notFolder(path: folder.file("a"))) {
            try FileAccess.makeDirectory(folder.file("a"))
        }
    }

    @Test("lets one program at a time into a folder")
    func locks() throws {
        let path = folder.path
        do {
            let lock = try FolderLock(folder: path)
            #expect(throws: FileError.locked(path: path)) { _ = try FolderLock(folder: path) }
            withExtendedLifetime(lock) {}
        }
        _ = try FolderLock(folder: path)
    }
}
