import BitcoinPSBT
import BitcoinPrimitives
import Custody

/// Refuses a file of another network: a case document, or a global key, that is not of the vault's (number 52).
///
/// Addresses never come from the file: they are encoded from the script for the vault's network.
struct CaseNetwork: SigningCheck {
    static let id = "case.network"

    func findings(in context: ReviewContext) -> [Finding] {
        let network = context.vault.vault.network
        var found: [Finding] = []
        if let stated = context.caseDocument?.body.network, stated != network {
            found.append(finding(.refuse, .caseDocument, .otherNetwork(stated: stated.rawValue, vault: network)))
        }
        let foreign = context.psbt.global.xpubs.contains { xpub in
            // BIP-32: the first four bytes say which network the key is for.
            guard let key = try? ExtendedPublicKey(serialized: xpub.serialized) else { return true }
            return key.isTestNetwork != network.isTest
        }
        if foreign {
            let stated = network.isTest ? "mainnet" : "a test network"
            found.append(finding(.refuse, .file, .otherNetwork(stated: stated, vault: network)))
        }
        return found
    }
}
