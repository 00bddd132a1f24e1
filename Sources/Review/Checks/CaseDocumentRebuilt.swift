import Custody

/// Refuses a case document that is not the one this machine rebuilds from the transaction and its own vault.
struct CaseDocumentRebuilt: SigningCheck {
    static let id = "case.differs"

    func findings(in context: ReviewContext) -> [Finding] {
        guard let given = context.caseDocument, let facts = context.examination.facts,
            given.digest != facts.digest
        else { return [] }
        let file = Self.lines(given.bodyBytes)
        let rebuilt = Self.lines(Document(body: facts.caseDocument).bodyBytes)
        let count = max(file.count, rebuilt.count)
        let place = (0..<count).first { Self.line($0, of: file) != Self.line($0, of: rebuilt) } ?? 0
        let sentence = CaseSentence.differs(
            line: place + 1, file: Self.line(place, of: file), rebuilt: Self.line(place, of: rebuilt))
        return [finding(.refuse, .caseDocument, .caseDocument(sentence))]
    }

    private static func lines(_ bytes: [UInt8]) -> [String] {
        bytes.split(separator: UInt8(ascii: "\n")).map { String(decoding: $0, as: UTF8.self) }
    }

    private static func line(_ index: Int, of lines: [String]) -> String? {
        lines.indices.contains(index) ? lines[index] : nil
    }
}
