/// Values in one word: sorted by their text, without repetition, separated by commas.
struct ListWord<Element: DocumentValue & Hashable>: DocumentValue {
    let elements: [Element]

    init(_ elements: some Sequence<Element>) {
        self.elements = Set(elements).sorted {
            $0.documentText.utf8.lexicographicallyPrecedes($1.documentText.utf8)
        }
    }

    static var documentKind: String { "\(Element.documentKind), or several joined by commas and sorted" }

    var documentText: String { elements.map(\.documentText).joined(separator: ",") }

    init(documentText: String) throws(DocumentError) {
        var elements: [Element] = []
        for word in documentText.split(separator: ",", omittingEmptySubsequences: false) {
            elements.append(try Element(documentText: String(word)))
        }
        self.init(elements)
    }
}
