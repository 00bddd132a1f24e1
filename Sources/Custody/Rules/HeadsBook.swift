package import BitcoinCrypto
package import ByteCoding

/// What a verified document says about the latest entry of somebody's journal.
package struct HeadClaim: Hashable, Sendable {
    /// The head.
    package let head: PeerHead
    /// Who says so.
    package let saidBy: Identifier
    /// The digest of the document that says so.
    package let document: Bytes32

    /// Whether the owner of the journal says so himself.
    package var isOwn: Bool { head.person == saidBy }
}

/// Two claims that cannot both be true: one journal with two entries of one number.
package struct HeadFork: Hashable, Sendable {
    /// The claim met first.
    package let first: HeadClaim
    /// The claim that contradicts it.
    package let second: HeadClaim

    /// Whose journal is meant.
    package var person: Identifier { first.head.person }

    /// Whether the owner signed both: proof against him that needs nobody else's word.
    package var isProven: Bool { first.isOwn && second.isOwn }
}

/// Everything that the documents of a case say about everybody's journals.
package struct HeadsBook: Hashable, Sendable {
    /// Somebody's word that his machine was restored and goes on from a head of an earlier journal.
    package struct Restoration: Hashable, Sendable {
        /// The head that was taken over; number 0 when nobody had seen any.
        package let adopted: PeerHead
        /// The head that the restored machine's journal had when it said so.
        package let own: PeerHead
        /// The digest of the document that says so.
        package let document: Bytes32

        /// Whose machine was restored.
        package var person: Identifier { own.person }
    }

    /// The claims, in the order of the documents.
    package let claims: [HeadClaim]
    /// The restorations, in the order of the documents.
    package let restorations: [Restoration]

    /// Reads the documents that are their authors' word about this case; the others say nothing.
    package init(
        of agreedCase: AgreedCase, attachments: ProposalAttachments,
        verifier: some SignatureVerifier = OpenSSLVerifier()
    ) {
        // Whoever's part has ended since still tells of journals: that can only stop a machine.
        let agreedCase = agreedCase.byStatedDays
        var claims: [HeadClaim] = []
        var restorations: [Restoration] = []
        func read<Answer: CaseAnswer>(_ documents: [Document<Answer>], _ witness: (Answer) -> MachineWitness) {
            for document in documents where agreedCase.problem(in: document, verifier: verifier) == nil {
                let author = document.body.statement.person
                let machine = witness(document.body)
                let own = PeerHead(person: author, sequence: machine.journalSequence, hash: machine.journalHead)
                claims += ([own] + machine.heads).map {
                    HeadClaim(head: $0, saidBy: author, document: document.digest)
                }
                restorations += machine.heads.filter { $0.person == author }.map {
                    Restoration(adopted: $0, own: own, document: document.digest)
                }
            }
        }
        read(attachments.shares) { $0.machine }
        read(attachments.confirmations) { $0.machine }
        read(attachments.refusals) {
            MachineWitness(journalSequence: $0.journalSequence, journalHead: $0.journalHead)
        }
        read(attachments.releases) { $0.machine }
        self.claims = claims
        self.restorations = restorations
    }

    /// The latest head of each person as he himself says it, sorted by person; hearsay does not enter.
    package var latest: [PeerHead] {
        var latest: [Identifier: PeerHead] = [:]
        for claim in claims where claim.isOwn {
            if claim.head.sequence >= latest[claim.head.person]?.sequence ?? 0 {
                latest[claim.head.person] = claim.head
            }
        }
        return latest.values.sorted { $0.person < $1.person }
    }

    /// Every pair of claims that contradict each other, each claim beside the first of its number.
    package var forks: [HeadFork] {
        var first: [HeadPlace: HeadClaim] = [:]
        var forks: [HeadFork] = []
        // A journal's owner is heard before those who tell of it.
        for claim in claims.filter(\.isOwn) + claims.filter({ !$0.isOwn }) {
            let place = HeadPlace(person: claim.head.person, sequence: claim.head.sequence)
            if let known = first[place] {
                if known.head.hash != claim.head.hash { forks.append(HeadFork(first: known, second: claim)) }
            } else {
                first[place] = claim
            }
        }
        return forks
    }

    /// What is said about one person's journal.
    package func claims(about person: Identifier) -> [HeadClaim] { claims.filter { $0.head.person == person } }
}

private struct HeadPlace: Hashable {
    let person: Identifier
    let sequence: UInt64
}
