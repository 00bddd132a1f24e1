import BitcoinPSBT
import BitcoinPrimitives
import ByteCoding
import Custody
import Descriptors
import SignerCore
import TestSupport

/// The coordinator in a schedule: carries, drops, repeats, reorders, changes and mixes files as the dice say.
struct Adversary {
    /// A file on its way to a machine.
    struct Delivery {
        let place: Int
        let verb: Verb
        let bytes: [UInt8]
        /// What was done, for whoever reads a failing schedule.
        let note: String
        /// Whether there are documents in the file that the mailbox does not have.
        var isNews = false
    }

    let scene: Scene
    let treasury: Treasury
    /// A vault of the same keys with weaker rules that everybody acknowledged once.
    let older: Treasury
    let forger: Forger
    var dice: Dice
    var mailbox = Mailbox()
    var cases: [MadeCase] = []
    private var lastNumber: UInt8 = 1

    init(_ scene: Scene, _ treasury: Treasury, older: Treasury, dice: Dice) throws {
        self.scene = scene
        self.treasury = treasury
        self.older = older
        self.dice = dice
        forger = Forger(treasury)
        var plan = CasePlan(number: 1, coins: [0], payments: [.init(stranger: 1, sat: 20_000_000)])
        if self.dice.chance(40) { plan.payments.append(.init(stranger: 2, sat: 31_000_000)) }
        if self.dice.chance(30) { plan.coins.append(1) }
        plan.version = scene.version
        cases = [try MadeCase(plan, in: treasury)]
    }

    /// The case as it was meant: what careful people's paper says.
    var ordered: CasePlan { cases[0].plan }

    /// Draws what is brought next.
    mutating func next() throws -> Delivery {
        switch dice.number(below: 100) {
        case 0..<62: try useful(hides: 12)
        case 62..<67: replay()
        case 67..<74: try mutated()
        case 74..<80: try edited()
        case 80..<84: try spliced()
        case 84..<90: try another()
        case 90..<97: try lied()
        case 97..<98: try toAnybody(Verb.refuse, "refusal asked for")
        default: try toAnybody(anyVerb(), "out of turn")
        }
    }

    /// Only carries and reorders: what an honest coordinator with bad luck does.
    mutating func carry() throws -> Delivery { dice.chance(30) ? replay() : try useful(hides: 0) }

    // MARK: Moves

    /// What somebody can do next, with a file that holds what he needs, or most of it.
    private mutating func useful(hides percent: Int) throws -> Delivery {
        let made = dice.chance(70) ? cases[0] : dice.pick(cases) ?? cases[0]
        let place = dice.pick(scene.honest) ?? 0
        let person = treasury.people[place].person
        let shares = mailbox.shares(over: made.digest)
        let hasShare = shares.contains { $0.body.statement.person == person }
        let hasConfirmed = mailbox.confirmations(over: made.digest).contains { $0.body.statement.person == person }
        let isEnough = shares.count + scene.corrupt.count >= scene.terms.threshold
        let verb: Verb =
            if !hasShare, !isEnough || dice.chance(20) {
                .sign(dice.chance(40) ? .now : .later)
            } else if !hasConfirmed {
                .confirm(releasing: dice.chance(70))
            } else {
                .release
            }
        return try deliver(compose(made, hides: percent), place, verb, "case \(name(made))")
    }

    private mutating func replay() -> Delivery {
        let bytes = dice.pick(mailbox.files) ?? []
        return Delivery(
            place: dice.pick(scene.honest) ?? 0, verb: anyVerb(), bytes: bytes, note: "a file of before")
    }

    private mutating func mutated() throws -> Delivery {
        let made = dice.pick(cases) ?? cases[0]
        var bytes = dice.chance(50) ? try compose(made, hides: 10) : dice.pick(mailbox.files) ?? []
        guard !bytes.isEmpty else { return replay() }
        let place = dice.number(below: bytes.count)
        let note: String
        switch dice.number(below: 5) {
        case 0, 1:
            bytes[place] ^= 1 << UInt8(dice.number(below: 8))
            note = "a bit changed at \(place)"
        case 2:
            bytes[place] = dice.bytes(1)[0]
            note = "a byte changed at \(place)"
        case 3:
            bytes.removeLast(bytes.count - place)
            note = "cut off at \(place)"
        default:
            bytes.insert(contentsOf: bytes[place...].prefix(1 + dice.number(below: 40)), at: place)
            note = "a piece twice at \(place)"
        }
        return try deliver(bytes, dice.pick(scene.honest) ?? 0, anyVerb(), note)
    }

