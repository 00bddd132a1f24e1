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
        /// Whether a coordinator says with it that he has received what was signed at the entry.
        package let isReceipt: Bool

        /// Takes a claim.
        package init(_ subject: Subject, sequence: UInt64, hash: Bytes32, saidBy: String, isReceipt: Bool = false) {
            self.isReceipt = isReceipt
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
        /// Where a restored machine goes on from a lost journal, whose entries others may still name; `nil` for a journal
        /// that was never lost.
        package let restoration: Restoration?
        /// The answers to cases that it says its owner gave.
        package let answers: [Answer]
    }

    /// The place where a restored machine took over what others had seen of its lost journal.
    package struct Restoration: Hashable, Sendable {
        /// The number of the entry.
        package let sequence: UInt64
        /// The latest entry of the lost journal that anybody's record had named.
        package let head: PeerHead?
    }

    /// An answer to a case, as its author's journal knows it.
    package struct Answer: Hashable, Sendable {
        /// The number of the entry, which the document names.
        package let sequence: UInt64
        /// What was done, as the journal calls it.
        package let event: String
        /// The case.
        package let caseID: String
    }

    /// What was found about one chain.
    package struct Finding: Hashable, Sendable {
        /// The chain.
        package let chain: Chain
        /// How many claims of others were compared with it and hold.
        package let compared: Int
        /// The highest entry that somebody else has named, so that nothing up to it can be changed unseen; `nil` for none.
        package let witnessed: UInt64?
        /// How many claims are about entries of a journal that was lost, and are compared with nothing here.
        package let beforeRestoration: Int
    }

    /// Every chain with what was found, in the order of the files.
    package let findings: [Finding]
    /// Everything that contradicts; empty when all of it fits together.
    package let problems: [LogAuditProblem]

    /// Compares chains with each other and with claims.
    /// - Parameter cases: the cases that the logs at hand know; an answer to one of them has to be in a log.
    package init(_ chains: [Chain], _ claims: [Claim], cases: Set<String> = []) {
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
            var lost: [Claim] = []
            for claim in claims where claim.subject == chain.subject {
                guard claim.sequence <= chain.last else {
                    problems.append(.cutOff(chain.subject, last: chain.last, claim))
                    continue
                }
                // Entries of a journal before a restoration are in no later one, which begins to count anew.
                if let restoration = chain.restoration, claim.sequence < restoration.sequence,
                    chain.entries[claim.sequence] != claim.hash
                {
                    lost.append(claim)
                    continue
                }
                guard chain.entries[claim.sequence] == claim.hash else {
                    problems.append(.other(chain.subject, claim))
                    continue
                }
                compared += 1
                witnessed = max(witnessed ?? 0, claim.sequence)
            }
            findings.append(
                Finding(chain: chain, compared: compared, witnessed: witnessed, beforeRestoration: lost.count))
            problems += Self.problems(lost, of: chain)
            problems += Self.unreceived(of: chain, claims, in: cases)
        }
        problems += Self.absent(chains, claims)
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

    /// What does not fit to what a restored machine took over: something later than it, or another entry in its place.
    private static func problems(_ lost: [Claim], of chain: Chain) -> [LogAuditProblem] {
        guard let head = chain.restoration?.head else {
            return lost.max { $0.sequence < $1.sequence }.map { [LogAuditProblem.notTakenOver(chain.subject, $0)] }
                ?? []
        }
        if let other = lost.first(where: { $0.sequence == head.sequence && $0.hash != head.hash }) {
            return [.other(chain.subject, other)]
        }
        return lost.filter { $0.sequence > head.sequence }.max { $0.sequence < $1.sequence }
            .map { [LogAuditProblem.notTakenOver(chain.subject, $0)] } ?? []
    }

    /// The answers to cases of the logs at hand that no log has received.
    private static func unreceived(
        of chain: Chain, _ claims: [Claim], in cases: Set<String>
    ) -> [LogAuditProblem] {
        guard !cases.isEmpty, case .journal = chain.subject else { return [] }
        let received = Set(claims.filter { $0.subject == chain.subject && $0.isReceipt }.map(\.sequence))
        return chain.answers.filter { cases.contains($0.caseID) && !received.contains($0.sequence) }
            .map { LogAuditProblem.notReceived(chain.subject, $0) }
    }

    /// Logs that somebody names and that are none of those at hand, where there are any.
    private static func absent(_ chains: [Chain], _ claims: [Claim]) -> [LogAuditProblem] {
        func isLog(_ subject: Subject) -> Bool { if case .log = subject { true } else { false } }
        let given = Set(chains.map(\.subject).filter(isLog))
        guard !given.isEmpty else { return [] }
        let others = Dictionary(
            grouping: claims.filter { isLog($0.subject) && !given.contains($0.subject) }, by: \.subject)
        return others.sorted { $0.key < $1.key }.compactMap { _, claims in
            claims.max { $0.sequence < $1.sequence }.map { LogAuditProblem.absent($0) }
        }
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
    /// A log that somebody names is none of those that are compared.
    case absent(LogAudit.Claim)
    /// Somebody names an entry of a lost journal behind all that the restored machine took over.
    case notTakenOver(LogAudit.Subject, LogAudit.Claim)
    /// A journal knows an answer that no log has received.
    case notReceived(LogAudit.Subject, LogAudit.Answer)

    /// Whether something is missing only, and nothing contradicts.
    package var isIncomplete: Bool {
        switch self {
        case .cutOff, .absent, .notTakenOver, .notReceived: true
        case .fork, .other, .contradiction: false
        }
    }

    package var code: String {
        switch self {
        case .fork: "log-audit.fork"
        case .other: "log-audit.other-entry"
        case .cutOff: "log-audit.cut-off"
        case .contradiction: "log-audit.contradiction"
        case .absent: "log-audit.absent"
        case .notTakenOver: "log-audit.not-taken-over"
        case .notReceived: "log-audit.not-received"
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
        case .absent(let claim):
            "\(claim.saidBy) names entry \(claim.sequence) of \(claim.subject), which is none of the logs here"
        case .notTakenOver(let subject, let claim):
            "\(claim.saidBy) names entry \(claim.sequence) of \(subject) from before a restoration, behind everything that the "
                + "restored machine took over"
        case .notReceived(let subject, let answer):
            "\(subject) says at entry \(answer.sequence) that case \(answer.caseID.prefix(8)) was \(answer.event), and no log here "
                + "has received it"
        }
    }

    package var remedy: String? {
        switch self {
        case .cutOff: "Ask for a later export; if there is none, the end was removed."
        case .absent: "Ask for that log; a log that was written anew has another name."
        case .notTakenOver: "Ask the custodians for their records of that machine: rensho-signer log record."
        case .notReceived: "Ask the custodian for the file and the coordinator's operator why it is not in his log."
        case .fork, .other, .contradiction: "Keep every file, stop using that machine, and tell the auditor."
        }
    }
}
