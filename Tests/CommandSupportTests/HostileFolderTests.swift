import CommandSupport
import Foundation
import TestSupport
import Testing

@Suite("FileAccess in folders that somebody else has filled")
struct HostileFolderTests {
    private let folder = TestFolder()

    @Test("lists 10,000 odd entries and refuses one more, without opening any of them")
    func manyEntries() throws {
        // Two of them are the names of the folder itself and of the one above.
        let odd = FileAccess.maximumEntries - 2
        for number in 0..<odd {
            let name = folder.file(Self.oddName(number))
            switch number % 5 {
            case 0: #expect(unsafe mkfifo(name, 0o600) == 0)
            case 1: #expect(unsafe symlink("/dev/zero", name) == 0)
            case 2: #expect(unsafe mkdir(name, 0o700) == 0)
            default: close(unsafe open(name, O_CREAT | O_WRONLY, 0o600))
            }
        }
        let names = try FileAccess.list(folder.path)
        // Files only, and no hidden one.
        #expect(names.count == (0..<odd).filter { $0 % 5 > 2 && !Self.oddName($0).hasPrefix(".") }.count)
        let error = FileError.missing(path: try #require(names.first { $0.contains("\u{1b}") }))
        #expect(!error.description.contains("\u{1b}") && error.description.contains("\\u{1b}"))
        let folders = (0..<odd).filter { $0 % 5 == 2 && !Self.oddName($0).hasPrefix(".") }
        #expect(try FileAccess.listFolders(folder.path).count == folders.count)
        close(unsafe open(folder.file("one-more"), O_CREAT | O_WRONLY, 0o600))
        let refusal = FileError.tooManyEntries(path: folder.path, limit: FileAccess.maximumEntries)
        #expect(throws: refusal) { try FileAccess.list(folder.path) }
        #expect(throws: refusal) { try FileAccess.listFolders(folder.path) }
    }

    private static func oddName(_ number: Int) -> String {
        switch number % 7 {
        case 0: "\u{1b}[2J\u{1b}]0;paid\u{7}\(number)"
        case 1: "\u{202e}tbsp.\(number)"
        case 2: ".\(number)"
        case 3: "-rf \(number)"
        case 4: "a\nrensho-signer: all is well \(number)"
        case 5: String(repeating: "x", count: 200) + "\(number)"
        default: "case-\(number).proposal.psbt"
        }
    }

    @Test(
        "a link or another file that is swapped in while a file is read gives its own bytes or an error, never the link's"
    )
    func swapped() throws {
        let secret = [UInt8](repeating: 0x53, count: 4096)
        let plain = [UInt8](repeating: 0x50, count: 4096)
        try FileAccess.create(folder.file("secret"), secret)
        try FileAccess.create(folder.file("plain"), plain)
        let path = folder.file("case.psbt")
        let (spare, kept) = (folder.file("spare"), folder.file("plain"))
        let secretPath = folder.file("secret")
        let swapping = Beside {
            for _ in 0..<3_000 {
                _ = unsafe (unlink(spare), symlink(secretPath, spare), rename(spare, path))
                _ = unsafe (unlink(spare), rename(kept, spare), rename(spare, path), rename(path, kept))
            }
        }
        var seen: Set<String> = []
        while !swapping.isOver {
            do throws(FileError) {
                let bytes = try FileAccess.read(path, limit: 4096)
                #expect(bytes == plain)
                seen.insert("plain")
            } catch {
                seen.insert(error.code)
            }
        }
        #expect(seen.isSubset(of: ["plain", "file.link", "file.missing", "file.hard-linked"]), "\(seen)")
        #expect(seen.contains("file.link"), "\(seen)")
    }

    @Test("a folder that is moved away while a file is written is noticed: the file is not where it was said to be")
    func movedAway() throws {
        try FileAccess.makeDirectory(folder.file("stick"))
        let path = folder.file("stick/a")
        // Big enough that the folder is gone before the bytes are down: it goes as soon as the temporary file appears.
        let stick = folder.file("stick")
        let away = folder.file("away")
        let mover = Beside {
            while ((try? SystemFile.names(in: stick)) ?? []).isEmpty {}
            _ = unsafe rename(stick, away)
        }
        #expect(throws: FileError.notReadBack(path: path)) {
            try FileAccess.create(path, [UInt8](repeating: 1, count: 16 << 20))
        }
        while !mover.isOver { usleep(1_000) }
        #expect(try SystemFile.names(in: away) == [])
    }

    @Test("names what in a private folder is open to others, and itself")
    func openToOthers() throws {
        let home = folder.file("home")
        try FileAccess.makeDirectory(home)
        for name in ["a", ".b", "c"] { try FileAccess.create(home + "/" + name, [1]) }
        #expect(try FileAccess.openToOthers(in: home).isEmpty)
        #expect(unsafe chmod(home + "/.b", 0o640) == 0)
        #expect(try FileAccess.openToOthers(in: home).map(\.path) == [home + "/.b"])
        #expect(unsafe chmod(home, 0o701) == 0)
        #expect(try FileAccess.openToOthers(in: home).map(\.mode) == ["701", "640"])
        #expect(unsafe symlink("/etc/passwd", home + "/d") == 0)
        #expect(try FileAccess.openToOthers(in: home).map(\.path).contains(home + "/d"))
    }

    @Test("reads the kernel's files without a size, and the folders behind links")
    func systemFiles() throws {
        #expect(try SystemFile.read("/proc/self/status")?.contains("Pid:") == true)
        #expect(try SystemFile.read(folder.file("none")) == nil)
        try FileAccess.makeDirectory(folder.file("real"))
        try FileAccess.create(folder.file("file"), [])
        #expect(unsafe symlink("real", folder.file("link")) == 0)
        #expect(try SystemFile.folders(in: folder.path) == ["link", "real"])
    }

    @Test(
        "escapes what is drawn as nothing, though it is a letter or a symbol",
        arguments: ["\u{3164}", "\u{115f}", "\u{ffa0}", "\u{2800}", "\u{fe0f}", "\u{e0041}"])
    func blanks(text: String) {
        #expect(HostileText.escapeInvisible("a\(text)b").contains("\\u{"))
    }
}

/// Something that goes on beside a test, in a thread of its own.
private final class Beside: @unchecked Sendable {
    // A class, because the thread and the test share it; the lock orders them.
    private let lock = NSLock()
    private var hasEnded = false

    init(_ body: @escaping @Sendable () -> Void) {
        Thread.detachNewThread {
            body()
            self.lock.withLock { self.hasEnded = true }
        }
    }

    var isOver: Bool { lock.withLock { hasEnded } }
}
