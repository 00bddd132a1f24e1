/* Stands between a built program and its libraries (LD_PRELOAD), to make them fail on purpose and to look into the
   program's memory at its very end. RENSHO_FAULT names what fails; RENSHO_FAULT_AT says at which call, all when it is
   not set. RENSHO_DUMP names the file for the memory at the end, RENSHO_DUMP_SIGNING the one for the memory while a
   signature is made; the program's first argument and its number follow the name. RENSHO_REPORT names the file for what
   holds while a signature is made, RENSHO_COUNT the one for the number of calls that could have failed, RENSHO_RANDOM the
   one for what the kernel's generator gave, a line in hex for each call. The files are opened when the program is
   loaded: later it closes every folder but those of its command to itself.
   Beside that every call that changes a file, SQLite's among them, is a point with a number. RENSHO_POINT says what
   happens at the one of RENSHO_POINT_AT: kill-before, kill-half (half of a write is done), kill-after, interrupt and
   terminate (signals in front of it), full, broken, read-only. RENSHO_POINT_LOG names the file for a line about each. */
#define _GNU_SOURCE
#include <dlfcn.h>
#include <errno.h>
#include <fcntl.h>
#include <signal.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/prctl.h>
#include <sys/resource.h>
#include <sys/stat.h>
#include <sys/types.h>
#include <unistd.h>

#define REAL(type, name) ((type)dlsym(RTLD_NEXT, name))

static int calls;

/* What was opened when the program was loaded; -1 where it is not asked for. */
static int random_file = -1, report_file = -1, count_file = -1, dump_file = -1, dump_signing_file = -1;
static int status_file = -1, maps_file = -1, point_file = -1;

static int fails(const char *name) {
    const char *fault = getenv("RENSHO_FAULT");
    if (fault == NULL || strcmp(fault, name) != 0) {
        return 0;
    }
    const char *at = getenv("RENSHO_FAULT_AT");
    int call = __atomic_add_fetch(&calls, 1, __ATOMIC_SEQ_CST);
    return at == NULL || atoi(at) == call;
}

/* The stick is pulled out at one step and stays out: every step from there on fails. */
static int is_pulled_out(void) {
    static int out;
    const char *at = getenv("RENSHO_FAULT_AT");
    const char *fault = getenv("RENSHO_FAULT");
    if (fault == NULL || at == NULL || strcmp(fault, "pulled-out") != 0) return 0;
    if (__atomic_add_fetch(&calls, 1, __ATOMIC_SEQ_CST) >= atoi(at)) out = 1;
    return out;
}

/* --- points --------------------------------------------------------------------------------------------------- */

static int points, is_ready;

static int is_asked(const char *what) {
    const char *asked = getenv("RENSHO_POINT");
    return asked != NULL && strcmp(asked, what) == 0;
}

/* Counts a call and says whether it is the one. */
static int is_point(const char *call, const char *path) {
    if (!is_ready) return 0;
    int number = __atomic_add_fetch(&points, 1, __ATOMIC_SEQ_CST);
    if (point_file >= 0) {
        char line[300];
        int count = snprintf(line, sizeof line, "%d %s %.200s\n", number, call, path);
        if (REAL(ssize_t (*)(int, const void *, size_t), "write")(point_file, line, (size_t)count) != count) abort();
    }
    const char *at = getenv("RENSHO_POINT_AT");
    return at != NULL && atoi(at) == number;
}

/* What happens in front of a call; not 0 when it fails instead, with errno set. */
static int in_front(int is_here) {
    if (!is_here) return 0;
    if (is_asked("kill-before")) kill(getpid(), SIGKILL);
    if (is_asked("interrupt")) kill(getpid(), SIGINT);
    if (is_asked("terminate")) kill(getpid(), SIGTERM);
    errno = is_asked("full") ? ENOSPC : is_asked("broken") ? EIO : is_asked("read-only") ? EROFS : 0;
    return errno;
}

/* What happens behind it. */
static void behind(int is_here) {
    int error = errno;
    if (is_here && (is_asked("kill-after") || is_asked("kill-half"))) kill(getpid(), SIGKILL);
    errno = error;
}

