#include "app/fill.h"
#include "app/scored.h"
#include "base/file.h"
#include "base/memory.h"
#include "practice/form.h"
#include <errno.h>
#include <stdlib.h>
#include <string.h>
#include <sys/wait.h>
#include <unistd.h>

static enum sl_status make_file(char **path, struct sl_error *err) {
    const char *folder = getenv("TMPDIR");
    *path = sl_format("%s/sightline-form-XXXXXX", folder ? folder : "/tmp");
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

static enum sl_status write_text(const char *path, const char *text, struct sl_error *err) {
    enum sl_status status = sl_file_write(path, text, strlen(text), err);
    (void)!truncate(path, (off_t)strlen(text));
    return status;
}

/* Lets the user edit text once; *text becomes what they made of it. */
static enum sl_status edit_once(const char *path, char **text, bool *changed,
                                struct sl_error *err) {
    size_t length = 0;
    char *typed = NULL;
    enum sl_status status = write_text(path, *text, err);
    if (status == SL_OK)
        status = edit(path, err);
    if (status == SL_OK)
        status = sl_file_read(path, SL_FORM_MOST, &typed, &length, err);
    if (status != SL_OK)
        return status;
    *changed = strcmp(typed, *text) != 0;
    free(*text);
    *text = typed;
    return SL_OK;
}

static enum sl_status first_text(const struct sl_fill *fill, char **text, struct sl_error *err) {
    size_t length = 0;
    if (fill->from)
        return sl_file_read(fill->from, SL_FORM_MOST, text, &length, err);
    return sl_form_write(fill->record, fill->form, text, err);
}

static enum sl_status leave(const char *path, const char *text, size_t faults,
                            const struct sl_error *first, struct sl_error *err) {
    enum sl_status status = write_text(path, text, err);
    if (status != SL_OK)
        return status;
    return sl_fail(
        err, SL_INVALID, "form",
        "%s (%zu to mend). Nothing was saved and nothing is lost: go on with record fill "
        "--from %s",
        first->text, faults, path);
}

enum sl_status sl_fill_run(struct sl_app *app, const struct sl_fill *fill, char **kept,
                           struct sl_error *err) {
    SL_AUTO(sl_free) char *path = NULL;
    SL_AUTO(sl_free) char *text = NULL;
    enum sl_status status = first_text(fill, &text, err);
    if (status == SL_OK)
        status = make_file(&path, err);
    while (status == SL_OK) {
        bool changed = false;
        size_t faults = 0;
        char *marked = NULL;
        struct sl_error first = {0};
        status = edit_once(path, &text, &changed, err);
        if (status != SL_OK)
            break;
        sl_record_clear(fill->record);
        if (sl_form_read("form", sl_text_of(text), fill->record, !fill->draft, &marked, &faults,
                         &first) == SL_OK) {
            free(marked);
            *kept = path;
            path = NULL;
            return SL_OK;
        }
        if (marked) {
            free(text);
            text = marked;
        }
        if (!changed)
            return leave(path, text, faults, &first, err);
        sl_app_say(app, "%s", first.text);
    }
    return status;
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
    *saved = (struct sl_record_save){.record = fill->record, .actor = user->name, .why = ""};
    status = sl_record_save(store, saved, err);
    if (status == SL_OK && !fill->draft)
        sl_app_score_missing(app, store);
    return status;
}

enum sl_status sl_fill_save(struct sl_app *app, const struct sl_fill *fill, const char *kept,
                            char id[37], struct sl_error *err) {
    struct sl_record_save saved;
    enum sl_status status = save(app, fill, &saved, err);
    if (status != SL_OK) {
        SL_AUTO(sl_free) char *why = sl_copy(err->text);
        return sl_fail(
            err, status, err->field,
            "%s. Nothing was saved and nothing is lost: go on with record fill --from %s", why,
            kept);
    }
    memcpy(id, saved.id, 37);
    unlink(kept);
    return SL_OK;
}
