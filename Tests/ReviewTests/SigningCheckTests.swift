import BitcoinPSBT
import Custody
import Descriptors
import Foundation
import Review
import TestSupport
import Testing

@Suite("Every check of the review")
struct SigningCheckTests {
    @Test("speaks against its refusing case and lets its accepting case pass", arguments: CheckPair.all)
    func pair(_ pair: CheckPair) throws {
        let refusing = ReviewFixture.review(try pair.refusing())
        let found = refusing.findings.filter { $0.check == pair.check && $0.severity == pair.severity }
        #expect(!found.isEmpty)
        if let subject = pair.subject {
            #expect(found.contains { $0.subject == subject })
        }
        #expect(!found.contains { $0.text.isEmpty || $0.remedy.isEmpty })
        #expect(!refusing.findings.contains { $0.check == "review.unclaimed-problem" })
        if pair.severity == .refuse { #expect(!refusing.isSignable) }

        let accepting = ReviewFixture.review(try pair.accepting())
        let wrong = accepting.findings.filter { $0.check == pair.check && $0.severity <= pair.severity }
        #expect(wrong == [])
    }

    @Test("the standard case is signable, v0 and v2, both script types, and has only warnings of the vault")
    func standardCase() throws {
        for version in [true, false] {
            let review = ReviewFixture.review(try ReviewFixture.changed(version: version ? .v2 : .v0))
            #expect(
                review.findings.map(\.check) == ["vault.second-look", "vault.orders-optional", "journal.first-payment"])
            #expect(review.isSignable)
        }
        let nested = ReviewFixture.review(try ReviewFixture.vault { $0.scriptType = .p2shP2wsh })
        #expect(
            nested.findings.map(\.check) == ["vault.second-look", "vault.orders-optional", "journal.first-payment"])
        let held = ReviewFixture.review(try ReviewFixture.vault { $0.release = [.held] })
        #expect(held.findings.map(\.check) == ["vault.orders-optional", "journal.first-payment"])
        #expect(held.isSignable)
    }

    @Test("a vault that requires orders signs no payment without one")
    func orderRequired() throws {
        let strict = ReviewFixture.review(
            try ReviewFixture.vault {
                $0.release = [.held]
                $0.orders = .required
            })
        #expect(strict.findings.map(\.check) == ["case.order-missing", "journal.first-payment"])
        #expect(!strict.isSignable)
    }

    @Test("a drill says that its signatures are real, and never that it is an exercise")
    func drill() throws {
        let review = ReviewFixture.review(
            try ReviewFixture.changed({ $0.header = try CaseHeader(drill: true, caseID: $0.header.caseID) }))
        #expect(review.isSignable)
        #expect(
            review.pages()[0].lines.contains("MARKED AS A DRILL: the signatures are real, and so is the transaction."))
        #expect(!review.factsText.joined().contains("exercise"))
    }

    /// The numbers of the list of checks.
    private static let numbers = 1...83

    @Test("has a pair of cases and a heading in Docs/checks.md, and no other")
    func everyCheckHasItsPairAndHeading() throws {
        let ids = SigningChecks.all.map { type(of: $0).id }
        #expect(Set(ids).count == ids.count)
        #expect(Set(CheckPair.all.map(\.check)) == Set(ids))
        let url = VectorStore.root.deletingLastPathComponent().appending(path: "Docs/checks.md")
        let page = try String(contentsOf: url, encoding: .utf8)
        let headings = page.split(separator: "\n").filter { $0.hasPrefix("### ") }
        for number in Self.numbers {
            #expect(headings.contains { $0.hasPrefix("### \(number) ·") }, "no heading for number \(number)")
        }
        for id in ids {
            #expect(headings.contains { $0.contains("`\(id)`") }, "no heading for \(id)")
        }
    }

    @Test("a problem whose check is missing refuses by itself")
    func unclaimedProblem() throws {
        let context = try ReviewFixture.changed(mutate: { $0.inputs[0].sighashType = 3 })
        let review = ReviewFixture.review(context, checks: [])
        #expect(review.findings.map(\.check) == ["review.unclaimed-problem"])
        #expect(!review.isSignable)
    }

    @Test("a case whose words cannot be computed is refused")
    func wordsUnavailable() throws {
        let review = Review(try ReviewFixture.changed(), checks: SigningChecks.all) { _ in nil }
        #expect(review.findings.first?.check == "review.words")
        #expect(!review.isSignable)
    }

    @Test("findings stand worst first")
    func order() throws {
        let review = ReviewFixture.review(
            try ReviewFixture.changed(mutate: {
                $0.inputs[1].sighashType = 3
                $0.inputs[0].sighashType = 3
            }))
        #expect(review.findings.map(\.severity.rawValue) == review.findings.map(\.severity.rawValue).sorted())
        #expect(review.findings.prefix(2).map(\.subject) == [.input(0), .input(1)])
    }

    @Test("names the cosigner of a bad signature")
    func badSignatureNamesTheCosigner() throws {
        let fixture = try ReviewFixture.standardCase()
        let context = try ReviewFixture.context(
            fixture,
            mutate: { psbt in
                try fixture.sign(&psbt, by: 1)
                let key = psbt.inputs[0].partialSigs[0].publicKey
                psbt.inputs[0].partialSigs = []
                psbt.inputs[0].addPartialSig(publicKey: key, signature: psbt.inputs[1].partialSigs[0].signature)
            })
        let finding = ReviewFixture.review(context).findings.first { $0.check == "input.signature" }
        #expect(finding?.text == "Input 0: the signature of cosigner bob is NOT valid for this transaction.")
    }

    @Test("names the first line in which a case document differs")
    func firstDifferentLine() throws {
        let document = try ReviewFixture.standardCase().caseDocument()
        let context = try ReviewFixture.changed(
            {
                $0.payments[0].sat -= 1
                $0.payments[1].sat += 1
            }, attach: { $0.caseDocument = document })
        let finding = try ReviewFixture.review(context).findings.first { $0.check == "case.differs" }.orThrow()
        guard case .caseDocument(.differs(let line, let file, let rebuilt)) = finding.sentence else {
            Issue.record("another sentence: \(finding.text)")
            return
        }
        #expect(line == 10)
        #expect(file?.hasPrefix("txid: ") == true)
        #expect(rebuilt?.hasPrefix("txid: ") == true)
    }

    @Test("a confirming machine need not have anything to sign")
    func confirming() throws {
        let fixture = try ReviewFixture.standardCase()
        let context = try ReviewFixture.context(
            fixture,
            machine: MachineView(
                person: try Identifier("alice"), keyIndex: 0, purpose: .confirm,
                answered: [
                    AnsweredCase(
                        caseID: fixture.header.caseID, digest: try fixture.caseDocument().digest, spends: [],
                        signatures: .armed)
                ], today: try ReviewFixture.today()), mutate: { try fixture.sign(&$0, by: 0) })
        let isSignable = ReviewFixture.review(context).isSignable
        #expect(isSignable)
    }
}