#define POINT(type, call, path, run)                                                                                   \
    do {                                                                                                               \
        int is_here = is_point(call, path);                                                                            \
        if (in_front(is_here)) return -1;                                                                              \
        type result = run;                                                                                             \
        behind(is_here);                                                                                               \
        return result;                                                                                                 \
    } while (0)

/* --- libcrypto ---------------------------------------------------------------------------------------------- */

int SHA256_Final(unsigned char *out, void *context) {
    int result = REAL(int (*)(unsigned char *, void *), "SHA256_Final")(out, context);
    if (fails("sha256")) out[0] ^= 1;
    return result;
}

int SHA512_Final(unsigned char *out, void *context) {
    int result = REAL(int (*)(unsigned char *, void *), "SHA512_Final")(out, context);
    if (fails("sha512")) out[63] ^= 1;
    return result;
}

int RIPEMD160_Final(unsigned char *out, void *context) {
    int result = REAL(int (*)(unsigned char *, void *), "RIPEMD160_Final")(out, context);
    if (fails("ripemd160")) out[19] ^= 1;
    return fails("no-ripemd160") ? 0 : result;
}

unsigned char *HMAC(
    const void *hash, const void *key, int key_count, const unsigned char *bytes, size_t count, unsigned char *out,
    unsigned int *written) {
    unsigned char *result =
        REAL(unsigned char *(*)(const void *, const void *, int, const unsigned char *, size_t, unsigned char *,
                               unsigned int *), "HMAC")(hash, key, key_count, bytes, count, out, written);
    if (fails("hmac")) out[0] ^= 1;
    return result;
}

int EVP_MAC_final(void *context, unsigned char *out, size_t *written, size_t room) {
    int result =
        REAL(int (*)(void *, unsigned char *, size_t *, size_t), "EVP_MAC_final")(context, out, written, room);
    if (fails("mac")) out[0] ^= 1;
    return result;
}

int EVP_PBE_scrypt(
    const char *password, size_t password_count, const unsigned char *salt, size_t salt_count, unsigned long n,
    unsigned long r, unsigned long p, unsigned long memory, unsigned char *out, size_t count) {
    int result =
        REAL(int (*)(const char *, size_t, const unsigned char *, size_t, unsigned long, unsigned long, unsigned long,
                     unsigned long, unsigned char *, size_t), "EVP_PBE_scrypt")(
            password, password_count, salt, salt_count, n, r, p, memory, out, count);
    if (fails("scrypt")) out[0] ^= 1;
    return result;
}

int PKCS5_PBKDF2_HMAC(
    const char *password, int password_count, const unsigned char *salt, int salt_count, int rounds, const void *hash,
    int count, unsigned char *out) {
    int result =
        REAL(int (*)(const char *, int, const unsigned char *, int, int, const void *, int, unsigned char *),
             "PKCS5_PBKDF2_HMAC")(
            password, password_count, salt, salt_count, fails("pbkdf2") ? rounds - 1 : rounds, hash, count, out);
    return result;
}

int ECDSA_do_verify(const unsigned char *digest, int count, const void *signature, void *key) {
    int result =
        REAL(int (*)(const unsigned char *, int, const void *, void *), "ECDSA_do_verify")(
            digest, count, signature, key);
    if (fails("verify-minus-one")) return -1;
    if (fails("verify-no")) return 0;
    if (fails("verify-yes")) return 1;
    fails("verify-count");
    return result;
}

static void report(void);
static void dump(int file);

void *ECDSA_do_sign_ex(
    const unsigned char *digest, int count, const void *k_inverse, const void *r, void *key) {
    unsigned char other[32];
    memcpy(other, digest, sizeof other);
    report();
    dump(dump_signing_file);
    if (fails("sign-other")) other[31] ^= 1;
    return REAL(void *(*)(const unsigned char *, int, const void *, const void *, void *), "ECDSA_do_sign_ex")(
        other, count, k_inverse, r, key);
}

void *EC_GROUP_new_by_curve_name(int name) {
    /* 415 is P-256. */
    return REAL(void *(*)(int), "EC_GROUP_new_by_curve_name")(fails("other-curve") ? 415 : name);
}

int EVP_CipherFinal_ex(void *context, unsigned char *out, int *count) {
    int result = REAL(int (*)(void *, unsigned char *, int *), "EVP_CipherFinal_ex")(context, out, count);
    return fails("tag-ignored") ? 1 : result;
}

