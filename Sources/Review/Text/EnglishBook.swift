import BitcoinPrimitives
import Custody

/// What the address book says of a destination, in English.
enum EnglishBook {
    static func text(_ phrase: BookPhrase) -> String {
        switch phrase {
        case .entry(let id, let kind): "Address book: the entry \(id), \(name(kind))"
        case .notListed: "Address book: THIS ADDRESS IS NOT IN IT"
        case .noOrder: "Order line: none"
        case .days(let from, nil): "may be paid from \(from)"
        case .days(let from, .some(let until)): "may be paid from \(from) until \(until)"
        case .cap(let cap): "at most \(cap.text) in one payment"
        case .noCap: "no bound on one payment"
        case .proof(let kind): "proven by \(name(kind)), whose document has the SHA-256"
        case .noProof: "NOT PROVEN to be the recipient's"
        }
    }

    static func name(_ kind: DestinationClass) -> String {
        switch kind {
        case .ownHotWallet: "a hot wallet of our own"
        case .ownVault: "another vault of our own"
        case .customer: "a customer"
        case .exchange: "an exchange"
        }
    }

    private static func name(_ kind: ProofKind) -> String {
        switch kind {
        case .message: "a message that its keys signed"
        case .testPayment: "a test payment"
        case .statement: "a statement signed on paper"
        case .call: "a call to a known number"
        }
    }
}

extension EnglishFindings {
    static func text(_ sentence: BookSentence) -> String {
        switch sentence {
        case .notListed(let index, .required):
            "Output \(index): this address is NOT IN THE ADDRESS BOOK, and the vault pays no other"
        case .notListed(let index, .tiered), .notListed(let index, .off):
            "Output \(index): this address is NOT IN THE ADDRESS BOOK of the vault"
        case .waiting(let index, let entry, let firstUse, let clock):
            "Output \(index): the entry \(entry) of the address book may be paid from \(firstUse) on; by the "
                + "clock of this machine it is \(clock)"
        case .expired(let index, let entry, let expiry, let today):
            "Output \(index): the entry \(entry) of the address book could be paid until \(expiry); it is \(today)"
        case .dayUnknown(let index, let entry, let firstUse, let expiry):
            "Output \(index): the entry \(entry) of the address book may be paid from \(firstUse)"
                + (expiry.map { " until \($0)" } ?? " on") + ", and this machine does not know the date"
        case .aboveCap(let outputs, let entry, let total, let cap):
            "Outputs \(list(outputs)): the entry \(entry) of the address book would get \(total.text); one payment may "
                + "bring it at most \(cap.text)"
        }
    }
}

extension EnglishRemedies {
    static func text(_ sentence: BookSentence) -> String {
        switch sentence {
        case .notListed(_, .required):
            "Do not go on. If the recipient is to be paid, a new version of the vault takes the address into the book."
        case .notListed(_, .tiered), .notListed(_, .off):
            "Go on only if this recipient was meant and the address was proven; hear it from the recipient by telephone."
        case .waiting:
            "Wait until that day, and find out meanwhile whether the entry belongs into the book. A clock that is set "
                + "forward does not shorten the wait of the others."
        case .expired: "Ask for a new version of the vault in which the entry is renewed, with a new proof."
        case .dayUnknown: "Set the clock of this machine, and look again."
        case .aboveCap: "Ask for a proposal within the bound; dividing the payment among outputs does not help."
        }
    }
}
