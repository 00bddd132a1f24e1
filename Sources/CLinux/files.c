#define _GNU_SOURCE
#include "CLinux.h"

#include <errno.h>
#include <stdio.h>

int rensho_linux_rename_no_replace(int folder, const char *from, const char *to) {
    return renameat2(folder, from, folder, to, RENAME_NOREPLACE) == 0 ? 0 : errno;
}
