package import ByteCoding

/// One person's word that an order is never to be paid, by whatever case.
package struct OrderVeto: StopBody {
    package static let kind = StopKind.veto

    package static let fieldNames = StopStatement.fieldNames + ["order", "requester", "number"]

    package let statement: StopStatement
    /// The digest of the order.
    package let order: Bytes32
    /// Whose order it is, and its number, for people.
    package let orderName: OrderName

    /// Vetoes exactly one order.
    package init(statement: StopStatement, order: Bytes32, orderName: OrderName) throws(DocumentError) {
        guard orderName.number > 0 else { throw .order(.numberZero) }
        self.statement = statement
        self.order = order
        self.orderName = orderName
    }

    package func fields() -> [DocumentField] {
        var writer = DocumentFieldWriter()
        statement.write(into: &writer)
        writer.write("order", order)
        writer.write("requester", orderName.requester)
        writer.write("number", orderName.number)
        return writer.fields
    }

    package init(fields: inout DocumentFieldReader) throws(DocumentError) {
        try self.init(
            statement: try StopStatement(fields: &fields), order: try fields.read("order"),
            orderName: OrderName(requester: try fields.read("requester"), number: try fields.read("number")))
    }
}

/// The auditor's word that he has looked at the failed cases of an order, and that it may be tried once more.
///
/// "It failed, please sign again" is how released signatures are collected: the second time needs somebody who neither
/// orders, nor operates, nor signs.
package struct OrderCountersign: StopBody {
    package static let kind = StopKind.countersign

    package static let fieldNames = StopStatement.fieldNames + ["order", "requester", "number", "case"]

    package let statement: StopStatement
    /// The digest of the order.
    package let order: Bytes32
    /// Whose order it is, and its number, for people.
    package let orderName: OrderName
    /// The failed cases that he has looked at, ascending; one more locks the order again.
    package let cases: [CaseID]

    /// Countersigns an order after exactly these cases, which may come in any order.
    package init(
        statement: StopStatement, order: Bytes32, orderName: OrderName, cases: [CaseID]
    ) throws(DocumentError) {
        let cases = cases.sorted()
        guard orderName.number > 0 else { throw .order(.numberZero) }
        guard !cases.isEmpty else { throw .stop(.noCase) }
        try SortedList.check(cases) { $0 }
        self.statement = statement
        self.order = order
        self.orderName = orderName
        self.cases = cases
    }

    package func fields() -> [DocumentField] {
        var writer = DocumentFieldWriter()
        statement.write(into: &writer)
        writer.write("order", order)
        writer.write("requester", orderName.requester)
        writer.write("number", orderName.number)
        writer.write("case", list: cases)
        return writer.fields
    }

    package init(fields: inout DocumentFieldReader) throws(DocumentError) {
        let statement = try StopStatement(fields: &fields)
        let order: Bytes32 = try fields.read("order")
        let name = OrderName(requester: try fields.read("requester"), number: try fields.read("number"))
        let cases: [CaseID] = try fields.readList("case")
        try SortedList.check(cases) { $0 }
        try self.init(statement: statement, order: order, orderName: name, cases: cases)
    }
}
