import BitcoinPrimitives
import ByteCoding
import Custody
import Foundation
import TestSupport

/// The vault that the theft of May 2024 is played against: orders, approvals, an address book that is required, an auditor.
enum TheftWalk {
    /// The usual destination, as the address book has it.
    static let usual: UInt8 = 1
    /// A destination that nobody may pay for a long time yet.
    static let waiting: UInt8 = 3

    private static let made = Result {
        try OrderWalk.make(
            with: ["aiko", "anton", "rita"], options: ["--policy", "policy.txt"], policy: policy())
    }

    /// The usual payment: a large part of the vault.
    static let payments: [(number: UInt8, sat: UInt64)] = [(usual, 150_000_000)]

    /// A fresh copy of everybody's homes.
    static func begin() throws -> OrderWalk { try OrderWalk(copying: made.get()) }

    /// One approved order and its open case, made once; the folder is copied for every use.
    static let proposed = Result { () throws -> (folder: WalkFolder, name: String, digest: String) in
        let walk = try begin()
        let order = try walk.order(1, payments)
        let (name, digest) = try walk.propose([order, walk.approve(order)])
        return (walk.folder, name, digest)
    }

    /// What a person of the people without a key gives, who registers no vault.
    static func vaultFiles(of walk: OrderWalk, for person: String) throws -> [String] {
        OrderWalk.custodians.contains(person) ? [] : try walk.vaultFiles
    }

    /// The policy, with another entry beside the usual ones where one is given.
    static func policy(adding entry: String? = nil, limit: String? = nil) throws -> String {
        let lines =
            [
                "rensho/policy/v1", "name: treasury", "threshold: 2", "script: p2wsh", "release: held",
                "confirmations: all", "orders: required", "approvals: 1", "max-fee: 0.01 BTC", "max-fee-percent: 5",
                "max-fee-rate: 200", "role: rita requester", "role: anton approver", "role: aiko auditor",
                "accepts: organisation example", "allowlist: required",
                "destination: usual exchange \(try OrderWalk.address(usual)) 2020-01-01 - - - Usual Exchange",
                "destination: waiting exchange \(try OrderWalk.address(waiting)) 2198-01-01 - - - New Exchange",
            ] + (entry.map { ["destination: \($0)"] } ?? []) + (limit.map { ["limit: \($0)"] } ?? [])
        return lines.map { $0 + "\n" }.joined()
    }

    /// The thief's address: it begins like the usual one.
    static func thief() throws -> Address {
        let usual = try FixtureCase.stranger(usual)
        let bytes = usual.bytes
        guard bytes.count == 22,
            let address = Address(
                scriptPubKey: Script(Array(bytes.prefix(6)) + bytes.dropFirst(6).map { $0 ^ 0xff }), network: .regtest)
        else { throw WalkFailure("the stranger is no P2WPKH") }
        return address
    }

    /// The id of the case in a proposal file.
    static func caseID(_ name: String, in walk: OrderWalk) throws -> CaseID {
        let psbt = try PSBTFileReading.attachments(of: walk.folder.bytes("\(name).proposal.psbt"))
        guard let document = psbt.caseDocument else { throw WalkFailure("no case") }
        return document.body.header.caseID
    }
}
