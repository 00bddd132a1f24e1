package import ByteCoding
package import Custody

/// The heads of journals as the coordinator's log names them.
package enum LogClaims {
    private static let mark = "; journals "
    /// The kinds of entries that end in heads.
    private static let kinds: Set = ["file-received", "log-countersigned"]

    /// What stands at the end of an entry: the journal entry that each new document names as its author's latest.
    package static func text(of answers: [CaseAnswerDocument]) -> String {
        text(
            of: answers.map {
                PeerHead(person: $0.person, sequence: $0.machine.journalSequence, hash: $0.machine.journalHead)
            })
    }

    /// What stands at the end of an entry for some heads; nothing for none.
    package static func text(of heads: [PeerHead]) -> String {
        heads.isEmpty
            ? "" : mark + heads.map { "\($0.person)/\($0.sequence)/\($0.hash.hex)" }.joined(separator: ",")
    }

    /// The heads that an entry names.
    package static func heads(in entry: LogEntry) -> [PeerHead] {
        // Other entries end in people's own words, which may say anything.
        guard Self.kinds.contains(entry.kind), let range = entry.text.ranges(of: mark).last else { return [] }
        return entry.text[range.upperBound...].split(separator: ",").compactMap {
            try? PeerHead(documentText: String($0).replacing("/", with: " "))
        }
    }
}

extension EvidenceSource {
    /// The files that the lines of a log about one case list, each at its first arrival, but for the proposal.
    package static func files(listedIn log: [LogEntry], besides proposal: [UInt8]) -> [Bytes32] {
        EvidenceTimeline.firstArrivals(in: log, besides: proposal)
    }
}
