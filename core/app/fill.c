#include "app/fill.h"
#include "app/engines.h"
#include "base/file.h"
#include "base/memory.h"
#include "practice/form.h"
#include "scoring/live.h"
#include <errno.h>
#include <stdlib.h>
#include <string.h>
#include <sys/wait.h>
#include <unistd.h>

#define FILE_NAME "sightline-form-"

/* A form as it stands in its file. */
struct typed {
    char *path, *bytes;
    size_t length, faults;
    bool untouched;        /* made here, and nothing was changed yet */
    struct sl_error first; /* of the faults */
};

static void drop_typed(struct typed *typed) {
    free(typed->path);
    free(typed->bytes);
}

static const char *name_of(const char *path) {
    const char *slash = strrchr(path, '/');
    return slash ? slash + 1 : path;
}

static enum sl_status make_file(char **path, struct sl_error *err) {
    const char *folder = getenv("TMPDIR");
    *path = sl_format("%s/" FILE_NAME "XXXXXX", folder ? folder : "/tmp");
    int file = mkstemp(*path);
    if (file < 0)
        return sl_fail(err, SL_IO, "form", "%s: a file for the form can't be made: %s", *path,
                       strerror(errno));
    close(file);
    return SL_OK;
}

static const char *editor(void) {
    const char *chosen = getenv("VISUAL");
    if (!chosen || chosen[0] == '\0')
        chosen = getenv("EDITOR");
    return chosen && chosen[0] ? chosen : "vi";
}

static enum sl_status edit(const char *path, struct sl_error *err) {
    SL_AUTO(sl_free) char *command = sl_format("%s \"$1\"", editor());
    pid_t child = fork();
    if (child == 0) {
        execl("/bin/sh", "sh", "-c", command, "sh", path, (char *)NULL);
        _exit(127);
    }
    int status = 0;
    if (child < 0 || waitpid(child, &status, 0) < 0 || !WIFEXITED(status) ||
        WEXITSTATUS(status) != 0)
        return sl_fail(
            err, SL_IO, "editor",
            "the editor \"%s\" did not end well; set EDITOR to the one you use. What was "
            "typed is in %s",
            editor(), path);
    return SL_OK;
}

/* The marked text takes the place of what was typed, in the file too. */
static enum sl_status put_back(struct typed *typed, char *marked, struct sl_error *err) {
    free(typed->bytes);
    typed->bytes = marked;
    typed->length = strlen(marked);
    return sl_file_write(typed->path, marked, typed->length, err);
}

static enum sl_status begin(const struct sl_fill *fill, struct typed *typed, struct sl_error *err) {
    char *empty = NULL;
    if (fill->from) {
        typed->path = sl_copy(fill->from);
        return sl_file_read(fill->from, SL_FORM_MOST, &typed->bytes, &typed->length, err);
    }
    enum sl_status status = sl_form_write(fill->record, fill->form, &empty, err);
    if (status == SL_OK)
        status = make_file(&typed->path, err);
    typed->untouched = !fill->kept;
    if (status == SL_OK)
        return put_back(typed, empty, err);
    free(empty);
    return status;
}

/* Lets the user edit the file once. */
static enum sl_status edit_once(struct typed *typed, bool *changed, struct sl_error *err) {
    char *bytes = NULL;
    size_t length = 0;
    enum sl_status status = edit(typed->path, err);
    if (status == SL_OK)
        status = sl_file_read(typed->path, SL_FORM_MOST, &bytes, &length, err);
    if (status != SL_OK)
        return status;
    *changed = length != typed->length || memcmp(bytes, typed->bytes, length) != 0;
    typed->untouched = typed->untouched && !*changed;
    free(typed->bytes);
    typed->bytes = bytes;
    typed->length = length;
    return SL_OK;
}

/* Reads it into the record; SL_INVALID when there are faults, which are then marked in the file. */
static enum sl_status check(const struct sl_fill *fill, struct typed *typed) {
    char *marked = NULL;
    struct sl_text text = {typed->bytes, typed->length};
    typed->faults = 0;
    typed->first = (struct sl_error){0};
    sl_record_clear(fill->record);
    enum sl_status status = sl_form_read(name_of(typed->path), text, fill->record, !fill->draft,
                                         &marked, &typed->faults, &typed->first);
    if (status == SL_INVALID && marked)
        return put_back(typed, marked, &typed->first) == SL_OK ? SL_INVALID : SL_IO;
    free(marked);
    return status;
}

