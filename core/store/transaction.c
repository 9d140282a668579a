#include "store/transaction.h"

static enum sl_status say(struct sl_store *writer, const char *sql, struct sl_error *err) {
    struct sl_statement *statement;
    enum sl_status status =
        sl_statement_take(&writer->statements, writer->connection, sql, &statement, err);
    if (status != SL_OK)
        return status;
    if (sqlite3_step(statement->prepared) != SQLITE_DONE)
        status = sl_connection_fail(writer->connection, err);
    sl_statement_give_back(statement);
    return status;
}

bool sl_transaction_is_open(const struct sl_store *writer) {
    return sqlite3_get_autocommit(writer->connection) == 0;
}

enum sl_status sl_transaction_begin(struct sl_store *writer, struct sl_error *err) {
    sl_handle_forget(writer);
    return say(writer, "BEGIN IMMEDIATE", err);
}

enum sl_status sl_transaction_commit(struct sl_store *writer, struct sl_error *err) {
    enum sl_status status = say(writer, "COMMIT", err);
    if (status != SL_OK)
        sl_transaction_rollback(writer);
    return status;
}

void sl_transaction_rollback(struct sl_store *writer) {
    sl_handle_forget(writer);
    if (sl_transaction_is_open(writer))
        say(writer, "ROLLBACK", NULL);
}

/* A savepoint that can't be undone takes the transaction with it. */
static void undo(struct sl_store *writer) {
    sl_handle_forget(writer);
    if (!sl_transaction_is_open(writer))
        return;
    if (say(writer, "ROLLBACK TO request", NULL) != SL_OK ||
        say(writer, "RELEASE request", NULL) != SL_OK)
        sl_transaction_rollback(writer);
}

enum sl_status sl_transaction_run(struct sl_store *writer, sl_write_fn *fn, void *context,
                                  struct sl_error *err) {
    enum sl_status status = sl_counts_settle(writer, err);
    if (status == SL_OK)
        status = say(writer, "SAVEPOINT request", err);
    if (status != SL_OK)
        return status;
    status = fn(writer, context, err);
    if (status == SL_OK && !sl_transaction_is_open(writer))
        status = sl_fail(err, SL_STORE, "", "%s has given up the transaction; nothing was saved.",
                         sl_store_path(writer));
    if (status == SL_OK)
        status = sl_counts_settle(writer, err);
    if (status == SL_OK)
        status = say(writer, "RELEASE request", err);
    if (status != SL_OK)
        undo(writer);
    return status;
}
