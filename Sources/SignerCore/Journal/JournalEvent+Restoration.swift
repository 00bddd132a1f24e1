package import BitcoinPrimitives
package import ByteCoding
package import Custody

// What a machine remembers of others for the day on which one of them has to be restored, and what a restored one takes over.

extension JournalEvent {
    /// What a case is about, as far as a machine knows it.
    package struct CaseContents: Hashable, Sendable {
        package let caseID: CaseID
        package let caseDigest: Bytes32
        /// The case that this one takes the place of.
        package let replaces: CaseID?
        /// The coins that the case spends; empty when the contents were not seen.
        package let spends: [OutPoint]
        /// What the case pays to others, in the order of the outputs.
        package let pays: [TxOut]
        /// The orders that the case pays.
        package let orders: [OrderUse]
        /// What the miners get; `nil` when it was not seen, or by a program that did not keep it.
        package let fee: Amount?

        package init(
            caseID: CaseID, caseDigest: Bytes32, replaces: CaseID?, spends: [OutPoint], pays: [TxOut],
            orders: [OrderUse] = [], fee: Amount? = nil
        ) {
            self.caseID = caseID
            self.caseDigest = caseDigest
            self.replaces = replaces
            self.spends = spends
            self.pays = pays
            self.orders = orders
            self.fee = fee
        }
    }

    /// Answers of others to one case digest, seen for the first time.
    package struct AnswersSeen: Hashable, Sendable {
        package let contents: CaseContents
        package let vaultHash: Bytes32
        package let answers: [SeenAnswer]
        /// The latest heads of other journals that the documents name as their authors' own, sorted by person.
        package let heads: [PeerHead]

        package init(contents: CaseContents, vaultHash: Bytes32, answers: [SeenAnswer], heads: [PeerHead]) {
            self.contents = contents
            self.vaultHash = vaultHash
            self.answers = answers
            self.heads = heads
        }
    }

    /// One answer of somebody else.
    package struct SeenAnswer: Hashable, Sendable {
        package let person: Identifier
        package let answer: RecordedAnswer

        package init(person: Identifier, answer: RecordedAnswer) {
            self.person = person
            self.answer = answer
        }
    }

    /// Somebody's statement that his machine was restored and goes on from this head.
    package struct RestorationSeen: Hashable, Sendable {
        package let adopted: PeerHead
        /// The digest of the document that says so.
        package let document: Bytes32

        package init(adopted: PeerHead, document: Bytes32) {
            self.adopted = adopted
            self.document = document
        }
    }

    /// A record about somebody else's machine that was given.
    package struct RecordGiven: Hashable, Sendable {
        package let vault: Identifier
        /// Whose machine it is about.
        package let of: Identifier

        package init(vault: Identifier, of: Identifier) {
            self.vault = vault
            self.of = of
        }
    }

    /// Somebody has seen this machine's journal further along, or otherwise, than it is.
    package struct Overtaken: Hashable, Sendable {
        /// The entry that was seen.
        package let seen: PeerHead
        package let saidBy: Identifier
        /// The digest of the document that says so.
        package let document: Bytes32

        package init(seen: PeerHead, saidBy: Identifier, document: Bytes32) {
            self.seen = seen
            self.saidBy = saidBy
            self.document = document
        }
    }

    /// A case that this person answered before his machine was restored, as others have seen it.
    package struct AdoptedCase: Hashable, Sendable {
        package let contents: CaseContents
        package let answers: [RecordedAnswer]
        /// Whose records say so, sorted.
        package let saidBy: [Identifier]

        package init(contents: CaseContents, answers: [RecordedAnswer], saidBy: [Identifier]) {
            self.contents = contents
            self.answers = answers
            self.saidBy = saidBy
        }
    }

    /// Everybody's records of some vaults were taken over, and this journal goes on from what they saw.
    package struct Adopted: Hashable, Sendable {
        package let vaults: [Identifier]
        /// The head of each author's journal at his record, sorted by person.
        package let records: [PeerHead]
        /// The digests of the records, ascending.
        package let documents: [Bytes32]
        /// The latest entry of the earlier journal that anybody has seen; number 0 and a hash of zeros when none was.
        package let head: PeerHead
        /// The highest number that anybody has named for an entry of this journal; the next one begins a new era above it.
        package let above: UInt64

        package init(
            vaults: [Identifier], records: [PeerHead], documents: [Bytes32], head: PeerHead, above: UInt64
        ) {
            self.vaults = vaults
            self.records = records
            self.documents = documents
            self.head = head
            self.above = above
        }
    }

    /// An answer from before the restoration that was found in a file, looked at again and given again as it was.
    package struct Regained: Hashable, Sendable {
        package let contents: CaseContents
        package let answer: RecordedAnswer
        package let vaultHash: Bytes32
        /// The SHA-256 of the file that was reviewed.
        package let file: Bytes32
        package let build: Bytes32
        /// What the challenge asked for.
        package let challenge: [AskedPositions]

        package init(
            contents: CaseContents, answer: RecordedAnswer, vaultHash: Bytes32, file: Bytes32, build: Bytes32,
            challenge: [AskedPositions]
        ) {
            self.contents = contents
            self.answer = answer
            self.vaultHash = vaultHash
            self.file = file
            self.build = build
            self.challenge = challenge
        }
    }
}
