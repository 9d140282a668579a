#include "practice/account.h"
#include "base/memory.h"
#include "practice/team.h"
#include "store/query.h"
#include "store/trail.h"
#include <assert.h>
#include <sodium.h>
#include <stdio.h>
#include <string.h>

static const struct {
    const char *code, *label;
} roles[] = {
    [SL_AUDITOR] = {"auditor", "auditor"},
    [SL_QUALITY_LEAD] = {"quality_lead", "quality lead"},
    [SL_PUBLISHER] = {"publisher", "publisher"},
    [SL_ADMINISTRATOR] = {"administrator", "administrator"},
};
static_assert(SL_COUNT(roles) == SL_ROLES, "one each");

static const char *const reaches[] = {
    [SL_REACH_OWN] = "own",
    [SL_REACH_TEAM] = "team",
    [SL_REACH_SERVICE] = "service",
    [SL_REACH_ALL] = "all",
};
static_assert(SL_COUNT(reaches) == SL_REACHES, "one each");

const char *sl_role_code(enum sl_role role) {
    return roles[role].code;
}

const char *sl_role_label(enum sl_role role) {
    return roles[role].label;
}

enum sl_role sl_role_of(const char *code) {
    size_t role = 0;
    while (role < SL_ROLES && strcmp(code, roles[role].code) != 0)
        role++;
    return (enum sl_role)role;
}

const char *sl_reach_code(enum sl_reach reach) {
    return reaches[reach];
}

enum sl_status sl_reach_read(const char *text, enum sl_reach *reach, char code[65],
                             struct sl_error *err) {
    const char *colon = strchr(text, ':');
    size_t word = colon != NULL ? (size_t)(colon - text) : strlen(text);
    const char *named = colon != NULL ? colon + 1 : "";
    for (size_t i = 0; i < SL_REACHES; i++) {
        bool wants_code = i == SL_REACH_TEAM || i == SL_REACH_SERVICE;
        if (strlen(reaches[i]) != word || strncmp(text, reaches[i], word) != 0 ||
            wants_code != (named[0] != '\0') || strlen(named) > 64)
            continue;
        *reach = (enum sl_reach)i;
        snprintf(code, 65, "%s", named);
        return SL_OK;
    }
    return sl_fail(err, SL_INVALID, "reach",
                   "A role reaches own, team:CODE, service:CODE or all, not '%s'", text);
}

static enum sl_status check_password(const char *password, struct sl_error *err) {
    size_t length = password != NULL ? strlen(password) : SL_PASSWORD_LEAST;
    if (length >= SL_PASSWORD_LEAST && length <= SL_PASSWORD_MOST)
        return SL_OK;
    return sl_fail(err, SL_INVALID, "password", "A password has %d to %d characters",
                   SL_PASSWORD_LEAST, SL_PASSWORD_MOST);
}

static enum sl_status hash_password(const char *password, char hash[crypto_pwhash_STRBYTES],
                                    struct sl_error *err) {
    hash[0] = '\0';
    if (password == NULL)
        return SL_OK;
    if (sodium_init() >= 0 &&
        crypto_pwhash_str(hash, password, strlen(password), crypto_pwhash_OPSLIMIT_INTERACTIVE,
                          crypto_pwhash_MEMLIMIT_INTERACTIVE) == 0)
        return SL_OK;
    return sl_fail(err, SL_IO, "password", "There is not enough memory for a password's hash");
}

static enum sl_status check_name(const char *name, struct sl_error *err) {
    size_t length = strlen(name);
    if (length > 0 && length < SL_ACCOUNT_NAME_SIZE &&
        strspn(name, "abcdefghijklmnopqrstuvwxyz0123456789._-") == length)
        return SL_OK;
    return sl_fail(err, SL_INVALID, "name",
                   "'%s' is no account name: up to 64 lower-case letters, digits and . _ -", name);
}

static enum sl_status tell_trail(struct sl_store *store, const char *actor, const char *verb,
                                 const char *name, struct sl_error *err) {
    struct sl_trail_entry entry = {.actor = actor, .verb = verb, .object = name};
    return sl_trail_add(store, &entry, err);
}

/* Adding */

struct adding {
    const struct sl_account *account;
    const char *hash, *actor;
    bool can_sign_in;
};

static const char *text_or_null(const char *text) {
    return text != NULL && text[0] != '\0' ? text : NULL;
}

