import BitcoinPrimitives
import ByteCoding
package import Custody

extension ReviewText {
    /// What a vault's address book says of a destination; nothing where the vault has no book and asks for none.
    package func addressBook(_ output: OutputFact, of vault: Vault) -> [String] {
        guard let entry = vault.addressBook.entry(paying: output.script) else {
            let isSilent = vault.addressBook.entries.isEmpty && vault.rules.allowlist == .off
            return isSilent ? [] : wrapped(.book(.notListed))
        }
        return self.entry(entry.destination)
    }

    /// An entry of an address book, without its address. The name stands alone on its line: one that runs from right to
    /// left turns nothing else around.
    package func entry(_ entry: Destination) -> [String] {
        let conditions: [BookPhrase] = [
            .days(from: entry.firstUse, until: entry.expiry), entry.cap.map { BookPhrase.cap($0) } ?? .noCap,
            entry.proof.map { BookPhrase.proof($0.kind) } ?? .noProof,
        ]
        return wrapped(.book(.entry(entry.id, entry.destinationClass)))
            + TextLayout.wrap(SafeText.free(entry.name.description), indent: "  ")
            + conditions.flatMap { wrapped(.book($0), indent: "  ") }
            + (entry.proof.map { ["    \($0.document.hex)"] } ?? [])
    }

    /// An entry with its address in groups of four, as it stands on the screens of a vault.
    package func entry(_ entry: AddressBook.Entry) -> [String] {
        self.entry(entry.destination) + TextLayout.lines(ofGroups: entry.address.groups, indent: "    ")
    }
}
