/* A disk that fails: the k-th write, flush or truncation of a file under one folder is refused.
 *
 * Loaded before the C library (LD_PRELOAD). Nothing fails until `arm` is called:
 *   arm(folder, k, error, lasting)   error 0 is a write that stops half way, with no error;
 *                                    lasting: every call from the k-th on, not the k-th alone
 * `calls` says how many such calls there were since.
 */
#define _GNU_SOURCE
#include <dlfcn.h>
#include <errno.h>
#include <stdio.h>
#include <string.h>
#include <sys/types.h>
#include <unistd.h>

static char under[4096];
static long fail_at, seen;
static int error_code, is_lasting;

void arm(const char *folder, long k, int error, int lasting)
{
    snprintf(under, sizeof under, "%s/", folder);
    fail_at = k;
    seen = 0;
    error_code = error;
    is_lasting = lasting;
}

long calls(void) { return seen; }

static int is_under(int fd)
{
    char link[64], path[4096];
    snprintf(link, sizeof link, "/proc/self/fd/%d", fd);
    ssize_t length = readlink(link, path, sizeof path - 1);
    if (length < 0)
        return 0;
    path[length] = 0;
    if (length > 4 && !strcmp(path + length - 4, "-shm")) /* shared memory, not the disk */
        return 0;
    return !strncmp(path, under, strlen(under));
}

static int is_time(int fd)
{
    if (!under[0] || !is_under(fd))
        return 0;
    seen++;
    return is_lasting ? fail_at && seen >= fail_at : seen == fail_at;
}

#define REAL(name) ((__typeof__(&name))dlsym(RTLD_NEXT, #name))
#define REFUSE_OR_HALVE(count)                                                                     \
    if (error_code) {                                                                              \
        errno = error_code;                                                                        \
        return -1;                                                                                 \
    }                                                                                              \
    count = count > 1 ? count / 2 : count

ssize_t write(int fd, const void *data, size_t count)
{
    if (is_time(fd)) {
        REFUSE_OR_HALVE(count);
    }
    return REAL(write)(fd, data, count);
}

ssize_t pwrite(int fd, const void *data, size_t count, off_t at)
{
    if (is_time(fd)) {
        REFUSE_OR_HALVE(count);
    }
    return REAL(pwrite)(fd, data, count, at);
}

ssize_t pwrite64(int fd, const void *data, size_t count, off64_t at)
{
    if (is_time(fd)) {
        REFUSE_OR_HALVE(count);
    }
    return REAL(pwrite64)(fd, data, count, at);
}

#define FLUSH(name)                                                                                \
    int name(int fd)                                                                               \
    {                                                                                              \
        if (is_time(fd) && error_code) {                                                           \
            errno = error_code;                                                                    \
            return -1;                                                                             \
        }                                                                                          \
        return REAL(name)(fd);                                                                     \
    }

FLUSH(fsync)
FLUSH(fdatasync)

#define TRUNCATE(name, offset)                                                                     \
    int name(int fd, offset length)                                                                \
    {                                                                                              \
        if (is_time(fd) && error_code) {                                                           \
            errno = error_code;                                                                    \
            return -1;                                                                             \
        }                                                                                          \
        return REAL(name)(fd, length);                                                             \
    }

TRUNCATE(ftruncate, off_t)
TRUNCATE(ftruncate64, off64_t)
