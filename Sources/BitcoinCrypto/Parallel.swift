import Dispatch
import Synchronization

/// Runs pure work on all cores.
package enum Parallel {
    /// How many parts the items are cut into: enough that no core waits long for the last part, on any machine.
    private static let partCount = 64

    /// What `body` gives for each item, in the order of the items.
    package static func map<T: Sendable, R: Sendable>(_ items: [T], _ body: @Sendable (T) -> R) -> [R] {
        guard items.count > 1 else { return items.map(body) }
        let size = (items.count + partCount - 1) / partCount
        let parts = (items.count + size - 1) / size
        let results = Mutex([[R]](repeating: [], count: parts))
        DispatchQueue.concurrentPerform(iterations: parts) { part in
            let start = part * size
            let result = items[start..<min(start + size, items.count)].map(body)
            // The threads live on, and nothing of the library's may stay with them.
            CryptoLibrary.endThread()
            results.withLock { $0[part] = result }
        }
        return results.withLock { $0.flatMap(\.self) }
    }
}
