/*
 * scoring/decisions.h - what people decided about records, as scorers are given it: of each flag
 * and each waived ceiling the newest decision. Read beside a scan of records, in the same order, so
 * that records without any cost nothing.
 */
#pragma once
#include "practice/tool.h"
#include "store/query.h"

struct sl_decisions {
    struct sl_query query;
    bool at_row;
    char *text; /* of the record last asked for */
};

/* Decisions about records behind after, by record_no. A failure shows when they are asked for. */
struct sl_decisions sl_decisions_open(struct sl_store *store, int64_t after, struct sl_error *err);
/*
 * Those of a record, asked for in rising order: canonical JSON as scoring/scorer.h says, "" for
 * none; borrowed until the next call. tool gives the class of a flag's question.
 */
enum sl_status sl_decisions_of(struct sl_decisions *decisions, int64_t record_no,
                               const struct sl_tool *tool, struct sl_text *out);
void sl_decisions_close(struct sl_decisions *decisions); /* for SL_AUTO */

/* The same as they stood at an instant, of one record: canonical JSON, "" for none; the caller owns
 * it. */
enum sl_status sl_decisions_at(struct sl_store *store, int64_t record_no,
                               const struct sl_tool *tool, int64_t instant, char **out,
                               struct sl_error *err);
/* The instant of the newest decision before one; 0: there is none. */
enum sl_status sl_decisions_before(struct sl_store *store, int64_t record_no, int64_t instant,
                                   int64_t *out, struct sl_error *err);