int CRYPTO_secure_malloc_init(size_t size, size_t smallest) {
    int result = REAL(int (*)(size_t, size_t), "CRYPTO_secure_malloc_init")(size, smallest);
    return fails("memory-not-locked") ? 2 : result;
}

void CRYPTO_secure_clear_free(void *memory, size_t count, const char *file, int line) {
    if (fails("memory-kept")) return;
    REAL(void (*)(void *, size_t, const char *, int), "CRYPTO_secure_clear_free")(memory, count, file, line);
}

/* --- the system --------------------------------------------------------------------------------------------- */

static void log_random(const unsigned char *bytes, ssize_t count) {
    if (random_file < 0 || count <= 0) return;
    for (ssize_t i = 0; i < count; i++) dprintf(random_file, "%02x", bytes[i]);
    dprintf(random_file, "\n");
}

ssize_t getrandom(void *out, size_t count, unsigned int flags) {
    if (fails("random-replaced")) {
        memset(out, 7, count);
        return (ssize_t)count;
    }
    if (fails("random-refused")) {
        errno = ENOSYS;
        return -1;
    }
    ssize_t got = REAL(ssize_t (*)(void *, size_t, unsigned int), "getrandom")(out, count, flags);
    log_random(out, got);
    return got > 0 && fails("random-short") ? got - 1 : got;
}

/* Each step by which files change: the process is killed in front of it, or the step fails as on a broken medium. */
static int breaks(void) {
    if (fails("kill")) kill(getpid(), SIGKILL);
    if (fails("full-medium")) {
        errno = ENOSPC;
        return 1;
    }
    if (!fails("broken-medium") && !is_pulled_out()) return 0;
    errno = EIO;
    return 1;
}

ssize_t write(int file, const void *bytes, size_t count) {
    ssize_t (*real)(int, const void *, size_t) = REAL(ssize_t (*)(int, const void *, size_t), "write");
    struct stat facts;
    if (fstat(file, &facts) != 0 || !S_ISREG(facts.st_mode)) return real(file, bytes, count);
    if (breaks()) return -1;
    /* Killed in the middle: half of the bytes are there. */
    if (fails("kill")) {
        if (real(file, bytes, count / 2) < 0) abort();
        kill(getpid(), SIGKILL);
    }
    int is_here = is_point("write", "");
    if (in_front(is_here)) return -1;
    ssize_t result = real(file, bytes, is_here && is_asked("kill-half") ? count / 2 : count);
    behind(is_here);
    return result;
}

ssize_t pwrite64(int file, const void *bytes, size_t count, off64_t place) {
    ssize_t (*real)(int, const void *, size_t, off64_t) =
        REAL(ssize_t (*)(int, const void *, size_t, off64_t), "pwrite64");
    int is_here = is_point("pwrite", "");
    if (in_front(is_here)) return -1;
    ssize_t result = real(file, bytes, is_here && is_asked("kill-half") ? count / 2 : count, place);
    behind(is_here);
    return result;
}

int fsync(int file) {
    if (breaks()) return -1;
    POINT(int, "fsync", "", REAL(int (*)(int), "fsync")(file));
}

int fdatasync(int file) { POINT(int, "fdatasync", "", REAL(int (*)(int), "fdatasync")(file)); }

int ftruncate(int file, off_t size) {
    if (breaks()) return -1;
    POINT(int, "ftruncate", "", REAL(int (*)(int, off_t), "ftruncate")(file, size));
}

int ftruncate64(int file, off64_t size) {
    POINT(int, "ftruncate", "", REAL(int (*)(int, off64_t), "ftruncate64")(file, size));
}

int mkdir(const char *path, mode_t mode) {
    if (breaks()) return -1;
    POINT(int, "mkdir", path, REAL(int (*)(const char *, mode_t), "mkdir")(path, mode));
}

int renameat(int from_folder, const char *from, int to_folder, const char *to) {
    if (breaks()) return -1;
    POINT(
        int, "renameat", to,
        REAL(int (*)(int, const char *, int, const char *), "renameat")(from_folder, from, to_folder, to));
}

