import BitcoinPSBT
import BitcoinPrimitives
import ByteCoding
import Custody
import Foundation
import TestSupport

/// An approved order, and what people with their own keys, or thieves with theirs, make of it.
///
/// The vault lists rita and aiko as requesters and anton and zoe as approvers; the parts of aiko and zoe have ended.
struct BadOrders {
    /// The order that everybody has agreed to, and its approval.
    let order: Document<Order>
    let approval: Document<OrderApproval>

    /// The vault with the open case of an honest order, and the operator's home `fresh` as it was before.
    static let proposed = Result { () throws -> (folder: WalkFolder, name: String) in
        let made = try OrderWalk.make(
            with: ["aiko", "anton", "rita", "zoe"], options: ["--policy", "policy.txt"],
            policy: """
                rensho/policy/v1
                name: treasury
                threshold: 2
                script: p2wsh
                release: held
                confirmations: all
                orders: required
                approvals: 1
                max-fee: 0.01 BTC
                max-fee-percent: 5
                max-fee-rate: 200
                role: rita requester
                role: aiko requester
                expires: aiko 2020-01-01
                role: anton approver
                role: zoe approver
                expires: zoe 2020-01-01
                accepts: organisation example

                """)
        let walk = try OrderWalk(copying: made)
        let order = try walk.order(1)
        let files = [order, try walk.approve(order)]
        _ = try ProgramRun("/bin/cp", ["-a", "operator", "fresh"], in: walk.folder.path)
        return (walk.folder, try walk.propose(files).name)
    }

    init(in walk: OrderWalk) throws {
        order = try Document(parsing: walk.folder.bytes("treasury.rita.1.order"))
        approval = try Document(parsing: walk.folder.bytes("treasury.rita.1.anton.approval"))
    }

    /// The order with something changed, signed by nobody.
    func edited(
        number: UInt64? = nil, requester: String? = nil, lines: [Order.Line]? = nil, maximumFee: UInt64? = nil,
        founding: Bytes32? = nil, from: String? = nil, until: String? = nil
    ) throws -> Order {
        let body = order.body
        return try Order(
            network: body.network, vault: body.vault, founding: founding ?? body.founding,
            requester: requester.map { try Identifier($0) } ?? body.requester, number: number ?? body.number,
            lines: lines ?? body.lines, maximumFee: maximumFee.map { try Amount(sat: $0) } ?? body.maximumFee,
            notBefore: try from.map { .date(try CalendarDate(documentText: $0)) } ?? body.notBefore,
            notAfter: try until.map { .date(try CalendarDate(documentText: $0)) } ?? body.notAfter)
    }

    /// The edited order under the signature of the true one.
    func underOldSignature(_ body: Order) -> Document<Order> {
        var document = Document(body: body)
        for line in order.signatures { document.add(line) }
        return document
    }

    /// An approval by somebody from his own machine, or from another one.
    static func approval(
        of order: Document<Order>, by person: String = "anton", named name: String? = nil, on device: String? = nil,
        date: String = "2026-01-02", until: String? = nil
    ) throws -> Document<OrderApproval> {
        let devices = [
            "alice": "laptop-0", "aiko": "laptop-3", "anton": "laptop-4", "rita": "laptop-5", "zoe": "laptop-6",
        ]
        let approver = try Identifier(name ?? person)
        let body = try OrderApproval(
            of: order, approver: approver, device: Identifier(device ?? devices[name ?? person] ?? ""),
            date: CalendarDate(documentText: date),
            notAfter: until.map { .date(try CalendarDate(documentText: $0)) })
        return try Forger(person: person).signing(body, as: approver)
    }

    /// Writes documents for the coordinator; returns their names.
    static func write(
        _ orders: [Document<Order>], _ approvals: [Document<OrderApproval>], in walk: OrderWalk
    ) throws -> [String] {
        var names: [String] = []
        for (place, document) in orders.enumerated() {
            names.append("bad-\(place).order")
            try walk.folder.write(document.encoded, as: names[names.count - 1])
        }
        for (place, document) in approvals.enumerated() {
            names.append("bad-\(place).approval")
            try walk.folder.write(document.encoded, as: names[names.count - 1])
        }
        return names
    }

    /// A document in a PSBT under a key that no writer gives it, beside another one with its own key.
    static func smuggled<Body: DocumentBody>(_ item: ProposalItem, _ document: Document<Body>) -> ProprietaryPair {
        ProprietaryPair(
            identifier: ProposalFields.identifier, subtype: item.rawValue, keyData: Array("again".utf8),
            value: document.encoded)
    }
}
