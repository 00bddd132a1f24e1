package import ByteCoding
import Glibc

/// Which language the screens are in: the one that was asked for, or the locale's, where the terminal can show it.
package struct LanguageChoice: Hashable, Sendable {
    /// Why the screens are in English although Japanese was asked for.
    package enum Obstacle: Hashable, Sendable {
        /// The locale's characters are not UTF-8; the name of the locale.
        case notUTF8(locale: String)

        /// The console of the Linux kernel has no Japanese letters, whatever the locale says.
        case linuxConsole

        /// One line that says so, and what to do.
        package var text: String {
            switch self {
            case .notUTF8(let locale):
                "the screens are in English, because the locale \(HostileText.escape("\"\(locale)\"")) is not UTF-8; "
                    + "set LC_ALL=C.UTF-8 where the terminal shows UTF-8"
            case .linuxConsole:
                "the screens are in English, because the Linux console (TERM=linux) has no Japanese letters; "
                    + "use a terminal of a desktop"
            }
        }
    }

    /// The language of the screens.
    package let language: ScreenLanguage

    /// Why it is not the one that was asked for.
    package let obstacle: Obstacle?

    /// Decides by the option on the command line and the environment.
    ///
    /// The language is that of the messages (`LC_ALL`, `LC_MESSAGES`, `LANG`), the characters that of the character
    /// type (`LC_ALL`, `LC_CTYPE`, `LANG`): POSIX.1-2017, Base Definitions §8.2; the first that is set and not empty
    /// counts.
    package init(requested: ScreenLanguage?, environment: [String: String]) {
        func first(_ names: String...) -> String {
            names.lazy.compactMap { environment[$0] }.first { !$0.isEmpty } ?? ""
        }
        let wanted = requested ?? ScreenLanguage(locale: first("LC_ALL", "LC_MESSAGES", "LANG")) ?? .english
        let characters = first("LC_ALL", "LC_CTYPE", "LANG")
        switch wanted {
        case .english: obstacle = nil
        case .japanese where !Self.isUTF8(characters): obstacle = .notUTF8(locale: characters)
        case .japanese where environment["TERM"] == "linux": obstacle = .linuxConsole
        case .japanese: obstacle = nil
        }
        language = obstacle == nil ? wanted : .english
    }

    /// Decides for the running program.
    package init(requested: ScreenLanguage?) {
        let names = ["LC_ALL", "LC_MESSAGES", "LC_CTYPE", "LANG", "TERM"]
        var environment: [String: String] = [:]
        for name in names {
            guard let value = unsafe getenv(name) else { continue }
            environment[name] = unsafe String(cString: value)
        }
        self.init(requested: requested, environment: environment)
    }

    /// Whether a locale's name ends in the character set UTF-8, however it is spelled.
    private static func isUTF8(_ locale: String) -> Bool {
        guard let dot = locale.firstIndex(of: ".") else { return false }
        let name = locale[locale.index(after: dot)...].prefix { $0 != "@" }
        return name.filter { $0 != "-" }.lowercased() == "utf8"
    }
}
