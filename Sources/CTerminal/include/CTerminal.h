// What must run inside a signal handler: C, because a handler may call only async-signal-safe functions and the
// Swift runtime is not. And a function of the C library that Swift's own headers hide.
#ifndef CTERMINAL_H
#define CTERMINAL_H

#include <stddef.h>
#include <stdint.h>
#include <termios.h>

// Bytes that arrive at the guard's pipe.
enum {
    TERMINAL_GUARD_WAKE = 'w',
    TERMINAL_GUARD_RESIZE = 'r',
    TERMINAL_GUARD_STOP = 's',
    TERMINAL_GUARD_CONTINUE = 'c',
};

// Takes over the signals. From now on every end of the process (SIGINT, SIGTERM, SIGHUP, SIGQUIT, a trap, exit)
// first writes `restore` to `descriptor` and gives it back `settings`. SIGWINCH, SIGTSTP and SIGCONT put a byte into
// the pipe. Returns the pipe's reading end, or -1 with errno.
int terminal_guard_install(
    int descriptor, const char *restore, size_t length, const struct termios *settings);

// Replaces the bytes that restore the terminal. Returns -1 where they are too many.
int terminal_guard_set_restore(const char *restore, size_t length);

// Puts a wake byte into the pipe; any thread may call it, before, during and after the guard's life.
void terminal_guard_wake(void);

// Stops the process as SIGTSTP does by default and returns when it continues.
void terminal_guard_stop(void);

// Writes the restoring bytes and settings now and gives the signals back. Does nothing the second time.
void terminal_guard_remove(void);

// Sends what is written to standard error into memory, so that it does not spoil the screen; removing the guard, or
// any end of the process, writes it to the real one. Does nothing where standard error is not a terminal.
void terminal_guard_hold_standard_error(void);

// wcwidth of a Unicode scalar in the locale of the thread: cells, -1 for what is not for print.
int terminal_character_width(uint32_t scalar);

#endif
