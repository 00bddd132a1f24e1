import CoordinatorCore
import Testing

@Suite struct TimestampTests {
    @Test(
        "writes moments in UTC",
        arguments: [
            (0, "1970-01-01T00:00:00Z"), (951_782_400, "2000-02-29T00:00:00Z"), (1_795_219_200, "2026-11-21T00:00:00Z"),
            (1_709_251_199, "2024-02-29T23:59:59Z"), (4_107_542_400, "2100-03-01T00:00:00Z"),
            (-1, "1969-12-31T23:59:59Z"),
        ] as [(Int64, String)])
    func text(_ seconds: Int64, _ text: String) {
        #expect(Timestamp(seconds: seconds).text == text)
    }
}
