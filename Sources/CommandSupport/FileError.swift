/// Why a file was not read or not written.
package enum FileError: CommandError, Equatable {
    /// There is no such file.
    case missing(path: String)
    /// The last part of the path is a symbolic link.
    case link(path: String)
    /// The path names a folder, a device, a pipe or a socket.
    case notRegular(path: String, kind: String)
    /// The file has other names as well, so that somebody else may still change it.
    case hardLinked(path: String, names: UInt64)
    /// The file is larger than its kind can be.
    case tooBig(path: String, size: UInt64, limit: Int)
    /// The system does not allow reading.
    case unreadable(path: String, reason: String)
    /// The folder holds more entries than a person's folder does.
    case tooManyEntries(path: String, limit: Int)
    /// The last part of the path is no plain file name.
    case badName(path: String)
    /// Something with that name is there already.
    case exists(path: String)
    /// The folder to write into is not there.
    case folderMissing(path: String)
    /// What should be the folder is something else.
    case notFolder(path: String)
    /// The folder cannot be written to.
    case readOnly(path: String)
    /// The disk or the stick is full.
    case full(path: String)
    /// The system refused to write for another reason.
    case unwritable(path: String, reason: String)
    /// What was read back is not what was written.
    case notReadBack(path: String)
    /// Another program is using the folder.
    case locked(path: String)
    /// A folder of the program's own is open to other people.
    case openToOthers(path: String, mode: String)

    package var code: String {
        switch self {
        case .missing: "file.missing"
        case .link: "file.link"
        case .notRegular: "file.not-regular"
        case .hardLinked: "file.hard-linked"
        case .tooBig: "file.too-big"
        case .unreadable: "file.unreadable"
        case .tooManyEntries: "file.too-many-entries"
        case .badName: "file.bad-name"
        case .exists: "file.exists"
        case .folderMissing: "file.folder-missing"
        case .notFolder: "file.not-folder"
        case .readOnly: "file.read-only"
        case .full: "file.disk-full"
        case .unwritable: "file.unwritable"
        case .notReadBack: "file.not-read-back"
        case .locked: "file.locked"
        case .openToOthers: "file.open-to-others"
        }
    }

    package var exitStatus: ExitStatus {
        switch self {
        case .missing, .link, .notRegular, .hardLinked, .tooBig, .unreadable, .tooManyEntries, .openToOthers:
            .unreadable
        case .badName, .exists, .folderMissing, .notFolder, .readOnly, .full, .unwritable, .notReadBack, .locked:
            .cannotWrite
        }
    }

    package var description: String {
        switch self {
        case .missing(let path): "\(shown(path)): there is no such file"
        case .link(let path): "\(shown(path)): it is a symbolic link, not a plain file"
        case .notRegular(let path, let kind): "\(shown(path)): it is \(kind), not a plain file"
        case .hardLinked(let path, let names):
            "\(shown(path)): the file has \(names) names, so another program may change it"
        case .tooBig(let path, let size, let limit):
            "\(shown(path)): the file has \(size) bytes, more than the \(limit) bytes that are read"
        case .unreadable(let path, let reason): "\(shown(path)): cannot be read: \(reason)"
        case .tooManyEntries(let path, let limit): "\(shown(path)): the folder has more than \(limit) entries"
        case .badName(let path): "\(shown(path)): this is not a usable file name"
        case .exists(let path): "\(shown(path)): something with this name is there already and is never overwritten"
        case .folderMissing(let path): "\(shown(path)): the folder is not there"
        case .notFolder(let path): "\(shown(path)): this is not a folder"
        case .readOnly(let path): "\(shown(path)): the folder or its medium is read-only for this user"
        case .full(let path): "\(shown(path)): the disk is full; nothing was written"
        case .unwritable(let path, let reason): "\(shown(path)): cannot be written: \(reason)"
        case .notReadBack(let path):
            "\(shown(path)): what was read back differs from what was written; the file was removed"
        case .locked(let path): "\(shown(path)): another program is using this folder"
        case .openToOthers(let path, let mode): "\(shown(path)): other users can enter this folder (mode \(mode))"
        }
    }

    package var remedy: String? {
        switch self {
        case .missing: "Check the name, and that the stick is mounted."
        case .link, .notRegular, .hardLinked: "Copy the file to a plain file of its own and name that one."
        case .tooBig: "Check that this is the right file."
        case .unreadable: "Check the permissions and the medium."
        case .tooManyEntries: "Use a folder of its own for the case."
        case .badName: "Name a file inside an existing folder."
        case .exists: "Choose another name with -o, or move the file away first."
        case .folderMissing: "Make the folder first, or check that the stick is mounted."
        case .notFolder: "Name a folder."
        case .readOnly: "Choose a folder that can be written to with -o."
        case .full: "Free some space, or choose another folder with -o."
        case .unwritable: "Check the medium."
        case .notReadBack: "Do not trust this medium; use another one."
        case .locked: "Wait until the other program has ended, then repeat the command."
        case .openToOthers: "Run: chmod 700 on the folder, and ask who could have read it."
        }
    }

    private func shown(_ path: String) -> String { HostileText.escape(path) }
}
