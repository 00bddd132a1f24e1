/* What the C library's Swift module hides or offers only through macros. One function per need; each returns 0 or an
   errno value, never -1. */
#ifndef RENSHO_CLINUX_H
#define RENSHO_CLINUX_H

#include <stddef.h>
#include <stdint.h>

/* Fills a buffer from getrandom(2) with flags 0, which waits until the kernel's generator has been seeded. There is
   no other source to fall back on: a short read is an error (EIO) and the buffer is then all zero. */
int rensho_linux_random(void *buffer, size_t count);

/* Tries the way of rensho_linux_random: the system errors of a flag that no kernel knows, of a source that gives one
   byte less than asked for, of one that is not there, and of one that a signal interrupts (0: it is asked again). -1
   stands for a buffer that a failure did not clear or a success did not fill. */
void rensho_linux_probe_random(int results[4]);

/* Forbids core dumps and tracing of this process by others of the same user (PR_SET_DUMPABLE 0). */
int rensho_linux_forbid_dumping(void);

/* Gives up gaining privileges through anything this process may start (PR_SET_NO_NEW_PRIVS). */
int rensho_linux_forbid_new_privileges(void);

/* Sets the largest core file to 0, for this process and its children. */
int rensho_linux_forbid_core_files(void);

/* One instruction of a filter of system calls: the layout of struct sock_filter (linux/filter.h), so that a whole
   program is handed over as an array. */
struct rensho_linux_instruction {
    uint16_t code;
    uint8_t jump_true;
    uint8_t jump_false;
    uint32_t value;
};

/* Puts every thread of this process, and every one that it starts later, under a filter of system calls for good
   (seccomp(2), SECCOMP_SET_MODE_FILTER with TSYNC). ESRCH: a thread is under another filter already. */
int rensho_linux_filter_calls(const struct rensho_linux_instruction *program, unsigned short count);

/* The mode of the calling thread: 0 without a filter, 2 with one; -1 where the kernel has none. */
int rensho_linux_filter_mode(void);

/* Whether the process may be dumped (0: it may not), and the largest core file that it may leave. */
int rensho_linux_dumpable(void);
uint64_t rensho_linux_core_limit(void);

/* The version of landlock that this kernel has; 0 without it. */
int rensho_linux_landlock_version(void);

/* Begins a set of rules: every right named in files is denied, except where a rule allows it, and so is every right in
   network and every reach in scoped (linux/landlock.h). What the kernel does not know has to be 0. */
int rensho_linux_landlock_begin(uint64_t files, uint64_t network, uint64_t scoped, int *rules);

/* Allows rights on the folder that stands at a path and on everything below it, or on the one file. ENOTDIR: it is no
   folder, but should be one. */
int rensho_linux_landlock_allow(int rules, const char *path, uint64_t rights, int is_folder);

/* Puts the calling thread, and every one that it starts later, under the rules for good, and closes the set. */
int rensho_linux_landlock_enforce(int rules);

/* Renames a file inside one folder and never replaces anything. EINVAL or ENOSYS: the file system cannot do it. */
int rensho_linux_rename_no_replace(int folder, const char *from, const char *to);

/* Blocks the signals that end or stop a program at its terminal and gives a descriptor that reports them. While it is
   open, none of them can end the program with the terminal's echo off. */
int rensho_linux_hold_signals(int *descriptor);

/* Takes one signal from the descriptor of rensho_linux_hold_signals; 0 stands for none waiting. */
void rensho_linux_take_signal(int descriptor, int *number);

/* Closes the descriptor and lets the signals through again. */
void rensho_linux_release_signals(int descriptor);

#endif
