package import BitcoinPrimitives
import ByteCoding
package import CoordinatorCore
package import Custody
import Foundation
import GRDB

/// Says why the store refuses a change or cannot be read.
package enum StoreError: CodedError, Equatable {
    /// Another program holds the store for longer than the waiting time.
    case busy
    /// The file or its folder cannot be read or written.
    case unavailable(path: String, reason: String)
    /// The file or its medium cannot be written to.
    case readOnly(path: String)
    /// The disk is full.
    case diskFull(path: String)
    /// The file already holds a store.
    case alreadyThere(path: String)
    /// The file is no store of this program.
    case notAStore(path: String)
    /// What is stored does not read or does not fit together.
    case damaged(what: String)
    /// No vault of that name is there.
    case unknownVault(name: String)
    /// No vault is there at all.
    case noVault
    /// More than one vault is there and none was named.
    case severalVaults(names: [String])
    /// Another document of the same vault name and version is there.
    case vaultConflict(name: String, version: String)
    /// A later version of a vault came before the one that it follows.
    case versionBeforeMissing(name: String, version: UInt32)
    /// A vault's signatures are refused.
    case vault(VaultError)
    /// The person has signed another acknowledgement of the same vault before.
    case acknowledgementConflict(person: String)
    /// An acknowledgement does not fit its vault.
    case acknowledgement(AcknowledgementError)
    /// The vault that an acknowledgement speaks of is not there.
    case acknowledgementOfUnknownVault(name: String, digest: String)
    /// No case with that name is there.
    case unknownCase(name: String)
    /// The name fits more than one case.
    case ambiguousCase(name: String, cases: [String])
    /// The name of a case is too short or no hex.
    case malformedCaseName(String)
    /// So much has come for the case that its evidence would not hold any more.
    case caseFull(caseID: String)
    /// The case has ended.
    case caseEnded(caseID: String, state: String)
    /// The case id or digest is in use already.
    case caseExists(caseID: String)
    /// Another case has used the change index since the payment was built.
    case changeIndexUsed(index: UInt32)
    /// Somebody refused the case.
    case caseRefused(caseID: String, people: [String])
    /// The case is no longer confirmed as it was when its transaction was assembled.
    case caseNotConfirmed(caseID: String)
    /// An open case holds a coin.
    case coinLocked(outpoint: OutPoint, caseID: String)
    /// A coin is frozen.
    case coinFrozen(outpoint: OutPoint)
    /// A coin is not frozen.
    case coinNotFrozen(outpoint: OutPoint)
    /// The vault's coins would be more than there can ever be.
    case moreThanMoney
    /// A coin named by hand is not there.
    case unknownCoin(OutPoint)
    /// The number of an order belongs to another order, which a case of this store pays.
    case orderNumberUsed(OrderName, caseID: String)
    /// A case of this store pays the same order, and shares no coin with the new one.
    case orderUsed(OrderName, caseID: String)
    /// More would leave than a limit of the vault lets, with the cases of this store.
    case limitExceeded(LimitUse)
    /// The vault is frozen by these people.
    case vaultFrozen(Identifier, by: [Identifier])
    /// These people have vetoed an order.
    case orderVetoed(OrderName, by: [Identifier])
    /// The order's cases have failed twice, and no auditor has countersigned them; their ids.
    case orderLocked(OrderName, cases: [String])
    /// A document that would stop something, or let it go on, does not count.
    case stop(StopProblem)
    /// A file belongs to no case of this store.
    case fileOfNoCase(reason: String)
    /// A file of another network.
    case fileOfOtherNetwork(file: Network, home: Network)
    /// A case cannot take the place of another.
    case replacement(ReplacementError)
    /// A case refuses what was brought to it.
    case refused(CaseError)
    /// The log's chain is broken.
    case logBroken(sequence: Int)
    /// SQLite answered in a way that has no words of its own.
    case unexpected(code: String, text: String)

    init(_ error: DatabaseError, _ path: String) {
        switch error.resultCode {
        case .SQLITE_BUSY, .SQLITE_LOCKED: self = .busy
        case .SQLITE_FULL: self = .diskFull(path: path)
        case .SQLITE_READONLY: self = .readOnly(path: path)
        // The write-ahead log could not be made beside a store that is there.
        case .SQLITE_CANTOPEN where Self.isInReadOnlyFolder(path): self = .readOnly(path: path)
        case .SQLITE_CANTOPEN, .SQLITE_PERM, .SQLITE_AUTH, .SQLITE_IOERR:
            self = .unavailable(
                path: path, reason: error.message ?? "SQLite result \(error.resultCode.rawValue)")
        case .SQLITE_CORRUPT, .SQLITE_NOTADB: self = .damaged(what: error.message ?? "the file is no SQLite store")
        default: self = .unexpected(code: "\(error.extendedResultCode.rawValue)", text: error.message ?? "no message")
        }
    }

    private static func isInReadOnlyFolder(_ path: String) -> Bool {
        let files = FileManager.default
        return files.fileExists(atPath: path)
            && !files.isWritableFile(atPath: URL(fileURLWithPath: path).deletingLastPathComponent().path)
    }

    package var code: String {
        switch self {
        case .busy: "store.busy"
        case .unavailable: "store.unavailable"
        case .readOnly: "store.read-only"
        case .diskFull: "store.disk-full"
        case .alreadyThere: "store.already-there"
        case .notAStore: "store.not-a-store"
        case .damaged: "store.damaged"
        case .unknownVault: "store.unknown-vault"
        case .noVault: "store.no-vault"
        case .severalVaults: "store.several-vaults"
        case .vaultConflict: "store.vault-conflict"
        case .versionBeforeMissing: "store.version-before-missing"
        case .vault(let error): error.code
        case .acknowledgementConflict: "store.acknowledgement-conflict"
        case .acknowledgement(let error): error.code
        case .acknowledgementOfUnknownVault: "store.acknowledgement-of-unknown-vault"
        case .unknownCase: "store.unknown-case"
        case .ambiguousCase: "store.ambiguous-case"
        case .malformedCaseName: "store.malformed-case-name"
        case .caseFull: "store.case-full"
        case .caseEnded: "store.case-ended"
        case .caseExists: "store.case-exists"
        case .changeIndexUsed: "store.change-index-used"
        case .caseRefused: "store.case-refused"
        case .caseNotConfirmed: "store.case-not-confirmed"
        case .coinLocked: "store.coin-locked"
        case .coinFrozen: "store.coin-frozen"
        case .coinNotFrozen: "store.coin-not-frozen"
        case .moreThanMoney: "coins.too-much"
        case .unknownCoin: "store.unknown-coin"
        case .orderNumberUsed: "store.order-number-used"
        case .orderUsed: "store.order-used"
        case .limitExceeded: "limit.exceeded"
        case .vaultFrozen: "store.vault-frozen"
        case .orderVetoed: "store.order-vetoed"
        case .orderLocked: "store.order-locked"
        case .stop(let problem): problem.code
        case .fileOfNoCase: "store.file-of-no-case"
        case .fileOfOtherNetwork: "store.file-of-other-network"
        case .replacement(let error): error.code
        case .refused(let error): error.code
        case .logBroken: "store.log-broken"
        case .unexpected: "store.unexpected"
        }
    }

    package var description: String {
        switch self {
        case .busy: "another program has been using the store for too long"
        case .unavailable(let path, let reason): "the store \(path) cannot be read or written: \(reason)"
        case .readOnly(let path): "the store \(path) cannot be changed: it or its medium is read-only for this user"
        case .diskFull(let path): "the disk with the store \(path) is full"
        case .alreadyThere(let path): "\(path) already holds a store"
        case .notAStore(let path): "\(path) is no store of rensho"
        case .damaged(let what): "the store is damaged: \(what)"
        case .unknownVault(let name): "no vault \"\(name)\" is in the store"
        case .noVault: "no vault is in the store"
        case .severalVaults(let names): "the store has several vaults: \(names.joined(separator: ", "))"
        case .vaultConflict(let name, let version):
            "another document of vault \(name) version \(version) is in the store"
        case .versionBeforeMissing(let name, let version):
            "vault \(name) version \(version) follows version \(version - 1), which is not in the store"
        case .vault(let error): "\(error)"
        case .acknowledgementConflict(let person): "\(person) has signed another acknowledgement of this vault before"
        case .acknowledgement(let error): "\(error)"
        case .acknowledgementOfUnknownVault(let name, let digest):
            "the acknowledgement is of vault \(name) with hash \(digest), which is not in the store"
        case .unknownCase(let name): "no case \"\(name)\" is in the store"
        case .ambiguousCase(let name, let cases): "\"\(name)\" fits several cases: \(cases.joined(separator: ", "))"
        case .malformedCaseName(let name): "\"\(name)\" is no case name"
        case .caseFull(let caseID):
            "so many files have come for case \(caseID) that its evidence has no room for another one; it was not kept"
        case .caseEnded(let caseID, let state): "case \(caseID) is \(state)"
        case .caseExists(let caseID): "case \(caseID) is in the store already"
        case .changeIndexUsed(let index):
            "another case has taken the change index \(index) since the payment was built"
        case .caseRefused(let caseID, let people): "case \(caseID) was refused by \(people.joined(separator: ", "))"
        case .caseNotConfirmed(let caseID): "case \(caseID) is not confirmed any more as it was"
        case .coinLocked(let outpoint, let caseID): "coin \(outpoint) is held by case \(caseID)"
        case .coinFrozen(let outpoint): "coin \(outpoint) is frozen"
        case .coinNotFrozen(let outpoint): "coin \(outpoint) is not frozen"
        case .moreThanMoney: "the vault's coins would be more than 21 million bitcoin together"
        case .unknownCoin(let outpoint): "coin \(outpoint) is not among the vault's coins"
        case .orderNumberUsed(let name, let caseID):
            "case \(caseID) pays another order with the number of order \(name)"
        case .limitExceeded(let use):
            "the limit \"\(use.limit.documentText)\" is \(use.ceiling.text): \(use.before.text) count already, "
                + "\(use.after.text) with this case"
        case .orderUsed(let name, let caseID):
            "case \(caseID) pays order \(name) already, and this one spends none of its coins: both could be paid"
        case .vaultFrozen(let vault, let people):
            "the vault \(vault) is frozen by \(people.map(\.description).joined(separator: ", "))"
        case .orderVetoed(let name, let people):
            "order \(name) was vetoed by \(people.map(\.description).joined(separator: ", "))"
        case .orderLocked(let name, let cases):
            "order \(name) has had \(cases.count) cases already, and no auditor has countersigned another one: "
                + cases.joined(separator: ", ")
        case .stop(let problem): "it does not count: \(problem)"
        case .fileOfNoCase(let reason): "the file belongs to no case of this store: \(reason)"
        case .fileOfOtherNetwork(let file, let home):
            "the file was made for \(file.rawValue) and this home is for \(home.rawValue)"
        case .replacement(let error): "\(error)"
        case .refused(let error): "\(error)"
        case .logBroken(let sequence): "the log's chain is broken at entry \(sequence)"
        case .unexpected(let code, let text): "SQLite answered \(code): \(text)"
        }
    }

    package var remedy: String? {
        switch self {
        case .busy: "Wait until the other rensho has ended and run the command again; nothing was changed."
        case .unavailable:
            "Check that the home folder is there and may be written, and its medium; then run the command again. If the "
                + "medium fails, restore the latest backup to another one: rensho restore."
        case .readOnly:
            "Mount the medium for writing, or copy the home folder to where it can be written; status, inspect and log show "
                + "read it as it is."
        case .diskFull: "Free some space and run the command again; nothing was changed."
        case .alreadyThere: "Use the home that is there, or name another with --home."
        case .notAStore: "Make a home with rensho init."
        case .damaged, .logBroken:
            "Stop using this home and restore the latest backup into a new one: rensho restore FILE --home FOLDER."
        case .unknownVault, .noVault: "Import the vault with rensho vault import FILE."
        case .severalVaults: "Name one with --vault."
        case .vaultConflict:
            "Compare the two documents; a vault's version never changes once it is made. Use neither before you know why."
        case .versionBeforeMissing: "Import the versions in their order, from the first on."
        case .vault(let error): error.remedy
        case .acknowledgement(let error): error.remedy
        case .acknowledgementOfUnknownVault: "Import the vault document first."
        case .unknownCase, .ambiguousCase: "List the cases with rensho status."
        case .malformedCaseName: "Give at least 4 of the case's 32 hex characters."
        case .caseFull: "Look where they come from, and bring only what the custodians have written."
        case .caseEnded: "Open a new case with rensho propose; see the old one with rensho status."
        case .caseExists: "See it with rensho status; rensho propose --again writes its proposal file again."
        case .orderNumberUsed: "Ask the requester for a new order with a new number: any edit is a new order."
        case .limitExceeded:
            "Wait until earlier cases have left the window, or pay less. Cases that were given up count on while signatures "
                + "or confirmations of them are outside."
        case .orderUsed(_, let caseID):
            "If its proposal file was never written, write it with rensho propose --again \(caseID); to pay it differently, "
                + "take its place with rensho propose --replaces \(caseID) --reason TEXT, so that only one can be paid."
        case .vaultFrozen:
            "Only its custodians end a freeze: rensho-signer lift; bring what they sign with rensho heed."
        case .orderVetoed: "Ask the requester for a new order with a new number, if it is still wanted."
        case .orderLocked:
            "Ask the auditor to look at them (rensho-signer order countersign), or the requester for a new order."
        case .fileOfNoCase:
            "Collect it in the home where its case was proposed; rensho inspect tells which case a file is of. If it was this "
                + "one, the home is an older copy of itself: use the latest one."
        case .changeIndexUsed: "Run the command again."
        case .caseRefused(let caseID, _): "End it with rensho abort \(caseID) and propose anew."
        case .caseNotConfirmed(let caseID): "See rensho status \(caseID)."
        case .coinLocked: "Finish or abort that case, or choose other coins."
        case .coinFrozen: "Thaw it with rensho coins thaw, or choose other coins."
        case .moreThanMoney: "No chain has such coins: ask another program or node for the list; nothing was changed."
        case .unknownCoin, .coinNotFrozen: "List the coins with rensho coins list."
        case .replacement(let error): error.remedy
        case .refused(let error): error.remedy
        case .acknowledgementConflict, .fileOfOtherNetwork, .stop, .unexpected: nil
        }
    }
}
