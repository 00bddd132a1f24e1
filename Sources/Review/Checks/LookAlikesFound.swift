import BitcoinPrimitives
import Custody

/// Warns about a destination that begins and ends like an address that is known and is another one: that of an entry
/// of the address book, the vault's own, a coin's, one that this machine has paid, or another output of the case.
struct LookAlikesFound: SigningCheck {
    static let id = "output.look-alike"

    func findings(in context: ReviewContext) -> [Finding] {
        let external = context.examination.outputs.filter { $0.role == .external && $0.address != nil }
        guard !external.isEmpty else { return [] }
        let index = LikenessIndex(Self.known(in: context))
        return external.compactMap { output in
            guard let address = output.address, let match = index.match(address) else { return nil }
            let sentence = PaymentSentence.lookAlike(index: output.index, address: address, match)
            return finding(.warn, .output(output.index), .payment(sentence))
        }
    }

    /// Everything that this machine can name; the names that say most come first.
    private static func known(in context: ReviewContext) -> [KnownAddress] {
        let network = context.vault.vault.network
        func address(_ script: Script) -> Address? { Address(scriptPubKey: script, network: network) }
        var known = KnownAddress.book(of: context.vault.vault) + context.ownAddresses
        for answered in context.machine.answered where answered.caseID != context.examination.facts?.header.caseID {
            known += answered.pays.compactMap { output in
                address(output.scriptPubKey).map { KnownAddress($0, .paid(answered.caseID, on: answered.day)) }
            }
        }
        known += context.machine.seenCoins.sorted { $0.key < $1.key }.compactMap { outpoint, coin in
            address(coin.scriptPubKey).map { KnownAddress($0, .coin(outpoint)) }
        }
        known += context.examination.inputs.compactMap { input in
            input.proven.flatMap { address($0.scriptPubKey) }.map { KnownAddress($0, .coin(input.outpoint)) }
        }
        known += context.examination.outputs.compactMap { output in
            output.address.map { KnownAddress($0, .output(output.index)) }
        }
        return known
    }
}