static enum sl_status check_free(struct sl_store *store, const struct sl_account *account,
                                 struct sl_error *err) {
    SL_AUTO(sl_query_close)
    struct sl_query q = sl_query_open(
        store, "SELECT name FROM account WHERE name = :name OR os_user = :os_user ORDER BY name",
        err);
    sl_query_text(&q, ":name", account->name);
    sl_query_text(&q, ":os_user", text_or_null(account->os_user));
    if (!sl_query_next(&q))
        return q.status;
    if (strcmp(sl_query_get_text(&q, 0), account->name) == 0)
        return sl_fail(err, SL_CONFLICT, "name", "There is an account '%s' already", account->name);
    return sl_fail(err, SL_CONFLICT, "os_user", "Account '%s' acts for the system user '%s'",
                   sl_query_get_text(&q, 0), account->os_user);
}

static enum sl_status insert_account(struct sl_store *store, const struct adding *adding,
                                     struct sl_error *err) {
    char id[SL_ID_SIZE];
    sl_id_new(id);
    SL_AUTO(sl_query_close)
    struct sl_query q = sl_query_open(
        store,
        "INSERT INTO account (id, name, password, os_user, staff, can_sign_in, made_at)"
        " VALUES (:id, :name, :password, :os_user, :staff, :can, :at)",
        err);
    sl_query_text(&q, ":id", id);
    sl_query_text(&q, ":name", adding->account->name);
    sl_query_text(&q, ":password", text_or_null(adding->hash));
    sl_query_text(&q, ":os_user", text_or_null(adding->account->os_user));
    sl_query_text(&q, ":staff", text_or_null(adding->account->staff));
    sl_query_int(&q, ":can", adding->can_sign_in);
    sl_query_int(&q, ":at", sl_store_now(store));
    return sl_query_run(&q);
}

static enum sl_status add_account(struct sl_store *store, void *context, struct sl_error *err) {
    const struct adding *adding = context;
    const char *staff = text_or_null(adding->account->staff);
    enum sl_status status = check_free(store, adding->account, err);
    if (status == SL_OK && staff != NULL)
        status = sl_staff_find(store, staff, err);
    if (status == SL_OK)
        status = insert_account(store, adding, err);
    if (status == SL_OK)
        status = tell_trail(store, adding->actor, "account.add", adding->account->name, err);
    return status;
}

enum sl_status sl_account_add(struct sl_store *store, const struct sl_account *account,
                              const char *actor, struct sl_error *err) {
    char hash[crypto_pwhash_STRBYTES];
    struct adding adding = {account, hash, actor, true};
    enum sl_status status = check_name(account->name, err);
    if (status == SL_OK && strcmp(account->name, SL_ACCOUNT_SHIPPED) == 0)
        status = sl_fail(err, SL_CONFLICT, "name", "The name '%s' is the program's own",
                         SL_ACCOUNT_SHIPPED);
    if (status == SL_OK)
        status = check_password(account->password, err);
    if (status == SL_OK)
        status = hash_password(account->password, hash, err);
    return status == SL_OK ? sl_store_write(store, add_account, &adding, err) : status;
}

static enum sl_status add_shipped(struct sl_store *store, void *context, struct sl_error *err) {
    (void)context;
    SL_AUTO(sl_query_close)
    struct sl_query q = sl_query_open(store, "SELECT 1 FROM account WHERE name = :name", err);
    sl_query_text(&q, ":name", SL_ACCOUNT_SHIPPED);
    if (sl_query_next(&q) || q.status != SL_OK)
        return q.status;
    const struct sl_account account = {.name = SL_ACCOUNT_SHIPPED};
    const struct adding adding = {&account, NULL, NULL, false};
    enum sl_status status = insert_account(store, &adding, err);
    return status == SL_OK ? tell_trail(store, NULL, "account.add", SL_ACCOUNT_SHIPPED, err)
                           : status;
}

enum sl_status sl_account_add_shipped(struct sl_store *store, struct sl_error *err) {
    return sl_store_write(store, add_shipped, NULL, err);
}

/* Changing */

struct change {
    const char *name, *actor, *text;
    const struct sl_grant *grant;
};

static enum sl_status find_id(struct sl_store *store, const char *name, char id[SL_ID_SIZE],
                              struct sl_error *err) {
    SL_AUTO(sl_query_close)
    struct sl_query q = sl_query_open(store, "SELECT id FROM account WHERE name = :name", err);
    sl_query_text(&q, ":name", name);
    if (sl_query_next(&q)) {
        snprintf(id, SL_ID_SIZE, "%s", sl_query_get_text(&q, 0));
        return SL_OK;
    }
    if (q.status != SL_OK)
        return q.status;
    return sl_fail(err, SL_NOT_FOUND, "name", "There is no account '%s'", name);
}