    /// The documents of one case over a transaction that was changed in one place.
    private mutating func edited() throws -> Delivery {
        let made = dice.pick(cases) ?? cases[0]
        let full = try PSBTFile(fileBytes: compose(made, hides: 0)).psbt
        var psbt: PSBT
        var note: String
        if dice.chance(60) {
            var plan = made.plan
            note = change(&plan)
            psbt = try plan.psbt(treasury.chain)
            try ProposalFields.attach(ProposalFields.read(from: full), to: &psbt)
            for index in psbt.inputs.indices {
                for partial in mailbox.partials(made.transaction, input: index) {
                    psbt.inputs[index].addPartialSig(publicKey: partial.publicKey, signature: partial.signature)
                }
            }
        } else {
            psbt = full
            note = try changeField(of: &psbt, made)
        }
        return try deliver(write(psbt), dice.pick(scene.honest) ?? 0, anyVerb(), "edited: \(note)")
    }

    /// The file of one case with documents of another.
    private mutating func spliced() throws -> Delivery {
        guard let one = dice.pick(cases), let other = dice.pick(cases.filter { $0.digest != one.digest }) else {
            return try another()
        }
        var psbt = try PSBTFile(fileBytes: compose(one, hides: 20)).psbt
        let foreign = try ProposalFields.read(from: PSBTFile(fileBytes: compose(other, hides: 0)).psbt)
        var documents = try ProposalFields.read(from: psbt)
        if dice.chance(30) { documents.caseDocument = foreign.caseDocument }
        if dice.chance(40) { documents.shares = foreign.shares }
        if dice.chance(60) { documents.confirmations = foreign.confirmations }
        if dice.chance(20) { documents.releases = foreign.releases }
        if dice.chance(20) { documents.acknowledgements = other.treasury.acknowledgements }
        try ProposalFields.attach(documents, to: &psbt)
        return try deliver(
            write(psbt), dice.pick(scene.honest) ?? 0, anyVerb(), "case \(name(one)) with papers of \(name(other))")
    }

    /// A new case beside those that there are.
    private mutating func another() throws -> Delivery {
        guard cases.count < 6, let base = dice.pick(cases) else { return try useful(hides: 12) }
        var plan = base.plan
        var vault = treasury
        let note: String
        switch dice.number(below: 8) {
        case 0, 1: note = "same id, " + change(&plan)
        case 2:
            plan.number = nextNumber()
            plan.replaces = base.plan.number
            if dice.chance(60) { note = "replacement, " + change(&plan) } else { note = "replacement" }
        case 3:
            plan.number = nextNumber()
            plan.replaces = base.plan.number
            plan.coins = otherCoins(than: plan.coins)
            note = "replacement without a coin"
        case 4, 5:
            plan.number = nextNumber()
            plan.replaces = nil
            plan.coins = otherCoins(than: plan.coins)
            note = "the same payment from other coins"
        case 6:
            plan.number = nextNumber()
            plan.replaces = nil
            if dice.chance(50) { note = "same coins, " + change(&plan) } else { note = "twin" }
        default:
            vault = older
            if dice.chance(50) { plan.number = nextNumber() }
            note = "older vault"
        }
        guard plan.coins.allSatisfy({ treasury.chain.coins.indices.contains($0) }),
            let made = try? MadeCase(plan, in: vault), !cases.contains(where: { $0.digest == made.digest })
        else { return try useful(hides: 12) }
        cases.append(made)
        return try deliver(
            compose(made, hides: 0), dice.pick(scene.honest) ?? 0, anyVerb(), "new case \(name(made)): \(note)")
    }

