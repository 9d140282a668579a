#include "support/test_vfs.h"
#include "base/memory.h"
#include <pthread.h>
#include <sqlite3.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

/* Locks of an open store go by this process's files, so what must be undone is undone through
 * SQLite's own files too. */
struct file {
    sqlite3_file base;
    struct file *next;
    struct unsynced *unsynced;
    sqlite3_file *real; /* lies behind this struct */
};

struct unsynced { /* what stood where something was written and not yet synced */
    struct unsynced *before;
    sqlite3_int64 at, size; /* of the file then */
    int length;
    char bytes[];
};

static struct disk {
    sqlite3_vfs vfs;
    sqlite3_vfs *real;
    pthread_mutex_t mutex;
    struct file *files;
    enum test_fault fault;
    int at, done;
} disk = {.mutex = PTHREAD_MUTEX_INITIALIZER};

enum thing { OPENING, WRITING, OTHER };

static sqlite3_file *real(sqlite3_file *file) {
    return ((struct file *)file)->real;
}

static void lose_one(struct file *file, bool every_second) {
    int n = 0;
    for (struct unsynced *each = file->unsynced; each != NULL; each = each->before) {
        if (every_second && n++ % 2 == 0)
            continue;
        file->real->pMethods->xWrite(file->real, each->bytes, each->length, each->at);
        if (!every_second)
            file->real->pMethods->xTruncate(file->real, each->size);
    }
}

static void end_process(struct file *file, const void *bytes, int length, sqlite3_int64 at) {
    if (disk.fault == TEST_FAULT_TORN && bytes != NULL)
        file->real->pMethods->xWrite(file->real, bytes, length / 2, at);
    if (disk.fault >= TEST_FAULT_POWER)
        for (struct file *each = disk.files; each != NULL; each = each->next)
            lose_one(each, disk.fault == TEST_FAULT_POWER_PARTLY);
    _exit(TEST_FAULT_EXIT);
}

/* SQLITE_OK, or what this thing ends with; or the process ends here. */
static int happen(enum thing thing, struct file *file, const void *bytes, int length,
                  sqlite3_int64 at) {
    disk.done++;
    if (disk.fault == TEST_FAULT_NONE || disk.done < disk.at)
        return SQLITE_OK;
    if (disk.fault >= TEST_FAULT_KILLED)
        end_process(file, bytes, length, at);
    if (disk.done > disk.at && disk.fault == TEST_FAULT_ERROR)
        return SQLITE_OK;
    if (disk.fault == TEST_FAULT_FULL)
        return thing == WRITING ? SQLITE_FULL : SQLITE_OK;
    return thing == OPENING   ? SQLITE_CANTOPEN
           : thing == WRITING ? SQLITE_IOERR_WRITE
                              : SQLITE_IOERR;
}

static void remember(struct file *file, int length, sqlite3_int64 at) {
    if (disk.fault < TEST_FAULT_POWER)
        return;
    struct unsynced *old = sl_new(1, sizeof *old + (size_t)length);
    old->at = at;
    old->length = length;
    file->real->pMethods->xFileSize(file->real, &old->size);
    file->real->pMethods->xRead(file->real, old->bytes, length, at);
    old->before = file->unsynced;
    file->unsynced = old;
}

static void forget(struct file *file) {
    while (file->unsynced != NULL) {
        struct unsynced *before = file->unsynced->before;
        free(file->unsynced);
        file->unsynced = before;
    }
}

static int disk_write(sqlite3_file *given, const void *bytes, int length, sqlite3_int64 at) {
    struct file *file = (struct file *)given;
    pthread_mutex_lock(&disk.mutex);
    int code = happen(WRITING, file, bytes, length, at);
    if (code == SQLITE_OK) {
        remember(file, length, at);
        code = file->real->pMethods->xWrite(file->real, bytes, length, at);
    }
    pthread_mutex_unlock(&disk.mutex);
    return code;
}

static int disk_truncate(sqlite3_file *given, sqlite3_int64 size) {
    struct file *file = (struct file *)given;
    pthread_mutex_lock(&disk.mutex);
    int code = happen(OTHER, file, NULL, 0, 0);
    if (code == SQLITE_OK)
        code = file->real->pMethods->xTruncate(file->real, size);
    pthread_mutex_unlock(&disk.mutex);
    return code;
}

static int disk_sync(sqlite3_file *given, int flags) {
    struct file *file = (struct file *)given;
    pthread_mutex_lock(&disk.mutex);
    int code = happen(OTHER, file, NULL, 0, 0);
    if (code == SQLITE_OK)
        code = file->real->pMethods->xSync(file->real, flags);
    if (code == SQLITE_OK)
        forget(file);
    pthread_mutex_unlock(&disk.mutex);
    return code;
}

