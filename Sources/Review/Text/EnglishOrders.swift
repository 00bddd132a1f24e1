import BitcoinPrimitives
import ByteCoding
import Custody

/// The sentences about orders, in English.
enum EnglishOrders {
    static func text(_ sentence: OrderSentence) -> String {
        switch sentence {
        case .problem(let problem): text(problem)
        case .difference(let difference): text(difference)
        case .feeAbove(let fee, let ceiling, let name):
            "The fee of \(fee.text) is above the \(ceiling.text) that order \(name) allows"
        case .otherKind(let name, .internal): "Order \(name) pays nobody, and this case is a payment"
        case .otherKind(let name, .payment): "Order \(name) is a payment, and this case pays nobody"
        case .force(let subject, let force): text(subject, force)
        case .numberReused(let name, let earlier, let day):
            "The number of order \(name) belongs to another order, for which this machine has answered the case \(earlier)"
                + on(day)
        case .used(let name, let earlier, let day):
            "PAID TWICE? This machine has answered the case \(earlier) for order \(name)\(on(day)), and this case spends "
                + "none of its coins: both could be paid"
        case .people(let name, let approvers):
            "Order \(name) is signed by its requester"
                + (approvers.isEmpty ? "; it carries no approval" : " and approved by \(list(approvers))")
        }
    }

    static func remedy(_ sentence: OrderSentence) -> String {
        switch sentence {
        case .problem(.orderAbsent), .problem(.approvalAbsent), .problem(.orderUncited), .problem(.approvalUncited),
            .otherKind:
            "Ask the operator for a new proposal that carries exactly the orders and approvals that it cites."
        case .problem(.orderRefused(_, .roleLapsed)), .problem(.approvalRefused(_, .roleLapsed)):
            "Do not sign. Let somebody whose part in the vault stands order or approve it, or agree to a new version of it."
        case .problem(.orderRefused):
            "Do not sign: nobody who may order has ordered this. Ask the requester by telephone."
        case .problem(.numberRepeated), .numberReused:
            "Do not sign. An order that was edited is a new order with a new number: ask the requester by telephone which "
                + "of the two is his."
        case .problem(.approvalRefused(_, .otherOrder)):
            "Do not sign. The approver has read another order: let him read and approve this one."
        case .problem(.notCooled):
            "Wait until that day, and find out meanwhile whether the payment is still wanted. The wait is judged by the clock "
                + "of this machine."
        case .problem(.approvalRefused), .problem(.approvalRepeated), .problem(.approvalsMissing),
            .problem(.unitMissing):
            "Do not sign. Ask the operator for the approvals that the vault asks for, by different people."
        case .difference:
            "Do not sign. What is paid is not what was ordered: keep the file and tell the requester and the other "
                + "custodians by telephone."
        case .feeAbove: "Ask for a proposal with a lower fee, or for a new order that allows this one."
        case .force(_, .unknown): "Find out by another way whether it is still wanted, and go on only then."
        case .force: "Ask the requester whether it is still wanted; then he orders it anew."
        case .used:
            "If you are told that the first one failed, stop here: ask for a case that replaces it and spends its coins, "
                + "for then only one of the two can be paid. \"Please sign again\" is how stolen payments begin."
        case .people: "Nothing needs to be done: these signatures were verified with the registered vault."
        }
    }

    private static func text(_ problem: OrderProblem) -> String {
        switch problem {
        case .orderAbsent(let digest): "The case cites the order \(digest), which the file does not carry"
        case .approvalAbsent(let digest): "The case cites the approval \(digest), which the file does not carry"
        case .orderUncited(let name): "The file carries order \(name), which the case does not cite"
        case .approvalUncited(let person, let name):
            "The file carries an approval by \(person) of order \(name), which the case does not cite"
        case .orderRefused(let name, let refusal): "Order \(name) does not count: \(refusal.description)"
        case .numberRepeated(let name): "Two different orders of this case have the number \(name)"
        case .approvalRefused(let person, let refusal):
            "The approval by \(person) does not count: \(refusal.description)"
        case .approvalRepeated(let person, let name):
            "The approval of order \(name) by \(person) stands twice, under whatever name: it counts once"
        case .approvalsMissing(let name, let found, let needed):
            "Order \(name) has \(found) of the \(EnglishFacts.count(needed, "approval")) that the vault asks for"
        case .unitMissing(let name, let units):
            "Order \(name) is approved by nobody of \(units.map(\.description).joined(separator: " or "))"
        case .notCooled(let name, let days, let until, let clock):
            "The approvals of order \(name) count \(EnglishFacts.count(Int(days), "day")) after they were given"
                + (until.map { ": from \($0) on" } ?? "")
                + (clock.map { "; by the clock of this machine it is \($0)" } ?? "; this machine does not know the date")
        }
    }

    private static func text(_ difference: PaymentDifference) -> String {
        switch difference {
        case .extra(let output, let paid):
            "Output \(output): NOT ORDERED: \(paid.amount.text) to somebody whom no order of this case names"
        case .missing(let line):
            "\(place(line)) is not paid: \(line.line.amount.text) to \(line.line.address)"
        case .merged(let output, let lines):
            "Output \(output): pays \(lines.count) lines together that are ordered apart: "
                + lines.map(place).joined(separator: ", ")
        case .split(let line, let outputs):
            "\(place(line)) orders \(line.line.amount.text) in one payment, and the outputs "
                + "\(outputs.map { String($0) }.joined(separator: ", ")) pay it in parts"
        case .amount(let output, let paid, let line):
            "Output \(output): pays \(paid.text), and \(place(line)) orders \(line.line.amount.text) to this address"
        case .address(let output, let paid, let line):
            "Output \(output): OTHER ADDRESS: \(place(line)) orders these \(paid.amount.text) to \(line.line.address)"
        }
    }

