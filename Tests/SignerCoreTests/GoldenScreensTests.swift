import ByteCoding
import TestSupport
import Testing

/// The screens of whole visits, compared byte for byte with `Tests/Golden/screens`. `make golden` writes them anew: read
/// every difference as a custodian would before it is committed.
@Suite("The screens of a visit")
struct GoldenScreensTests {
    private static let windows = [(columns: 80, rows: 24), (columns: 120, rows: 40)]

    @Test(
        "are these, in both languages and two windows, and never wider or higher", arguments: GoldenStage.Scene.allCases
    )
    func golden(_ scene: GoldenStage.Scene) throws {
        let stage = try GoldenStage(scene)
        for language in ScreenLanguage.allCases {
            for window in Self.windows {
                let recorder = try stage.screens(language, columns: window.columns, rows: window.rows)
                #expect(recorder.width <= window.columns && recorder.height <= window.rows)
                let name = "\(scene.rawValue)-\(language.rawValue)-\(window.columns)x\(window.rows).txt"
                let golden = try GoldenText.expected("screens/" + name, actual: recorder.text)
                #expect(recorder.text == golden, "\(name) differs; make golden writes it anew")
            }
        }
    }

    @Test("are all there, and no others are")
    func complete() throws {
        let expected = GoldenStage.Scene.allCases.flatMap { scene in
            ScreenLanguage.allCases.flatMap { language in
                Self.windows.map { "\(scene.rawValue)-\(language.rawValue)-\($0.columns)x\($0.rows).txt" }
            }
        }
        let found = try GoldenText.names(in: "screens")
        #expect(found.sorted() == expected.sorted())
    }
}