static enum sl_status check_reach(struct sl_store *store, const struct sl_grant *grant,
                                  struct sl_error *err) {
    if (grant->reach != SL_REACH_TEAM && grant->reach != SL_REACH_SERVICE)
        return SL_OK;
    SL_AUTO(sl_query_close)
    struct sl_query q = grant->reach == SL_REACH_TEAM
                            ? sl_query_open(store, "SELECT 1 FROM team WHERE code = :code", err)
                            : sl_query_open(store, "SELECT 1 FROM service WHERE code = :code", err);
    sl_query_text(&q, ":code", grant->code);
    if (sl_query_next(&q) || q.status != SL_OK)
        return q.status;
    return sl_fail(err, SL_NOT_FOUND, "reach", "There is no %s '%s'", reaches[grant->reach],
                   grant->code);
}

static void bind_grant(struct sl_query *query, const char *id, const struct sl_grant *grant) {
    sl_query_text(query, ":account", id);
    sl_query_text(query, ":role", roles[grant->role].code);
    sl_query_text(query, ":reach", reaches[grant->reach]);
    sl_query_text(query, ":code", grant->code);
}

static enum sl_status add_grant(struct sl_store *store, void *context, struct sl_error *err) {
    const struct change *change = context;
    char id[SL_ID_SIZE];
    enum sl_status status = find_id(store, change->name, id, err);
    if (status == SL_OK)
        status = check_reach(store, change->grant, err);
    if (status != SL_OK)
        return status;
    SL_AUTO(sl_query_close)
    struct sl_query q =
        sl_query_open(store,
                      "INSERT INTO account_grant (account, role, reach, reach_code)"
                      " VALUES (:account, :role, :reach, :code)"
                      " ON CONFLICT (account, role, reach, reach_code) DO NOTHING RETURNING role",
                      err);
    bind_grant(&q, id, change->grant);
    bool added = sl_query_next(&q);
    if (q.status != SL_OK || !added)
        return q.status;
    return tell_trail(store, change->actor, "account.grant", change->name, err);
}

enum sl_status sl_account_grant(struct sl_store *store, const char *name,
                                const struct sl_grant *grant, const char *actor,
                                struct sl_error *err) {
    struct change change = {.name = name, .actor = actor, .grant = grant};
    if (strcmp(name, SL_ACCOUNT_SHIPPED) == 0)
        return sl_fail(err, SL_INVALID, "name", "The account '%s' takes no roles", name);
    return sl_store_write(store, add_grant, &change, err);
}

/* Somebody has to be left who may change accounts. */
static enum sl_status check_administrator_left(struct sl_store *store, struct sl_error *err) {
    int64_t left = 0;
    enum sl_status status = sl_query_number(
        store,
        "SELECT count(*) FROM account a JOIN account_grant g ON g.account = a.id"
        " WHERE g.role = 'administrator' AND g.reach = 'all' AND a.disabled_at IS NULL"
        " AND a.can_sign_in = 1",
        &left, err);
    if (status != SL_OK || left > 0)
        return status;
    return sl_fail(err, SL_INVALID, "role",
                   "This is the last administrator; give another account that role first");
}

static enum sl_status take_grant(struct sl_store *store, void *context, struct sl_error *err) {
    const struct change *change = context;
    char id[SL_ID_SIZE];
    enum sl_status status = find_id(store, change->name, id, err);
    if (status != SL_OK)
        return status;
    SL_AUTO(sl_query_close)
    struct sl_query q = sl_query_open(store,
                                      "DELETE FROM account_grant WHERE account = :account"
                                      " AND role = :role AND reach = :reach AND reach_code = :code"
                                      " RETURNING role",
                                      err);
    bind_grant(&q, id, change->grant);
    bool gone = sl_query_next(&q);
    if (q.status != SL_OK)
        return q.status;
    if (!gone)
        return sl_fail(err, SL_NOT_FOUND, "role", "Account '%s' has no such role", change->name);
    if (change->grant->role == SL_ADMINISTRATOR)
        status = check_administrator_left(store, err);
    return status == SL_OK ? tell_trail(store, change->actor, "account.revoke", change->name, err)
                           : status;
}

enum sl_status sl_account_revoke(struct sl_store *store, const char *name,
                                 const struct sl_grant *grant, const char *actor,
                                 struct sl_error *err) {
    struct change change = {.name = name, .actor = actor, .grant = grant};
    return sl_store_write(store, take_grant, &change, err);
}

