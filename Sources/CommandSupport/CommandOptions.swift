package import ArgumentParser
import Glibc

/// `--json`: one JSON document on standard output instead of lines for people.
package struct JSONOptions: ParsableArguments {
    /// Whether to print JSON.
    @Flag(name: .customLong("json"), help: "Print one JSON document instead of lines for people.")
    package var isJSON = false

    package init() {}
}

/// `-o`: where the output goes.
package struct OutputOptions: ParsableArguments {
    /// The path of the file to make, if the usual one does not suit.
    @Option(
        name: [.customShort("o"), .customLong("output")],
        help: ArgumentHelp("The file to make; never an existing one.", valueName: "file"))
    package var output: String?

    package init() {}

    /// The path to write: the one given, or `name` beside `input`.
    package func path(named name: String, beside input: String) throws(FileError) -> String {
        if let output { return output }
        return FileAccess.join(try FileAccess.split(input).folder, name)
    }
}

/// `--home`: the folder that holds everything the program knows.
package struct HomeOptions: ParsableArguments {
    /// The folder, if not the usual one.
    @Option(
        name: .customLong("home"),
        help: ArgumentHelp("The program's own folder; by default one in your home folder.", valueName: "folder"))
    package var home: String?

    package init() {}

    /// The folder to use: the one given, or `name` in the user's home folder.
    package func folder(named name: String) throws(FileError) -> String {
        if let home { return home }
        guard let usual = Self.usual(named: name) else { throw .folderMissing(path: "~/" + name) }
        return usual
    }

    /// `name` in the user's home folder; `nil` for a user without one.
    package static func usual(named name: String) -> String? {
        guard let user = unsafe getpwuid(getuid()), let folder = unsafe user.pointee.pw_dir else { return nil }
        return FileAccess.join(unsafe String(cString: folder), name)
    }
}

/// `--passphrase-fd` and `--key-file`: what opens the keystore, where it is not only a passphrase typed at the terminal.
package struct PassphraseOptions: ParsableArguments {
    /// The descriptor to read the passphrase from.
    @Option(
        name: .customLong("passphrase-fd"),
        help: ArgumentHelp(
            "Read the passphrase as one line from this open file descriptor instead of asking.", valueName: "number"))
    package var passphraseDescriptor: Int32?

    /// The path of the key file that the keystore opens with, beside the passphrase.
    @Option(
        name: .customLong("key-file"),
        help: ArgumentHelp("The key file that the keystore needs beside the passphrase.", valueName: "file"))
    package var keyFile: String?

    package init() {}
}