static int disk_close(sqlite3_file *given) {
    struct file *file = (struct file *)given;
    pthread_mutex_lock(&disk.mutex);
    struct file **link = &disk.files;
    while (*link != file)
        link = &(*link)->next;
    *link = file->next;
    forget(file);
    pthread_mutex_unlock(&disk.mutex);
    return file->real->pMethods->xClose(file->real);
}

static int disk_read(sqlite3_file *file, void *bytes, int length, sqlite3_int64 at) {
    return real(file)->pMethods->xRead(real(file), bytes, length, at);
}

static int disk_size(sqlite3_file *file, sqlite3_int64 *size) {
    return real(file)->pMethods->xFileSize(real(file), size);
}

static int disk_lock(sqlite3_file *file, int level) {
    return real(file)->pMethods->xLock(real(file), level);
}

static int disk_unlock(sqlite3_file *file, int level) {
    return real(file)->pMethods->xUnlock(real(file), level);
}

static int disk_reserved(sqlite3_file *file, int *out) {
    return real(file)->pMethods->xCheckReservedLock(real(file), out);
}

static int disk_control(sqlite3_file *file, int what, void *value) {
    return real(file)->pMethods->xFileControl(real(file), what, value);
}

static int disk_sector(sqlite3_file *file) {
    return real(file)->pMethods->xSectorSize(real(file));
}

static int disk_traits(sqlite3_file *file) {
    return real(file)->pMethods->xDeviceCharacteristics(real(file));
}

static int disk_shm_map(sqlite3_file *file, int page, int size, int extend, void volatile **out) {
    return real(file)->pMethods->xShmMap(real(file), page, size, extend, out);
}

static int disk_shm_lock(sqlite3_file *file, int offset, int n, int flags) {
    return real(file)->pMethods->xShmLock(real(file), offset, n, flags);
}

static void disk_shm_barrier(sqlite3_file *file) {
    real(file)->pMethods->xShmBarrier(real(file));
}

static int disk_shm_unmap(sqlite3_file *file, int delete) {
    return real(file)->pMethods->xShmUnmap(real(file), delete);
}

static const sqlite3_io_methods methods = {
    .iVersion = 2,
    .xClose = disk_close,
    .xRead = disk_read,
    .xWrite = disk_write,
    .xTruncate = disk_truncate,
    .xSync = disk_sync,
    .xFileSize = disk_size,
    .xLock = disk_lock,
    .xUnlock = disk_unlock,
    .xCheckReservedLock = disk_reserved,
    .xFileControl = disk_control,
    .xSectorSize = disk_sector,
    .xDeviceCharacteristics = disk_traits,
    .xShmMap = disk_shm_map,
    .xShmLock = disk_shm_lock,
    .xShmBarrier = disk_shm_barrier,
    .xShmUnmap = disk_shm_unmap,
};

static int disk_open(sqlite3_vfs *vfs, sqlite3_filename name, sqlite3_file *given, int flags,
                     int *out_flags) {
    (void)vfs;
    struct file *file = (struct file *)given;
    *file = (struct file){.real = (sqlite3_file *)(file + 1)};
    pthread_mutex_lock(&disk.mutex);
    int code = happen(OPENING, file, NULL, 0, 0);
    if (code == SQLITE_OK)
        code = disk.real->xOpen(disk.real, name, file->real, flags, out_flags);
    if (code == SQLITE_OK) {
        file->base.pMethods = &methods;
        file->next = disk.files;
        disk.files = file;
    }
    pthread_mutex_unlock(&disk.mutex);
    return code;
}

static int disk_delete(sqlite3_vfs *vfs, const char *name, int sync_folder) {
    (void)vfs;
    pthread_mutex_lock(&disk.mutex);
    int code = happen(OTHER, NULL, NULL, 0, 0);
    if (code == SQLITE_OK)
        code = disk.real->xDelete(disk.real, name, sync_folder);
    pthread_mutex_unlock(&disk.mutex);
    return code;
}

void test_vfs_on(enum test_fault fault, int at) {
    if (disk.real == NULL) {
        disk.real = sqlite3_vfs_find("unix");
        disk.vfs = *disk.real;
        disk.vfs.pNext = NULL;
        disk.vfs.zName = "test disk";
        disk.vfs.szOsFile = (int)sizeof(struct file) + disk.real->szOsFile;
        disk.vfs.xOpen = disk_open;
        disk.vfs.xDelete = disk_delete;
    }
    disk.fault = fault;
    disk.at = at;
    disk.done = 0;
    sqlite3_vfs_register(&disk.vfs, 1);
}

bool test_vfs_off(void) {
    sqlite3_vfs_register(disk.real, 1);
    return disk.fault != TEST_FAULT_NONE && disk.done >= disk.at;
}

int test_vfs_done(void) {
    return disk.done;
}
