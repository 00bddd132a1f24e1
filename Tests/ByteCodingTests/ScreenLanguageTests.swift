import ByteCoding
import Testing

@Suite("Languages of the screens")
struct ScreenLanguageTests {
    @Test(
        "takes the language from a locale's name",
        arguments: [
            ("ja_JP.UTF-8", ScreenLanguage.japanese), ("ja", .japanese), ("ja@euro", .japanese),
            ("en_US.UTF-8", .english), ("en", .english), ("C.UTF-8", nil), ("", nil), ("jav_ID", nil), ("de_DE", nil),
        ] as [(String, ScreenLanguage?)])
    func takesLocale(name: String, language: ScreenLanguage?) {
        #expect(ScreenLanguage(locale: name) == language)
    }
}