int renameat2(int from_folder, const char *from, int to_folder, const char *to, unsigned int flags) {
    if (breaks()) return -1;
    POINT(
        int, "renameat2", to,
        REAL(int (*)(int, const char *, int, const char *, unsigned int), "renameat2")(
            from_folder, from, to_folder, to, flags));
}

int linkat(int from_folder, const char *from, int to_folder, const char *to, int flags) {
    if (breaks()) return -1;
    POINT(
        int, "linkat", to,
        REAL(int (*)(int, const char *, int, const char *, int), "linkat")(from_folder, from, to_folder, to, flags));
}

int unlinkat(int folder, const char *path, int flags) {
    if (breaks()) return -1;
    POINT(int, "unlinkat", path, REAL(int (*)(int, const char *, int), "unlinkat")(folder, path, flags));
}

int unlink(const char *path) { POINT(int, "unlink", path, REAL(int (*)(const char *), "unlink")(path)); }

/* Opening is a point where it may make or change a plain file. */
static int opens_to_write(const char *path, int flags) {
    return (flags & (O_WRONLY | O_RDWR | O_CREAT)) != 0 && strncmp(path, "/dev/", 5) != 0
        && strncmp(path, "/proc/", 6) != 0;
}

static mode_t mode_of(int flags, va_list list) {
    return (flags & O_CREAT) != 0 ? va_arg(list, mode_t) : 0;
}

#define OPENING(name, fixed, given)                                                                                \
    va_list list;                                                                                                      \
    va_start(list, flags);                                                                                             \
    mode_t mode = mode_of(flags, list);                                                                                \
    va_end(list);                                                                                                      \
    int is_here = opens_to_write(path, flags) && is_point("open", path);                                               \
    if (in_front(is_here)) return -1;                                                                                  \
    int result = REAL(int(*) fixed, name) given;                                                                       \
    behind(is_here);                                                                                                   \
    return result

int open(const char *path, int flags, ...) {
    OPENING("open", (const char *, int, mode_t), (path, flags, mode));
}

int open64(const char *path, int flags, ...) {
    OPENING("open64", (const char *, int, mode_t), (path, flags, mode));
}

int openat(int folder, const char *path, int flags, ...) {
    OPENING("openat", (int, const char *, int, mode_t), (folder, path, flags, mode));
}

int openat64(int folder, const char *path, int flags, ...) {
    OPENING("openat64", (int, const char *, int, mode_t), (folder, path, flags, mode));
}

int prctl(int option, ...) {
    unsigned long values[4];
    va_list list;
    va_start(list, option);
    for (int i = 0; i < 4; i++) values[i] = va_arg(list, unsigned long);
    va_end(list);
    if (option == PR_SET_DUMPABLE && fails("dumpable")) {
        errno = EPERM;
        return -1;
    }
    return REAL(int (*)(int, unsigned long, unsigned long, unsigned long, unsigned long), "prctl")(
        option, values[0], values[1], values[2], values[3]);
}

/* --- looking ------------------------------------------------------------------------------------------------ */

static size_t read_whole(int file, char *room, size_t size) {
    size_t count = 0;
    ssize_t got;
    lseek(file, 0, SEEK_SET);
    while (count < size - 1 && (got = read(file, room + count, size - 1 - count)) > 0) count += (size_t)got;
    room[count] = 0;
    return count;
}

/* What the kernel says to reading a file of no command; 0 when it lets it. */
static int outside(void) {
    int file = open("/etc/passwd", O_RDONLY);
    if (file < 0) return errno;
    close(file);
    return 0;
}

static void say(int file, const char *line, int count) {
    if (REAL(ssize_t (*)(int, const void *, size_t), "write")(file, line, (size_t)count) != count) abort();
}

/* One line: what forbids a dump, what else is closed, and how many KiB are locked. */
static void report(void) {
    static char status[1 << 14];
    if (report_file < 0) return;
    struct rlimit core = {1, 1};
    getrlimit(RLIMIT_CORE, &core);
    read_whole(status_file, status, sizeof status);
    const char *locked = strstr(status, "VmLck:");
    char line[200];
    int count = snprintf(
        line, sizeof line, "dumpable=%d core=%lu/%lu no-new-privileges=%d seccomp=%d outside=%d locked=%d\n",
        prctl(PR_GET_DUMPABLE, 0, 0, 0, 0), (unsigned long)core.rlim_cur, (unsigned long)core.rlim_max,
        prctl(PR_GET_NO_NEW_PRIVS, 0, 0, 0, 0), prctl(PR_GET_SECCOMP, 0, 0, 0, 0), outside(),
        locked != NULL ? atoi(locked + 6) : -1);
    say(report_file, line, count);
}

