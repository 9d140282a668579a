#include "store/statement.h"
#include "base/memory.h"
#include "store/connection.h"
#include <assert.h>
#include <ctype.h>
#include <stdlib.h>
#include <string.h>

enum { FIRST_CAPACITY = 64, KEPT_MOST = 1024, WANTED_MOST = 63 };

static size_t slot_of(const void *address, size_t slots) {
    uint64_t mixed = (uint64_t)(uintptr_t)address * UINT64_C(0x9e3779b97f4a7c15);
    return (size_t)(mixed >> 32) & (slots - 1);
}

static size_t names_slots(int values) {
    size_t slots = 4;
    while (slots < 2 * (size_t)values)
        slots *= 2;
    return slots;
}

static enum sl_status fail_text(sqlite3 *connection, const char *sql, struct sl_error *err) {
    enum sl_status status = sl_connection_fail(connection, err);
    if ((sqlite3_errcode(connection) & 0xff) != SQLITE_ERROR)
        return status;
    return sl_fail(err, SL_STORE, "", "%s, in: %s", sqlite3_errmsg(connection), sql);
}

static bool is_blank(const char *text) {
    while (isspace((unsigned char)*text))
        text++;
    return *text == '\0';
}

static enum sl_status prepare(sqlite3 *connection, const char *sql, unsigned flags,
                              struct sl_statement **out, struct sl_error *err) {
    sqlite3_stmt *prepared = NULL;
    const char *rest = NULL;
    if (sqlite3_prepare_v3(connection, sql, -1, flags, &prepared, &rest) != SQLITE_OK)
        return fail_text(connection, sql, err);
    if (prepared == NULL || !is_blank(rest)) {
        sqlite3_finalize(prepared);
        return sl_fail(err, SL_STORE, "", "One statement at a time, not: %s", sql);
    }
    int values = sqlite3_bind_parameter_count(prepared);
    size_t slots = names_slots(values);
    struct sl_statement *made = sl_new(1, sizeof *made + slots * sizeof *made->seen);
    made->prepared = prepared;
    made->slots = slots;
    made->wanted = values <= WANTED_MOST ? (UINT64_C(2) << values) - 2 : 0;
    *out = made;
    return SL_OK;
}

enum sl_status sl_statement_make(sqlite3 *connection, const char *sql, struct sl_statement **out,
                                 struct sl_error *err) {
    enum sl_status status = prepare(connection, sql, 0, out, err);
    if (status == SL_OK)
        (*out)->taken = true;
    return status;
}

static void put(struct sl_statement **slots, size_t capacity, struct sl_statement *statement) {
    size_t at = slot_of(statement->literal, capacity);
    while (slots[at] != NULL)
        at = (at + 1) & (capacity - 1);
    slots[at] = statement;
}

static void make_room(struct sl_statements *kept) {
    if (2 * kept->count < kept->capacity)
        return;
    size_t capacity = kept->capacity > 0 ? 2 * kept->capacity : FIRST_CAPACITY;
    struct sl_statement **slots = sl_new(capacity, sizeof *slots);
    for (size_t i = 0; i < kept->capacity; i++)
        if (kept->slots[i] != NULL)
            put(slots, capacity, kept->slots[i]);
    free(kept->slots);
    kept->slots = slots;
    kept->capacity = capacity;
}

static enum sl_status keep(struct sl_statements *kept, sqlite3 *connection, const char *sql,
                           struct sl_statement **out, struct sl_error *err) {
    if (kept->count >= KEPT_MOST)
        return sl_statement_make(connection, sql, out, err);
    struct sl_statement *made;
    enum sl_status status = prepare(connection, sql, SQLITE_PREPARE_PERSISTENT, &made, err);
    if (status != SL_OK)
        return status;
    made->literal = sql;
    made->taken = true;
    make_room(kept);
    put(kept->slots, kept->capacity, made);
    kept->count++;
    *out = made;
    return SL_OK;
}

enum sl_status sl_statement_take(struct sl_statements *kept, sqlite3 *connection, const char *sql,
                                 struct sl_statement **out, struct sl_error *err) {
    if (kept->capacity == 0)
        return keep(kept, connection, sql, out, err);
    size_t at = slot_of(sql, kept->capacity);
    for (; kept->slots[at] != NULL; at = (at + 1) & (kept->capacity - 1)) {
        struct sl_statement *found = kept->slots[at];
        if (found->literal != sql)
            continue;
        if (found->taken || strcmp(sqlite3_sql(found->prepared), sql) != 0)
            return sl_statement_make(connection, sql, out, err);
        found->taken = true;
        *out = found;
        return SL_OK;
    }
    return keep(kept, connection, sql, out, err);
}

static void finish(struct sl_statement *statement) {
    sqlite3_finalize(statement->prepared);
    free(statement);
}

void sl_statement_give_back(struct sl_statement *statement) {
    if (statement->literal == NULL) {
        finish(statement);
        return;
    }
    sqlite3_reset(statement->prepared);
    sqlite3_clear_bindings(statement->prepared);
    statement->given = 0;
    statement->ended = false;
    statement->taken = false;
}

int sl_statement_index(struct sl_statement *statement, const char *name) {
    size_t at = slot_of(name, statement->slots), looked = 0;
    struct sl_seen_name *seen = &statement->seen[at];
    while (seen->name != NULL && seen->name != name && ++looked < statement->slots)
        seen = &statement->seen[at = (at + 1) & (statement->slots - 1)];
    if (seen->name == name && strcmp(seen->text, name) == 0)
        return seen->index;
    int index = sqlite3_bind_parameter_index(statement->prepared, name);
    if (index > 0 && strlen(name) < SL_SEEN_NAME_SIZE) {
        seen->name = name;
        seen->index = index;
        strcpy(seen->text, name);
    }
    return index;
}

void sl_statements_drop(struct sl_statements *kept) {
    for (size_t i = 0; i < kept->capacity; i++) {
        if (kept->slots[i] == NULL)
            continue;
        assert(!kept->slots[i]->taken);
        finish(kept->slots[i]);
    }
    free(kept->slots);
    *kept = (struct sl_statements){0};
}
