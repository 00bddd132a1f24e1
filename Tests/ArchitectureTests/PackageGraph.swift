import Foundation

/// The package's targets and their arrows, as `swift package dump-package` tells them.
struct PackageGraph {
    struct Node: Hashable {
        let name: String
        let type: String
        let targets: Set<String>
        let products: Set<String>
    }

    let nodes: [String: Node]

    /// Reads the package that this test belongs to.
    static func load() throws -> PackageGraph {
        let dump = try Repository.run(
            "swift", ["package", "--scratch-path", ".build/architecture", "dump-package"])
        return try PackageGraph(json: Data(dump.output.utf8))
    }

    /// Reads the JSON form of a package description.
    init(json: Data) throws {
        let description = try JSONDecoder().decode(PackageDump.self, from: json)
        var nodes: [String: Node] = [:]
        for target in description.targets {
            var targets: Set<String> = []
            var products: Set<String> = []
            for dependency in target.dependencies {
                if let name = dependency.byName { targets.insert(name) }
                if let name = dependency.product { products.insert(name) }
            }
            nodes[target.name] = Node(name: target.name, type: target.type, targets: targets, products: products)
        }
        self.nodes = nodes
    }

    /// Everything that a target reaches by arrows, itself included.
    func closure(of name: String) -> Set<String> {
        var reached: Set<String> = []
        var waiting = [name]
        while let next = waiting.popLast() {
            guard reached.insert(next).inserted, let node = nodes[next] else { continue }
            waiting += node.targets
        }
        return reached
    }

    /// Every package product that a target reaches by arrows.
    func products(of name: String) -> Set<String> {
        closure(of: name).reduce(into: []) { all, target in all.formUnion(nodes[target]?.products ?? []) }
    }
}

private struct PackageDump: Decodable {
    let targets: [Target]

    struct Target: Decodable {
        let name: String
        let type: String
        let dependencies: [Dependency]
    }

    struct Dependency: Decodable {
        let byName: String?
        let product: String?

        enum Key: String, CodingKey { case byName, product, target }

        init(from decoder: any Decoder) throws {
            let container = try decoder.container(keyedBy: Key.self)
            func first(_ key: Key) throws -> String? {
                guard container.contains(key) else { return nil }
                var list = try container.nestedUnkeyedContainer(forKey: key)
                return try list.decode(String.self)
            }
            byName = try first(.byName) ?? first(.target)
            product = try first(.product)
        }
    }
}
