import BitcoinCrypto
import BitcoinPSBT
import BitcoinPrimitives
import ByteCoding
import Custody
import Descriptors
import TestSupport

extension Adversary {
    /// Changes one thing of a case that decides what is paid, from which coins, or when.
    mutating func change(_ plan: inout CasePlan) -> String {
        switch dice.number(below: 11) {
        case 0:
            plan.payments[0].sat += 1
            return "one satoshi more"
        case 1:
            plan.payments[0].sat = plan.payments[0].sat > 15_000_000 ? 13_000_000 : 24_000_000
            return "another amount"
        case 2:
            plan.payments[0].stranger = 66
            return "another destination"
        case 3:
            plan.payments.append(.init(stranger: 66, sat: 9_000_000))
            return "one destination more"
        case 4:
            plan.payments.reverse()
            plan.isChangeFirst.toggle()
            return "another order of the outputs"
        case 5:
            plan.sequence = plan.sequence == .final ? .replaceable : .final
            return "another sequence number"
        case 6:
            plan.lockTime = LockTime(plan.lockTime.rawValue + 1)
            return "another lock time"
        case 7:
            plan.coins = plan.coins.count == 1 ? [plan.coins[0], plan.coins[0] + 1] : [plan.coins[0]]
            return "other inputs"
        case 8:
            plan.change = (plan.change + 1) % 3
            return "another change address"
        case 9:
            plan.drill.toggle()
            return "drill or not"
        default:
            plan.transactionVersion = plan.transactionVersion == 2 ? 1 : 2
            return "another transaction version"
        }
    }

    /// Changes one thing that a file says beside its transaction.
    mutating func changeField(of psbt: inout PSBT, _ made: MadeCase) throws -> String {
        switch dice.number(below: 9) {
        case 0:
            psbt.inputs[0].sighashType = 0x83
            return "another hash type"
        case 1:
            psbt.inputs[0].nonWitnessUtxo = nil
            return "no previous transaction"
        case 2:
            psbt.inputs[0].witnessUtxo = TxOut(
                amount: try Amount(sat: Chain.coinAmount - 1),
                scriptPubKey: made.psbt.inputs[0].witnessUtxo?.scriptPubKey ?? Script([]))
            return "another amount of the coin"
        case 3:
            psbt.inputs[0].finalScriptWitness = [[1]]
            return "a finished input"
        case 4:
            let stranger = psbt.outputs.indices.first { psbt.outputs[$0].bip32Derivations.isEmpty } ?? 0
            psbt.outputs[stranger].bip32Derivations = FixtureCase.derivations(treasury.chain.change[0])
            return "a destination that claims to be change"
        case 5:
            let key = treasury.chain.coins[made.plan.coins[0]].script.keys[0].publicKey
            psbt.inputs[0].addPartialSig(
                publicKey: key.encoded,
                signature: try ECDSASignature(compact: [UInt8](repeating: 1, count: 64)).der + [1])
            return "a signature that holds nowhere"
        case 6:
            psbt.global.proprietary.append(
                ProprietaryPair(identifier: ProposalFields.identifier, subtype: 77, keyData: [], value: [1]))
            return "an unknown document"
        case 7:
            psbt.inputs[0].proprietary = Array(psbt.global.proprietary.prefix(1))
            return "a document in another place"
        default:
            psbt.global.proprietary.reverse()
            return "documents in another order"
        }
    }
}
