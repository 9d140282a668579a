#include "store/migration.h"
#include "base/file.h"
#include "store/connection.h"
#include <ctype.h>
#include <stdlib.h>
#include <string.h>

enum { FILE_MOST = 1 << 20 };

struct listing { /* of one folder: names[n - 1] is the file of number n, NULL when there is none */
    const char *folder;
    char **names;
    int newest;
};

static void drop_listing(struct listing *listing) {
    for (int i = 0; i < listing->newest; i++)
        free(listing->names[i]);
    free(listing->names);
    *listing = (struct listing){0};
}

/* "0002_words.sql" is 2; 0 for a name of another form. */
static int number_of(const char *name) {
    static const char digits[] = "0123456789";
    size_t length = strlen(name);
    if (strspn(name, digits) != 4 || name[4] != '_' || length < 10 ||
        strcmp(name + length - 4, ".sql") != 0)
        return 0;
    return atoi(name);
}

static enum sl_status note_name(void *context, const char *name, struct sl_error *err) {
    struct listing *listing = context;
    size_t length = strlen(name);
    if (length < 4 || strcmp(name + length - 4, ".sql") != 0)
        return SL_OK;
    int number = number_of(name);
    if (number == 0)
        return sl_fail(err, SL_INVALID, "",
                       "%s/%s is no name of a migration, such as 0002_rule_versions.sql.",
                       listing->folder, name);
    if (number > listing->newest) {
        listing->names = sl_resize(listing->names, (size_t)number, sizeof *listing->names);
        while (listing->newest < number)
            listing->names[listing->newest++] = NULL;
    }
    if (listing->names[number - 1] != NULL)
        return sl_fail(err, SL_INVALID, "", "%s has two migrations of one number: %s and %s.",
                       listing->folder, listing->names[number - 1], name);
    listing->names[number - 1] = sl_copy(name);
    return SL_OK;
}

static enum sl_status list_folder(const char *folder, struct listing *out, struct sl_error *err) {
    out->folder = folder;
    return sl_file_each(folder, note_name, out, err);
}

static enum sl_status list_common(const char *folder, struct listing *out, struct sl_error *err) {
    enum sl_status status = list_folder(folder, out, err);
    if (status == SL_OK && out->newest == 0)
        return sl_fail(err, SL_INVALID, "", "%s holds no migrations.", folder);
    for (int i = 0; i < out->newest && status == SL_OK; i++)
        if (out->names[i] == NULL)
            status = sl_fail(err, SL_INVALID, "", "%s has no migration %04d, but a later one.",
                             folder, i + 1);
    return status;
}

static enum sl_status list_native(const char *folder, int newest, struct listing *out,
                                  struct sl_error *err) {
    if (!sl_file_exists(folder))
        return SL_OK;
    enum sl_status status = list_folder(folder, out, err);
    if (status == SL_OK && out->newest > newest)
        status = sl_fail(err, SL_INVALID, "", "%s/%s goes with no migration of that number.",
                         folder, out->names[out->newest - 1]);
    return status;
}

enum sl_status sl_migration_newest(const char *schema_home, int *out, struct sl_error *err) {
    SL_AUTO(sl_free) char *folder = sl_format("%s/migrations", schema_home);
    SL_AUTO(drop_listing) struct listing listing = {0};
    enum sl_status status = list_common(folder, &listing, err);
    if (status == SL_OK)
        *out = listing.newest;
    return status;
}

static int deny_leaving(void *context, int action, const char *a, const char *b, const char *c,
                        const char *d) {
    (void)context, (void)a, (void)b, (void)c, (void)d;
    bool leaves = action == SQLITE_TRANSACTION || action == SQLITE_SAVEPOINT ||
                  action == SQLITE_ATTACH || action == SQLITE_DETACH;
    return leaves ? SQLITE_DENY : SQLITE_OK;
}

static long line_of(const char *text, const char *at) {
    long line = 1;
    for (; text < at; text++)
        line += *text == '\n';
    return line;
}

static const char *skip_blank(const char *at) {
    while (isspace((unsigned char)*at) || strncmp(at, "--", 2) == 0)
        at += *at == '-' ? strcspn(at, "\n") : 1;
    return at;
}

static enum sl_status fail_script(sqlite3 *connection, const char *path, const char *text,
                                  const char *at, struct sl_error *err) {
    int code = sqlite3_extended_errcode(connection) & 0xff,
        offset = sqlite3_error_offset(connection);
    if (code != SQLITE_ERROR && code != SQLITE_CONSTRAINT && code != SQLITE_AUTH)
        return sl_connection_fail(connection, err);
    at = offset > 0 ? at + offset : skip_blank(at);
    sl_fail(err, SL_INVALID, "", "%s.", sqlite3_errmsg(connection));
    return sl_fail_at(err, SL_INVALID, path, line_of(text, at), 0);
}

