import Glibc

extension FileAccess {
    /// Whether a folder is, or lies in, another one, however the two paths are written: relative, through links, with
    /// `.` and `..`. A folder that is still to be made is placed by the one that it will lie in.
    package static func isSame(_ folder: String, orInside outer: String) -> Bool {
        guard let place = resolved(folder), let outer = resolved(outer) else { return false }
        return place == outer || place.hasPrefix(outer == "/" ? outer : outer + "/")
    }

    /// The one absolute path of a folder, without links; `nil` where neither it nor the folder around it exists.
    private static func resolved(_ path: String) -> String? {
        let trimmed = path.count > 1 && path.hasSuffix("/") ? String(path.dropLast()) : path
        if let found = real(trimmed) { return found }
        guard let (folder, name) = try? split(trimmed), let around = real(folder) else { return nil }
        return join(around, name)
    }

    private static func real(_ path: String) -> String? {
        guard let resolved = unsafe realpath(path, nil) else { return nil }
        defer { unsafe free(resolved) }
        return unsafe String(validatingCString: resolved)
    }
}
