import CommandSupport
import Glibc
import TestSupport
import Testing

@Suite("FileAccess reads whole plain files once")
struct FileAccessReadTests {
    private let folder = TestFolder()

    @Test("reads every byte of a plain file")
    func readsPlainFile() throws {
        let bytes = (0..<70_000).map { UInt8(truncatingIfNeeded: $0 &* 31) }
        try FileAccess.create(folder.file("a"), bytes)
        #expect(try FileAccess.read(folder.file("a"), limit: 70_000) == bytes)
    }

    @Test("reads an empty file")
    func readsEmptyFile() throws {
        try FileAccess.create(folder.file("a"), [])
        #expect(try FileAccess.read(folder.file("a"), limit: 0) == [])
    }

    @Test("refuses a missing file")
    func refusesMissing() {
        let path = folder.file("a")
        #expect(throws: FileError.missing(path: path)) { try FileAccess.read(path, limit: 10) }
        #expect(throws: FileError.missing(path: path + "/b")) { try FileAccess.read(path + "/b", limit: 10) }
    }

    @Test("refuses a symbolic link, even to a plain file")
    func refusesLink() throws {
        try FileAccess.create(folder.file("a"), [1])
        let path = folder.file("b")
        #expect(unsafe symlink(folder.file("a"), path) == 0)
        #expect(throws: FileError.link(path: path)) { try FileAccess.read(path, limit: 10) }
    }

    @Test("refuses a file with a second name")
    func refusesHardLink() throws {
        let path = folder.file("a")
        try FileAccess.create(path, [1])
        #expect(unsafe Glibc.link(path, folder.file("b")) == 0)
        #expect(throws: FileError.hardLinked(path: path, names: 2)) { try FileAccess.read(path, limit: 10) }
    }

    @Test("refuses a pipe without waiting for its writer")
    func refusesPipe() {
        let path = folder.file("a")
        #expect(unsafe mkfifo(path, 0o600) == 0)
        #expect(throws: FileError.notRegular(path: path, kind: "a pipe")) { try FileAccess.read(path, limit: 10) }
    }

    @Test("refuses a device and a folder")
    func refusesDeviceAndFolder() {
        #expect(throws: FileError.notRegular(path: "/dev/zero", kind: "a device")) {
            try FileAccess.read("/dev/zero", limit: 10)
        }
        let path = folder.path
        #expect(throws: FileError.notRegular(path: path, kind: "a folder")) { try FileAccess.read(path, limit: 10) }
    }

    @Test("refuses a file above the limit without reading it, even a sparse one of 4 GiB")
    func refusesTooBig() throws {
        let path = folder.file("a")
        try FileAccess.create(path, [1, 2, 3])
        #expect(throws: FileError.tooBig(path: path, size: 3, limit: 2)) { try FileAccess.read(path, limit: 2) }
        #expect(unsafe Glibc.truncate(path, 4 << 30) == 0)
        #expect(throws: FileError.tooBig(path: path, size: 4 << 30, limit: 1 << 20)) {
            try FileAccess.read(path, limit: 1 << 20)
        }
    }

    @Test("lists plain files by name and leaves out folders, links and hidden files")
    func lists() throws {
        for name in ["b", "a", ".hidden"] { try FileAccess.create(folder.file(name), []) }
        try FileAccess.makeDirectory(folder.file("c"))
        #expect(unsafe symlink("a", folder.file("d")) == 0)
        #expect(try FileAccess.list(folder.path) == ["a", "b"])
    }

    @Test("lists folders by name and leaves out files, links and hidden folders")
    func listsFolders() throws {
        for name in ["b", "a", ".hidden"] { try FileAccess.makeDirectory(folder.file(name)) }
        try FileAccess.create(folder.file("c"), [])
        #expect(unsafe symlink("a", folder.file("d")) == 0)
        #expect(try FileAccess.listFolders(folder.path) == ["a", "b"])
        #expect(throws: FileError.folderMissing(path: folder.file("e"))) {
            try FileAccess.listFolders(folder.file("e"))
        }
    }

    @Test("keeps escape sequences of a file name out of the message")
    func escapesNames() {
        let error = FileError.missing(path: "a\u{1b}[2J\u{202e}b")
        #expect(error.description == "a\\u{1b}[2J\\u{202e}b: there is no such file")
    }

    @Test(
        "splits a path into folder and name",
        arguments: [("a", ".", "a"), ("/a", "/", "a"), ("b/a", "b", "a"), ("/b/c/a", "/b/c", "a")])
    func splits(path: String, folder: String, name: String) throws {
        let parts = try FileAccess.split(path)
        #expect(parts.folder == folder)
        #expect(parts.name == name)
    }

    @Test("refuses paths without a usable name", arguments: ["", ".", "..", "a/", "a/..", "a\0b"])
    func refusesNames(path: String) {
        #expect(throws: FileError.badName(path: path)) { try FileAccess.split(path) }
    }
}
