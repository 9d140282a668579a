#include "store/header.h"
#include "base/memory.h"
#include "store/store.h"
#include <errno.h>
#include <sqlite3.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

enum { HEADER_BYTES = 100, AT_READ_VERSION = 19, AT_USER_VERSION = 60, AT_APPLICATION = 68 };

static uint32_t big_endian(const uint8_t *at) {
    return (uint32_t)at[0] << 24 | (uint32_t)at[1] << 16 | (uint32_t)at[2] << 8 | at[3];
}

static enum sl_status check_is_file(const char *file, const char *path, struct sl_error *err) {
    struct stat there;
    if (stat(file, &there) == 0 && !S_ISREG(there.st_mode))
        return sl_fail(err, SL_INVALID, "", "%s is not a file.", path);
    if (access(file, R_OK) == 0)
        return SL_OK;
    if (errno == ENOENT)
        return sl_fail(err, SL_NOT_FOUND, "",
                       "There is no store at %s; \"sightline init --store %s\" makes one.", path,
                       path);
    return sl_fail(err, SL_IO, "", "%s could not be opened: %s.", path, strerror(errno));
}

static enum sl_status read_bytes(const char *file, const char *path, uint8_t bytes[HEADER_BYTES],
                                 struct sl_error *err) {
    sqlite3_vfs *vfs = sqlite3_vfs_find(NULL);
    SL_AUTO(sl_free) sqlite3_file *opened = sl_new(1, (size_t)vfs->szOsFile);
    int flags = SQLITE_OPEN_MAIN_DB | SQLITE_OPEN_READONLY;
    sqlite3_filename name = sqlite3_create_filename(file, "", "", 0, NULL);
    int code = vfs->xOpen(vfs, name, opened, flags, NULL);
    if (code == SQLITE_OK)
        code = opened->pMethods->xRead(opened, bytes, HEADER_BYTES, 0);
    if (opened->pMethods != NULL)
        opened->pMethods->xClose(opened);
    sqlite3_free_filename(name);
    if (code == SQLITE_IOERR_SHORT_READ ||
        (code == SQLITE_OK && memcmp(bytes, "SQLite format 3", 16) != 0))
        return sl_fail(err, SL_INVALID, "", "%s is not a sightline store.", path);
    if (code != SQLITE_OK)
        return sl_fail(err, SL_IO, "", "%s could not be read.", path);
    return SL_OK;
}

enum sl_status sl_header_read(const char *file, const char *path, struct sl_header *out,
                              struct sl_error *err) {
    uint8_t bytes[HEADER_BYTES];
    enum sl_status status = check_is_file(file, path, err);
    if (status == SL_OK)
        status = read_bytes(file, path, bytes, err);
    if (status != SL_OK)
        return status;
    if (big_endian(bytes + AT_APPLICATION) != SL_STORE_APPLICATION)
        return sl_fail(err, SL_INVALID, "",
                       "%s is a database of another program, not a sightline store.", path);
    out->version = (int)(big_endian(bytes + AT_USER_VERSION) & INT32_MAX);
    out->logs = bytes[AT_READ_VERSION] == 2;
    return SL_OK;
}
