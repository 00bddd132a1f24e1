#include "CLinux.h"

#include <errno.h>
#include <string.h>
#include <sys/random.h>
#include <sys/types.h>

/* getrandom(2): requests of up to 256 bytes are never cut short by a signal once the generator is seeded. */
enum { whole_request = 256 };

/* What gives random bytes as getrandom(2) does. */
typedef ssize_t (*random_source)(void *, size_t, unsigned int);

static int fill(random_source source, void *buffer, size_t count) {
    unsigned char *next = buffer;
    size_t left = count;
    while (left > 0) {
        size_t wanted = left < whole_request ? left : whole_request;
        ssize_t got;
        do {
            got = source(next, wanted, 0);
        } while (got < 0 && errno == EINTR);
        if (got < 0 || (size_t)got != wanted) {
            int reason = got < 0 ? errno : EIO;
            explicit_bzero(buffer, count);
            return reason;
        }
        next += wanted;
        left -= wanted;
    }
    return 0;
}

int rensho_linux_random(void *buffer, size_t count) {
    return fill(getrandom, buffer, count);
}

static ssize_t gives_one_less(void *buffer, size_t count, unsigned int flags) {
    (void)flags;
    memset(buffer, 0x5a, count);
    return (ssize_t)count - 1;
}

static ssize_t is_not_there(void *buffer, size_t count, unsigned int flags) {
    (void)flags;
    memset(buffer, 0x5a, count);
    errno = ENOSYS;
    return -1;
}

static ssize_t is_interrupted_once(void *buffer, size_t count, unsigned int flags) {
    (void)flags;
    if (*(unsigned char *)buffer != 0x5a) {
        *(unsigned char *)buffer = 0x5a;
        errno = EINTR;
        return -1;
    }
    memset(buffer, 0xa5, count);
    return (ssize_t)count;
}

/* The result of filling from a source; -1 when a failure left a byte in the buffer, or a success did not fill it. */
static int result_of(random_source source) {
    unsigned char buffer[whole_request] = {0};
    int result = fill(source, buffer, whole_request);
    for (size_t i = 0; i < whole_request; i++) {
        if (buffer[i] != (result == 0 ? 0xa5 : 0)) {
            return -1;
        }
    }
    return result;
}

void rensho_linux_probe_random(int results[4]) {
    unsigned char byte = 0;
    /* A flag that no kernel knows: the kernel refuses it, a generator in its place would not ask. */
    results[0] = getrandom(&byte, sizeof byte, 1u << 31) >= 0 ? 0 : errno;
    results[1] = result_of(gives_one_less);
    results[2] = result_of(is_not_there);
    results[3] = result_of(is_interrupted_once);
}