static int is_zero(const char *page, size_t count) {
    for (size_t i = 0; i < count; i++) {
        if (page[i] != 0) return 0;
    }
    return 1;
}

/* Writes every page of every writable mapping that is not all zero, in the order of the addresses. */
static void dump(int file) {
    static char maps[1 << 18];
    const size_t page_size = 4096;
    if (file < 0) return;
    if (ftruncate(file, 0) != 0 || lseek(file, 0, SEEK_SET) != 0) abort();
    if (read_whole(maps_file, maps, sizeof maps) >= sizeof maps - 1) abort();
    for (char *line = strtok(maps, "\n"); line != NULL; line = strtok(NULL, "\n")) {
        unsigned long start, end;
        char rights[5];
        if (sscanf(line, "%lx-%lx %4s", &start, &end, rights) != 3) abort();
        if (rights[0] != 'r' || rights[1] != 'w' || strstr(line, "[v") != NULL) continue;
        for (unsigned long page = start; page < end; page += page_size) {
            if (is_zero((const char *)page, page_size)) continue;
            say(file, (const char *)page, (int)page_size);
        }
    }
}

static int opened(const char *variable, int flags) {
    const char *path = getenv(variable);
    return path == NULL ? -1 : open(path, O_WRONLY | O_CREAT | O_CLOEXEC | flags, 0600);
}

/* The file for a dump; the program's first argument and its number follow the name. */
static int opened_dump(const char *variable) {
    static char arguments[1 << 12], name[1 << 12];
    const char *path = getenv(variable);
    if (path == NULL) return -1;
    int command_line = open("/proc/self/cmdline", O_RDONLY | O_CLOEXEC);
    size_t count = read_whole(command_line, arguments, sizeof arguments);
    close(command_line);
    size_t first = strlen(arguments) + 1;
    snprintf(name, sizeof name, "%s.%s.%d", path, first < count ? arguments + first : "", (int)getpid());
    return open(name, O_RDWR | O_CREAT | O_CLOEXEC, 0600);
}

/* With the highest numbers, so that none of them is one that the program is told to read from. */
static int out_of_the_way(int file) {
    if (file < 0) return file;
    int high = fcntl(file, F_DUPFD_CLOEXEC, 100);
    close(file);
    return high;
}

__attribute__((constructor)) static void prepare(void) {
    /* What a shell starts in the background ignores this signal, and so would every program below it. */
    struct sigaction now;
    if (sigaction(SIGINT, NULL, &now) == 0 && now.sa_handler == SIG_IGN) signal(SIGINT, SIG_DFL);
    /* What a worker thread of the tests starts inherits that it takes no signals at all. */
    sigset_t none;
    sigemptyset(&none);
    sigprocmask(SIG_SETMASK, &none, NULL);
    random_file = out_of_the_way(opened("RENSHO_RANDOM", O_APPEND));
    report_file = out_of_the_way(opened("RENSHO_REPORT", O_APPEND));
    count_file = out_of_the_way(opened("RENSHO_COUNT", O_TRUNC));
    dump_file = out_of_the_way(opened_dump("RENSHO_DUMP"));
    dump_signing_file = out_of_the_way(opened_dump("RENSHO_DUMP_SIGNING"));
    status_file = out_of_the_way(open("/proc/self/status", O_RDONLY | O_CLOEXEC));
    maps_file = out_of_the_way(open("/proc/self/maps", O_RDONLY | O_CLOEXEC));
    point_file = out_of_the_way(opened("RENSHO_POINT_LOG", O_TRUNC));
    is_ready = 1;
}

/* The libraries that are loaded first end last, after everything that the program registered for its end. */
__attribute__((destructor)) static void look(void) {
    is_ready = 0;
    dump(dump_file);
    if (count_file >= 0) {
        char line[20];
        int count = snprintf(line, sizeof line, "%d\n", calls);
        say(count_file, line, count);
    }
}
