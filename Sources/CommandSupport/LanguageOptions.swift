package import ArgumentParser
package import ByteCoding

extension ScreenLanguage: ExpressibleByArgument {}

/// `--lang`: the language of the screens.
package struct LanguageOptions: ParsableArguments {
    /// The language that was asked for; `nil` for the locale's.
    @Option(
        name: .customLong("lang"),
        help: ArgumentHelp(
            "The language of the screens, en or ja; by default that of LC_ALL, LC_MESSAGES or LANG.",
            valueName: "language"))
    package var requested: ScreenLanguage?

    package init() {}

    /// The language to use; where it is not the one that was asked for, one line on standard error says why.
    package func language(of program: String) -> ScreenLanguage {
        let choice = LanguageChoice(requested: requested)
        if let obstacle = choice.obstacle { StandardStreams.writeError("\(program): note: \(obstacle.text)\n") }
        return choice.language
    }
}
