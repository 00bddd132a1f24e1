import CommandSupport

CommandRunner.run(RenshoVectors.self, program: "rensho-vectors")
