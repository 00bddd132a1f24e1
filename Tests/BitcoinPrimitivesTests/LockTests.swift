import BitcoinPrimitives
import Testing

@Suite struct LockTests {
    @Test(
        "tells heights from times at 500 000 000",
        arguments: [
            (0 as UInt32, LockTime.Meaning.unlocked, "unlocked"),
            (1, .height(1), "block 1"),
            (499_999_999, .height(499_999_999), "block 499999999"),
            (500_000_000, .time(500_000_000), "unix time 500000000"),
            (.max, .time(.max), "unix time 4294967295"),
        ])
    func lockTime(raw: UInt32, meaning: LockTime.Meaning, text: String) {
        #expect(LockTime(raw).meaning == meaning)
        #expect(LockTime(raw).description == text)
    }

    @Test(
        "reads finality, replacement and relative locks",
        arguments: [
            (0xFFFF_FFFF as UInt32, true, false, nil as TxSequence.RelativeLock?, "0xffffffff"),
            (0xFFFF_FFFE, false, false, nil, "0xfffffffe"),
            (0xFFFF_FFFD, false, true, nil, "0xfffffffd"),
            (0x8000_0001, false, true, nil, "0x80000001"),
            (0x0000_0090, false, true, .blocks(144), "0x00000090"),
            (0x0041_0002, false, true, .intervals(2), "0x00410002"),
        ])
    func sequence(
        raw: UInt32, isFinal: Bool, signalsReplacement: Bool, lock: TxSequence.RelativeLock?, text: String
    ) {
        let sequence = TxSequence(raw)
        #expect(sequence.isFinal == isFinal)
        #expect(sequence.signalsReplacement == signalsReplacement)
        #expect(sequence.relativeLock == lock)
        #expect(sequence.description == text)
    }
}
