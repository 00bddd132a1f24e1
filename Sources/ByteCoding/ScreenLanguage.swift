/// A language of the screens that custodians read. English is the canonical one: facts hashes cover its text.
package enum ScreenLanguage: String, CaseIterable, Hashable, Sendable {
    case english = "en"
    case japanese = "ja"

    /// Takes the language of a locale as `LC_ALL`, `LC_MESSAGES` or `LANG` name it (`ja_JP.UTF-8`); `nil` for others.
    package init?(locale: String) {
        let language = locale.prefix { $0 != "_" && $0 != "." && $0 != "@" }
        self.init(rawValue: String(language))
    }
}
