#define _GNU_SOURCE
#include "mutants.h"

#include <fcntl.h>
#include <stdlib.h>
#include <sys/mman.h>
#include <unistd.h>

/* More rules than the whole tree has. */
#define MOST 65536

static int off = -1;
static unsigned char *reached;

__attribute__((constructor)) static void read_switches(void) {
    const char *number = getenv("RENSHO_FAULTS_OFF"), *path = getenv("RENSHO_FAULTS_REACHED");
    if (number) off = atoi(number);
    if (!path) return;
    int file = open(path, O_RDWR | O_CREAT | O_CLOEXEC, 0600);
    if (file < 0 || ftruncate(file, MOST) != 0) abort();
    void *map = mmap(NULL, MOST, PROT_READ | PROT_WRITE, MAP_SHARED, file, 0);
    if (map == MAP_FAILED) abort();
    close(file);
    reached = map;
}

bool mutants_live(int number) {
    if (reached && number >= 0 && number < MOST) reached[number] = 1;
    return number != off;
}

bool mutants_pass(int number, bool holds) { return !mutants_live(number) || holds; }

bool mutants_fail(int number, bool holds) { return mutants_live(number) && holds; }
