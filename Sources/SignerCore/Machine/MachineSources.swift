import CommandSupport
import Custody
import Glibc

/// Where the facts about a machine are read. The program takes the system's own places; only a test, which calls the
/// library, can name others.
package struct MachineSources: Sendable {
    /// One folder for each network interface.
    let interfaces: String
    /// The table of the interfaces of the program's own network name space.
    let ownInterfaces: String
    /// The table of swap areas.
    let swaps: String
    /// What the kernel says about this process.
    let status: String
    /// The type that the terminal states; `nil` where there is no terminal.
    let terminalType: String?

    /// Names other places.
    package init(interfaces: String, ownInterfaces: String, swaps: String, status: String, terminalType: String?) {
        self.interfaces = interfaces
        self.ownInterfaces = ownInterfaces
        self.swaps = swaps
        self.status = status
        self.terminalType = terminalType
    }

    /// The places of the running system.
    package static var system: MachineSources {
        MachineSources(
            interfaces: "/sys/class/net", ownInterfaces: "/proc/self/net/dev", swaps: "/proc/swaps",
            status: "/proc/self/status", terminalType: Terminal.statedType)
    }

    /// Reads everything.
    /// - Parameter home: The home of the command, if it has one.
    package func facts(home: String?, at time: UTCTime) throws(SignerError) -> MachineFacts {
        let buildDay: CalendarDate
        do throws(DocumentError) {
            buildDay = try CalendarDate(documentText: BuildIdentity.day)
        } catch {
            throw .cause(SignerErrorCause(error: error))
        }
        var facts = MachineFacts(faultlessOn: time.date, buildDay: buildDay)
        facts.interfacesUp = interfacesUp()
        facts.swapAreas = swapAreas()
        facts.isHardened = ProcessHardening.isApplied
        facts.tracer = tracer()
        facts.isRoot = geteuid() == 0
        facts.openInHome = try SignerError.lifting { try Self.openEntries(of: home) }
        facts.terminalType = terminalType
        facts.landlock = FolderConfinement.version
        return facts
    }

    // linux/if.h
    private static let isUp = 1
    private static let isLoopback = 8

    /// An interface is up when it was switched on, whether or not a cable is in it; one that does not say is up, too.
    private func interfacesUp() -> [String]? {
        guard let names = try? SystemFile.folders(in: interfaces), let own = namesOfOwn() else { return nil }
        let up = names.filter { name in
            let folder = FileAccess.join(interfaces, name)
            guard let text = try? SystemFile.read(FileAccess.join(folder, "flags")),
                let flags = Int(Self.trimmed(text).dropFirst(2), radix: 16)
            else { return true }
            if flags & Self.isLoopback != 0 { return false }
            let state = try? SystemFile.read(FileAccess.join(folder, "operstate"))
            return flags & Self.isUp != 0 || state.map(Self.trimmed) == "up"
        }
        // /sys shows the name space that it was mounted in: an interface that it leaves out is there all the same.
        return up + own.filter { !names.contains($0) }
    }

    /// The names in the table of /proc, which has two lines of headings; every other begins with a name and a colon.
    private func namesOfOwn() -> [String]? {
        guard let text = try? SystemFile.read(ownInterfaces) else { return nil }
        return text.split(separator: "\n").dropFirst(2).compactMap { line in
            line.split(separator: ":").first.map { Self.trimmed(String($0)) }
        }
    }

    /// The table has one line of headings; every other begins with a path. A kernel without swap has no table.
    private func swapAreas() -> [String]? {
        let text: String
        do throws(FileError) {
            text = try SystemFile.read(swaps) ?? ""
        } catch {
            return nil
        }
        return text.split(separator: "\n").dropFirst().compactMap { line in
            line.split(whereSeparator: { $0 == " " || $0 == "\t" }).first.map(String.init)
        }
    }

    /// The line `TracerPid:`, where 0 stands for nobody.
    private func tracer() -> Int? {
        let text = (try? SystemFile.read(status)) ?? ""
        let line = text.split(separator: "\n").first { $0.hasPrefix("TracerPid:") }
        guard let number = line.flatMap({ Int(Self.trimmed(String($0.dropFirst(10)))) }), number != 0 else {
            return nil
        }
        return number
    }

    private static func openEntries(of home: String?) throws(FileError) -> [MachineFacts.OpenEntry] {
        guard let home, FileAccess.isFolder(home) else { return [] }
        return try FileAccess.openToOthers(in: home).map { .init(path: $0.path, mode: $0.mode) }
    }

    private static func trimmed(_ text: String) -> String {
        String(text.drop { $0.isWhitespace }.reversed().drop { $0.isWhitespace }.reversed())
    }
}
