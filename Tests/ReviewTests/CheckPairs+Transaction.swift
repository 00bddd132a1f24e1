import BitcoinPSBT
import BitcoinPrimitives
import Review
import TestSupport

extension CheckPair {
    static let transaction: [CheckPair] = [
        CheckPair(
            "transaction.unreadable", "lock times that no transaction can have", about: .transaction,
            accepting: {
                try ReviewFixture.changed(version: .v2, mutate: { $0.inputs[0].requiredHeightLocktime = 100 })
            },
            refusing: {
                try ReviewFixture.changed(
                    version: .v2,
                    mutate: {
                        $0.inputs[0].requiredHeightLocktime = 100
                        $0.inputs[1].requiredTimeLocktime = 500_000_000
                    })
            }),
        CheckPair("transaction.duplicate-input", "one coin twice", about: .transaction) {
            try ReviewFixture.changed(version: .v2, mutate: { $0.inputs[1] = $0.inputs[0] })
        },
        CheckPair("transaction.duplicate-input", "the first coin again behind 300 others", about: .transaction) {
            try ReviewFixture.changed(
                version: .v2, { for index in 10..<310 { try $0.addCoin(0, UInt32(index), sat: 10_000) } },
                mutate: { psbt in psbt.inputs[psbt.inputs.count - 1] = psbt.inputs[0] })
        },
        CheckPair(
            "transaction.amount-limit", "inputs above the money supply", about: .transaction,
            accepting: {
                try ReviewFixture.changed({
                    $0.coins[0].sat = Amount.maximum.sat - 1
                    $0.coins[1].sat = 1
                })
            },
            refusing: {
                try ReviewFixture.changed({
                    $0.coins[0].sat = Amount.maximum.sat
                    $0.coins[1].sat = 1
                })
            }),
        CheckPair("transaction.amount-limit", "outputs above the money supply", about: .transaction) {
            try ReviewFixture.changed({ $0.payments[0].sat = Amount.maximum.sat })
        },
        CheckPair(
            "transaction.outputs-exceed-inputs", "one satoshi too much", about: .transaction,
            accepting: { try ReviewFixture.changed({ $0.payments[1].sat = 50_000_000 }) },
            refusing: { try ReviewFixture.changed({ $0.payments[1].sat = 50_000_001 }) }),
        CheckPair("fee.unknown", "an amount that is not proven", about: .fee) {
            try ReviewFixture.changed(mutate: { $0.inputs[1].nonWitnessUtxo = nil })
        },
        CheckPair(
            "fee.amount-cap", "one satoshi above the cap", about: .fee,
            accepting: { try ReviewFixture.vault { $0.maximumFeeSat = 1_000 } },
            refusing: { try ReviewFixture.vault { $0.maximumFeeSat = 999 } }),
        CheckPair(
            "fee.percent-cap", "more than a per cent of what leaves, though not of the total", about: .fee,
            accepting: { try small(fee: 1_000) }, refusing: { try small(fee: 1_001) }),
        CheckPair(
            "fee.percent-cap", "more than a per cent of the inputs where nothing leaves", about: .fee,
            accepting: { try internalMove(fee: 1_000) }, refusing: { try internalMove(fee: 1_001) }),
        CheckPair(
            "fee.percent-cap", "any fee where the outputs to others are worth nothing", about: .fee,
            accepting: { try worthless(fee: 0) }, refusing: { try worthless(fee: 1) }),
        CheckPair(
            "fee.rate-cap", "more than the rate at the size when signed", about: .fee,
            accepting: { try rate(cap: 2, fee: 2 * Self.standardSize) },
            refusing: { try rate(cap: 2, fee: 2 * Self.standardSize + 1) }),
        CheckPair(
            "fee.relay", "one satoshi less than 1 sat/vB", .warn, about: .fee,
            accepting: { try rate(cap: 2, fee: Self.standardSize) },
            refusing: { try rate(cap: 2, fee: Self.standardSize - 1) }),
        CheckPair(
            "fee.relay", "less than 0.1 sat/vB", about: .fee,
            accepting: { try rate(cap: 2, fee: 30) }, refusing: { try rate(cap: 2, fee: 29) }),
        CheckPair("transaction.version", "version 0", about: .transaction) {
            try ReviewFixture.changed({ $0.transactionVersion = 0 })
        },
        CheckPair(
            "transaction.version", "version 3", about: .transaction,
            accepting: { try ReviewFixture.changed({ $0.transactionVersion = 1 }) },
            refusing: { try ReviewFixture.changed({ $0.transactionVersion = 3 }) }),
        CheckPair(
            "transaction.weight", "a long script paid to", about: .transaction,
            accepting: { try paying(scriptLength: Self.fittingScript) },
            refusing: { try paying(scriptLength: Self.fittingScript + 1) }),
    ]

    /// The longest first output script with which the standard case has 100,000 vB: 22 bytes and one byte of its length
    /// make room for it and three bytes of its length; above 65,535 bytes the length takes five.
    private static let fittingScript = Int(100_000 - standardSize) + 22 + 1 - 5

    private static func paying(scriptLength: Int) throws -> ReviewContext {
        try ReviewFixture.vault(
            { $0.maximumFeeSat = 1_000_000 },
            {
                $0.payments[0].script = Script([UInt8](repeating: 0x51, count: scriptLength))
                $0.payments[1].sat = 50_000_000 - 200_000
            })
    }

    /// The virtual size of the standard case when signed: 10 + 2 × 41 + 31 + 43 bytes without witness, and 2 + 2 × 254
    /// bytes of witness: (4 × 166 + 510 + 3) ÷ 4.
    static let standardSize: UInt64 = 294

    /// Pays 100,000 sat of a large coin at a cap of 1 %.
    private static func small(fee: UInt64) throws -> ReviewContext {
        try ReviewFixture.vault(
            { $0.maximumFeePercent = 1 },
            {
                $0.payments[0].sat = 100_000
                $0.payments[1].sat = 300_000_000 - 100_000 - fee
            })
    }

    private static func internalMove(fee: UInt64) throws -> ReviewContext {
        try ReviewFixture.vault(
            { $0.maximumFeePercent = 1 },
            {
                $0.coins[0].sat = 60_000
                $0.coins[1].sat = 40_000
                $0.payments = []
                try $0.addOwnOutput(1, 5, sat: 100_000 - fee)
            })
    }

    private static func worthless(fee: UInt64) throws -> ReviewContext {
        try ReviewFixture.changed({
            $0.payments[0].sat = 0
            $0.payments[1].sat = 300_000_000 - fee
        })
    }

    private static func rate(cap: UInt64, fee: UInt64) throws -> ReviewContext {
        try ReviewFixture.vault({ $0.maximumFeeRate = cap }, { $0.payments[1].sat = 50_000_000 - fee })
    }
}

extension Optional {
    /// The value, where a test knows that there is one.
    func orThrow() throws -> Wrapped {
        guard let self else { throw FixtureError.noFacts }
        return self
    }
}
