/* System calls as a program makes that passes by the C library. Each returns the kernel's answer: a negative number is
   an errno. */
#ifndef RENSHO_CPROBE_H
#define RENSHO_CPROBE_H

/* A call with up to six arguments, by its number. */
long probe_call(long number, const long arguments[6]);

/* Starts a thread that waits, and lets it make the call of probe_call; probe_start comes before the filter. */
int probe_start(void);
long probe_call_waiting(long number, const long arguments[6]);

/* The same on a thread that is started for it. */
long probe_call_fresh(long number, const long arguments[6]);

/* getpid by the calling convention of 32-bit programs; -38 (ENOSYS) where the processor has none. */
long probe_foreign(void);

/* A ring of io_uring: its descriptor, or a negative errno. */
long probe_ring(void);

#endif
