/*
 * practice/samples.h - files for the tests of readers: those of tests/data, and ones written on the
 * spot into the build folder.
 */
#pragma once
#include "base/file.h"
#include "base/memory.h"
#include "support/store.h"
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

/* "SOURCE/tests/data/NAME", owned by the caller. */
static inline char *sample_path(const char *name) {
    return sl_format("%s/../tests/data/%s", test_schema_home(), name);
}

/* A file with these bytes in the build folder; its path is owned by the caller. */
static inline char *sample_file(const char *name, const char *bytes, size_t length) {
    SL_AUTO(sl_free) char *suffix = sl_format("-%s", name);
    char *path = test_path("sample", suffix);
    struct sl_error err = {0};
    assert_ok(sl_file_write(path, bytes, length, &err), err);
    return path;
}

static inline char *sample_text(const char *name, const char *text) {
    return sample_file(name, text, strlen(text));
}

/* A source document of the shared folder beside the source tree, or NULL when it isn't there: the
 * test then says so and ends. */
static inline char *shared_document(const char *name) {
    const char *source = getenv("SIGHTLINE_SOURCE");
    char *path = sl_format("%s/../shared/real/%s", source != NULL ? source : ".", name);
    if (sl_file_exists(path))
        return path;
    printf("# skipped: %s is not there\n", path);
    free(path);
    return NULL;
}
