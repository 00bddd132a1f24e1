import Custody

extension SheetPhrase {
    /// The sentence in English.
    var english: String {
        switch self {
        case .backupTitle(let vault): "Backup sheet of vault \(vault)"
        case .addressTitle(let vault): "Addresses of vault \(vault)"
        case .headingVault: "The vault"
        case .headingDescriptor: "Descriptor"
        case .headingCosigners: "Cosigners"
        case .headingPeople: "People"
        case .headingFirstAddresses: "First addresses"
        case .headingWithRensho: "To recover with Rensho"
        case .headingWithoutRensho: "To recover without Rensho"
        case .headingReceive: "Receive addresses"
        case .headingChange: "Change addresses"
        case .name: "Name"
        case .version: "Version"
        case .network: "Network"
        case .quorum: "Quorum"
        case .script: "Script"
        case .hash: "Hash"
        case .vaultWords: "Vault words"
        case .number: "No."
        case .person: "Person"
        case .fingerprint: "Fingerprint"
        case .origin: "Origin"
        case .xpub: "xpub"
        case .release: "Release"
        case .roles: "Roles"
        case .organisation: "Organisation"
        case .site: "Site"
        case .device: "Device"
        case .identityKey: "Identity key"
        case .position: "Position"
        case .address: "Address"
        case .quorumOf(let threshold, let count): "\(threshold) of \(count)"
        case .releaseRule(.held): "held"
        case .releaseRule(.open): "open"
        case .role(let role): Self.englishRole(role)
        case .absent: "-"
        case .noSecret:
            "This sheet holds no secret: nobody can spend with it. Whoever reads it sees every address and every "
                + "amount of the vault, so keep it where only the vault's people can read it."
        case .keepWithWords(let threshold, let count):
            "Keep a copy of this sheet with every backup of words. The words of \(threshold) custodians sign, but "
                + "without the keys of all \(count) on this sheet nobody can find the coins."
        case .notAcknowledged(let people):
            "NOT ACKNOWLEDGED by \(people.map(\.description).joined(separator: ", ")): no address of this vault may be "
                + "used yet. Make a new sheet when everybody has acknowledged."
        case .descriptorUse:
            "One line, both branches (BIP-389): receive addresses on branch 0, change on branch 1. The 8 characters "
                + "after # find typing errors (BIP-380)."
        case .withRensho(let step, let vault): Self.englishStep(step, vault)
        case .withoutRensho(let step, let threshold): Self.englishForeignStep(step, threshold)
        case .compareAddress:
            "Before coins are sent to an address, compare all its characters with rensho-signer address on a "
                + "custodian's own machine, or with a registered hardware wallet. The beginning and the end are not enough."
        case .changeNotGiven: "Change addresses are for checking only. Never give one to a payer."
        }
    }

    private static func englishRole(_ role: Role) -> String {
        switch role {
        case .administrator: "administrator"
        case .approver: "approver"
        case .auditor: "auditor"
        case .custodian: "custodian"
        case .developer: "developer"
        case .operator: "operator"
        case .requester: "requester"
        case .watcher: "watcher"
        }
    }

    private static func englishStep(_ step: Int, _ vault: Identifier) -> String {
        switch step {
        case 0:
            "Each custodian restores his words on an empty machine with rensho-signer keys restore, and compares the "
                + "fingerprint with this sheet."
        case 1:
            "Each custodian registers the file \(vault).vault with rensho-signer vault register, and compares the 12 "
                + "vault words and the first address with this sheet. Any person of the vault may have kept the file."
        case 2:
            "The operator makes a home with rensho init and brings in \(vault).vault and the acknowledgements with rensho "
                + "vault import."
        default:
            "A restored machine does not know what it has signed: let the other custodians tell which cases are open "
                + "before anything new is signed."
        }
    }

    private static func englishForeignStep(_ step: Int, _ threshold: Int) -> String {
        switch step {
        case 0:
            "Type or copy the descriptor into a wallet that reads output descriptors (Bitcoin Core, Sparrow, BDK) as "
                + "watch-only, and compare the first addresses with this sheet."
        case 1:
            "\(threshold) custodians enter their words, each into a signer of his own that takes BIP-39 words and the "
                + "path of his key, and compare the fingerprint with this sheet."
        case 2:
            "Each of these signers is given the descriptor, too: a hardware wallet has to register it before it "
                + "recognises change."
        default:
            "Make one payment to a new wallet as a PSBT, let \(threshold) of them sign it, combine and send it. Another "
                + "program keeps none of the vault's rules: agree on every payment by voice."
        }
    }
}