static enum sl_status set_password(struct sl_store *store, void *context, struct sl_error *err) {
    const struct change *change = context;
    char id[SL_ID_SIZE];
    enum sl_status status = find_id(store, change->name, id, err);
    if (status != SL_OK)
        return status;
    SL_AUTO(sl_query_close)
    struct sl_query q =
        sl_query_open(store, "UPDATE account SET password = :password WHERE id = :id", err);
    sl_query_text(&q, ":id", id);
    sl_query_text(&q, ":password", text_or_null(change->text));
    status = sl_query_run(&q);
    return status == SL_OK ? tell_trail(store, change->actor, "account.password", change->name, err)
                           : status;
}

static enum sl_status refuse_shipped(const char *name, struct sl_error *err) {
    if (strcmp(name, SL_ACCOUNT_SHIPPED) != 0)
        return SL_OK;
    return sl_fail(err, SL_INVALID, "name", "The account '%s' is the program's own", name);
}

enum sl_status sl_account_set_password(struct sl_store *store, const char *name,
                                       const char *password, const char *actor,
                                       struct sl_error *err) {
    char hash[crypto_pwhash_STRBYTES];
    struct change change = {.name = name, .actor = actor, .text = hash};
    enum sl_status status = refuse_shipped(name, err);
    if (status == SL_OK)
        status = check_password(password, err);
    if (status == SL_OK)
        status = hash_password(password, hash, err);
    return status == SL_OK ? sl_store_write(store, set_password, &change, err) : status;
}

static enum sl_status set_os_user(struct sl_store *store, void *context, struct sl_error *err) {
    const struct change *change = context;
    char id[SL_ID_SIZE];
    enum sl_status status = find_id(store, change->name, id, err);
    const struct sl_account probe = {.name = "", .os_user = change->text};
    if (status == SL_OK && text_or_null(change->text) != NULL)
        status = check_free(store, &probe, err);
    if (status != SL_OK)
        return status;
    SL_AUTO(sl_query_close)
    struct sl_query q =
        sl_query_open(store, "UPDATE account SET os_user = :os_user WHERE id = :id", err);
    sl_query_text(&q, ":id", id);
    sl_query_text(&q, ":os_user", text_or_null(change->text));
    status = sl_query_run(&q);
    return status == SL_OK ? tell_trail(store, change->actor, "account.os_user", change->name, err)
                           : status;
}

enum sl_status sl_account_set_os_user(struct sl_store *store, const char *name, const char *os_user,
                                      const char *actor, struct sl_error *err) {
    struct change change = {.name = name, .actor = actor, .text = os_user};
    enum sl_status status = refuse_shipped(name, err);
    return status == SL_OK ? sl_store_write(store, set_os_user, &change, err) : status;
}

static enum sl_status set_disabled(struct sl_store *store, const struct change *change,
                                   bool disabled, struct sl_error *err) {
    char id[SL_ID_SIZE];
    enum sl_status status = find_id(store, change->name, id, err);
    if (status != SL_OK)
        return status;
    SL_AUTO(sl_query_close)
    struct sl_query q =
        sl_query_open(store, "UPDATE account SET disabled_at = :at WHERE id = :id", err);
    sl_query_text(&q, ":id", id);
    if (disabled)
        sl_query_int(&q, ":at", sl_store_now(store));
    else
        sl_query_null(&q, ":at");
    status = sl_query_run(&q);
    return status == SL_OK
               ? tell_trail(store, change->actor, disabled ? "account.disable" : "account.enable",
                            change->name, err)
               : status;
}

static enum sl_status disable_account(struct sl_store *store, void *context, struct sl_error *err) {
    int64_t before = 0;
    enum sl_status status = sl_query_number(
        store, "SELECT count(*) FROM account_grant WHERE role = 'administrator'", &before, err);
    if (status == SL_OK)
        status = set_disabled(store, context, true, err);
    if (status == SL_OK && before > 0)
        status = check_administrator_left(store, err);
    return status;
}

static enum sl_status enable_account(struct sl_store *store, void *context, struct sl_error *err) {
    return set_disabled(store, context, false, err);
}

enum sl_status sl_account_disable(struct sl_store *store, const char *name, const char *actor,
                                  struct sl_error *err) {
    struct change change = {.name = name, .actor = actor};
    enum sl_status status = refuse_shipped(name, err);
    return status == SL_OK ? sl_store_write(store, disable_account, &change, err) : status;
}

enum sl_status sl_account_enable(struct sl_store *store, const char *name, const char *actor,
                                 struct sl_error *err) {
    struct change change = {.name = name, .actor = actor};
    return sl_store_write(store, enable_account, &change, err);
}
