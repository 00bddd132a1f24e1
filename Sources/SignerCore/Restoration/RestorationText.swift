import BitcoinPrimitives
import ByteCoding
import Custody
import Review

/// What a person reads before the records of others are taken over.
struct RestorationText {
    let language: ScreenLanguage
    let records: RecordSet

    /// The records first, then every case.
    var pages: [[String]] { [summary] + cases.map { [language.text(.adoptionTitle), ""] + $0 } }

    private var summary: [String] {
        var lines = [language.text(.adoptionTitle)]
        for record in records.records {
            let machine = record.machine
            guard let date = machine.date else { continue }
            lines +=
                [""]
                + language.lines(
                    .adoptionRecord(
                        by: record.person, vault: record.vault, date: date, entry: machine.journalSequence,
                        head: record.headSeen?.sequence, cases: record.cases.count,
                        isRestored: machine.heads.contains { $0.person == record.person }))
        }
        for sequence in forks { lines += [""] + language.lines(.adoptionFork(sequence)) }
        for caseID in contradictions { lines += [""] + language.lines(.adoptionContradiction(caseID)) }
        return lines + [""] + language.lines(.adoptionMeaning)
    }

    /// One list of lines for each case.
    private var cases: [[String]] {
        records.cases.map { one in
            var lines = language.lines(
                .adoptionCase(one.contents.caseID, answers: one.answers.map(\.kind), saidBy: one.saidBy))
            lines += ["  " + one.contents.caseDigest.hex]
            for output in one.contents.pays {
                let network = records.records.first?.network ?? .mainnet
                let address = Address(scriptPubKey: output.scriptPubKey, network: network)
                lines += language.lines(
                    .adoptionPayment(output.amount, to: address?.text ?? output.scriptPubKey.hex))
            }
            return lines + one.contents.spends.map { "  " + $0.description }
        }
    }

    /// The cases of which two contents were answered, as the records say.
    private var contradictions: [CaseID] {
        let byCase = Dictionary(grouping: records.cases.map(\.contents), by: \.caseID)
        return byCase.filter { Self.contradict($0.value) }.keys.sorted()
    }

    /// Whether there are two digests, or one of them with other coins or payments; who has not seen them contradicts nobody.
    private static func contradict(_ contents: [JournalEvent.CaseContents]) -> Bool {
        let seen = contents.filter { !$0.spends.isEmpty }
        return Set(contents.map(\.caseDigest)).count > 1 || Set(seen.map(\.spends)).count > 1
            || Set(seen.map(\.pays)).count > 1
    }

    /// The entries of this person's journal of which two hashes are named.
    private var forks: [UInt64] {
        let bySequence = Dictionary(grouping: records.records.compactMap(\.headSeen)) { $0.sequence }
        return bySequence.filter { Set($0.value.map(\.hash)).count > 1 }.keys.sorted()
    }
}
