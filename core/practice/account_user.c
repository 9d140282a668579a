#include "base/memory.h"
#include "practice/account.h"
#include "store/query.h"
#include <sodium.h>
#include <stdio.h>
#include <string.h>

const char *sl_user_name(const struct sl_user *user) {
    return user->name;
}

static enum sl_status read_grants(struct sl_store *store, struct sl_user *user,
                                  struct sl_error *err) {
    SL_AUTO(sl_query_close)
    struct sl_query q = sl_query_open(store,
                                      "SELECT role, reach, reach_code FROM account_grant"
                                      " WHERE account = :id ORDER BY role, reach, reach_code",
                                      err);
    sl_query_text(&q, ":id", user->id);
    while (sl_query_next(&q)) {
        if (user->grant_count == SL_COUNT(user->grants))
            return sl_fail(err, SL_INVALID, "role", "Account '%s' has more than %zu roles",
                           user->name, SL_COUNT(user->grants));
        struct sl_grant *grant = &user->grants[user->grant_count++];
        const char *reach = sl_query_get_text(&q, 1);
        grant->role = sl_role_of(sl_query_get_text(&q, 0));
        grant->reach = SL_REACH_OWN;
        for (size_t i = 0; i < SL_REACHES; i++)
            if (strcmp(reach, sl_reach_code((enum sl_reach)i)) == 0)
                grant->reach = (enum sl_reach)i;
        snprintf(grant->code, sizeof grant->code, "%s", sl_query_get_text(&q, 2));
    }
    return q.status;
}

/* The row of q: id, name, staff, can_sign_in, disabled_at. */
static enum sl_status take_user(struct sl_store *store, const struct sl_query *q,
                                struct sl_user *out, struct sl_error *err) {
    struct sl_user user = {0};
    snprintf(user.id, sizeof user.id, "%s", sl_query_get_text(q, 0));
    snprintf(user.name, sizeof user.name, "%s", sl_query_get_text(q, 1));
    snprintf(user.staff, sizeof user.staff, "%s", sl_query_get_text(q, 2));
    if (sl_query_get_int(q, 3) == 0)
        return sl_fail(err, SL_REFUSED, "name", "Nobody can sign in as '%s'", user.name);
    if (!sl_query_is_null(q, 4))
        return sl_fail(err, SL_REFUSED, "name",
                       "The account '%s' is disabled; an administrator can enable it", user.name);
    enum sl_status status = read_grants(store, &user, err);
    if (status == SL_OK)
        *out = user;
    return status;
}

enum sl_status sl_account_user(struct sl_store *store, const char *name, struct sl_user *out,
                               struct sl_error *err) {
    SL_AUTO(sl_query_close)
    struct sl_query q =
        sl_query_open(store,
                      "SELECT id, name, coalesce(staff, ''), can_sign_in, disabled_at FROM account"
                      " WHERE name = :name",
                      err);
    sl_query_text(&q, ":name", name);
    if (sl_query_next(&q))
        return take_user(store, &q, out, err);
    if (q.status != SL_OK)
        return q.status;
    return sl_fail(err, SL_NOT_FOUND, "name", "There is no account '%s'", name);
}

enum sl_status sl_account_of_os_user(struct sl_store *store, const char *os_user,
                                     struct sl_user *out, struct sl_error *err) {
    SL_AUTO(sl_query_close)
    struct sl_query q =
        sl_query_open(store,
                      "SELECT id, name, coalesce(staff, ''), can_sign_in, disabled_at FROM account"
                      " WHERE os_user = :os_user",
                      err);
    sl_query_text(&q, ":os_user", os_user);
    if (sl_query_next(&q))
        return take_user(store, &q, out, err);
    if (q.status != SL_OK)
        return q.status;
    return sl_fail(err, SL_REFUSED, "os_user",
                   "No account acts for the system user '%s'; an administrator makes one (account "
                   "add NAME --os-user %s), or give --as NAME",
                   os_user, os_user);
}

/* The hash of an account's password; for a wrong name one that no password fits, so that both take
 * the same time. */
static enum sl_status kept_hash(struct sl_store *store, const char *name,
                                char hash[crypto_pwhash_STRBYTES], struct sl_error *err) {
    static const char nobody[] = "$argon2id$v=19$m=65536,t=2,p=1$c2lnaHRsaW5lLW5vYm9keQ$"
                                 "AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA";
    SL_AUTO(sl_query_close)
    struct sl_query q = sl_query_open(
        store, "SELECT password FROM account WHERE name = :name AND password IS NOT NULL", err);
    sl_query_text(&q, ":name", name);
    bool found = sl_query_next(&q);
    snprintf(hash, crypto_pwhash_STRBYTES, "%s", found ? sl_query_get_text(&q, 0) : nobody);
    return q.status;
}

enum sl_status sl_account_sign_in(struct sl_store *store, const char *name, const char *password,
                                  struct sl_user *out, struct sl_error *err) {
    char hash[crypto_pwhash_STRBYTES];
    size_t length = strlen(password);
    enum sl_status status = kept_hash(store, name, hash, err);
    if (status != SL_OK)
        return status;
    if (length > SL_PASSWORD_MOST || sodium_init() < 0 ||
        crypto_pwhash_str_verify(hash, password, length) != 0)
        return sl_fail(err, SL_REFUSED, "password", "The name or the password is wrong");
    return sl_account_user(store, name, out, err);
}

struct sl_user sl_account_shipped(void) {
    struct sl_user user = {.shipped = true};
    snprintf(user.name, sizeof user.name, "%s", SL_ACCOUNT_SHIPPED);
    return user;
}

static void write_grants(const struct sl_user *user, struct sl_buffer *out) {
    sl_buffer_clear(out);
    sl_buffer_text(out, "");
    for (size_t i = 0; i < user->grant_count; i++) {
        const struct sl_grant *grant = &user->grants[i];
        sl_buffer_format(out, "%s%s %s%s%s", i > 0 ? ", " : "", sl_role_code(grant->role),
                         sl_reach_code(grant->reach), grant->code[0] != '\0' ? ":" : "",
                         grant->code);
    }
}

enum sl_status sl_account_each(struct sl_store *store, sl_account_fn *each, void *context,
                               struct sl_error *err) {
    SL_AUTO(sl_buffer_drop) struct sl_buffer grants = {0};
    SL_AUTO(sl_query_close)
    struct sl_query q =
        sl_query_open(store,
                      "SELECT id, name, coalesce(os_user, ''), coalesce(staff, ''),"
                      " CASE WHEN password IS NULL THEN 0 ELSE 1 END, can_sign_in,"
                      " CASE WHEN disabled_at IS NULL THEN 0 ELSE 1 END FROM account ORDER BY name",
                      err);
    enum sl_status status = SL_OK;
    while (status == SL_OK && sl_query_next(&q)) {
        struct sl_user user = {0};
        snprintf(user.id, sizeof user.id, "%s", sl_query_get_text(&q, 0));
        status = read_grants(store, &user, err);
        write_grants(&user, &grants);
        struct sl_account_line line = {sl_query_get_text(&q, 1),
                                       sl_query_get_text(&q, 2),
                                       sl_query_get_text(&q, 3),
                                       sl_query_get_int(&q, 4) != 0,
                                       sl_query_get_int(&q, 5) != 0,
                                       sl_query_get_int(&q, 6) != 0,
                                       grants.bytes};
        if (status == SL_OK)
            status = each(context, &line, err);
    }
    return status != SL_OK ? status : q.status;
}
