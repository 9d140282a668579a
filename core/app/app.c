#include "app/app.h"
#include "base/file.h"
#include "base/memory.h"
#include "practice/account.h"
#include "store/trail.h"
#include <pwd.h>
#include <stdarg.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

enum { SAID_MOST = 64 };

struct sl_app {
    char *said[SAID_MOST]; /* on stderr so far */
    size_t said_count;
    struct sl_app_options options;
    int argument_count;
    char **arguments;
    char *schema, *scripts;
    struct sl_store *store;
    struct sl_user user;
    bool has_user;
    struct sl_plugins *plugins;
    char *excepted; /* language of a plugin that opened by an exception not in the trail yet */
};

struct sl_app *sl_app_new(void) {
    struct sl_app *app = sl_new(1, sizeof *app);
    const char *home = getenv("SIGHTLINE_HOME");
    app->options.store = getenv("SIGHTLINE_STORE");
    app->schema = sl_format("%s/schema", home ? home : SL_DATA_HOME);
    app->scripts = sl_format("%s/scripts", home ? home : SL_DATA_HOME);
    return app;
}

void sl_app_free(struct sl_app *app) {
    sl_plugins_close(app->plugins);
    sl_store_close(app->store);
    for (size_t i = 0; i < app->said_count; i++)
        free(app->said[i]);
    free(app->schema);
    free(app->scripts);
    free(app->excepted);
    free(app);
}

struct sl_app_options *sl_app_options(struct sl_app *app) {
    return &app->options;
}

void sl_app_set_arguments(struct sl_app *app, int count, char **arguments) {
    app->argument_count = count;
    app->arguments = arguments;
}

const char *sl_app_argument(const struct sl_app *app, int index) {
    return index < app->argument_count ? app->arguments[index] : NULL;
}

int sl_app_argument_count(const struct sl_app *app) {
    return app->argument_count;
}

const char *sl_app_schema(struct sl_app *app) {
    return app->schema;
}

const char *sl_app_scripts(struct sl_app *app) {
    return app->scripts;
}

const char *sl_app_store_path(struct sl_app *app) {
    if (!app->options.store)
        sl_app_say(app, "Which store? Give --store FILE, or set SIGHTLINE_STORE to its path.");
    return app->options.store;
}

static enum sl_status write_exception(struct sl_store *store, void *context, struct sl_error *err) {
    const struct sl_app *app = context;
    const struct sl_trail_entry entry = {.verb = "plugin.exception", .object = app->excepted};
    return sl_trail_add(store, &entry, err);
}

/* Once there are both: a store, and an exception that isn't in its trail. */
static void log_exception(struct sl_app *app) {
    struct sl_error err = {0};
    if (!app->store || !app->excepted)
        return;
    if (sl_store_write(app->store, write_exception, app, &err) != SL_OK)
        sl_app_say(app, "this exception isn't in the trail: %s", err.text);
    free(app->excepted);
    app->excepted = NULL;
}

static void excepted(void *context, const char *language, const char *sentence) {
    struct sl_app *app = context;
    sl_app_say(app, "%s", sentence);
    free(app->excepted);
    app->excepted = sl_copy(language);
    log_exception(app);
}

enum sl_status sl_app_store(struct sl_app *app, struct sl_store **out, struct sl_error *err) {
    enum sl_status status = SL_OK;
    if (!app->options.store)
        return sl_fail(err, SL_NOT_FOUND, "store",
                       "which store? give --store FILE, or set SIGHTLINE_STORE to its path");
    if (!app->store)
        status = sl_store_open(app->options.store, app->schema, &app->store, err);
    if (status != SL_OK)
        return status;
    log_exception(app);
    *out = app->store;
    return SL_OK;
}

static const char *os_user(void) {
    const struct passwd *entry = getpwuid(geteuid());
    return entry ? entry->pw_name : "";
}

static enum sl_status sign_in(struct sl_app *app, struct sl_store *store, struct sl_error *err) {
    if (!app->options.as)
        return sl_account_of_os_user(store, os_user(), &app->user, err);
    const char *given = getenv("SIGHTLINE_PASSWORD");
    SL_AUTO(sl_free) char *typed = NULL;
    if (!given && isatty(STDIN_FILENO)) {
        SL_AUTO(sl_free) char *prompt = sl_format("Password of %s: ", app->options.as);
        given = getpass(prompt);
    }
    if (!given)
        return sl_fail(err, SL_REFUSED, "as",
                       "--as asks for a password: run it on a terminal, or set SIGHTLINE_PASSWORD");
    typed = sl_copy(given);
    enum sl_status status = sl_account_sign_in(store, app->options.as, typed, &app->user, err);
    explicit_bzero(typed, strlen(typed));
    return status;
}

