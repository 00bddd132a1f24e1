import BitcoinPrimitives
import ByteCoding
import TestSupport
import Testing

@Suite struct TxidTests {
    let display = "53b209f8f087e27f04789de8d7910ee78bbb0e58fbd3429f590d9b3bc387a8dc"

    @Test func `display order is the reverse of internal order`() throws {
        let txid = try Txid(parsing: display)
        #expect(txid.bytes.hex == "dca887c33b9b0d599f42d3fb580ebb8be70e91d7e89d78047fe287f0f809b253")
        #expect(txid.description == display)
        #expect(try Wtxid(parsing: display).description == display)
        #expect(try Txid(parsing: display.uppercased()) == txid)
        #expect(Txid(txid.bytes) == txid)
    }

    @Test func `refuses what is no transaction id`() {
        #expect(throws: TxidError.wrongLength(digits: 62)) { try Txid(parsing: String(display.dropLast(2))) }
        #expect(throws: TxidError.wrongLength(digits: 0)) { try Wtxid(parsing: "") }
        let bad = "g" + display.dropFirst()
        #expect(throws: TxidError.notHex(text: bad)) { try Txid(parsing: bad) }
    }

    @Test func `outpoints round-trip as text and bytes`() throws {
        let outPoint = try OutPoint(parsing: "\(display):4294967295")
        #expect(outPoint.vout == .max)
        #expect(outPoint.description == "\(display):4294967295")
        var writer = ByteWriter()
        outPoint.encode(into: &writer)
        #expect(writer.bytes.count == OutPoint.encodedLength)
        var reader = ByteReader(writer.bytes)
        #expect(try OutPoint(decoding: &reader) == outPoint)
    }

    @Test("refuses what is no outpoint", arguments: ["", ":", ":0", "x:0:1", "x:", "x:-1", "x:01", "x:4294967296"])
    func refusesOutPoint(template: String) {
        let text = template.replacing("x", with: display)
        let expected: TxidError = template == ":0" ? .wrongLength(digits: 0) : .outPointSyntax(text: text)
        #expect(throws: expected) { try OutPoint(parsing: text) }
    }

    @Test func `orders by id, then by position`() throws {
        let low = OutPoint(txid: try Txid(parsing: display), vout: 1)
        let high = OutPoint(txid: try Txid(parsing: display), vout: 2)
        let other = OutPoint(txid: Txid(try Bytes32(Array(repeating: 0xFF, count: 32))), vout: 0)
        #expect([other, high, low].sorted() == [low, high, other])
    }
}
