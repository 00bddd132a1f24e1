#define _GNU_SOURCE
#include "CLinux.h"

#include <errno.h>
#include <signal.h>
#include <sys/signalfd.h>
#include <unistd.h>

static void terminal_signals(sigset_t *set) {
    sigemptyset(set);
    sigaddset(set, SIGINT);
    sigaddset(set, SIGTERM);
    sigaddset(set, SIGHUP);
    sigaddset(set, SIGQUIT);
    sigaddset(set, SIGTSTP);
}

int rensho_linux_hold_signals(int *descriptor) {
    sigset_t set;
    terminal_signals(&set);
    *descriptor = signalfd(-1, &set, SFD_CLOEXEC | SFD_NONBLOCK);
    if (*descriptor < 0) return errno;
    int failure = pthread_sigmask(SIG_BLOCK, &set, NULL);
    if (failure != 0) close(*descriptor);
    return failure;
}

void rensho_linux_take_signal(int descriptor, int *number) {
    struct signalfd_siginfo taken;
    ssize_t count = read(descriptor, &taken, sizeof taken);
    *number = count == (ssize_t)sizeof taken ? (int)taken.ssi_signo : 0;
}

void rensho_linux_release_signals(int descriptor) {
    sigset_t set;
    close(descriptor);
    terminal_signals(&set);
    pthread_sigmask(SIG_UNBLOCK, &set, NULL);
}
