#include "store/place.h"
#include <errno.h>
#include <fcntl.h>
#include <libgen.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

static const char *const companions[] = {"-wal", "-journal", "-shm"};

static enum sl_status fail(const char *what, const char *path, struct sl_error *err) {
    return sl_fail(err, SL_IO, "", "%s could not be %s: %s.", path, what, strerror(errno));
}

static char *folder_of(const char *path) {
    SL_AUTO(sl_free) char *copy = sl_copy(path);
    return sl_copy(dirname(copy));
}

static char *name_of(const char *path) {
    SL_AUTO(sl_free) char *copy = sl_copy(path);
    return sl_copy(basename(copy));
}

static char *whole_name_of_new(const char *path) {
    SL_AUTO(sl_free) char *folder = folder_of(path);
    SL_AUTO(sl_free) char *name = name_of(path);
    SL_AUTO(sl_free) char *whole = realpath(folder, NULL);
    if (whole == NULL)
        return NULL;
    return sl_format("%s/%s", strcmp(whole, "/") == 0 ? "" : whole, name);
}

enum sl_status sl_place_find(const char *path, char **out, struct sl_error *err) {
    SL_AUTO(sl_free) char *whole = realpath(path, NULL);
    if (whole == NULL && errno == ENOENT)
        whole = whole_name_of_new(path);
    if (whole == NULL)
        return fail("found", path, err);
    struct stat there;
    if (stat(whole, &there) == 0 && S_ISDIR(there.st_mode))
        return sl_fail(err, SL_INVALID, "", "%s is a folder, not a sightline store.", path);
    *out = whole;
    whole = NULL;
    return SL_OK;
}

int64_t sl_place_size(const char *file, const char *suffix) {
    SL_AUTO(sl_free) char *name = sl_format("%s%s", file, suffix);
    struct stat there;
    return stat(name, &there) == 0 ? (int64_t)there.st_size : -1;
}

enum sl_status sl_place_temporary(const char *file, char **out, struct sl_error *err) {
    SL_AUTO(sl_free) char *name = sl_format("%s.part-XXXXXX", file);
    int descriptor = mkostemp(name, O_CLOEXEC);
    if (descriptor < 0)
        return fail("made", name, err);
    close(descriptor);
    *out = name;
    name = NULL;
    return SL_OK;
}

void sl_place_remove(const char *file) {
    unlink(file);
    for (size_t i = 0; i < SL_COUNT(companions); i++) {
        SL_AUTO(sl_free) char *name = sl_format("%s%s", file, companions[i]);
        unlink(name);
    }
}

void sl_place_drop(char **file) {
    if (*file == NULL)
        return;
    sl_place_remove(*file);
    free(*file);
    *file = NULL;
}

static enum sl_status sync_path(const char *path, struct sl_error *err) {
    int descriptor = open(path, O_RDONLY | O_CLOEXEC);
    if (descriptor < 0)
        return fail("opened", path, err);
    enum sl_status status = fsync(descriptor) == 0 ? SL_OK : fail("synced", path, err);
    close(descriptor);
    return status;
}

static enum sl_status sync_folder_of(const char *path, struct sl_error *err) {
    SL_AUTO(sl_free) char *folder = folder_of(path);
    return sync_path(folder, err);
}

/* Some file systems cannot rename without replacing. */
static int rename_to_nothing(const char *from, const char *to) {
    if (renameat2(AT_FDCWD, from, AT_FDCWD, to, RENAME_NOREPLACE) == 0)
        return 0;
    if (errno != EINVAL && errno != ENOSYS)
        return -1;
    if (access(to, F_OK) != 0)
        return rename(from, to);
    errno = EEXIST;
    return -1;
}

enum sl_status sl_place_settle(const char *from, const char *to, struct sl_error *err) {
    for (size_t i = 0; i < SL_COUNT(companions) - 1; i++)
        if (sl_place_size(to, companions[i]) >= 0)
            return sl_fail(err, SL_CONFLICT, "",
                           "%s%s lies there without the store that it belongs to, and would be "
                           "taken for part of the new one: move it away first.",
                           to, companions[i]);
    enum sl_status status = sync_path(from, err);
    if (status != SL_OK)
        return status;
    if (rename_to_nothing(from, to) == 0)
        return sync_folder_of(to, err);
    if (errno == EEXIST)
        return sl_fail(err, SL_CONFLICT, "", "%s is there already.", to);
    return fail("given its name", to, err);
}

enum sl_status sl_place_replace(const char *from, const char *to, struct sl_error *err) {
    enum sl_status status = sync_path(from, err);
    if (status == SL_OK && rename(from, to) != 0)
        status = fail("given its name", to, err);
    return status == SL_OK ? sync_folder_of(to, err) : status;
}

static char *free_name(const char *file, const char *suffix) {
    char *name = sl_format("%s%s", file, suffix);
    for (int n = 2; sl_place_size(name, "") >= 0 || sl_place_size(name, "-wal") >= 0; n++) {
        free(name);
        name = sl_format("%s%s-%d", file, suffix, n);
    }
    return name;
}

static enum sl_status keep_companion(const char *file, const char *kept, const char *companion,
                                     struct sl_error *err) {
    SL_AUTO(sl_free) char *from = sl_format("%s%s", file, companion);
    SL_AUTO(sl_free) char *to = sl_format("%s%s", kept, companion);
    if (rename(from, to) != 0 && errno != ENOENT)
        return fail("moved away", from, err);
    return SL_OK;
}

enum sl_status sl_place_keep(const char *file, const char *suffix, struct sl_error *err) {
    SL_AUTO(sl_free) char *kept = free_name(file, suffix);
    if (link(file, kept) != 0 && errno != ENOENT && rename(file, kept) != 0)
        return fail("kept", file, err);
    enum sl_status status = SL_OK;
    for (size_t i = 0; i < SL_COUNT(companions) && status == SL_OK; i++)
        status = keep_companion(file, kept, companions[i], err);
    return status == SL_OK ? sync_folder_of(file, err) : status;
}
