#define _GNU_SOURCE
#include "CTerminal.h"

#include <errno.h>
#include <fcntl.h>
#include <signal.h>
#include <stdatomic.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>
#include <unistd.h>

enum { restore_capacity = 512, held_limit = 1 << 20 };

static const int ending_signals[] = {
    SIGINT, SIGTERM, SIGHUP, SIGQUIT, SIGILL, SIGTRAP, SIGABRT, SIGBUS, SIGFPE, SIGSEGV,
    // Sent by other programs or by limits: each ends a process that does not ask for it.
    SIGUSR1, SIGUSR2, SIGALRM, SIGVTALRM, SIGPROF, SIGXCPU, SIGXFSZ, SIGSYS, SIGPOLL, SIGPWR, SIGSTKFLT,
};
static const int reported_signals[] = {SIGWINCH, SIGTSTP, SIGCONT};
enum {
    ending_count = sizeof ending_signals / sizeof *ending_signals,
    reported_count = sizeof reported_signals / sizeof *reported_signals,
};

// By the signal's number.
static struct sigaction ending_before[NSIG], reported_before[reported_count];
static char restore_bytes[restore_capacity];
static size_t restore_length;
static struct termios restore_settings;
static int terminal_descriptor = -1;
static int held_error = -1, real_error = -1;
static int pipe_ends[2] = {-1, -1};
static atomic_int is_installed;

static void write_all(int descriptor, const char *bytes, size_t length) {
    while (length > 0) {
        ssize_t count = write(descriptor, bytes, length);
        if (count < 0 && errno == EINTR) continue;
        if (count <= 0) return;
        bytes += count;
        length -= (size_t)count;
    }
}

static void release_standard_error(void) {
    if (held_error < 0) return;
    dup2(real_error, STDERR_FILENO);
    char buffer[4096];
    off_t offset = 0;
    ssize_t count;
    while (offset < held_limit && (count = pread(held_error, buffer, sizeof buffer, offset)) > 0) {
        write_all(STDERR_FILENO, buffer, (size_t)count);
        offset += count;
    }
    close(held_error);
    close(real_error);
    held_error = real_error = -1;
}

// Only async-signal-safe calls from here down to the handlers.
static void restore_terminal(void) {
    write_all(terminal_descriptor, restore_bytes, restore_length);
    // A process in the background would be stopped here, and its terminal belongs to another one anyway.
    if (tcgetpgrp(terminal_descriptor) == getpgrp()) tcsetattr(terminal_descriptor, TCSADRAIN, &restore_settings);
    release_standard_error();
}

static void end(int number) {
    if (atomic_exchange(&is_installed, 0)) restore_terminal();
    sigaction(number, &ending_before[number], NULL);
    // Delivered once this handler returns; a fault also repeats by itself.
    raise(number);
}

static void report(int number) {
    int saved = errno;
    char byte = number == SIGWINCH  ? TERMINAL_GUARD_RESIZE
                : number == SIGTSTP ? TERMINAL_GUARD_STOP
                                    : TERMINAL_GUARD_CONTINUE;
    // A full pipe wakes the reader as well, who then looks at everything.
    if (write(pipe_ends[1], &byte, 1) < 0) errno = saved;
    errno = saved;
}

static void at_exit(void) { terminal_guard_remove(); }

static void set_handler(int number, void (*handler)(int), struct sigaction *before) {
    struct sigaction action;
    memset(&action, 0, sizeof action);
    action.sa_handler = handler;
    action.sa_flags = SA_RESTART | SA_ONSTACK;
    sigfillset(&action.sa_mask);
    sigaction(number, &action, before);
}

static void take_ending(int number) {
    set_handler(number, end, &ending_before[number]);
    // What the parent told us to ignore (nohup, a shell's background job) stays ignored.
    if (ending_before[number].sa_handler == SIG_IGN) sigaction(number, &ending_before[number], NULL);
}

int terminal_guard_set_restore(const char *restore, size_t length) {
    if (length > restore_capacity) {
        errno = E2BIG;
        return -1;
    }
    memcpy(restore_bytes, restore, length);
    restore_length = length;
    return 0;
}

int terminal_guard_install(
    int descriptor, const char *restore, size_t length, const struct termios *settings) {
    static int has_exit_handler;
    if (terminal_guard_set_restore(restore, length) != 0) return -1;
    // The pipe lives as long as the process: a late wake-up from another thread must never meet a foreign file.
    if (pipe_ends[0] < 0 && pipe2(pipe_ends, O_CLOEXEC | O_NONBLOCK) != 0) return -1;
    if (!has_exit_handler) {
        if (atexit(at_exit) != 0) return -1;
        has_exit_handler = 1;
    }
    terminal_descriptor = descriptor;
    restore_settings = *settings;
    atomic_store(&is_installed, 1);
    for (int index = 0; index < ending_count; index++) take_ending(ending_signals[index]);
    // The real-time signals end a process too; below SIGRTMIN are those of the C library.
    for (int number = SIGRTMIN; number <= SIGRTMAX; number++) take_ending(number);
    for (int index = 0; index < reported_count; index++) {
        set_handler(reported_signals[index], report, &reported_before[index]);
    }
    return pipe_ends[0];
}

void terminal_guard_wake(void) {
    char byte = TERMINAL_GUARD_WAKE;
    if (pipe_ends[1] >= 0 && write(pipe_ends[1], &byte, 1) < 0) return;
}

void terminal_guard_stop(void) {
    struct sigaction ours, standard;
    memset(&standard, 0, sizeof standard);
    standard.sa_handler = SIG_DFL;
    sigaction(SIGTSTP, &standard, &ours);
    kill(getpid(), SIGTSTP);
    // Where this thread is not the one that takes the signal, it may get here before the process stops.
    usleep(10000);
    sigaction(SIGTSTP, &ours, NULL);
}

void terminal_guard_remove(void) {
    if (!atomic_exchange(&is_installed, 0)) return;
    restore_terminal();
    for (int index = 0; index < ending_count; index++) {
        sigaction(ending_signals[index], &ending_before[ending_signals[index]], NULL);
    }
    for (int number = SIGRTMIN; number <= SIGRTMAX; number++) sigaction(number, &ending_before[number], NULL);
    for (int index = 0; index < reported_count; index++) {
        sigaction(reported_signals[index], &reported_before[index], NULL);
    }
}

void terminal_guard_hold_standard_error(void) {
    if (held_error >= 0 || !isatty(STDERR_FILENO)) return;
    int memory = memfd_create("standard-error", MFD_CLOEXEC);
    if (memory < 0) return;
    int real = fcntl(STDERR_FILENO, F_DUPFD_CLOEXEC, 3);
    if (real < 0 || dup2(memory, STDERR_FILENO) < 0) {
        if (real >= 0) close(real);
        close(memory);
        return;
    }
    held_error = memory;
    real_error = real;
}
