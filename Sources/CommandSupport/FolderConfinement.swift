import CLinux
import Glibc

/// Leaves the process only those folders that its command works in (landlock(7)).
package enum FolderConfinement {
    /// The folders and devices that stay open.
    package struct Reach: Sendable, Equatable {
        /// Folders in which files are read and listed.
        package var reading: [String]
        /// Folders in which files are read, made, replaced and removed, and folders made and renamed.
        package var writing: [String]
        /// Devices that are read, written and set: the terminal.
        package var devices: [String]

        /// Names what stays open.
        package init(reading: [String] = [], writing: [String] = [], devices: [String] = ["/dev/tty"]) {
            self.reading = reading
            self.writing = writing
            self.devices = devices
        }
    }

    /// The version of landlock that this kernel has; 0 without it.
    package static var version: Int { Int(rensho_linux_landlock_version()) }

    /// Closes everything else to this thread and those that it starts later, for good; false where the kernel has no
    /// landlock. To be called while there is one thread only.
    ///
    /// A place that is not there cannot be named: nothing in it can be opened afterwards, even if it comes to be.
    package static func apply(_ reach: Reach) throws(ProcessHardeningError) -> Bool {
        let version = version
        guard version > 0 else { return false }
        var rules: Int32 = -1
        let handled = Right.known(to: version)
        try step(
            unsafe rensho_linux_landlock_begin(
                handled, version >= 4 ? Right.network : 0, version >= 6 ? Right.scoped : 0, &rules))
        for (places, rights) in [
            (reach.reading + Self.alwaysReadable, Right.reading), (reach.writing, Right.writing),
            (reach.devices, Right.device),
        ] {
            for place in places {
                let failure = unsafe rensho_linux_landlock_allow(
                    rules, place, rights & handled, rights == Right.device ? 0 : 1)
                // Not there, or not to be entered: the command's own sentence about it comes when it opens it.
                guard [0, ENOENT, ENOTDIR, EACCES, ELOOP].contains(failure) else {
                    throw ProcessHardeningError(step: .folders, systemError: failure)
                }
            }
        }
        try step(rensho_linux_landlock_enforce(rules))
        return true
    }

    /// libdispatch looks once a second whether its threads run, and ends the process where it cannot. What the kernel
    /// gives away of other processes there without more rights is read only.
    private static let alwaysReadable = ["/proc"]

    private static func step(_ failure: Int32) throws(ProcessHardeningError) {
        guard failure == 0 else { throw ProcessHardeningError(step: .folders, systemError: failure) }
    }

    /// The rights of linux/landlock.h.
    private enum Right {
        static let writeFile: UInt64 = 1 << 1
        static let readFile: UInt64 = 1 << 2
        static let readFolder: UInt64 = 1 << 3
        /// Renaming a folder takes it away from where it was.
        static let removeFolder: UInt64 = 1 << 4
        static let removeFile: UInt64 = 1 << 5
        static let makeFolder: UInt64 = 1 << 7
        static let makeFile: UInt64 = 1 << 8
        static let truncate: UInt64 = 1 << 14
        static let setDevice: UInt64 = 1 << 15

        static let reading = readFile | readFolder
        static let writing = reading | writeFile | removeFile | removeFolder | makeFolder | makeFile | truncate
        static let device = readFile | writeFile | setDevice

        /// Binding and connecting TCP sockets: the second lock on a door that the filter of system calls has shut.
        static let network: UInt64 = 0b11
        /// Abstract Unix sockets, and signals to other processes.
        static let scoped: UInt64 = 0b11

        /// Every right over files that a version of landlock knows; what a kernel does not know cannot be denied.
        static func known(to version: Int) -> UInt64 {
            let count =
                switch version {
                case 1: 13
                case 2: 14
                case 3, 4: 15
                default: 16
                }
            return 1 << UInt64(count) - 1
        }
    }
}
