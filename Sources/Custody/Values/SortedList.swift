/// Lists that a document holds sorted and without repetition, so that one set has one text.
enum SortedList {
    /// Checks that every entry comes after the one before it.
    static func check<Entry: DocumentValue, Key: Comparable>(
        _ entries: [Entry], by key: (Entry) -> Key
    ) throws(DocumentError) {
        for (previous, entry) in zip(entries, entries.dropFirst()) {
            guard key(previous) < key(entry) else { throw .listOrder(entry: entry.documentText) }
        }
    }
}