enum sl_status sl_app_user(struct sl_app *app, const struct sl_user **out, struct sl_error *err) {
    struct sl_store *store = NULL;
    enum sl_status status = sl_app_store(app, &store, err);
    if (status == SL_OK && !app->has_user)
        status = sign_in(app, store, err);
    if (status != SL_OK)
        return status;
    app->has_user = true;
    *out = &app->user;
    return SL_OK;
}

enum sl_status sl_app_enter(struct sl_app *app, enum sl_verb verb, const struct sl_object *object,
                            struct sl_store **store, const struct sl_user **user,
                            struct sl_error *err) {
    enum sl_status status = sl_app_store(app, store, err);
    if (status == SL_OK)
        status = sl_app_user(app, user, err);
    if (status == SL_OK)
        status = sl_authorise(*store, *user, verb, object, err);
    return status;
}

enum sl_status sl_app_may_restore(struct sl_app *app, const char *backup, struct sl_error *err) {
    const char *judge = sl_file_exists(app->options.store) ? app->options.store : backup;
    struct sl_store *store = NULL;
    struct sl_error broken = {0};
    if (sl_store_open(judge, app->schema, &store, &broken) != SL_OK) {
        enum sl_status status = sl_store_open(backup, app->schema, &store, err);
        if (status != SL_OK)
            return status;
    }
    enum sl_status status = sign_in(app, store, err);
    if (status == SL_OK)
        status = sl_authorise(store, &app->user, SL_VERB_STORE_RESTORE, NULL, err);
    sl_store_close(store);
    return status;
}

static void refused(void *context, const char *sentence) {
    sl_app_say(context, "%s", sentence);
}

struct sl_plugins *sl_app_plugins(struct sl_app *app) {
    const char *directory = getenv("SIGHTLINE_PLUGINS");
    struct sl_error err = {0};
    if (!app->plugins && sl_plugins_open(directory ? directory : SL_PLUGIN_HOME, refused, app,
                                         &app->plugins, &err) != SL_OK) {
        sl_app_say(app, "%s", err.text);
        sl_plugins_open("", NULL, NULL, &app->plugins, NULL);
    }
    sl_plugins_on_exception(app->plugins, excepted, app);
    return app->plugins;
}

enum sl_exit sl_app_exit_of(enum sl_status status) {
    switch (status) {
    case SL_OK:
    case SL_END:
        return SL_DONE;
    case SL_INVALID:
    case SL_NOT_FOUND:
        return SL_BAD_DATA;
    case SL_IO:
        return SL_BAD_IO;
    case SL_CONFLICT:
    case SL_REFUSED:
    case SL_RULE:
    case SL_STORE:
        break;
    }
    return SL_FAILED;
}

/* Was this sentence, or the first of the faults that it counts, said before? */
static bool was_said(const struct sl_app *app, const char *text) {
    for (size_t i = 0; i < app->said_count; i++) {
        size_t length = strlen(app->said[i]);
        if (strncmp(text, app->said[i], length) == 0 &&
            (text[length] == '\0' || strncmp(text + length, " (and ", 6) == 0))
            return true;
    }
    return false;
}

enum sl_exit sl_app_fail(struct sl_app *app, const struct sl_error *err) {
    bool told = was_said(app, err->text);
    sl_app_say(app, "%s", told ? "mend what is named above; nothing was changed" : err->text);
    return sl_app_exit_of(err->status);
}

const char *sl_app_noun(int64_t count, const char *one, const char *many) {
    return count == 1 ? one : many;
}

void sl_app_say(struct sl_app *app, const char *format, ...) {
    va_list arguments;
    va_start(arguments, format);
    SL_AUTO(sl_free) char *sentence = NULL;
    if (vasprintf(&sentence, format, arguments) < 0)
        abort(); /* no memory */
    va_end(arguments);
    fprintf(stderr, "sightline: %s\n", sentence);
    if (app->said_count == SAID_MOST)
        return;
    app->said[app->said_count++] = sentence;
    sentence = NULL;
}

bool sl_app_wants_json(const struct sl_app *app) {
    return app->options.json;
}

void sl_app_print_json(struct sl_app *app, json_t *value) {
    (void)app;
    SL_AUTO(sl_free) char *text = sl_json_pretty(value);
    puts(text);
    json_decref(value);
}
