#include "scoring/shelf.h"
#include "base/file.h"
#include <ctype.h>
#include <string.h>

enum { LIBRARY_MOST = 64 * 1024 };

/* Names of lists and codes of tools come from rules: they are no paths. */
static bool is_plain(const char *name) {
    for (const char *c = name; *c != '\0'; c++)
        if (!isalnum((unsigned char)*c) && strchr("._-", *c) == NULL)
            return false;
    return *name != '\0' && *name != '.';
}

enum sl_status sl_shelf_list(const struct sl_shelf *shelf, const char *name, struct sl_list **out,
                             struct sl_error *err) {
    if (shelf->store != NULL)
        return sl_list_load(shelf->store, name, 0, out, err);
    if (!is_plain(name))
        return sl_fail(err, SL_NOT_FOUND, "lists", "There is no list %s", name);
    SL_AUTO(sl_free) char *path = sl_format("%s/lists/%s.json", shelf->schema_home, name);
    if (!sl_file_exists(path))
        return sl_fail(err, SL_NOT_FOUND, "lists", "There is no list %s: %s is missing", name,
                       path);
    return sl_list_check(path, NULL, NULL, out, err);
}

enum sl_status sl_shelf_tool(const struct sl_shelf *shelf, const char *code, struct sl_tool **out,
                             struct sl_error *err) {
    if (shelf->store != NULL)
        return sl_tool_load(shelf->store, code, 0, out, err);
    if (!is_plain(code))
        return sl_fail(err, SL_NOT_FOUND, "applies", "There is no tool %s", code);
    SL_AUTO(sl_free) char *path = sl_format("%s/tools/%s.json", shelf->schema_home, code);
    if (!sl_file_exists(path))
        return sl_fail(err, SL_NOT_FOUND, "applies", "There is no tool %s: %s is missing", code,
                       path);
    return sl_tool_check(path, shelf->schema_home, NULL, NULL, out, err);
}

struct libraries {
    const char *folder, *extension;
    struct sl_parts *parts;
};

static enum sl_status add_library(void *context, const char *name, struct sl_error *err) {
    const struct libraries *libraries = context;
    size_t length = strlen(name), tail = strlen(libraries->extension);
    if (length <= tail || strcmp(name + length - tail, libraries->extension) != 0)
        return SL_OK;
    SL_AUTO(sl_free) char *path = sl_format("%s/%s", libraries->folder, name);
    SL_AUTO(sl_free) char *known_as = sl_format("lib/%.*s", (int)(length - tail), name);
    SL_AUTO(sl_free) char *bytes = NULL;
    size_t size = 0;
    enum sl_status status = sl_file_read(path, LIBRARY_MOST, &bytes, &size, err);
    if (status == SL_OK)
        sl_parts_add(libraries->parts, known_as, (struct sl_text){bytes, size});
    return status;
}

enum sl_status sl_shelf_libraries(const struct sl_shelf *shelf, const char *extension,
                                  struct sl_parts *parts, struct sl_error *err) {
    if (shelf->scripts_home == NULL)
        return SL_OK;
    SL_AUTO(sl_free) char *folder = sl_format("%s/lib", shelf->scripts_home);
    if (!sl_file_exists(folder))
        return SL_OK;
    struct libraries libraries = {folder, extension, parts};
    return sl_file_each(folder, add_library, &libraries, err);
}
