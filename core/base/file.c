#include "base/file.h"
#include "base/buffer.h"
#include "base/id.h"
#include <dirent.h>
#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

enum { BLOCK = 1 << 16 };

void sl_file_close(int *descriptor) {
    if (*descriptor > STDIN_FILENO)
        close(*descriptor);
    *descriptor = -1;
}

static void close_directory(DIR **directory) {
    if (*directory != NULL)
        closedir(*directory);
}

static enum sl_status fail(struct sl_error *err, const char *path, const char *act, int code) {
    char words[128];
    const char *why = strerror_r(code, words, sizeof words);
    if (code == ENOENT)
        why = "it does not exist";
    else if (code == EISDIR)
        why = "it is a directory";
    else if (code == ENOTDIR)
        why = "it, or a folder on the way, is not a directory";
    else if (code == EACCES || code == EPERM)
        why = "this account may not";
    return sl_fail(err, SL_IO, "", "%s could not be %s: %s.", path, act, why);
}

enum sl_status sl_file_open(const char *path, int *descriptor, struct sl_error *err) {
    if (strcmp(path, "-") == 0) {
        *descriptor = STDIN_FILENO;
        return SL_OK;
    }
    int opened = open(path, O_RDONLY | O_CLOEXEC | O_NOCTTY);
    if (opened < 0)
        return fail(err, path, "read", errno);
    struct stat about;
    if (fstat(opened, &about) == 0 && S_ISDIR(about.st_mode)) {
        close(opened);
        return fail(err, path, "read", EISDIR);
    }
    *descriptor = opened;
    return SL_OK;
}

enum sl_status sl_file_take(int descriptor, const char *path, char *bytes, size_t size,
                            size_t *length, struct sl_error *err) {
    ssize_t got;
    do
        got = read(descriptor, bytes, size);
    while (got < 0 && errno == EINTR);
    if (got < 0)
        return fail(err, path, "read", errno);
    *length = (size_t)got;
    return SL_OK;
}

enum sl_status sl_file_read(const char *path, size_t limit, char **bytes, size_t *length,
                            struct sl_error *err) {
    SL_AUTO(sl_file_close) int descriptor = -1;
    SL_AUTO(sl_buffer_drop) struct sl_buffer buffer = {0};
    SL_AUTO(sl_free) char *block = sl_new(BLOCK, 1);
    size_t got = 0;
    enum sl_status status = sl_file_open(path, &descriptor, err);
    while (status == SL_OK) {
        status = sl_file_take(descriptor, path, block, BLOCK, &got, err);
        if (status != SL_OK || got == 0)
            break;
        if (got > limit - buffer.length)
            return sl_fail(err, SL_INVALID, "", "%s is too long: at most %zu bytes are read.", path,
                           limit);
        sl_buffer_add(&buffer, block, got);
    }
    if (status != SL_OK)
        return status;
    *length = buffer.length;
    *bytes = sl_buffer_take(&buffer);
    return SL_OK;
}

static int write_all(int descriptor, const char *bytes, size_t length) {
    while (length > 0) {
        ssize_t put = write(descriptor, bytes, length);
        if (put < 0 && errno != EINTR)
            return errno;
        if (put > 0) {
            bytes += put;
            length -= (size_t)put;
        }
    }
    return 0;
}

/* The folder of path with its last slash, "./" when it names none. */
static char *folder_of(const char *path) {
    const char *slash = strrchr(path, '/');
    return slash != NULL ? sl_copy_bytes(path, (size_t)(slash - path) + 1) : sl_copy("./");
}

static int sync_folder(const char *folder) {
    SL_AUTO(sl_file_close) int descriptor = open(folder, O_RDONLY | O_DIRECTORY | O_CLOEXEC);
    if (descriptor < 0)
        return errno;
    bool synced = fsync(descriptor) == 0 || errno == EINVAL; /* not every file system can */
    return synced ? 0 : errno;
}

/* Writes, syncs and gives the new file the mode of the old one. */
static int fill(const char *beside, const struct stat *old, const char *bytes, size_t length) {
    SL_AUTO(sl_file_close)
    int descriptor = open(beside, O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC | O_NOFOLLOW, 0666);
    if (descriptor < 0)
        return errno;
    int code = write_all(descriptor, bytes, length);
    if (code == 0 && old != NULL && fchmod(descriptor, old->st_mode & 07777) != 0)
        code = errno;
    if (code == 0 && fsync(descriptor) != 0)
        code = errno;
    return code;
}

static int replace(const char *path, const struct stat *old, const char *bytes, size_t length) {
    char id[SL_ID_SIZE];
    sl_id_new(id);
    SL_AUTO(sl_free) char *folder = folder_of(path);
    SL_AUTO(sl_free) char *beside = sl_format("%s.%s.new", folder, id);
    int code = fill(beside, old, bytes, length);
    if (code == 0 && rename(beside, path) != 0)
        code = errno;
    if (code != 0) {
        unlink(beside);
        return code;
    }
    return sync_folder(folder);
}

/* A terminal, a pipe or /dev/null is written to, never replaced. */
static int write_through(const char *path, const char *bytes, size_t length) {
    SL_AUTO(sl_file_close) int descriptor = open(path, O_WRONLY | O_CLOEXEC | O_NOCTTY);
    return descriptor < 0 ? errno : write_all(descriptor, bytes, length);
}

enum sl_status sl_file_write(const char *path, const char *bytes, size_t length,
                             struct sl_error *err) {
    struct stat old;
    bool exists = stat(path, &old) == 0;
    int code;
    if (exists && S_ISDIR(old.st_mode))
        code = EISDIR;
    else if (exists && !S_ISREG(old.st_mode))
        code = write_through(path, bytes, length);
    else {
        SL_AUTO(sl_free) char *real = exists ? realpath(path, NULL) : sl_copy(path);
        code = real == NULL ? errno : replace(real, exists ? &old : NULL, bytes, length);
    }
    return code == 0 ? SL_OK : fail(err, path, "written", code);
}

bool sl_file_exists(const char *path) {
    return access(path, F_OK) == 0;
}

struct names {
    char **names;
    size_t count;
};

static void drop_names(struct names *names) {
    for (size_t i = 0; i < names->count; i++)
        free(names->names[i]);
    free(names->names);
}

static int by_bytes(const void *a, const void *b) {
    const char *const *one = a, *const *other = b;
    return strcmp(*one, *other);
}

static enum sl_status list(const char *directory, struct names *out, struct sl_error *err) {
    SL_AUTO(close_directory) DIR *opened = opendir(directory);
    if (opened == NULL)
        return fail(err, directory, "read", errno);
    const struct dirent *entry;
    while (errno = 0, (entry = readdir(opened)) != NULL) {
        if (strcmp(entry->d_name, ".") == 0 || strcmp(entry->d_name, "..") == 0)
            continue;
        out->names = sl_resize(out->names, out->count + 1, sizeof *out->names);
        out->names[out->count++] = sl_copy(entry->d_name);
    }
    return errno == 0 ? SL_OK : fail(err, directory, "read", errno);
}

enum sl_status sl_file_each(const char *directory,
                            enum sl_status (*each)(void *context, const char *name,
                                                   struct sl_error *err),
                            void *context, struct sl_error *err) {
    SL_AUTO(drop_names) struct names names = {0};
    enum sl_status status = list(directory, &names, err);
    if (names.count > 0)
        qsort(names.names, names.count, sizeof *names.names, by_bytes);
    for (size_t i = 0; status == SL_OK && i < names.count; i++)
        status = each(context, names.names[i], err);
    return status;
}
