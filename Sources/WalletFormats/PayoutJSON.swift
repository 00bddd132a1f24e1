import BitcoinPrimitives
import ByteCoding

/// Reads payouts from a JSON array of objects with `address`, `amount_btc` or `amount_sat`, and `reference`.
enum PayoutJSON {
    private static let names: Set<String> = ["address", "amount_btc", "amount_sat", "reference"]

    static func payouts(in bytes: [UInt8], network: Network) throws(PayoutListError) -> [Payout] {
        let root: JSONNode
        do throws(JSONError) { root = try JSONReader.read(bytes, limit: PayoutList.maximumFileSize) } catch {
            throw .json(error)
        }
        guard case .array(let nodes) = root.value else { throw .wrongShape(line: root.location.line) }
        guard !nodes.isEmpty else { throw .noPayouts }
        guard nodes.count <= PayoutList.maximumRows else {
            throw .tooManyRows(count: nodes.count, limit: PayoutList.maximumRows)
        }
        var payouts: [Payout] = []
        for (index, node) in nodes.enumerated() {
            payouts.append(
                try payout(node, PayoutPlace(row: index + 1, line: node.location.line), network: network))
        }
        return payouts
    }

    private static func payout(
        _ node: JSONNode, _ place: PayoutPlace, network: Network
    ) throws(PayoutListError) -> Payout {
        guard case .object(let members) = node.value else { throw .wrongShape(line: place.line) }
        for member in members where !names.contains(member.name) {
            throw .unknownField(row: place.row, line: member.node.location.line, name: member.name)
        }
        guard case .string(let address)? = node.member("address")?.value else {
            throw .missingField(row: place.row, line: place.line, name: "address")
        }
        let (amount, unit) = try amount(node, place)
        var reference = ""
        if let member = node.member("reference") {
            guard case .string(let text) = member.value else {
                throw .missingField(row: place.row, line: place.line, name: "reference")
            }
            reference = text
        }
        return try place.payout(address: address, amount: amount, unit: unit, reference: reference, network: network)
    }

    /// Exactly one amount, as a text; a number of satoshi may stand without quotation marks, since it has no decimals.
    private static func amount(
        _ node: JSONNode, _ place: PayoutPlace
    ) throws(PayoutListError) -> (String, PayoutList.Unit) {
        switch (node.member("amount_btc")?.value, node.member("amount_sat")?.value) {
        case (.string(let text)?, nil): return (text, .bitcoin)
        case (nil, .string(let text)?), (nil, .number(let text)?): return (text, .satoshi)
        case (.number(let text)?, nil): throw .amountNotText(row: place.row, line: place.line, text: text)
        case (nil, nil): throw .missingField(row: place.row, line: place.line, name: "amount_btc")
        case (.some, .some): throw .twoAmounts(row: place.row, line: place.line)
        default: throw .missingField(row: place.row, line: place.line, name: "amount_btc")
        }
    }
}
