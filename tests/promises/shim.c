/* A disk with one fault, for the program under test: FAULT names it. Built by the test itself. */
#define _GNU_SOURCE
#include <dlfcn.h>
#include <errno.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <time.h>
#include <unistd.h>
#include <fcntl.h>

static int is(const char *fault) {
    const char *set = getenv("FAULT");
    return set && !strcmp(set, fault);
}

static int slow_or_not(int handle, const char *name) {
    struct timespec pause = {0, 150 * 1000 * 1000};
    int (*real)(int) = (int (*)(int))dlsym(RTLD_NEXT, name);
    if (is("slow")) nanosleep(&pause, 0);
    if (is("lies")) return 0;
    return real(handle);
}

int fsync(int handle) { return slow_or_not(handle, "fsync"); }
int fdatasync(int handle) { return slow_or_not(handle, "fdatasync"); }

static int taken(const char *to) {
    struct stat status;
    return is("no_rename") && !stat(to, &status) && (errno = EEXIST);
}

int rename(const char *from, const char *to) {
    int (*real)(const char *, const char *) = dlsym(RTLD_NEXT, "rename");
    return taken(to) ? -1 : real(from, to);
}

int utimensat(int folder, const char *path, const struct timespec times[2], int flags) {
    int (*real)(int, const char *, const struct timespec *, int) = dlsym(RTLD_NEXT, "utimensat");
    struct timespec rough[2];
    if (!is("rough_times") || !times) return real(folder, path, times, flags);
    memcpy(rough, times, sizeof rough);
    rough[0].tv_sec &= ~1L; rough[1].tv_sec &= ~1L;
    return real(folder, path, rough, flags);
}

static int locking(int handle, int command, void *argument, const char *name) {
    int (*real)(int, int, ...) = dlsym(RTLD_NEXT, name);
    if (is("no_locks") && (command == F_SETLK || command == F_SETLKW)) return 0;
    return real(handle, command, argument);
}

#define AS(name) \
    int name(int handle, int command, ...) { \
        va_list more; \
        va_start(more, command); \
        void *argument = va_arg(more, void *); \
        va_end(more); \
        return locking(handle, command, argument, #name); \
    }
AS(fcntl)
AS(fcntl64)

/* A clock that is wrong by CLOCK_OFF seconds. */
static long off(void) {
    const char *set = getenv("CLOCK_OFF");
    return set ? atol(set) : 0;
}

int clock_gettime(clockid_t which, struct timespec *told) {
    int (*real)(clockid_t, struct timespec *) = dlsym(RTLD_NEXT, "clock_gettime");
    int answer = real(which, told);
    if (!answer && which == CLOCK_REALTIME) told->tv_sec += off();
    return answer;
}

time_t time(time_t *told) {
    struct timespec now;
    clock_gettime(CLOCK_REALTIME, &now);
    if (told) *told = now.tv_sec;
    return now.tv_sec;
}
