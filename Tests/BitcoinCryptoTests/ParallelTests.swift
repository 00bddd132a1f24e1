import BitcoinCrypto
import Testing

@Suite("Work on all cores")
struct ParallelTests {
    @Test("keeps the order for every number of items", arguments: [0, 1, 2, 63, 64, 65, 127, 128, 129, 1_000])
    func order(count: Int) {
        #expect(Parallel.map(Array(0..<count)) { $0 * 2 } == (0..<count).map { $0 * 2 })
    }

    @Test("nests without waiting for itself")
    func nested() {
        let sums = Parallel.map(Array(0..<40)) { outer in
            Parallel.map(Array(0..<40)) { $0 + outer }.reduce(0, +)
        }
        #expect(sums == (0..<40).map { 780 + 40 * $0 })
    }
}
