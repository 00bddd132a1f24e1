import BitcoinPrimitives
import ByteCoding
package import CommandSupport
package import Custody
import Review
package import SecretKeys

/// Makes new words from this machine's randomness and a person's throws, has them written down and typed back, and
/// makes a home of them.
package struct KeysCreate: Sendable {
    /// Who the keys belong to, and which ones they are.
    package let holder: KeyHolder
    /// How the words come about.
    package let entropy: Entropy
    /// 12 or 24.
    package let wordCount: Int
    /// The list that the words are taken from.
    package let wordsLanguage: MnemonicLanguage
    /// Whether the words are to have a BIP-39 passphrase.
    package let hasWordsPassphrase: Bool

    /// Where the entropy comes from.
    package enum Entropy: Sendable, Hashable {
        /// From this machine and the person; whether everything is shown from which another tool computes the words.
        case mixed(ThrowMethod, showsRecipe: Bool)
        /// From dice alone, as other signers do it.
        case diceOnly
    }

    /// States what is to be made.
    package init(
        _ holder: KeyHolder, entropy: Entropy, wordCount: Int, wordsLanguage: MnemonicLanguage = .english,
        hasWordsPassphrase: Bool = false
    ) {
        self.holder = holder
        self.entropy = entropy
        self.wordCount = wordCount
        self.wordsLanguage = wordsLanguage
        self.hasWordsPassphrase = hasWordsPassphrase
    }

    /// Leads through the ceremony, and stores nothing before every word was typed back; the result is the key record.
    /// - Parameter otherHomes: Where else on this device a vault key may lie.
    package func run(
        folder: String, otherHomes: [String] = [], lock: NewLock, terminal: some ReviewTerminal, cost: ScryptCost,
        at time: UTCTime
    ) throws(SignerError) -> Document<KeyRecord> {
        try SelfTest.require()
        guard terminal.isAttended else { throw .needsPerson }
        guard !FileAccess.exists(FileAccess.join(folder, HomeFile.keystore)) else { throw .keysExist(home: folder) }
        try lock.check(home: folder)
        try DeviceKeys.check(folder, for: holder, others: otherHomes)

        let language = terminal.language
        let seed = try makeSeed(terminal, language)
        var home = try NewHome(folder, for: holder, otherHomes: otherHomes)
        try home.discardUnfinished()
        let header = try holder.header(of: seed)
        let record = try holder.record(of: seed, header)
        try SignerError.lifting {
            try terminal.write(
                [""] + language.lines(.fingerprint(header.fingerprint, withPassphrase: hasWordsPassphrase)))
            _ = try terminal.ask(language.text(.fingerprintPrompt))
        }
        let event = JournalEvent.keysCreated(holder.keys(header))
        try home.write(
            seed, header, record: record, event: event, lock: lock, terminal: terminal, cost: cost, at: time)
        return record
    }

    private func makeSeed(_ terminal: some ReviewTerminal, _ language: ScreenLanguage) throws(SignerError) -> Seed {
        let mnemonic = try makeWords(terminal, language)
        try WordsCeremony(language: language).run(mnemonic, on: terminal)
        guard hasWordsPassphrase else {
            return try SignerError.lifting { try mnemonic.seed(passphrase: nil) }
        }
        try SignerError.lifting { try terminal.write([""] + language.lines(.wordsPassphraseWarning)) }
        let typed = try SignerError.lifting { try terminal.askSecret(language.text(.wordsPassphrasePrompt)) }
        let again = try SignerError.lifting { try terminal.askSecret(language.text(.wordsPassphraseAgain)) }
        guard TypedSecret.areEqual(typed, again) else { throw .passphrasesDiffer }
        let secret = Optional(try typed.secretBytes())
        return try SignerError.lifting { try mnemonic.seed(passphrase: secret) }
    }

    private func makeWords(
        _ terminal: some ReviewTerminal, _ language: ScreenLanguage
    ) throws(SignerError) -> Mnemonic {
        switch entropy {
        case .mixed(let method, let showsRecipe):
            let machine = try Self.lifting { () throws(EntropyError) in try MachineEntropy() }
            let commitment = try SignerError.lifting { try machine.commitment() }
            try SignerError.lifting {
                try terminal.write([""] + language.lines(.machineDrawn(commitment: commitment)))
            }
            let thrown = try ThrowsCeremony(method: method, fewest: method.fewest, language: language)
                .run(on: terminal)
            let mixed = try SignerError.lifting { try machine.mixed(with: thrown, wordCount: wordCount) }
            if showsRecipe {
                try Recipe(wordCount: wordCount, language: language).show(machine, thrown, on: terminal)
            }
            return try WordsCeremony.words(of: mixed, in: wordsLanguage)
        case .diceOnly:
            try SignerError.lifting { try terminal.write([""] + language.lines(.diceAlone)) }
            let fewest = WordEntropy.fewestDice[wordCount] ?? ThrowMethod.dice.fewest
            let dice = try ThrowsCeremony(method: .dice, fewest: fewest, language: language).run(on: terminal)
            let hashed = try SignerError.lifting {
                try dice.check(fewest: fewest)
                return try WordEntropy.diceOnly(dice, wordCount: wordCount)
            }
            return try WordsCeremony.words(of: hashed, in: wordsLanguage)
        }
    }

    private static func lifting(
        _ body: () throws(EntropyError) -> MachineEntropy
    ) throws(SignerError) -> MachineEntropy {
        do throws(EntropyError) { return try body() } catch { throw .cause(SignerErrorCause(error: error)) }
    }
}
