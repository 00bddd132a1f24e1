import Synchronization

/// A value that is slow to compute, is always the same, and is computed at the first question.
///
/// A class, because all copies of a case share the one result.
final class OnceOnly<Value: Sendable>: Sendable {
    private let stored = Mutex<Value?>(nil)

    /// The value, computed now if nobody has asked before.
    func value(_ compute: () -> Value) -> Value {
        if let known = stored.withLock({ $0 }) { return known }
        let computed = compute()
        stored.withLock { $0 = computed }
        return computed
    }
}
