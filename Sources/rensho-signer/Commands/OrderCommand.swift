import ArgumentParser

/// `order`: the orders of a requester, and their approvals.
struct OrderCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "order",
        abstract: "Sign an order, approve, veto or countersign somebody's, and print the sheet of one.",
        subcommands: [
            OrderSignCommand.self, OrderApproveCommand.self, OrderSheetCommand.self, OrderVetoCommand.self,
            OrderCountersignCommand.self,
        ])
}
