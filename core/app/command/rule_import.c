#include "app/booking.h"
#include "app/command.h"
#include "base/json.h"
#include "scoring/rule_version.h"

struct options {
    const char *why;
    bool dry_run, older;
};

static const struct sl_option import_options[] = {
    {"why", "WORDS", "Why it changes", SL_OPTION_TEXT, offsetof(struct options, why)},
    {"dry-run", NULL, "Only checks it and tells what would change", SL_OPTION_FLAG,
     offsetof(struct options, dry_run)},
    {"older", NULL, "Takes it though another version came into force since", SL_OPTION_FLAG,
     offsetof(struct options, older)}};

static char *words_of(const json_t *value) {
    if (value == NULL)
        return sl_copy("nothing");
    if (json_is_string(value))
        return sl_copy(json_string_value(value));
    if (json_is_boolean(value))
        return sl_copy(json_is_true(value) ? "yes" : "no");
    if (!json_is_object(value))
        return sl_json_canonical(value);
    SL_AUTO(sl_buffer_drop) struct sl_buffer out = {0};
    json_t *any = (json_t *)(uintptr_t)value, *inner;
    const char *key;
    json_object_foreach(any, key, inner) {
        SL_AUTO(sl_free) char *words = words_of(inner);
        sl_buffer_format(&out, "%s%s %s", out.length > 0 ? ", " : "", key, words);
    }
    return sl_buffer_take(&out);
}

static void print_changes(const json_t *changes) {
    for (size_t i = 0; i < json_array_size(changes); i++) {
        const json_t *one = json_array_get(changes, i);
        const json_t *was = json_object_get(one, "was"), *now = json_object_get(one, "now");
        SL_AUTO(sl_free) char *before = words_of(was);
        SL_AUTO(sl_free) char *after = words_of(now);
        const char *path = sl_json_text_or(one, "path", "");
        if (was == NULL)
            printf("  %s: new: %s\n", path, after);
        else if (now == NULL)
            printf("  %s: gone: %s\n", path, before);
        else
            printf("  %s: %s -> %s\n", path, before, after);
    }
}

static enum sl_exit draft(struct sl_app *app, struct sl_store *store, const struct sl_user *user,
                          const struct sl_booked *booked, const char *why) {
    struct sl_error err = {0};
    int64_t number = 0;
    const char *code = sl_rule_header(booked->rule)->code;
    if (sl_rule_draft(store, booked->rule, user->name, why != NULL ? why : "", &number, &err) !=
        SL_OK)
        return sl_app_fail(app, &err);
    printf("%s, version %lld, is a draft. See what it would do: rule preview %s\n"
           "Then propose it: rule propose %s\n",
           code, (long long)number, code, code);
    return SL_DONE;
}

static enum sl_exit import_rule(struct sl_app *app, const void *given) {
    const struct options *options = given;
    const char *path = sl_app_argument(app, 0);
    struct sl_error err = {0};
    struct sl_store *store = NULL;
    const struct sl_user *user = NULL;
    SL_AUTO(sl_booked_drop) struct sl_booked booked = {0};
    if (sl_app_enter(app, SL_VERB_RULE_DRAFT, NULL, &store, &user, &err) != SL_OK)
        return sl_app_fail(app, &err);
    enum sl_status status = sl_app_book_import(app, store, path, options->older, &booked, &err);
    if (status != SL_OK) {
        enum sl_exit exit_code = sl_app_fail(app, &err);
        return status == SL_RULE ? SL_BAD_DATA : exit_code;
    }
    size_t changes = json_array_size(booked.changes);
    if (changes == 0) {
        printf("%s says what version %lld says; nothing was kept\n", path,
               (long long)sl_rule_number(booked.base));
        return SL_DONE;
    }
    printf("%zu %s, and all %zu examples hold:\n", changes,
           sl_app_noun((int64_t)changes, "change", "changes"), booked.examples);
    print_changes(booked.changes);
    if (options->dry_run) {
        puts("Nothing was kept.");
        return SL_DONE;
    }
    return draft(app, store, user, &booked, options->why);
}

const struct sl_command sl_command_rule_import = {
    .words = "rule import",
    .arguments = "FILE",
    .summary = "Reads a changed workbook back as a draft of the rule's next version",
    .least = 1,
    .most = 1,
    .options = import_options,
    .option_count = SL_COUNT(import_options),
    .options_size = sizeof(struct options),
    .run = import_rule,
};
