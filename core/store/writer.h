/*
 * store/writer.h - the one writer of an opened store: a thread that takes what waits, runs it in
 * one transaction and answers when that is committed. For files of core/store only.
 */
#pragma once
#include "store/handle.h"

enum { SL_WRITER_GROUP_MOST = 64 };

/* Errors: as opening a connection. */
enum sl_status sl_writer_start(struct sl_shared *shared, struct sl_writer **out,
                               struct sl_error *err);
enum sl_status sl_writer_run(struct sl_writer *writer, sl_write_fn *fn, void *context,
                             struct sl_error *err);
/* Answers what still waits, ends the thread and closes the connection. NULL is fine. */
void sl_writer_end(struct sl_writer *writer);
