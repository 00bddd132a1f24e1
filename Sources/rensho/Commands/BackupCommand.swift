import ArgumentParser
import BitcoinPrimitives
import ByteCoding
import CommandSupport
import CoordinatorStore

struct BackupCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "backup", abstract: "Write a whole copy of this home's store, while it is in use.",
        discussion: """
            One file with everything: vaults, coins, cases, what came back, the log. Other rensho may go on meanwhile;
            the copy is the store as it was at one moment. It is read again and checked before it gets its name, and
            nothing is ever overwritten. It holds no key, but everything that this coordinator knows. Nothing is changed.

            rensho restore FILE makes a home of it. Never use both homes: what is done in one is missing in the other.
            """)

    @OptionGroup var home: HomeOptions
    @OptionGroup var format: JSONOptions
    @Argument(help: "The file to make; never an existing one.")
    var file: String

    func run() throws {
        let home = try CoordinatorHome(home, for: .reading)
        var contents: StoreContents?
        try FileAccess.create(file) { contents = try home.store.copy(into: $0) }
        guard let contents else { return }
        try Output.contents(of: contents, "backup", file: file, format, ["Wrote    \(file)"])
    }
}

struct RestoreCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "restore", abstract: "Make a home from a backup; its log then says so.",
        discussion: """
            Only where no home is: name a new folder with --home, or move the old home away. The backup is checked
            whole: every page, every reference, every table and the chain of the log.

            A backup knows nothing of what was done after it. Collect again whatever came back since (the same file twice
            does no harm), and compare the log with what others hold of the old one, its exports, evidence and
            countersignatures: rensho log export, then rensho log verify with all of them.
            """)

    @OptionGroup var home: HomeOptions
    @OptionGroup var format: JSONOptions
    @Argument(help: "What rensho backup has written.")
    var file: String

    func run() throws {
        let folder = try home.folder(named: CoordinatorHome.usualName)
        guard FileAccess.exists(file) else { throw FileError.missing(path: file) }
        let path = FileAccess.join(folder, CoordinatorHome.storeName)
        guard !FileAccess.exists(path) else { throw StoreError.alreadyThere(path: path) }
        // What is no backup leaves no folder behind.
        _ = try Store.contents(at: file)
        try FileAccess.makeDirectory(folder)
        var contents: StoreContents?
        try FileAccess.create(path) { contents = try Store.restore(file, into: $0, now: SystemClock.now) }
        guard let contents else { return }
        try Output.contents(
            of: contents, "restore", file: file, format,
            ["Home \(folder) made from \(file)."],
            next: [
                "Never use the old home again, and collect once more whatever came back after the backup.",
                "Next: rensho log export, and rensho log verify with what others hold of the old log.",
            ])
    }
}

extension Output {
    /// Says what a backup holds.
    fileprivate static func contents(
        of contents: StoreContents, _ schema: String, file: String, _ format: JSONOptions, _ first: [String],
        next: [String] = []
    ) throws {
        guard !format.isJSON else {
            return try json(
                schema,
                [
                    (key: "file", value: .string(file)), (key: "network", value: .string(contents.network.rawValue)),
                    (key: "cases", value: .integer(contents.cases)),
                    (key: "entries", value: .integer(contents.entries)),
                    (key: "head", value: .string(contents.head.hex)),
                ])
        }
        try lines(
            first + [
                "Network  \(contents.network.rawValue)", "Cases    \(contents.cases)",
                "Log      \(contents.entries) entries, the last \(contents.head.hex)",
            ] + next)
    }
}
