package import BitcoinCrypto
package import BitcoinPrimitives
package import ByteCoding
package import Custody

/// What a signer has done, as its journal keeps it.
package enum JournalEvent: Hashable, Sendable {
    /// The keys were made here and this home begins; no machine held them before.
    case keysCreated(HomeKeys)
    /// The keys were restored and this home begins.
    case keysRestored(KeysRestored)
    /// A vault was accepted.
    case vaultRegistered(VaultRegistered)
    /// A later version of a vault was signed; written before the signature is computed, for a machine signs one document
    /// of a version.
    case vaultSigned(VaultRegistered)
    /// A later version of a vault was accepted, which closes what is open of the version before.
    case vaultRevised(VaultRevised)
    /// A case was accepted in look 1; written before the first signature is computed.
    case signed(Look)
    /// A case was accepted in look 2; written before the confirmation is signed.
    case confirmed(Look, shares: [Bytes32])
    /// The signatures of a case were let go; written before they leave.
    case released(Released)
    /// A case was refused.
    case refused(CaseRefused)
    /// Somebody else's refusal of a case was seen in a file; written before anything is answered.
    case refusalSeen(RefusalSeen)
    /// A challenge was drawn; written before its first question is asked.
    case asked(Again)
    /// An answer that was given before was given again, with the same bytes.
    case repeated(Again)
    /// Somebody was asked and did not answer to the end: he stopped, or was interrupted.
    case notAccepted(Again)

    // Other machines, and this one's restoration.
    /// Others' answers to a case were seen in a file for the first time.
    case answersSeen(AnswersSeen)
    /// Somebody says that his machine was restored.
    case restorationSeen(RestorationSeen)
    /// A record about somebody else's machine was given; written before it is signed.
    case recordGiven(RecordGiven)
    /// Somebody has seen more of this journal than it has: the machine is in quarantine from here on.
    case overtaken(Overtaken)
    /// A case from before the restoration, out of the records of others; written before ``adopted(_:)``.
    case adoptedCase(AdoptedCase)
    /// The records of others were taken over: the quarantine ends for their vaults.
    case adopted(Adopted)
    /// An answer from before the restoration was given again as it was.
    case regained(Regained)

    /// An order was signed or approved; written before the signature is computed.
    case ordered(Ordered)

    /// A coin snapshot was relied on, or countersigned; written before the answer or the signature is computed.
    case snapshot(SnapshotTaken)

    /// Something that stops the vault, an order or a case, or lets them go on, was signed here or seen in a file; written
    /// before it leaves, and before anything is answered.
    case stopKept(StopDocument)

    /// Something that is kept for people only.
    case noted(JournalNote)

    /// Which question was asked.
    package enum Step: String, Hashable, Sendable, CaseIterable {
        case sign, confirm, release
    }

    /// The keys with which a home begins; `nil` for what is done with them.
    package var beginning: HomeKeys? {
        if case .keysCreated(let keys) = self { return keys }
        if case .keysRestored(let event) = self { return event.keys }
        return nil
    }

    /// Whose keys a home has, and which ones they are.
    package struct HomeKeys: Hashable, Sendable {
        package let network: Network
        package let person: Identifier
        package let device: Identifier
        package let fingerprint: Fingerprint
        package let identityKey: PublicKey

        package init(
            network: Network, person: Identifier, device: Identifier, fingerprint: Fingerprint, identityKey: PublicKey
        ) {
            self.network = network
            self.person = person
            self.device = device
            self.fingerprint = fingerprint
            self.identityKey = identityKey
        }
    }

    /// The beginning of a home with keys of a backup.
    package struct KeysRestored: Hashable, Sendable {
        package let keys: HomeKeys
        /// Whether no machine held these keys before, as the person stated; otherwise this one begins in quarantine.
        package let isFirstUse: Bool

        package init(_ keys: HomeKeys, isFirstUse: Bool) {
            self.keys = keys
            self.isFirstUse = isFirstUse
        }
    }

    /// An accepted vault.
    package struct VaultRegistered: Hashable, Sendable {
        package let name: Identifier
        package let version: UInt32
        package let digest: Bytes32

        package init(name: Identifier, version: UInt32, digest: Bytes32) {
            self.name = name
            self.version = version
            self.digest = digest
        }
    }

    /// An accepted later version of a vault, with what became of the cases of the version before.
    package struct VaultRevised: Hashable, Sendable {
        package let vault: VaultRegistered
        /// The cases that this machine answered and will not go on with.
        package let closes: [CaseID]
        /// The cases whose signatures have left this machine: they stay armed.
        package let armed: [CaseID]

        package init(vault: VaultRegistered, closes: [CaseID], armed: [CaseID]) {
            self.vault = vault
            self.closes = closes
            self.armed = armed
        }
    }

    /// Everything that the document of an accepted look is made from, so that it can be made again.
    package struct Look: Hashable, Sendable {
        package let caseID: CaseID
        package let caseDigest: Bytes32
        package let vaultHash: Bytes32
        /// The SHA-256 of the file that was reviewed.
        package let file: Bytes32
        package let factsHash: Bytes32
        package let build: Bytes32
        /// The other machines' heads that were seen in the file, sorted by person.
        package let heads: [PeerHead]
        /// The coins that the case spends.
        package let spends: [OutPoint]
        /// What the challenge asked for; empty when the digest was given beforehand.
        package let challenge: [AskedPositions]
        /// Whether a person answered at a terminal.
        package let isAttended: Bool
        /// What the case pays to others, in the order of the outputs.
        package let pays: [TxOut]
        /// What comes back to the vault, in the order of the outputs.
        package let keeps: [TxOut]
        /// What the miners get.
        package let fee: Amount
        /// The case that this one takes the place of.
        package let replaces: CaseID?
        /// When this cosigner's signatures leave the machine.
        package let release: ReleaseRule
        /// The amount and script of each coin, in the order of ``spends``; empty in entries from before they were
        /// kept.
        package let coins: [TxOut]
        /// The orders that the case pays; empty in entries from before they were kept.
        package let orders: [OrderUse]

        package init(
            caseID: CaseID, caseDigest: Bytes32, vaultHash: Bytes32, file: Bytes32, factsHash: Bytes32,
            build: Bytes32, heads: [PeerHead], spends: [OutPoint], challenge: [AskedPositions], isAttended: Bool,
            pays: [TxOut], keeps: [TxOut], fee: Amount, replaces: CaseID?, release: ReleaseRule,
            coins: [TxOut] = [], orders: [OrderUse] = []
        ) {
            self.caseID = caseID
            self.caseDigest = caseDigest
            self.vaultHash = vaultHash
            self.file = file
            self.factsHash = factsHash
            self.build = build
            self.heads = heads
            self.spends = spends
            self.challenge = challenge
            self.isAttended = isAttended
            self.pays = pays
            self.keeps = keeps
            self.fee = fee
            self.replaces = replaces
            self.release = release
            self.coins = coins
            self.orders = orders
        }
    }

    /// A look that gave no new answer.
    package struct Again: Hashable, Sendable {
        /// Which look.
        package let step: Step
        package let caseID: CaseID
        package let caseDigest: Bytes32
        /// The SHA-256 of the file that was reviewed.
        package let file: Bytes32
        /// What the challenge asked for.
        package let challenge: [AskedPositions]

        package init(
            step: Step, caseID: CaseID, caseDigest: Bytes32, file: Bytes32, challenge: [AskedPositions]
        ) {
            self.step = step
            self.caseID = caseID
            self.caseDigest = caseDigest
            self.file = file
            self.challenge = challenge
        }
    }

    /// Everything that a release is made from, so that it can be made again.
    package struct Released: Hashable, Sendable {
        package let caseID: CaseID
        package let caseDigest: Bytes32
        package let vaultHash: Bytes32
        /// The SHA-256 of the file that carried the confirmations.
        package let file: Bytes32
        package let build: Bytes32
        /// The other machines' heads that were seen in the file, sorted by person.
        package let heads: [PeerHead]
        /// The digests of the confirmations, ascending.
        package let confirmations: [Bytes32]

        package init(
            caseID: CaseID, caseDigest: Bytes32, vaultHash: Bytes32, file: Bytes32, build: Bytes32,
            heads: [PeerHead], confirmations: [Bytes32]
        ) {
            self.caseID = caseID
            self.caseDigest = caseDigest
            self.vaultHash = vaultHash
            self.file = file
            self.build = build
            self.heads = heads
            self.confirmations = confirmations
        }
    }

    /// A refused case.
    package struct CaseRefused: Hashable, Sendable {
        package let caseID: CaseID
        package let caseDigest: Bytes32
        package let vaultHash: Bytes32
        package let build: Bytes32
        package let reason: RefusalReason
        /// The digests of the orders that the case was for; empty in entries from before they were kept.
        package let orders: [Bytes32]

        package init(
            caseID: CaseID, caseDigest: Bytes32, vaultHash: Bytes32, build: Bytes32, reason: RefusalReason,
            orders: [Bytes32] = []
        ) {
            self.caseID = caseID
            self.caseDigest = caseDigest
            self.vaultHash = vaultHash
            self.build = build
            self.reason = reason
            self.orders = orders
        }
    }

    /// Somebody else's refusal, as it was seen in a file.
    package struct RefusalSeen: Hashable, Sendable {
        package let caseID: CaseID
        package let caseDigest: Bytes32
        /// Who refused.
        package let person: Identifier
        /// The digest of the refusal.
        package let document: Bytes32

        package init(caseID: CaseID, caseDigest: Bytes32, person: Identifier, document: Bytes32) {
            self.caseID = caseID
            self.caseDigest = caseDigest
            self.person = person
            self.document = document
        }
    }
}

