#include "CLinux.h"

#include <errno.h>
#include <string.h>
#include <sys/random.h>
#include <sys/types.h>

/* getrandom(2): requests of up to 256 bytes are never cut short by a signal once the generator is seeded. */
enum { whole_request = 256 };

int rensho_linux_random(void *buffer, size_t count) {
    unsigned char *next = buffer;
    size_t left = count;
    while (left > 0) {
        size_t wanted = left < whole_request ? left : whole_request;
        ssize_t got;
        do {
            got = getrandom(next, wanted, 0);
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
