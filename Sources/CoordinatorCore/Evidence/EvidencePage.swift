import BitcoinPrimitives
package import ByteCoding
import Custody
package import Review

/// The page about a case that somebody can read who has never seen the program: what was paid, who saw what when on which
/// machine, and what was checked.
package enum EvidencePage {
    /// Makes the page of a replayed evidence.
    package static func make(_ replay: EvidenceReplay, language: ScreenLanguage) -> Sheet {
        let page = Maker(replay: replay, language: language)
        let manifest = replay.bundle.manifest.body
        return Sheet(
            language: language, title: page.say(.title(manifest.caseID, vault: replay.vault.vault.name)),
            blocks: page.verdict + page.theCase + page.payments + page.people + page.transaction + page.files + page.log
                + page.shown + page.limits)
    }

    private struct Maker {
        let replay: EvidenceReplay
        let language: ScreenLanguage

        func say(_ phrase: EvidencePhrase) -> String { phrase.text(language) }

        private func row(_ name: EvidencePhrase, _ value: Sheet.Cell) -> Sheet.Row {
            Sheet.Row(name: say(name), value: value)
        }

        private func list(_ people: [Identifier]) -> String {
            people.isEmpty
                ? say(.nobody) : people.map(\.description).joined(separator: language == .english ? ", " : "、")
        }

        var verdict: [Sheet.Block] {
            var blocks: [Sheet.Block] = replay.contradictions.map { contradiction in
                switch contradiction {
                case .digest(let person, let digest): .notice(say(.twoDigests(person, digest)))
                case .journal(let person, let sequence, let isProven):
                    .notice(say(.journalFork(person, entry: sequence, isProven: isProven)))
                }
            }
            blocks += replay.gaps.map { gap in
                switch gap {
                case .share(let digest, let person): .notice(say(.missingShare(digest, namedBy: person)))
                case .confirmation(let digest, let person): .notice(say(.missingConfirmation(digest, namedBy: person)))
                case .journal(let head, let person):
                    .notice(say(.missingEntry(head.person, entry: head.sequence, namedBy: person)))
                }
            }
            if replay.state.facts.header.drill { blocks.append(.notice(say(.drill))) }
            if let open = replay.state.facts.vault.openQuorum {
                blocks.append(.notice(say(.secondLookNotEnforced(open: open, threshold: replay.vault.vault.threshold))))
            }
            if !replay.review.isSignable { blocks.append(.notice(say(.overrideAwaited))) }
            let refused = replay.state.refusedBy
            if !refused.isEmpty { blocks.append(.notice(say(.refusedBy(refused)))) }
            let confirmed = replay.state.confirmationTally()?.confirmedBy.count ?? 0
            return blocks + [
                .paragraph(
                    say(.verified(documents: replay.documentCount, signatures: replay.signatureCount))),
                .paragraph(say(.trusted(replay.vault.digest))), .paragraph(say(.everybodySaw(people: confirmed))),
            ]
        }

        var theCase: [Sheet.Block] {
            let (manifest, facts) = (replay.bundle.manifest.body, replay.state.facts)
            let vault = replay.vault.vault
            return [
                .heading(say(.headingCase)),
                .rows([
                    row(.vault, .words(say(.vaultVersion(vault.name, vault.version, network: vault.network)))),
                    row(.vaultHash, .exact(replay.vault.digest.hex)),
                    row(.caseID, .exact(facts.header.caseID.description)),
                    row(.digest, .exact(facts.digest.hex)),
                    row(.words, .exact(replay.review.words.joined(separator: " "))),
                    row(.state, .words(say(.stateName(manifest.state)))),
                    row(.proposed, .exact(replay.log.first?.at ?? say(.absent))),
                    row(.evidence, .exact(replay.bundle.digest.hex)),
                ]),
            ]
        }

        var payments: [Sheet.Block] {
            let facts = replay.state.facts
            let columns = [EvidencePhrase.amount, .satoshi, .orderedAs, .destination].map(say)
            let rows = facts.externalOutputs.map { output -> [Sheet.Cell] in
                let ordered = output.ordered.map { EvidencePhrase.orderLine($0.name, line: $0.number) } ?? .notOrdered
                return [
                    .exact("\(output.amount.btcText) BTC"), .exact("\(output.amount.sat)"), .words(say(ordered)),
                    .exact(output.address?.groups.joined(separator: " ") ?? output.script.hex),
                ]
            }
            return [.heading(say(.headingPayments))] + (rows.isEmpty ? [] : [.table(columns: columns, rows: rows)]) + [
                .rows([
                    row(.leaves, .exact(facts.leaving.text)), row(.stays, .exact(facts.staying.text)),
                    row(.fee, .exact(facts.fee.text)),
                ])
            ]
        }

        var people: [Sheet.Block] {
            let columns = [EvidencePhrase.person, .device, .day, .received, .act].map(say)
            let rows = replay.acts.map { act -> [Sheet.Cell] in
                let name = replay.vault.vault.person(act.person)?.name.description
                return [
                    .words(name.map { "\(act.person) (\($0))" } ?? act.person.description),
                    .exact(act.device?.description ?? say(.absent)), .exact(act.date?.description ?? say(.absent)),
                    .exact(act.receivedAt ?? say(.absent)), .words(say(.actName(act.kind))),
                ]
            }
            return [.heading(say(.headingPeople)), .table(columns: columns, rows: rows)]
        }

        var transaction: [Sheet.Block] {
            let state = replay.state
            let armed = state.armed.keys.sorted()
            var rows: [Sheet.Row] = []
            if let final = replay.final {
                rows.append(row(.txid, .exact(final.transaction.txid.description)))
                rows.append(row(.signedBy, .words(list(final.signers))))
            } else {
                rows.append(row(.awaited, .words(list(state.confirmationTally()?.awaited ?? state.vault.custodians))))
            }
            rows.append(row(.armed, .words(list(armed))))
            return [
                .heading(say(.headingTransaction)), .rows(rows),
                .paragraph(
                    say(replay.final == nil ? .noTransaction : .scriptsChecked(threshold: state.vault.threshold))),
            ]
        }

        var files: [Sheet.Block] {
            let columns = [EvidencePhrase.received, .kind, .outcome, .file].map(say)
            let rows = replay.files.map { file -> [Sheet.Cell] in
                let outcome = file.refusal.map { EvidencePhrase.fileRefused(code: $0) } ?? .fileTaken
                return [
                    .exact(file.receivedAt), .words(say(file.kind.map { .fileKind($0) } ?? .absent)),
                    .words(say(outcome)), .exact(file.hash.hex),
                ]
            }
            let aside = replay.state.quarantine.values.map { "\($0.subjectText): \($0.reasonCode)" }.sorted()
            return [.heading(say(.headingFiles))] + (rows.isEmpty ? [] : [.table(columns: columns, rows: rows)])
                + (aside.isEmpty ? [] : [.rows(aside.map { row(.putAside, .exact($0)) })])
        }

        var log: [Sheet.Block] {
            let manifest = replay.bundle.manifest.body
            let rows =
                [
                    row(.entries, .exact("\(replay.log.count)")),
                    row(.logHead, .exact("\(manifest.logSequence) \(manifest.logHead.hex)")),
                ]
                + replay.documents.map { document in
                    if let stop = document.stop {
                        let (kind, said) = (stop.kind, stop.statement)
                        return row(
                            .stopped,
                            .words(
                                language.text(
                                    StopPhrase.kept(
                                        kind, by: said.person, on: said.date, reason: said.reason.description))))
                    }
                    let entry = document.logs.first { $0.first == manifest.logFirst }?.sequence ?? 0
                    return row(
                        .countersigned,
                        .words(
                            say(.countersignedEntry(document.signers, entry: entry))
                                + (document.date.map { " \($0)" } ?? "")))
                }
            return [.heading(say(.headingLog)), .rows(rows), .paragraph(say(.limitLog))]
        }

        /// The facts in the page's language, page by page, as they stood on the screens.
        var shown: [Sheet.Block] {
            let pages = ReviewText(language).factsPages(replay.state.facts, words: replay.review.words)
            return [
                .heading(say(.headingShown)), .paragraph(say(.shownTo)),
                .rows([row(.factsHash, .exact(replay.review.factsHash.hex))]),
            ]
                + pages.flatMap { page -> [Sheet.Block] in
                    [.heading(page.title), .exact(page.lines.joined(separator: "\n"))]
                }
        }

        var limits: [Sheet.Block] {
            [
                .heading(say(.headingLimits)), .paragraph(say(.limitClock)), .paragraph(say(.limitWithheld)),
                .paragraph(say(.limitChain)),
            ]
        }
    }
}