    /// A file in which a corrupt custodian lies.
    private mutating func lied() throws -> Delivery {
        guard let place = dice.pick(scene.corrupt.sorted()) else { return try useful(hides: 12) }
        let made = dice.chance(70) ? cases[0] : dice.pick(cases) ?? cases[0]
        var psbt = try PSBTFile(fileBytes: compose(made, hides: 10)).psbt
        var documents = try ProposalFields.read(from: psbt)
        let note = try forger.lie(of: place, about: made, in: &documents, honest: scene.honest, &dice)
        try ProposalFields.attach(documents, to: &psbt)
        let verb: Verb = dice.chance(50) ? .release : anyVerb()
        var delivery = try deliver(
            write(psbt), dice.pick(scene.honest) ?? 0, verb, "\(treasury.people[place].person) lies: \(note)")
        delivery.isNews = true
        return delivery
    }

    private mutating func toAnybody(_ verb: Verb, _ note: String) throws -> Delivery {
        let made = dice.pick(cases) ?? cases[0]
        return try deliver(compose(made, hides: 50), dice.pick(scene.honest) ?? 0, verb, note)
    }

    // MARK: Files

    /// A case's file with what is known about it; each thing is left out so many times in a hundred.
    mutating func compose(_ made: MadeCase, hides percent: Int) throws -> [UInt8] {
        var documents = ProposalAttachments(
            caseDocument: made.document, acknowledgements: made.treasury.acknowledgements)
        documents.shares = onePerPerson(mailbox.shares(over: made.digest), hides: percent)
        var psbt = made.psbt
        for place in scene.corrupt.sorted() where !dice.chance(percent) {
            documents.shares.removeAll { $0.body.statement.person == treasury.people[place].person }
            documents.shares.append(try forger.plainShare(of: place, for: made))
            if scene.terms.release[place] == .open || dice.chance(10) { try forger.sign(&psbt, of: place, for: made) }
        }
        documents.confirmations = onePerPerson(mailbox.confirmations(over: made.digest), hides: percent)
        for place in scene.corrupt.sorted() where !dice.chance(percent) {
            documents.confirmations.removeAll { $0.body.statement.person == treasury.people[place].person }
            documents.confirmations.append(
                try forger.plainConfirmation(
                    of: place, for: made, naming: documents.shares.map(\.digest).sorted()))
        }
        documents.releases = onePerPerson(mailbox.releases(over: made.digest), hides: max(percent, 30))
        if percent > 0, dice.chance(4) {
            let refusals = mailbox.refusals.filter { $0.body.statement.caseDigest == made.digest }
            documents.refusals = onePerPerson(refusals, hides: 0)
        }
        for index in psbt.inputs.indices {
            for partial in mailbox.partials(made.transaction, input: index)
            where !psbt.inputs[index].partialSigs.contains(where: { $0.publicKey == partial.publicKey }) {
                psbt.inputs[index].addPartialSig(publicKey: partial.publicKey, signature: partial.signature)
            }
        }
        try ProposalFields.attach(documents, to: &psbt)
        if dice.chance(15) { psbt = try psbt.converted(to: psbt.version == .v0 ? .v2 : .v0) }
        return write(psbt)
    }

    mutating func write(_ psbt: PSBT) -> [UInt8] {
        PSBTFile(psbt: psbt, encoding: dice.pick(PSBTFile.Encoding.allCases) ?? .binary).fileBytes()
    }

    private mutating func onePerPerson<Body: CaseAnswer>(
        _ documents: [Document<Body>], hides percent: Int
    ) -> [Document<Body>] {
        var found: [Identifier: Document<Body>] = [:]
        // The last one that came, unless the dice want an earlier one.
        for document in documents where !dice.chance(percent) { found[document.body.statement.person] = document }
        return found.values.sorted { $0.body.statement.person < $1.body.statement.person }
    }

    private mutating func deliver(
        _ bytes: [UInt8], _ place: Int, _ verb: Verb, _ note: String
    ) throws -> Delivery {
        Delivery(place: place, verb: verb, bytes: bytes, note: note)
    }

    private mutating func anyVerb() -> Verb {
        switch dice.number(below: 10) {
        case 0..<2: .sign(dice.chance(30) ? .now : .ask)
        case 2..<6: .confirm(releasing: dice.chance(70))
        default: .release
        }
    }

    private mutating func nextNumber() -> UInt8 {
        lastNumber += 1
        return lastNumber
    }

    private func otherCoins(than coins: [Int]) -> [Int] { coins.map { $0 + 2 } }

    private func name(_ made: MadeCase) -> String { "\(made.plan.number)/\(made.digest.hex.prefix(6))" }
}
