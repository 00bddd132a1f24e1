import NodeConnection
import TestSupport
import Testing

@Suite("a node on the same computer")
struct NodeConnectionTests {
    @Test(
        "only this computer is an endpoint",
        arguments: [
            ("http://127.0.0.1:8332", "http://127.0.0.1:8332"), ("http://localhost:8332/", "http://127.0.0.1:8332"),
            ("http://127.1.2.3:1", "http://127.1.2.3:1"), ("http://[::1]:18443", "http://[::1]:18443"),
            ("unix:/run/node.sock", "unix:/run/node.sock"),
        ])
    func endpoints(_ text: String, _ canonical: String) throws {
        #expect(try NodeEndpoint(parsing: text).description == canonical)
    }

    @Test(
        "other computers, names and other texts are refused",
        arguments: [
            ("http://10.0.0.1:8332", "node.not-local"), ("http://node.example:8332", "node.not-local"),
            ("http://128.0.0.1:8332", "node.not-local"), ("http://127.0.0.1.nip.io:8332", "node.not-local"),
            ("http://0.0.0.0:8332", "node.not-local"), ("http://127.0.0.256:8332", "node.not-local"),
            ("http://user@127.0.0.1:8332", "node.not-local"), ("https://127.0.0.1:8332", "node.malformed-endpoint"),
            ("http://127.0.0.1", "node.malformed-endpoint"), ("http://127.0.0.1:0", "node.malformed-endpoint"),
            ("http://127.0.0.1:99999", "node.malformed-endpoint"), ("http://127.0.0.1:+1", "node.malformed-endpoint"),
            ("unix:relative", "node.malformed-endpoint"), ("", "node.malformed-endpoint"),
        ])
    func notLocal(_ text: String, _ code: String) {
        #expect { try NodeEndpoint(parsing: text) } throws: { ($0 as? NodeError)?.code == code }
    }

    @Test("asks with the wallet's path and the credentials, over TCP and over a Unix socket", arguments: [false, true])
    func asks(unix: Bool) throws {
        let folder = TemporaryFolder()
        let server = try LoopbackServer(socket: unix ? folder.file("s") : nil) { request in
            let isRight =
                request.head.hasPrefix("POST /wallet/tr%20e HTTP/1.1\r\n")
                && request.head.contains("Authorization: Basic X19jb29raWVfXzphYg==")
            return LoopbackServer.answer(isRight ? "{\"echo\":\(request.body)}" : "{}", status: isRight ? 200 : 401)
        }
        let endpoint = try NodeEndpoint(parsing: server.endpoint)
        let connection = try NodeConnection(endpoint, wallet: "tr e", credentials: Array("__cookie__:ab\n".utf8))
        #expect(String(decoding: try connection.ask(Array("[1]".utf8)), as: UTF8.self) == "{\"echo\":[1]}")
        let wrong = try NodeConnection(endpoint, wallet: "tr e", credentials: Array("__cookie__:cd".utf8))
        #expect(throws: NodeError.unauthorized) { try wrong.ask(Array("[1]".utf8)) }
        withExtendedLifetime(server) {}
    }

    @Test("credentials are one line with a colon, and nobody listening is said so")
    func refusals() throws {
        let endpoint = try NodeEndpoint(parsing: "http://127.0.0.1:1")
        for credentials in ["", "user", "a:b\nc:d", "a:b\u{1b}"] {
            #expect(throws: NodeError.malformedCredentials) {
                try NodeConnection(endpoint, wallet: nil, credentials: Array(credentials.utf8))
            }
        }
        let connection = try NodeConnection(endpoint, wallet: nil, credentials: Array("a:b".utf8))
        #expect { try connection.ask([]) } throws: { ($0 as? NodeError)?.code == "node.not-reached" }
    }

    @Test("many answers have a limit together, and one may not take for ever")
    func bounds() throws {
        let server = try LoopbackServer { _ in LoopbackServer.answer("[12345678]") }
        let endpoint = try NodeEndpoint(parsing: server.endpoint)
        let connection = try NodeConnection(endpoint, wallet: nil, credentials: Array("a:b".utf8))
        var room = 25
        _ = try connection.ask([], within: &room)
        _ = try connection.ask([], within: &room)
        #expect(room == 5)
        #expect(throws: NodeError.tooLarge(limit: 5)) { try connection.ask([], within: &room) }
        let late = try NodeConnection(endpoint, wallet: nil, credentials: Array("a:b".utf8), longestSeconds: 0)
        #expect(throws: NodeError.broken("\(endpoint)")) { try late.ask([]) }
        withExtendedLifetime(server) {}
    }

    @Test(
        "an answer is HTTP with a whole body",
        arguments: [
            ("HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\n{}", "{}"), ("HTTP/1.0 200 OK\r\n\r\n[]", "[]"),
            ("HTTP/1.1 200 OK\r\nContent-Length: 3\r\n\r\n{}", nil), ("HTTP/1.1 200 OK\r\n", nil),
            ("HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\n", nil), ("SSH-2.0 200\r\n\r\n", nil),
            ("HTTP/1.1 200 OK\r\nContent-Length: 2\r\nContent-Length: 2\r\n\r\n{}", nil),
            ("HTTP/1.1 200 OK\r\nno colon\r\n\r\n{}", nil),
        ])
    func answers(_ text: String, _ body: String?) {
        let found = (try? HTTPAnswer(parsing: Array(text.utf8))).map { String(decoding: $0.body, as: UTF8.self) }
        #expect(found == body)
    }

    @Test("an error of the call comes back as its JSON, another status without words as a status")
    func statuses() throws {
        for (status, body, code) in [
            (500, "{\"error\":1}", nil), (404, "gone", "node.status"), (403, "", "node.unauthorized"),
        ]
            as [(Int, String, String?)]
        {
            let server = try LoopbackServer { _ in LoopbackServer.answer(body, status: status) }
            let connection = try NodeConnection(
                NodeEndpoint(parsing: server.endpoint), wallet: nil, credentials: Array("a:b".utf8))
            defer { withExtendedLifetime(server) {} }
            guard let code else {
                #expect(try connection.ask([]) == Array(body.utf8))
                continue
            }
            #expect { try connection.ask([]) } throws: { ($0 as? NodeError)?.code == code }
        }
    }
}
