import CommandSupport
import SecretKeys
import SignerCore

/// What a command works with: its home, the files that it is given and those that it makes. Everything else is closed
/// to the process from the start on.
struct SessionReach {
    /// Whose keys a command works with, and where they lie.
    private enum Home {
        case none(MachineDuty)
        case kept(String)
        case made(String, MachineDuty)
    }

    /// Stands for a file that the command names by itself, in the current folder.
    static let unnamed = "unnamed"

    private let home: Home
    private let reading: [String]
    private let writing: [String]

    private init(_ home: Home, reading: [String?], writing: [String?]) {
        self.home = home
        self.reading = reading.compactMap { $0 }
        self.writing = writing.compactMap { $0 }
    }

    /// A command without a home.
    /// - Parameter isStrict: Whether it is given a custodian's words of the main network.
    static func withoutHome(isStrict: Bool = false, reading: [String?] = []) -> SessionReach {
        SessionReach(.none(MachineDuty(isStrict: isStrict)), reading: reading, writing: [])
    }

    /// A command on a home that has keys; `reading` and `writing` are the paths of files.
    static func kept(_ home: String, reading: [String?] = [], writing: [String?] = []) -> SessionReach {
        SessionReach(.kept(home), reading: reading, writing: writing)
    }

    /// A command that makes a home.
    static func made(_ home: String, for holder: KeyHolder, reading: [String?], writing: [String?]) -> SessionReach {
        SessionReach(.made(home, MachineDuty(of: holder)), reading: reading, writing: writing)
    }

    /// The home, where there is one.
    var homeFolder: String? {
        switch home {
        case .none: nil
        case .kept(let folder), .made(let folder, _): folder
        }
    }

    /// How strict the machine has to be: of a home with keys, its keystore says it, which is authenticated when it is
    /// opened and compared with the key record before.
    var duty: MachineDuty {
        switch home {
        case .none(let duty), .made(_, let duty): duty
        case .kept(let folder): MachineDuty(ofHome: folder)
        }
    }

    /// The folders that stay open.
    var folders: FolderConfinement.Reach {
        var open = FolderConfinement.Reach(
            reading: reading.compactMap(Self.folder), writing: writing.compactMap(Self.folder))
        switch home {
        case .none: break
        case .kept(let folder): open.writing.append(folder)
        // The home is made in the course of the command, beside others that are looked at (one key on a device).
        case .made(let folder, _): open.writing.append(Self.folder(of: folder) ?? folder)
        }
        return open
    }

    /// The folder of a file; none for a name that no file can have.
    private static func folder(of path: String) -> String? {
        let trimmed = path.utf8.count > 1 && path.hasSuffix("/") ? String(path.dropLast()) : path
        return try? FileAccess.split(trimmed).folder
    }
}
