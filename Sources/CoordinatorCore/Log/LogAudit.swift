package import ByteCoding
package import Custody

/// Compares journals and logs with everything that others say about them: no entry was removed, changed, exchanged or cut
/// off, and none has two versions, as far as anybody has named one.
package struct LogAudit: Sendable {
    /// Whose memory it is.
    package enum Subject: Hashable, Sendable, Comparable, CustomStringConvertible {
        /// A person's journal.
        case journal(Identifier)
        /// A coordinator's log, by the hash of its first entry.
        case log(Bytes32)

        package var description: String {
            switch self {
            case .journal(let person): "the journal of \(person)"
            case .log(let first): "the log \(first.hex.prefix(8))"
            }
        }

        package static func < (left: Self, right: Self) -> Bool { left.description < right.description }
    }

    /// Somebody's word that one entry of a journal or log has a certain hash.
    package struct Claim: Hashable, Sendable {
        /// Whose entry.
        package let subject: Subject
        /// Its number.
        package let sequence: UInt64
        /// Its hash.
        package let hash: Bytes32
        /// Who says so.
        package let saidBy: String

        /// Takes a claim.
        package init(_ subject: Subject, sequence: UInt64, hash: Bytes32, saidBy: String) {
            self.subject = subject
            self.sequence = sequence
            self.hash = hash
            self.saidBy = saidBy
        }
    }

    /// A journal or log from its first entry on.
    package struct Chain: Hashable, Sendable {
        /// Whose it is.
        package let subject: Subject
        /// The file that it came in.
        package let file: String
        /// Its entries by number.
        package let entries: [UInt64: Bytes32]
        /// The number of the last entry.
        package let last: UInt64
        /// Whether a restored machine goes on in it from a lost journal, whose entries others may still name.
        package let isRestored: Bool
    }

    /// What was found about one chain.
    package struct Finding: Hashable, Sendable {
        /// The chain.
        package let chain: Chain
        /// How many claims of others were compared with it and hold.
        package let compared: Int
        /// The highest entry that somebody else has named, so that nothing up to it can be changed unseen; `nil` for none.
        package let witnessed: UInt64?
    }

    /// Every chain with what was found, in the order of the files.
    package let findings: [Finding]
    /// Everything that contradicts; empty when all of it fits together.
    package let problems: [LogAuditProblem]

    /// Compares chains with each other and with claims.
    package init(_ chains: [Chain], _ claims: [Claim]) {
        var problems: [LogAuditProblem] = []
        for (index, chain) in chains.enumerated() {
            for other in chains[..<index] where other.subject == chain.subject {
                if let sequence = Self.firstDifference(chain, other) {
                    problems.append(.fork(chain.subject, sequence: sequence, files: [other.file, chain.file]))
                }
            }
        }
        var findings: [Finding] = []
        for chain in chains {
            var (compared, witnessed): (Int, UInt64?) = (0, nil)
            for claim in claims where claim.subject == chain.subject {
                guard claim.sequence <= chain.last else {
                    problems.append(.cutOff(chain.subject, last: chain.last, claim))
                    continue
                }
                // Entries of a journal before a restoration are in no later one.
                if chain.entries[claim.sequence] == nil, chain.isRestored { continue }
                guard chain.entries[claim.sequence] == claim.hash else {
                    problems.append(.other(chain.subject, claim))
                    continue
                }
                compared += 1
                witnessed = max(witnessed ?? 0, claim.sequence)
            }
            findings.append(Finding(chain: chain, compared: compared, witnessed: witnessed))
        }
        // Where the chain itself is not at hand, two claims can still contradict each other.
        var first: [Place: Claim] = [:]
        for claim in claims {
            let place = Place(subject: claim.subject, sequence: claim.sequence)
            guard let known = first[place] else {
                first[place] = claim
                continue
            }
            if known.hash != claim.hash { problems.append(.contradiction(known, claim)) }
        }
        self.findings = findings
        self.problems = problems
    }

    /// The first number that two chains of one subject have with two hashes.
    private static func firstDifference(_ left: Chain, _ right: Chain) -> UInt64? {
        left.entries.compactMap { sequence, hash in
            right.entries[sequence].flatMap { $0 == hash ? nil : sequence }
        }.min()
    }
}

private struct Place: Hashable {
    let subject: LogAudit.Subject
    let sequence: UInt64
}

/// A contradiction between journals, logs and what is said about them.
package enum LogAuditProblem: CodedError, Hashable {
    /// Two files of one journal or log have another entry of one number.
    case fork(LogAudit.Subject, sequence: UInt64, files: [String])
    /// An entry is not the one that somebody names.
    case other(LogAudit.Subject, LogAudit.Claim)
    /// It ends before an entry that somebody names.
    case cutOff(LogAudit.Subject, last: UInt64, LogAudit.Claim)
    /// Two claims give one entry two hashes.
    case contradiction(LogAudit.Claim, LogAudit.Claim)

    package var code: String {
        switch self {
        case .fork: "log-audit.fork"
        case .other: "log-audit.other-entry"
        case .cutOff: "log-audit.cut-off"
        case .contradiction: "log-audit.contradiction"
        }
    }

    package var description: String {
        switch self {
        case .fork(let subject, let sequence, let files):
            "\(subject) has two different entries \(sequence), in \(files.joined(separator: " and "))"
        case .other(let subject, let claim):
            "entry \(claim.sequence) of \(subject) is not the one that \(claim.saidBy) names: it was changed or removed"
        case .cutOff(let subject, let last, let claim):
            "\(subject) ends with entry \(last), and \(claim.saidBy) names entry \(claim.sequence): its end is missing"
        case .contradiction(let first, let second):
            "\(first.saidBy) and \(second.saidBy) give entry \(first.sequence) of \(first.subject) two hashes"
        }
    }

    package var remedy: String? {
        switch self {
        case .cutOff: "Ask for a later export; if there is none, the end was removed."
        case .fork, .other, .contradiction: "Keep every file, stop using that machine, and tell the auditor."
        }
    }
}
