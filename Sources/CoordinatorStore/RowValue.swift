import BitcoinCrypto
import BitcoinPrimitives
import ByteCoding
import Custody
import Foundation
import GRDB

/// Turns column values into types and back; a value that does not fit says that the store is damaged.
enum RowValue {
    static func data(_ bytes: [UInt8]) -> Data { Data(bytes) }

    static func data(_ bytes: Bytes32) -> Data { Data(bytes.bytes) }

    static func bytes(_ row: Row, _ column: String) throws -> [UInt8] {
        guard let data: Data = row[column] else { throw StoreError.damaged(what: "column \(column) is empty") }
        return Array(data)
    }

    static func bytes32(_ row: Row, _ column: String) throws -> Bytes32 {
        let value = try bytes(row, column)
        do { return try Bytes32(value) } catch { throw damaged(column, error) }
    }

    static func text(_ row: Row, _ column: String) throws -> String {
        guard let text: String = row[column] else { throw StoreError.damaged(what: "column \(column) is empty") }
        return text
    }

    static func outpoint(_ row: Row) throws -> OutPoint {
        OutPoint(txid: Txid(try bytes32(row, "txid")), vout: try uint32(row, "vout"))
    }

    static func uint32(_ row: Row, _ column: String) throws -> UInt32 {
        let number: Int64? = row[column]
        guard let number, let value = UInt32(exactly: number) else {
            throw StoreError.damaged(what: "column \(column) is no number of 32 bits")
        }
        return value
    }

    static func caseID(_ text: String) throws -> CaseID {
        do { return try CaseID(try Hex.decode(text)) } catch { throw damaged("case id", error) }
    }

    static func identifier(_ row: Row, _ column: String) throws -> Identifier {
        do { return try Identifier(try text(row, column)) } catch { throw damaged(column, error) }
    }

    static func publicKey(_ row: Row, _ column: String) throws -> EncodedPublicKey {
        do { return try EncodedPublicKey(try bytes(row, column)) } catch { throw damaged(column, error) }
    }

    static func transaction(_ row: Row, _ column: String) throws -> Transaction {
        do { return try Transaction(decoding: try bytes(row, column)) } catch { throw damaged(column, error) }
    }

    static func document<Body>(_ row: Row, _ column: String) throws -> Document<Body> {
        do { return try Document<Body>(parsing: try bytes(row, column)) } catch { throw damaged(column, error) }
    }

    private static func damaged(_ column: String, _ error: any Error) -> StoreError {
        .damaged(what: "\(column): \(error)")
    }
}