static enum sl_status run_script(sqlite3 *connection, const char *path, const char *text,
                                 struct sl_error *err) {
    for (const char *at = text, *rest; *at != '\0'; at = rest) {
        sqlite3_stmt *statement = NULL;
        int code = sqlite3_prepare_v2(connection, at, -1, &statement, &rest);
        if (code == SQLITE_OK && statement != NULL)
            do
                code = sqlite3_step(statement);
            while (code == SQLITE_ROW);
        enum sl_status status = SL_OK;
        if (code != SQLITE_OK && code != SQLITE_DONE)
            status = fail_script(connection, path, text, at, err);
        sqlite3_finalize(statement);
        if (status != SL_OK)
            return status;
    }
    return SL_OK;
}

static enum sl_status run_file(sqlite3 *connection, const struct listing *listing, int number,
                               struct sl_error *err) {
    if (number > listing->newest || listing->names[number - 1] == NULL)
        return SL_OK;
    SL_AUTO(sl_free) char *path = sl_format("%s/%s", listing->folder, listing->names[number - 1]);
    SL_AUTO(sl_free) char *text = NULL;
    size_t length;
    enum sl_status status = sl_file_read(path, FILE_MOST, &text, &length, err);
    if (status != SL_OK)
        return status;
    sqlite3_set_authorizer(connection, deny_leaving, NULL);
    status = run_script(connection, path, text, err);
    sqlite3_set_authorizer(connection, NULL, NULL);
    return status;
}

static enum sl_status check_references(sqlite3 *connection, int number, struct sl_error *err) {
    int64_t broken = 0;
    enum sl_status status = sl_connection_number(
        connection, "SELECT count(*) FROM pragma_foreign_key_check", &broken, err);
    if (status == SL_OK && broken > 0)
        status =
            sl_fail(err, SL_INVALID, "", "Migration %04d leaves %lld rows that refer to nothing.",
                    number, (long long)broken);
    return status;
}

static enum sl_status stamp(sqlite3 *connection, int number, struct sl_error *err) {
    char sql[64];
    sqlite3_snprintf(sizeof sql, sql, "PRAGMA user_version = %d", number);
    return sl_connection_run(connection, sql, err);
}

static enum sl_status run_number(sqlite3 *connection, const struct listing *common,
                                 const struct listing *native, int number, struct sl_error *err) {
    int64_t version = -1;
    enum sl_status status = sl_connection_run(connection, "BEGIN IMMEDIATE", err);
    if (status != SL_OK)
        return status;
    status = sl_connection_number(connection, "PRAGMA user_version", &version, err);
    if (status == SL_OK && version < number) {
        status = run_file(connection, common, number, err);
        if (status == SL_OK)
            status = run_file(connection, native, number, err);
        if (status == SL_OK)
            status = check_references(connection, number, err);
        if (status == SL_OK)
            status = stamp(connection, number, err);
    }
    if (status == SL_OK)
        status = sl_connection_run(connection, "COMMIT", err);
    if (status != SL_OK && !sqlite3_get_autocommit(connection))
        sl_connection_run(connection, "ROLLBACK", NULL);
    return status;
}

static enum sl_status run_numbers(sqlite3 *connection, const struct listing *common,
                                  const struct listing *native, struct sl_error *err) {
    int64_t version = 0;
    enum sl_status status = sl_connection_number(connection, "PRAGMA user_version", &version, err);
    for (int number = (int)version + 1; number <= common->newest && status == SL_OK; number++)
        status = run_number(connection, common, native, number, err);
    return status;
}

enum sl_status sl_migration_run(sqlite3 *connection, const char *schema_home,
                                struct sl_error *err) {
    SL_AUTO(sl_free) char *folder = sl_format("%s/migrations", schema_home);
    SL_AUTO(sl_free) char *native_folder = sl_format("%s/migrations/sqlite", schema_home);
    SL_AUTO(drop_listing) struct listing common = {0};
    SL_AUTO(drop_listing) struct listing native = {0};
    enum sl_status status = list_common(folder, &common, err);
    if (status == SL_OK)
        status = list_native(native_folder, common.newest, &native, err);
    if (status == SL_OK &&
        sqlite3_db_config(connection, SQLITE_DBCONFIG_ENABLE_FKEY, 0, NULL) != SQLITE_OK)
        status = sl_connection_fail(connection, err);
    return status == SL_OK ? run_numbers(connection, &common, &native, err) : status;
}
