/* What the C library's Swift module hides or offers only through macros. One function per need; each returns 0 or an
   errno value, never -1. */
#ifndef RENSHO_CLINUX_H
#define RENSHO_CLINUX_H

#include <stddef.h>

/* Fills a buffer from getrandom(2) with flags 0, which waits until the kernel's generator has been seeded. There is
   no other source to fall back on: a short read is an error (EIO) and the buffer is then all zero. */
int rensho_linux_random(void *buffer, size_t count);

/* Forbids core dumps and tracing of this process by others of the same user (PR_SET_DUMPABLE 0). */
int rensho_linux_forbid_dumping(void);

/* Sets the largest core file to 0, for this process and its children. */
int rensho_linux_forbid_core_files(void);

#endif