    private static func text(_ subject: OrderSubject, _ force: OrderForce) -> String {
        let what =
            switch subject {
            case .order(let name): "Order \(name)"
            case .approval(let person, let name): "The approval of order \(name) by \(person)"
            }
        return switch force {
        case .inForce: "\(what) is in force"
        case .notYet(let bound): "\(what) is valid from \(bound.documentText) only"
        case .ended(let bound): "\(what) was valid until \(bound.documentText)"
        case .unknown(let bound):
            "This machine cannot tell whether this is valid now: \(what), bounded by \(bound.documentText)"
        }
    }

    static func place(_ line: OrderedLine) -> String { "Line \(line.number) of order \(line.name)" }

    private static func on(_ day: CalendarDate?) -> String { day.map { " on \($0)" } ?? "" }

    private static func list(_ people: [Identifier]) -> String { people.map(\.description).joined(separator: ", ") }

    static func text(_ phrase: ComparisonPhrase) -> String {
        switch phrase {
        case .transaction: "transaction"
        case .order: "order"
        case .addressBook: "address book"
        case .addressRow: "address"
        case .amountRow: "amount"
        case .asAbove: "as above"
        case .amount(let amount): "\(amount.btcText) BTC"
        case .matches: "matches"
        case .notOrdered: "NOT ORDERED"
        case .otherAddress: "DIFFERS"
        case .differs(let amount): "DIFFERS: \(amount.btcText) BTC"
        case .merged(let lines): "DIFFERS: \(lines) lines"
        case .part(let amount): "DIFFERS: a part of \(amount.btcText) BTC"
        case .notInBook: "NOT IN IT"
        case .noCap: "no cap"
        case .upTo(let cap): "at most \(cap.btcText) BTC"
        case .aboveCap(let cap): "DIFFERS: above \(cap.btcText) BTC"
        }
    }

    static func text(_ phrase: OrderPhrase) -> String {
        switch phrase {
        case .title(let name, let vault, let network): "ORDER \(name) to the vault \(vault), on \(network)"
        case .kind(.payment): "kind: payment"
        case .kind(.internal): "kind: internal: nobody is paid, coins move inside the vault, and the fee is lost"
        case .requester(let person, let name): "requester: \(person), \(SafeText.free(name))"
        case .total(let amount, let lines): "together: \(amount.text) in \(EnglishFacts.count(lines, "line"))"
        case .feeAtMost(let amount): "fee at most: \(amount.text)"
        case .validity(let from, let until):
            "valid from \(from?.documentText ?? "now on") until \(until.documentText)"
        case .founding(let digest): "the vault's version 1: \(digest)"
        case .vaultWords(let words): "words of that version: \(words.joined(separator: " "))"
        case .digest(let digest): "digest of the order: \(digest)"
        case .words(let words): "words of the order: \(words.joined(separator: " "))"
        case .lineTitle(let number, let total): "PAYMENT \(number) of \(total)"
        case .lineInBitcoin(let amount): "amount: \(amount.btcText) BTC"
        case .lineInSatoshi(let amount): "        \(amount.sat) sat"
        case .recipient(let name): "recipient: \(name.map(SafeText.free) ?? "-")"
        case .reference(let text): "reference: \(text.map(SafeText.free) ?? "-")"
        case .lastNumber(let number): "the last number that you signed on this machine for this vault: \(number)"
        case .memoryLost:
            "! THIS MACHINE WAS RESTORED and does not know which numbers you have used. Go on only with a number above all "
                + "on your paper."
        case .signNotice: "With your passphrase you order exactly these payments, once, under this number."
        case .signPrompt(let word): "Type \"\(word)\" to sign this order: "
        case .approveNotice(let requester):
            "With your passphrase you approve exactly this order of \(requester). An order that is edited afterwards is "
                + "another one."
        case .approvalDay(let day): "the day of your approval, by this machine: \(day)"
        case .approvalUntil(let bound): "your approval counts until \(bound.documentText)"
        case .approvePrompt(let word): "Type \"\(word)\" to approve this order: "
        case .sheetTitle(let name): "Order \(name)"
        case .sheetUse:
            "Every custodian types the destinations and amounts from this paper, not from a screen. Give it to him by hand, "
                + "or read it to him by telephone: never by the way on which the files travel."
        case .sheetTyped:
            "Compare the words with the requester's by telephone before you type anything. Stop when a character differs."
        case .sheetWordsHeading: "Words of this order"
        case .sheetLinesHeading: "Payments"
        case .sheetNumber: "No."
        case .sheetAddress: "Address"
        case .sheetAmount: "Amount"
        case .sheetRecipient: "Recipient"
        case .sheetReference: "Reference"
        case .sheetVault: "Vault"
        case .sheetNetwork: "Network"
        case .sheetRequester: "Requester"
        case .sheetFee: "Fee at most"
        case .sheetValidity: "Validity"
        case .sheetDigest: "Digest"
        case .sheetTotal: "Together"
        case .sheetKind: "Kind"
        }
    }
}