static enum sl_status go_on(const struct sl_fill *fill, const char *path, enum sl_status status,
                            const char *faults, struct sl_error *err) {
    return sl_fail(err, status, "form",
                   "nothing was saved%s, and nothing is lost: go on with record fill%s%s --from %s",
                   faults, fill->kept ? " --record " : "", fill->kept ? fill->kept : "", path);
}

static enum sl_status leave(struct sl_app *app, const struct sl_fill *fill,
                            const struct typed *typed, struct sl_error *err) {
    if (typed->untouched) {
        unlink(typed->path);
        return sl_fail(err, SL_INVALID, "form", "nothing was filled in, so nothing was saved");
    }
    sl_app_say(app, "%s", typed->first.text);
    SL_AUTO(sl_free)
    char *count = typed->faults > 1 ? sl_format(", one of %zu faults", typed->faults) : sl_copy("");
    return go_on(fill, typed->path, SL_INVALID, count, err);
}

enum sl_status sl_fill_run(struct sl_app *app, const struct sl_fill *fill, char **kept,
                           struct sl_error *err) {
    SL_AUTO(drop_typed) struct typed typed = {0};
    enum sl_status status = begin(fill, &typed, err);
    while (status == SL_OK) {
        bool changed = false;
        status = edit_once(&typed, &changed, err);
        if (status != SL_OK)
            break;
        enum sl_status read = check(fill, &typed);
        if (read != SL_OK && !changed)
            return leave(app, fill, &typed, err);
        if (read != SL_OK && typed.faults == 0) /* it could not be marked in the file */
            sl_app_say(app, "%s", typed.first.text);
        if (read != SL_OK)
            continue;
        *kept = typed.path;
        typed.path = NULL;
        break;
    }
    return status;
}

enum sl_status sl_fill_tool(const char *from, char tool[64], int64_t *version,
                            struct sl_error *err) {
    SL_AUTO(sl_free) char *bytes = NULL;
    size_t length = 0;
    enum sl_status status = sl_file_read(from, SL_FORM_MOST, &bytes, &length, err);
    return status == SL_OK
               ? sl_form_tool(name_of(from), (struct sl_text){bytes, length}, tool, version, err)
               : status;
}

static void score(struct sl_app *app, struct sl_store *store, const struct sl_record_save *saved) {
    const struct sl_engines engines = sl_app_engines(app);
    SL_AUTO(sl_live_drop) struct sl_live *live = sl_live_new(&engines);
    struct sl_live_counts counts = {0};
    struct sl_error err = {0};
    if (sl_score_record(store, live, saved->record_no, &counts, &err) != SL_OK)
        sl_app_say(app, "not scored: %s", err.text);
    else if (counts.not_scored > 0)
        sl_app_say(app, "%lld %s could not score it; record show %s says why",
                   (long long)counts.not_scored, sl_app_noun(counts.not_scored, "rule", "rules"),
                   saved->id);
}

static enum sl_status save(struct sl_app *app, const struct sl_fill *fill,
                           struct sl_record_save *saved, struct sl_error *err) {
    struct sl_store *store = NULL;
    const struct sl_user *user = NULL;
    struct sl_record_head head = *sl_record_get_head(fill->record);
    const struct sl_object object = {.team = head.team, .auditor = head.auditor};
    enum sl_status status = SL_OK;
    if (fill->draft) {
        head.state = "in_progress";
        status = sl_record_set_head(fill->record, &head, err);
    }
    if (status == SL_OK)
        status = sl_app_enter(app, SL_VERB_RECORD_SAVE, &object, &store, &user, err);
    if (status != SL_OK)
        return status;
    *saved = (struct sl_record_save){.record = fill->record,
                                     .base = fill->base,
                                     .actor = user->name,
                                     .why = fill->why ? fill->why : ""};
    status = sl_record_save(store, saved, err);
    if (status == SL_OK && !fill->draft)
        score(app, store, saved);
    return status;
}

enum sl_status sl_fill_save(struct sl_app *app, const struct sl_fill *fill, const char *kept,
                            char id[37], struct sl_error *err) {
    struct sl_record_save saved;
    enum sl_status status = save(app, fill, &saved, err);
    if (status != SL_OK) {
        sl_app_say(app, "%s", err->text);
        return go_on(fill, kept, status, "", err);
    }
    memcpy(id, saved.id, 37);
    if (strncmp(name_of(kept), FILE_NAME, strlen(FILE_NAME)) == 0)
        unlink(kept);
    else
        sl_app_say(app, "%s still holds the form; take it away when you need it no more", kept);
    return SL_OK;
}
