package import ByteCoding
package import Custody

extension JournalEvent {
    /// How far a person got in looking at a case: what he read, acknowledged and decided before the first question.
    package struct Viewed: Hashable, Sendable {
        /// What a person said of a case before the machine told him its findings.
        package enum Decision: String, Hashable, Sendable, CaseIterable {
            /// He was not asked.
            case notAsked = "not-asked"
            case matches, differs
        }

        /// Which look.
        package let step: Step
        package let caseID: CaseID
        /// The digest that this machine computed; without facts the one that the file claims.
        package let caseDigest: Bytes32
        /// The SHA-256 of the file that was reviewed.
        package let file: Bytes32
        /// How many pages there were, and how many he saw to their end.
        package internal(set) var pages: Int
        package internal(set) var pagesSeen: Int
        /// The words of the warnings that he acknowledged, in their order.
        package internal(set) var acknowledged: [String]
        /// What he decided.
        package internal(set) var decision: Decision

        /// Begins with nothing seen.
        package init(
            step: Step, caseID: CaseID, caseDigest: Bytes32, file: Bytes32, pages: Int = 0, pagesSeen: Int = 0,
            acknowledged: [String] = [], decision: Decision = .notAsked
        ) {
            self.step = step
            self.caseID = caseID
            self.caseDigest = caseDigest
            self.file = file
            self.pages = pages
            self.pagesSeen = pagesSeen
            self.acknowledged = acknowledged
            self.decision = decision
        }
    }
}

extension JournalEvent.Viewed {
    /// A journal's words have no spaces.
    private static let space = "_"

    func write(into fields: inout JournalFields) {
        fields.write("step", text: step.rawValue)
        fields.write("case", caseID)
        fields.write("case-digest", caseDigest)
        fields.write("file", file)
        fields.write("pages", pages)
        fields.write("pages-seen", pagesSeen)
        fields.write("acknowledged", list: acknowledged) { $0.replacing(" ", with: Self.space) }
        fields.write("decision", text: decision.rawValue)
    }

    init(fields: inout JournalFields) throws(JournalFieldError) {
        guard let step = JournalEvent.Step(rawValue: try fields.readText("step")) else {
            throw JournalFieldError(name: "step")
        }
        self.init(
            step: step, caseID: try fields.read("case"), caseDigest: try fields.read("case-digest"),
            file: try fields.read("file"), pages: try fields.read("pages"), pagesSeen: try fields.read("pages-seen"),
            acknowledged: try fields.readList("acknowledged") { String($0).replacing(Self.space, with: " ") },
            decision: try Self.decision(&fields))
    }

    private static func decision(_ fields: inout JournalFields) throws(JournalFieldError) -> Decision {
        guard let decision = Decision(rawValue: try fields.readText("decision")) else {
            throw JournalFieldError(name: "decision")
        }
        return decision
    }
}
