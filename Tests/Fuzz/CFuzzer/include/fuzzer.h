/* The one entry of libFuzzer that a program with its own main calls (llvm.org/docs/LibFuzzer.html). */
#ifndef RENSHO_FUZZER_H
#define RENSHO_FUZZER_H

#include <stddef.h>
#include <stdint.h>

int LLVMFuzzerRunDriver(int *argc, char ***argv, int (*callback)(const uint8_t *data, size_t size));

#endif
