import CommandSupport

CommandRunner.run(Rensho.self, program: "rensho")
