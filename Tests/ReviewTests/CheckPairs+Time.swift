import BitcoinPSBT
import BitcoinPrimitives
import Custody
import Review
import TestSupport

extension CheckPair {
    static let time: [CheckPair] = [
        CheckPair("transaction.lock-time", "every input is final", .warn, about: .transaction) {
            try locked(900, sequence: .final)
        },
        CheckPair(
            "transaction.lock-time", "a block", .note, about: .transaction,
            accepting: { try locked(0) }, refusing: { try locked(900, height: 900) }),
        CheckPair("transaction.lock-time", "a time", .note, about: .transaction) {
            try locked(LockTime.timeThreshold)
        },
        CheckPair(
            "transaction.lock-far", "more than a day of blocks ahead", .warn, about: .transaction,
            accepting: { try locked(1_044, height: 900) }, refusing: { try locked(1_045, height: 900) }),
        CheckPair(
            "transaction.lock-far", "more than a day after the block from which the case is valid", .warn,
            about: .transaction, accepting: { try locked(1_044, from: .height(900)) },
            refusing: { try locked(1_045, from: .height(900)) }),
        CheckPair(
            "transaction.lock-far", "a block, where nobody knows the height", .warn, about: .transaction,
            accepting: { try locked(1, sequence: .final) }, refusing: { try locked(1) }),
        CheckPair(
            "transaction.lock-far", "two days after today", .warn, about: .transaction,
            accepting: { try locked(startOfDay(17) - 1) }, refusing: { try locked(startOfDay(17)) }),
        CheckPair(
            "transaction.lock-far", "a time, where nobody knows the date", .warn, about: .transaction,
            refusing: {
                try locked(
                    startOfDay(10), machine: MachineView(person: try Identifier("alice"), keyIndex: 0, purpose: .sign))
            }),
        CheckPair(
            "transaction.lock-far", "not before the case has ended", .warn, about: .transaction,
            accepting: { try locked(949, height: 900, until: .height(950)) },
            refusing: { try locked(950, height: 900, until: .height(950)) }),
        CheckPair(
            "transaction.lock-far", "the day after the case has ended", .warn, about: .transaction,
            accepting: { try locked(startOfDay(16) - 1, until: .date(try day(15))) },
            refusing: { try locked(startOfDay(16), until: .date(try day(15))) }),
        CheckPair(
            "transaction.relative-lock", "more than a day of blocks", .warn, about: .transaction,
            accepting: { try relative(144) }, refusing: { try relative(145) }),
        CheckPair(
            "transaction.relative-lock", "more than a day", .warn, about: .transaction,
            accepting: { try relative(0x0040_0000 | 168) }, refusing: { try relative(0x0040_0000 | 169) }),
        CheckPair(
            "transaction.relative-lock", "a block", .note, about: .transaction,
            accepting: { try relative(0) }, refusing: { try relative(1) }),
        CheckPair(
            "transaction.relative-lock", "a disabled one", .note, about: .transaction,
            accepting: { try relative(0x8000_0001) }, refusing: { try relative(0x0040_0001) }),
        CheckPair("transaction.relative-lock", "in a transaction of version 1", .note, about: .transaction) {
            try relative(145, version: 1)
        },
    ]

    /// Midnight UTC at the beginning of a day of June 2026; the test machines live on the 15th.
    private static func startOfDay(_ day: UInt32) -> UInt32 { 1_780_272_000 + (day - 1) * 86_400 }

    private static func day(_ day: Int) throws -> CalendarDate { try CalendarDate(year: 2026, month: 6, day: day) }

    private static func locked(
        _ lock: UInt32, sequence: TxSequence = .replaceable, height: UInt32? = nil, from: ValidityBound? = nil,
        until: ValidityBound? = nil, machine: MachineView? = nil
    ) throws -> ReviewContext {
        let known = MachineView(
            person: try Identifier("alice"), keyIndex: 0, purpose: .sign, today: try ReviewFixture.today(),
            height: height)
        return try ReviewFixture.changed(
            machine: machine ?? known,
            {
                $0.lockTime = LockTime(lock)
                for place in $0.coins.indices { $0.coins[place].sequence = sequence }
                $0.header = try CaseHeader(
                    drill: false, caseID: $0.header.caseID, notBefore: from, notAfter: until)
            })
    }

    private static func relative(_ sequence: UInt32, version: Int32 = 2) throws -> ReviewContext {
        try ReviewFixture.changed({
            $0.transactionVersion = version
            $0.coins[1].sequence = TxSequence(sequence)
        })
    }
}
