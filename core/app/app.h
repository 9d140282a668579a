/*
 * app/app.h - what a command works with: the store it was told of, the account it acts for, the
 * plugins, and how it speaks. Everything is opened when first asked for and closed at the end of
 * main.
 */
#pragma once
#include "app/plugin.h"
#include "base/json.h"
#include "practice/access.h"
#include "store/store.h"
#include <stdio.h>

enum sl_exit {
    SL_DONE = 0,
    SL_FINDINGS = 1, /* a check did not hold */
    SL_FAILED = 2,
    SL_USAGE = 64,
    SL_BAD_DATA = 65,
    SL_BAD_IO = 74
};

struct sl_app; /* made by main */

/* Options that every command has. */
struct sl_app_options {
    const char *store; /* --store FILE or SIGHTLINE_STORE */
    const char *as;    /* --as NAME */
    bool json;         /* --json */
};

struct sl_app *sl_app_new(void);
void sl_app_free(struct sl_app *app);
struct sl_app_options *sl_app_options(struct sl_app *app);
/* The words left after the options. */
void sl_app_set_arguments(struct sl_app *app, int count, char **arguments);
const char *sl_app_argument(const struct sl_app *app, int index); /* NULL behind the last */
int sl_app_argument_count(const struct sl_app *app);

/* Folders: SIGHTLINE_HOME (schema and scripts) and SIGHTLINE_PLUGINS, or where it was installed. */
const char *sl_app_schema(struct sl_app *app);
const char *sl_app_scripts(struct sl_app *app);

/* The path of the store; NULL after telling the user how to give one. */
const char *sl_app_store_path(struct sl_app *app);
/* Opened and, where needed, migrated. Borrowed. */
enum sl_status sl_app_store(struct sl_app *app, struct sl_store **out, struct sl_error *err);
/* The account this command acts for: bound to the operating-system user, or --as NAME with its
 * password (asked on the terminal, or read from SIGHTLINE_PASSWORD). Borrowed. */
enum sl_status sl_app_user(struct sl_app *app, const struct sl_user **out, struct sl_error *err);
/* Store and user at once, and may this user do that? object may be NULL: anything of its kind. */
enum sl_status sl_app_enter(struct sl_app *app, enum sl_verb verb, const struct sl_object *object,
                            struct sl_store **store, const struct sl_user **user,
                            struct sl_error *err);
/* Before a restore, when the store at hand may be broken: may this user, by the store's accounts
 * or, when it can't be opened, by the backup's? */
enum sl_status sl_app_may_restore(struct sl_app *app, const char *backup, struct sl_error *err);
struct sl_plugins *sl_app_plugins(struct sl_app *app);

/* The exit code that fits the status, after saying the sentence on stderr; one that was told
 * already among the faults of a file isn't said twice. */
enum sl_exit sl_app_fail(struct sl_app *app, const struct sl_error *err);
enum sl_exit sl_app_exit_of(enum sl_status status);
/* "record" for one, "records" for any other number. */
const char *sl_app_noun(int64_t count, const char *one, const char *many);
/* One message line on stderr. */
void sl_app_say(struct sl_app *app, const char *format, ...) __attribute__((format(printf, 2, 3)));
bool sl_app_wants_json(const struct sl_app *app);
/* Prints it on stdout, pretty, and releases it. */
void sl_app_print_json(struct sl_app *app, json_t *value);
