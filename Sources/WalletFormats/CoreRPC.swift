package import BitcoinPrimitives
import ByteCoding

/// Calls of Bitcoin Core's RPC as JSON texts, and what it answers; no connection is here.
package enum CoreRPC {
    /// The calls that are sent together: fifty transactions of the standard weight fit into one answer.
    package static let callsTogether = 50

    /// The size of an answer allowed, in bytes.
    package static let maximumAnswerSize = ListUnspent.maximumFileSize

    /// Asks for the wallet's coins, those without a confirmation as well.
    package static let listUnspent = Array(
        #"{"jsonrpc":"1.0","id":0,"method":"listunspent","params":[0,9999999,[],true]}"#.utf8)

    /// Asks which chain the node is on and how high it is.
    package static let chain = Array(#"{"jsonrpc":"1.0","id":0,"method":"getblockchaininfo","params":[]}"#.utf8)

    /// Asks for raw transactions of the wallet, one call for each.
    package static func transactions(_ txids: [Txid]) -> [UInt8] {
        let calls = txids.enumerated().map { place, txid in
            "{\"jsonrpc\":\"1.0\",\"id\":\(place),\"method\":\"gettransaction\",\"params\":[\"\(txid)\",true]}"
        }
        return Array("[\(calls.joined(separator: ","))]".utf8)
    }

    /// The coins of an answer to ``listUnspent``.
    package static func coins(in answer: [UInt8]) throws(CoreRPCError) -> [ListedCoin] {
        let result = try result(of: try root(of: answer))
        guard case .array(let nodes) = result.value else { throw .shape("an array of coins") }
        var coins: [ListedCoin] = []
        for (index, node) in nodes.enumerated() {
            do throws(CoinFileError) {
                coins.append(try ListUnspent.coin(node, index: index))
            } catch {
                throw .coins(error)
            }
        }
        guard Set(coins.map(\.outpoint)).count == coins.count else { throw .shape("every coin once") }
        return coins
    }

    /// The network and the height of an answer to ``chain``.
    package static func chain(in answer: [UInt8]) throws(CoreRPCError) -> (network: Network, height: UInt32) {
        let result = try result(of: try root(of: answer))
        guard case .string(let name)? = result.member("chain")?.value, let network = networks[name],
            case .number(let text)? = result.member("blocks")?.value, let height = UInt32(text)
        else { throw .shape("a known chain and its height") }
        return (network, height)
    }

    /// The transactions of an answer to ``transactions(_:)``, each hashed to the id that was asked for; those that the wallet
    /// does not have are left out.
    package static func transactions(
        in answer: [UInt8], askedFor txids: [Txid]
    ) throws(CoreRPCError) -> [Txid: Transaction] {
        guard case .array(let answers) = try root(of: answer).value, answers.count == txids.count else {
            throw .shape("an answer for each of \(txids.count) transactions")
        }
        var found: [Txid: Transaction] = [:]
        for node in answers {
            guard case .number(let text)? = node.member("id")?.value, let place = Int(text),
                txids.indices.contains(place)
            else { throw .shape("the number of the call") }
            let wanted = txids[place]
            if case .object? = node.member("error")?.value { continue }
            guard case .string(let hex)? = node.member("result")?.member("hex")?.value,
                let transaction = (try? Hex.decode(hex)).flatMap({ try? Transaction(decoding: $0) })
            else { throw .shape("a raw transaction") }
            guard transaction.txid == wanted else {
                throw .otherTransaction(asked: wanted, answered: transaction.txid)
            }
            found[wanted] = transaction
        }
        return found
    }

    private static let networks: [String: Network] = [
        "main": .mainnet, "test": .testnet3, "testnet4": .testnet4, "signet": .signet, "regtest": .regtest,
    ]

    private static func root(of answer: [UInt8]) throws(CoreRPCError) -> JSONNode {
        do { return try JSONReader.read(answer, limit: maximumAnswerSize) } catch { throw .json(error) }
    }

    /// The result of one call; an error of the call is thrown in its own words.
    private static func result(of node: JSONNode) throws(CoreRPCError) -> JSONNode {
        if let error = node.member("error"), case .object = error.value {
            guard case .string(let text)? = error.member("message")?.value else { throw .call("no words") }
            throw .call(QuotedText.quote(text))
        }
        guard let result = node.member("result") else { throw .shape("a result") }
        return result
    }
}

/// Says why an answer of Bitcoin Core's RPC is not taken.
package enum CoreRPCError: CodedError, Hashable {
    /// The answer is no strict JSON.
    case json(JSONError)
    /// The answer has not what the call asks for.
    case shape(String)
    /// A coin in the answer does not read.
    case coins(CoinFileError)
    /// The node refuses the call, in its own words.
    case call(String)
    /// The node gives another transaction than was asked for.
    case otherTransaction(asked: Txid, answered: Txid)
    /// The node is on another chain than the vault.
    case otherNetwork(node: Network, home: Network)

    package var code: String {
        switch self {
        case .json(let error): error.code
        case .shape: "node.shape"
        case .coins(let error): error.code
        case .call: "node.call"
        case .otherTransaction: "node.other-transaction"
        case .otherNetwork: "node.other-network"
        }
    }

    package var description: String {
        switch self {
        case .json(let error): "the node's answer: \(error)"
        case .shape(let expected): "the node's answer has not \(expected)"
        case .coins(let error): "the node's list: \(error)"
        case .call(let words): "the node refuses the call: \(words)"
        case .otherTransaction(let asked, let answered): "the node answers \(answered) when asked for \(asked)"
        case .otherNetwork(let node, let home): "the node is on \(node.rawValue) and this home is for \(home.rawValue)"
        }
    }

    package var remedy: String? {
        switch self {
        case .call: "Check that the watch-only wallet is loaded, and name it with --rpc-wallet."
        case .otherNetwork: "Name the port of the node of that chain."
        case .json, .shape, .coins, .otherTransaction: nil
        }
    }
}
