import ArgumentParser
import BitcoinPrimitives
import CommandSupport
import Custody
import Descriptors
import SecretKeys
import SignerCore

/// Whose keys a new home is to hold.
struct HolderOptions: ParsableArguments {
    @Option(help: "Your short name in every document: a-z, 0-9 and -, at most 32.")
    var person: Identifier

    @Option(help: "Your name as people write it.")
    var name: PersonName

    @Option(help: "Whom you work for: a-z, 0-9 and -.")
    var organisation: Identifier

    @Option(help: "Where this machine stands: a-z, 0-9 and -.")
    var site: Identifier

    @Option(help: "The name of this machine: a-z, 0-9 and -.")
    var device: Identifier

    @Option(help: "The network, for good: mainnet, testnet3, testnet4, signet or regtest.")
    var network: Network

    /// Whose keys they are, and which ones.
    func holder(_ keys: KeyHolder.Keys) -> KeyHolder {
        KeyHolder(
            person: person, name: name, organisation: organisation, site: site, device: device, network: network,
            keys: keys)
    }
}

/// Which account of the words a custodian's keys are.
struct AccountOptions: ParsableArguments {
    @Option(help: "The account number of BIP-48; another vault takes another one.")
    var account: UInt32 = 0

    @Option(help: "The script of the vault: p2wsh or p2sh-p2wsh.")
    var script: MultisigDescriptor.ScriptType = .p2wsh

    /// The keys.
    var keys: KeyHolder.Keys { .custodian(scriptType: script, account: account) }

    func validate() throws {
        guard account < ChildNumber.hardenedBit else { throw ValidationError("--account must be below 2147483648") }
    }
}

/// How new words come about.
struct EntropyOptions: ParsableArguments {
    @Option(
        name: .customLong("throw"),
        help: ArgumentHelp(
            "What you throw or draw: dice, coins, cards (each put back) or deck (none put back).", valueName: "kind"))
    var method: ThrowMethod = .dice

    @Flag(
        name: .customLong("dice-only"),
        help:
            "Take your dice alone, in the form of other signers: SHA-256 of the digits. Nothing comes of this machine.")
    var isDiceOnly = false

    @Flag(
        name: .customLong("recipe"),
        help:
            "Show this machine's part with the words, so that another tool can compute them. It is as secret as they are."
    )
    var showsRecipe = false

    @Option(
        name: .customLong("words-language"),
        help: "The list that the words are taken from: english or japanese. English ones work in every wallet.")
    var wordsLanguage: MnemonicLanguage = .english

    @Flag(
        name: .customLong("words-passphrase"),
        help: "Give the words a BIP-39 passphrase (the 25th word): ask for it twice.")
    var hasWordsPassphrase = false

    /// Where the entropy comes from.
    var entropy: KeysCreate.Entropy { isDiceOnly ? .diceOnly : .mixed(method, showsRecipe: showsRecipe) }

    func validate() throws {
        guard !isDiceOnly || (method == .dice && !showsRecipe) else {
            throw ValidationError("--dice-only goes with dice, and needs no --recipe: the digits are all there is")
        }
    }
}

/// What a new keystore is to open with.
struct NewLockOptions: ParsableArguments {
    @Option(
        name: .customLong("new-key-file"),
        help: ArgumentHelp(
            "Make this file, on a stick of its own, without which the keystore will not open.", valueName: "file"))
    var newKeyFile: String?

    /// The passphrase, and the key file that is there or is to be made.
    func lock(_ passphrase: PassphraseOptions) -> NewLock {
        NewLock(passphrase: passphrase.source, newKeyFile: newKeyFile)
    }
}

extension ThrowMethod: ExpressibleByArgument {}

extension MnemonicLanguage: ExpressibleByArgument {}
