#include "store/lock.h"
#include "base/memory.h"
#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <string.h>
#include <sys/file.h>
#include <unistd.h>

struct holder {
    int process;
    char what[16];
};

/* Without a text in it yet, the holder is just starting. */
static struct holder read_holder(int descriptor) {
    struct holder holder = {0, "another program"};
    char text[64] = "";
    ssize_t length = pread(descriptor, text, sizeof text - 1, 0);
    if (length > 0)
        sscanf(text, "%d %15[a-z]", &holder.process, holder.what);
    return holder;
}

static enum sl_status fail_held(const char *file, int descriptor, struct sl_error *err) {
    struct holder holder = read_holder(descriptor);
    return sl_fail(err, SL_CONFLICT, "",
                   "%s is held by process %d (%s); try again when it is done.", file,
                   holder.process, holder.what);
}

static void write_holder(int descriptor, const char *what) {
    char text[64];
    int length = snprintf(text, sizeof text, "%d %s\n", (int)getpid(), what);
    if (ftruncate(descriptor, 0) != 0 || pwrite(descriptor, text, (size_t)length, 0) != length)
        return; /* the lock holds all the same; only its text is missing */
}

enum sl_status sl_lock_take(const char *file, const char *what, int *out, struct sl_error *err) {
    SL_AUTO(sl_free) char *name = sl_format("%s.lock", file);
    int descriptor = open(name, O_RDWR | O_CREAT | O_CLOEXEC | O_NOFOLLOW, 0660);
    if (descriptor < 0)
        return sl_fail(err, SL_IO, "", "%s could not be opened: %s.", name, strerror(errno));
    if (flock(descriptor, LOCK_EX | LOCK_NB) != 0) {
        enum sl_status status = fail_held(file, descriptor, err);
        close(descriptor);
        return status;
    }
    write_holder(descriptor, what);
    *out = descriptor;
    return SL_OK;
}

/* The text is looked at before the lock is tried, for trying it is holding it for a moment. */
enum sl_status sl_lock_check(const char *file, struct sl_error *err) {
    SL_AUTO(sl_free) char *name = sl_format("%s.lock", file);
    int descriptor = open(name, O_RDONLY | O_CLOEXEC | O_NOFOLLOW);
    if (descriptor < 0)
        return SL_OK;
    enum sl_status status = SL_OK;
    struct holder holder = read_holder(descriptor);
    if (holder.process > 0 && strcmp(holder.what, "serve") != 0 &&
        flock(descriptor, LOCK_SH | LOCK_NB) != 0 && errno == EWOULDBLOCK)
        status = fail_held(file, descriptor, err);
    close(descriptor);
    return status;
}

void sl_lock_drop(int *descriptor) {
    if (*descriptor < 0)
        return;
    if (ftruncate(*descriptor, 0) != 0)
        errno = 0;
    close(*descriptor);
    *descriptor = -1;
}