extension JournalEvent {
    /// Whether only a machine with open keys writes it, so that its line must carry a code.
    ///
    /// What may stand without one can only keep this machine from something, or tell of others; or it is a document with its
    /// author's signature, which is verified again whenever it is counted.
    var needsKey: Bool {
        switch self {
        case .asked, .notAccepted, .refusalSeen, .answersSeen, .restorationSeen, .overtaken, .stopKept: false
        case .keysCreated, .keysRestored, .vaultRegistered, .vaultSigned, .vaultRevised, .signed, .confirmed, .released,
            .refused,
            .repeated, .recordGiven, .adoptedCase, .adopted, .regained, .ordered, .snapshot:
            true
        case .noted(let note): note.needsKey
        }
    }

    /// Whether a home without keys may have it: the beginning, before anything was done.
    var isBeginning: Bool {
        switch self {
        case .keysCreated, .keysRestored, .noted(.recovered): true
        case .vaultRegistered, .vaultSigned, .vaultRevised, .signed, .confirmed, .released, .refused, .refusalSeen,
            .asked, .repeated, .notAccepted, .answersSeen, .restorationSeen, .recordGiven, .overtaken, .adoptedCase,
            .adopted, .regained, .ordered, .snapshot, .stopKept, .noted:
            false
        }
    }
}

/// The characters of one destination that a challenge asked for; they are never asked for again in the case.
package struct AskedPositions: Hashable, Sendable {
    /// The output.
    package let output: Int
    /// The positions in the address.
    package let positions: [Int]

    package init(output: Int, positions: [Int]) {
        self.output = output
        self.positions = positions
    }
}
