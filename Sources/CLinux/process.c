#include "CLinux.h"

#include <errno.h>
#include <sys/prctl.h>
#include <sys/resource.h>

int rensho_linux_forbid_dumping(void) {
    return prctl(PR_SET_DUMPABLE, 0, 0, 0, 0) == 0 ? 0 : errno;
}

int rensho_linux_forbid_core_files(void) {
    const struct rlimit limit = {0, 0};
    return setrlimit(RLIMIT_CORE, &limit) == 0 ? 0 : errno;
}

int rensho_linux_forbid_new_privileges(void) {
    return prctl(PR_SET_NO_NEW_PRIVS, 1, 0, 0, 0) == 0 ? 0 : errno;
}
