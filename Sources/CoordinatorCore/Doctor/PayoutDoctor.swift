package import BitcoinPrimitives
import ByteCoding
package import Custody
package import Descriptors
import WalletFormats

/// Says why a list of payouts would not be paid: unreadable rows, another network, addresses of the vault, dust, and rows
/// that pay one address twice.
package struct PayoutDoctor: Sendable {
    private let network: Network
    private let vaults: [Document<Vault>]

    /// Takes what the home has.
    package init(network: Network, vaults: [Document<Vault>]) {
        self.network = network
        self.vaults = vaults
    }

    /// What is wrong with a list; empty when nothing was found.
    package func examine(_ bytes: [UInt8], window: UInt32 = CoinBook.defaultWindow) throws(DescriptorError)
        -> [Diagnosis]
    {
        let list: PayoutList
        do throws(PayoutListError) { list = try PayoutList(parsing: bytes, network: network) } catch {
            return [Diagnosis(error.code, "\(error)", remedy: error.remedy ?? "Correct the row and look again.")]
        }
        var searches = vaults.map { (name: $0.body.name, search: OwnershipSearch($0.body.descriptor)) }
        var found: [Diagnosis] = []
        for payout in list.payouts {
            let limit = DustRule.limit(payout.address.scriptPubKey)
            if payout.amount.sat < limit {
                found.append(
                    Diagnosis(
                        "propose.dust",
                        "row \(payout.row) pays \(payout.amount.text), and nodes relay no output below \(limit) sat there",
                        remedy: "Pay more to it, or leave the row out."))
            }
            for place in searches.indices {
                let own = try searches[place].search.find(payout.address.scriptPubKey, hint: nil, window: window)
                guard let own else { continue }
                found.append(
                    Diagnosis(
                        "propose.own-address",
                        "row \(payout.row) pays vault \(searches[place].name) itself, at \(own.position)",
                        remedy: "Leave the row out: what is not paid stays in the vault by itself."))
            }
        }
        for rows in list.duplicates {
            found.append(
                Diagnosis(
                    "doctor.payouts-alike",
                    "rows \(rows.map(String.init).joined(separator: ", ")) pay the same address",
                    remedy: "Ask whoever wrote the list whether all of them are meant; each would be paid."))
        }
        return found
    }
}
