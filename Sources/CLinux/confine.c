#define _GNU_SOURCE
#include "CLinux.h"

#include <errno.h>
#include <fcntl.h>
#include <linux/filter.h>
#include <linux/seccomp.h>
#include <sys/prctl.h>
#include <sys/resource.h>
#include <sys/syscall.h>
#include <unistd.h>

_Static_assert(
    sizeof(struct rensho_linux_instruction) == sizeof(struct sock_filter), "an instruction is handed over as it is");
_Static_assert(offsetof(struct rensho_linux_instruction, jump_true) == offsetof(struct sock_filter, jt), "jt");
_Static_assert(offsetof(struct rensho_linux_instruction, jump_false) == offsetof(struct sock_filter, jf), "jf");
_Static_assert(offsetof(struct rensho_linux_instruction, value) == offsetof(struct sock_filter, k), "k");

int rensho_linux_filter_calls(const struct rensho_linux_instruction *program, unsigned short count) {
    struct {
        unsigned short count;
        const struct rensho_linux_instruction *program;
    } filter = {count, program};
    _Static_assert(sizeof filter == sizeof(struct sock_fprog), "a program is handed over as it is");
    long result = syscall(SYS_seccomp, SECCOMP_SET_MODE_FILTER, SECCOMP_FILTER_FLAG_TSYNC, &filter);
    if (result == 0) return 0;
    /* Above 0 it is the number of the thread that could not be taken along. */
    return result > 0 ? ESRCH : errno;
}

int rensho_linux_filter_mode(void) { return prctl(PR_GET_SECCOMP, 0, 0, 0, 0); }

int rensho_linux_dumpable(void) { return prctl(PR_GET_DUMPABLE, 0, 0, 0, 0); }

uint64_t rensho_linux_core_limit(void) {
    struct rlimit limit;
    return getrlimit(RLIMIT_CORE, &limit) == 0 ? (uint64_t)limit.rlim_cur : UINT64_MAX;
}

/* --- landlock: the layouts of linux/landlock.h, which older headers lack in part ----------------------------- */

/* The same numbers on every architecture. */
enum { create_ruleset = 444, add_rule = 445, restrict_self = 446, version_flag = 1, path_beneath = 1 };

struct ruleset {
    uint64_t files;
    uint64_t network;
    uint64_t scoped;
};

struct path_rule {
    uint64_t rights;
    int32_t parent;
} __attribute__((packed));

int rensho_linux_landlock_version(void) {
    long version = syscall(create_ruleset, NULL, (size_t)0, version_flag);
    return version > 0 ? (int)version : 0;
}

int rensho_linux_landlock_begin(uint64_t files, uint64_t network, uint64_t scoped, int *rules) {
    const struct ruleset wanted = {files, network, scoped};
    /* Kernels that know less take the longer form as long as what they do not know is 0. */
    *rules = (int)syscall(create_ruleset, &wanted, sizeof wanted, 0);
    return *rules >= 0 ? 0 : errno;
}

int rensho_linux_landlock_allow(int rules, const char *path, uint64_t rights, int is_folder) {
    int place = open(path, O_PATH | O_CLOEXEC | (is_folder ? O_DIRECTORY : 0));
    if (place < 0) return errno;
    const struct path_rule rule = {rights, place};
    int failure = syscall(add_rule, rules, path_beneath, &rule, 0) == 0 ? 0 : errno;
    close(place);
    return failure;
}

int rensho_linux_landlock_enforce(int rules) {
    int failure = syscall(restrict_self, rules, 0) == 0 ? 0 : errno;
    close(rules);
    return failure;
}
