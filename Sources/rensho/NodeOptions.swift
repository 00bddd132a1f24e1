import ArgumentParser
import BitcoinPrimitives
import CommandSupport
import NodeConnection
import WalletFormats

/// How a node on this computer is asked.
struct NodeOptions: ParsableArguments {
    /// The size of a file of credentials allowed, in bytes.
    private static let maximumCredentials = 4_096

    @Option(
        help: ArgumentHelp(
            "Ask Bitcoin Core on this computer: http://127.0.0.1:PORT, http://[::1]:PORT or unix:/PATH.",
            valueName: "endpoint"))
    var rpc: String?
    @Option(help: ArgumentHelp("The node's watch-only wallet, if it has several.", valueName: "name"))
    var rpcWallet: String?
    @Option(help: ArgumentHelp("The node's .cookie file.", valueName: "file"))
    var rpcCookie: String?
    @Option(help: ArgumentHelp("A file with USER:PASSWORD, instead of the cookie.", valueName: "file"))
    var rpcUserFile: String?

    func validate() throws {
        let files = [rpcCookie, rpcUserFile].compactMap { $0 }.count
        guard rpc == nil ? files == 0 && rpcWallet == nil : files == 1 else {
            throw ValidationError("--rpc goes with one of --rpc-cookie and --rpc-user-file")
        }
    }

    /// The wallet's coins and the transaction behind each, as far as the wallet has it.
    func coins(on network: Network) throws -> (list: CoinListFile, raw: [Txid: Transaction]) {
        guard let rpc, let file = rpcCookie ?? rpcUserFile else { throw UsageError("--rpc is missing") }
        let connection = try NodeConnection(
            try NodeEndpoint(parsing: rpc), wallet: rpcWallet,
            credentials: try FileAccess.read(file, limit: Self.maximumCredentials))
        // As much as the same transactions may take in a file.
        var room = RawTransactions.maximumFileSize
        let chain = try CoreRPC.chain(in: try connection.ask(CoreRPC.chain, within: &room))
        guard chain.network == network else { throw CoreRPCError.otherNetwork(node: chain.network, home: network) }
        var progress = ProgressReport()
        let coins = try CoreRPC.coins(in: try connection.ask(CoreRPC.listUnspent, within: &room))
        var seen: Set<Txid> = []
        let txids = coins.map(\.outpoint.txid).filter { seen.insert($0).inserted }
        var raw: [Txid: Transaction] = [:]
        for start in stride(from: 0, to: txids.count, by: CoreRPC.callsTogether) {
            progress.note("fetching transaction \(start + 1) of \(txids.count)")
            let asked = Array(txids[start..<min(txids.count, start + CoreRPC.callsTogether)])
            let answer = try connection.ask(CoreRPC.transactions(asked), within: &room)
            raw.merge(try CoreRPC.transactions(in: answer, askedFor: asked)) { $1 }
        }
        return (CoinListFile(node: coins, tipHeight: chain.height), raw)
    }
}
