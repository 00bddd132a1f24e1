import ByteCoding
import Review

extension Saying {
    /// Every sentence about the machine, what to do about it, and what is asked.
    static func machine(_ values: inout SampleValues) throws -> [Saying] {
        let phrases: [MachinePhrase] = [
            .networkUp(["eth\(values.number())", "wlan\(values.number())"]), .networkUnknown,
            .swapOn(["sda\(values.number())"]), .swapUnknown, .dumpsPossible, .traced(by: values.number()),
            .runsAsRoot, .homeOpen(path: "/h\(values.number())", mode: "\(values.number(100...777))"),
            .clockEarly(clock: "2026-11-\(values.number(10...30))", build: "2026-12-\(values.number(10...31))"),
            .terminalPlain(type: "t\(values.number())"), .terminalPlain(type: ""), .noLandlock,
        ]
        let prompts: [MachinePrompt] = [
            .label(.refuse), .label(.warn), .label(.note), .goOn(word: "w\(values.number())"),
        ]
        return phrases.map { phrase in Saying(phrase) { $0.text(phrase) } }
            + phrases.map { phrase in Saying(phrase) { $0.remedy(phrase) } }
            + prompts.map { prompt in Saying(prompt) { $0.text(prompt) } }
    }
}
