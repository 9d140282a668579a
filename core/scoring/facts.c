#include "scoring/facts.h"
#include "scoring/decisions.h"
#include "scoring/previous.h"
#include "store/query.h"
#include <stdlib.h>
#include <string.h>

enum { ONE_BODY_MOST = 64 << 20 };

struct sl_facts_cursor {
    struct sl_store *store;
    const struct sl_rule_forms *forms;
    struct sl_facts_choice choice;
    char *tools;      /* ",STD,TDA," */
    const char *tool; /* the only one, borrowed from the header; "" when there are several */
    char from[SL_DAY_SIZE], to[SL_DAY_SIZE];
    int64_t after, furthest, unfit;
    int form; /* of the record before: the likeliest */
    bool ended, unhashed;
    bool whole; /* single records are read */
    struct sl_facts_slim slim;
    struct sl_previous *previous; /* NULL: the rule reads none */
};

const struct sl_facts_choice sl_facts_of_all = {.from = SL_DAY_NONE, .to = SL_DAY_NONE};

static char *tools_of(const struct sl_rule_header *header) {
    struct sl_buffer tools = {0};
    sl_buffer_char(&tools, ',');
    for (size_t i = 0; i < header->applies_count; i++)
        sl_buffer_format(&tools, "%s,", header->applies[i].tool);
    return sl_buffer_take(&tools);
}

static const char *only_tool_of(const struct sl_rule_header *header) {
    return header->applies_count == 1 ? header->applies[0].tool : "";
}

static int64_t before_first(const struct sl_facts_choice *choice) {
    return choice->record_no > 0 ? choice->record_no - 1 : 0;
}

struct sl_facts_cursor *sl_facts_open(struct sl_store *store, const struct sl_rule_header *header,
                                      const struct sl_rule_forms *forms,
                                      const struct sl_facts_choice *choice) {
    struct sl_facts_cursor *cursor = sl_new(1, sizeof *cursor);
    cursor->store = store;
    cursor->forms = forms;
    cursor->choice = *choice;
    cursor->tools = tools_of(header);
    cursor->tool = only_tool_of(header);
    cursor->previous = sl_previous_new(store, header);
    sl_day_format(choice->from, cursor->from);
    sl_day_format(choice->to, cursor->to);
    cursor->after = before_first(choice);
    return cursor;
}

void sl_facts_close(struct sl_facts_cursor *cursor) {
    if (cursor == NULL)
        return;
    sl_previous_free(cursor->previous);
    free(cursor->tools);
    free(cursor);
}

void sl_facts_drop(struct sl_facts_cursor **cursor) {
    sl_facts_close(*cursor);
    *cursor = NULL;
}

void sl_facts_batch_drop(struct sl_facts_batch *batch) {
    free(batch->facts);
    free(batch->cases);
    free(batch->arena);
    *batch = (struct sl_facts_batch){0};
}

static void empty_batch(struct sl_facts_batch *batch) {
    if (batch->facts == NULL) {
        batch->facts = sl_new(SL_FACTS_MOST, sizeof *batch->facts);
        batch->cases = sl_new(SL_FACTS_MOST, sizeof *batch->cases);
        batch->arena = sl_resize(NULL, SL_FACTS_ARENA, 1);
        batch->capacity = SL_FACTS_ARENA;
    }
    batch->count = 0;
    batch->used = 0;
}

/* Room in the arena; false when the batch is full. What was handed out never moves. */
static bool has_room(struct sl_facts_batch *batch, size_t length) {
    if (batch->capacity - batch->used >= length)
        return true;
    if (batch->count > 0 || length > ONE_BODY_MOST)
        return false;
    batch->capacity = length;
    batch->arena = sl_resize(batch->arena, length, 1);
    return true;
}

static struct sl_text keep(struct sl_facts_batch *batch, struct sl_text text) {
    char *at = batch->arena + batch->used;
    memcpy(at, text.bytes, text.length);
    batch->used += (text.length + 7) & ~(size_t)7;
    return (struct sl_text){at, text.length};
}

static int form_of(const struct sl_facts_cursor *cursor, const char *tool, int64_t version) {
    if ((size_t)cursor->form < sl_rule_forms_count(cursor->forms)) {
        const struct sl_rule_form *likely = sl_rule_forms_at(cursor->forms, (size_t)cursor->form);
        if (likely->version == version && strcmp(likely->code, tool) == 0)
            return cursor->form;
    }
    return sl_rule_forms_find(cursor->forms, tool, version);
}

struct sl_hash sl_facts_hash(const struct sl_hash *body, const struct sl_hash *tool, sl_day day,
                             struct sl_text decisions) {
    enum { HEAD = 4 + 2 * SL_HASH_BYTES + 4, SHORT = 512 };
    uint8_t space[HEAD + SHORT] = "SLF1";
    bool is_short = decisions.length <= SHORT;
    uint8_t *bytes = is_short ? space : sl_new(HEAD + decisions.length, 1);
    memcpy(bytes, "SLF1", 4);
    memcpy(bytes + 4, body->bytes, SL_HASH_BYTES);
    memcpy(bytes + 4 + SL_HASH_BYTES, tool->bytes, SL_HASH_BYTES);
    for (int i = 0; i < 4; i++)
        bytes[4 + 2 * SL_HASH_BYTES + i] = (uint8_t)((uint32_t)day >> (8 * i));
    if (decisions.length > 0)
        memcpy(bytes + HEAD, decisions.bytes, decisions.length);
    struct sl_hash hash = sl_hash_of(bytes, HEAD + decisions.length);
    if (!is_short)
        free(bytes);
    return hash;
}

enum { NO, REVISION, REVISION_NO, BODY_HASH, DAY, TOOL, VERSION, BODY, SLIM_SET, SLIM };

#define COLUMNS                                                                                    \
    "SELECT r.record_no, r.revision, r.revision_no, r.body_hash, r.day, r.tool, r.tool_version, "  \
    "v.body"
/* What a run over one tool needs that makes no hashes: each column of a million rows tells. */
#define BARE                                                                                       \
    "SELECT r.record_no, r.revision, r.revision_no, NULL, r.day, NULL, r.tool_version, v.body"
#define CHOSEN                                                                                     \
    " WHERE r.record_no > :after AND r.record_no <= :last "                                        \
    "AND (r.tool = :tool OR (:tool = '' AND :tools LIKE '%,' || r.tool || ',%')) "                 \
    "AND r.state <> 'withdrawn' "                                                                  \
    "AND (:from = '' OR r.day >= :from) AND (:to = '' OR r.day <= :to) "                           \
    "AND (:team = '' OR r.team = :team) AND (:service = '' OR r.service = :service) "
/* The usual choice, short. (The index of days is no help: rows come by number.) */
#define OF_TOOL                                                                                    \
    " WHERE r.record_no > :after AND (r.tool = :tool OR :tool = '') AND r.state <> 'withdrawn' "
#define IN_ORDER "ORDER BY r.record_no LIMIT :most"
#define WHOLE " FROM record r JOIN record_revision v ON v.revision_no = r.revision_no"
/* The whole body is looked up only where the slim one isn't given. */
#define OR_SLIM                                                                                    \
    ", s.set_no, s.slim FROM record r "                                                            \
    "LEFT JOIN record_slim s ON s.record_no = r.record_no AND s.revision_no = r.revision_no "      \
    "LEFT JOIN record_revision v ON v.revision_no = "                                              \
    "CASE WHEN s.set_no = :set OR (:any = 1 AND s.set_no > 0) THEN NULL ELSE r.revision_no END"

static const char whole_sql[] = COLUMNS WHOLE CHOSEN IN_ORDER;
static const char slim_sql[] = COLUMNS OR_SLIM CHOSEN IN_ORDER;
static const char all_whole_sql[] = COLUMNS WHOLE OF_TOOL IN_ORDER;
static const char all_slim_sql[] = COLUMNS OR_SLIM OF_TOOL IN_ORDER;
static const char bare_whole_sql[] = BARE WHOLE OF_TOOL IN_ORDER;
static const char bare_slim_sql[] = BARE OR_SLIM OF_TOOL IN_ORDER;
static const char one_sql[] =
    COLUMNS WHOLE " WHERE r.record_no = :record AND r.state <> 'withdrawn'";

static void bind_choice(struct sl_query *q, const char *tools, const char *tool, const char *from,
                        const char *to, const struct sl_facts_choice *choice) {
    sl_query_int(q, ":last", choice->record_no > 0 ? choice->record_no : INT64_MAX);
    sl_query_text(q, ":tools", tools);
    sl_query_text(q, ":tool", tool);
    sl_query_text(q, ":from", from);
    sl_query_text(q, ":to", to);
    sl_query_text(q, ":team", choice->team != NULL ? choice->team : "");
    sl_query_text(q, ":service", choice->service != NULL ? choice->service : "");
}

static struct sl_hash hash_at(const struct sl_query *q, int column) {
    struct sl_hash hash = {0};
    size_t length = 0;
    const void *bytes = sl_query_get_bytes(q, column, &length);
    if (length == sizeof hash.bytes)
        memcpy(hash.bytes, bytes, length);
    return hash;
}

static struct sl_facts facts_at(const struct sl_facts_cursor *cursor, const struct sl_query *q) {
    struct sl_facts facts = {.record_no = sl_query_get_int(q, NO),
                             .revision = sl_query_get_int(q, REVISION),
                             .revision_no = sl_query_get_int(q, REVISION_NO)};
    if (cursor->slim.look && !cursor->whole) {
        facts.slim_set = sl_query_get_int(q, SLIM_SET);
        facts.slim =
            facts.slim_set > 0 && (cursor->slim.any || facts.slim_set == cursor->slim.set_no);
    }
    return facts;
}

static void pass(struct sl_facts_cursor *cursor, int64_t record_no) {
    if (record_no > cursor->furthest)
        cursor->unfit++;
    cursor->furthest = record_no > cursor->furthest ? record_no : cursor->furthest;
    cursor->after = record_no;
}

/* Adds the record at the query's row. *full: it must wait for the next batch. */
static enum sl_status take_record(struct sl_facts_cursor *cursor, struct sl_query *q,
                                  struct sl_decisions *decisions, struct sl_facts_batch *batch,
                                  bool *full) {
    int64_t record_no = sl_query_get_int(q, 0);
    const char *code = sl_query_is_null(q, TOOL) ? cursor->tool : sl_query_get_text(q, TOOL);
    int form = form_of(cursor, code, sl_query_get_int(q, VERSION));
    if (form < 0) {
        pass(cursor, record_no);
        return SL_OK;
    }
    cursor->form = form;
    const struct sl_tool *tool = sl_rule_forms_at(cursor->forms, (size_t)form)->tool;
    struct sl_text decided = {"", 0}, body = {0};
    enum sl_status status = sl_decisions_of(decisions, record_no, tool, &decided);
    if (status == SL_OK && cursor->previous != NULL)
        status = sl_previous_now(cursor->previous, record_no, &decided, q->err);
    if (status != SL_OK)
        return status;
    struct sl_facts facts = facts_at(cursor, q);
    body.bytes = sl_query_get_bytes(q, facts.slim ? SLIM : BODY, &body.length);
    *full = !has_room(batch, body.length + decided.length + 16);
    if (*full)
        return batch->count > 0
                   ? SL_OK
                   : sl_fail(q->err, SL_STORE, "", "The body of record %lld is too big",
                             (long long)record_no);
    sl_day day = SL_DAY_NONE;
    status = sl_day_parse(sl_query_get_text(q, DAY), &day, q->err);
    if (status != SL_OK)
        return status;
    struct sl_scorer_case *given = &batch->cases[batch->count];
    *given = (struct sl_scorer_case){keep(batch, body), keep(batch, decided), day, (size_t)form};
    if (!cursor->unhashed) {
        struct sl_hash body_hash = hash_at(q, BODY_HASH);
        facts.hash = sl_facts_hash(&body_hash, sl_tool_hash(tool), day, given->decisions);
    }
    batch->facts[batch->count++] = facts;
    cursor->after = record_no;
    return SL_OK;
}

static bool takes_all_of_tool(const char *tool, const struct sl_facts_choice *choice) {
    return *tool != '\0' && choice->record_no == 0 && choice->from == SL_DAY_NONE &&
           choice->to == SL_DAY_NONE && choice->team == NULL && choice->service == NULL;
}

static const char *sql_of(const struct sl_facts_cursor *cursor, bool all) {
    bool slim = cursor->slim.look;
    if (!all)
        return slim ? slim_sql : whole_sql;
    if (cursor->unhashed)
        return slim ? bare_slim_sql : bare_whole_sql;
    return slim ? all_slim_sql : all_whole_sql;
}

static struct sl_query open_records(const struct sl_facts_cursor *cursor, struct sl_error *err) {
    bool all = takes_all_of_tool(cursor->tool, &cursor->choice);
    struct sl_query q = sl_query_open(cursor->store, sql_of(cursor, all), err);
    if (cursor->slim.look) {
        sl_query_int(&q, ":set", cursor->slim.set_no);
        sl_query_int(&q, ":any", cursor->slim.any);
    }
    sl_query_int(&q, ":after", cursor->after);
    sl_query_int(&q, ":most", SL_FACTS_MOST);
    if (all)
        sl_query_text(&q, ":tool", cursor->tool);
    else
        bind_choice(&q, cursor->tools, cursor->tool, cursor->from, cursor->to, &cursor->choice);
    return q;
}

static enum sl_status fill_batch(struct sl_facts_cursor *cursor, struct sl_facts_batch *batch,
                                 struct sl_error *err) {
    SL_AUTO(sl_query_close) struct sl_query q = open_records(cursor, err);
    SL_AUTO(sl_decisions_close)
    struct sl_decisions decisions = sl_decisions_open(cursor->store, cursor->after, err);
    enum sl_status status = SL_OK;
    bool full = false;
    size_t rows = 0;
    while (status == SL_OK && !full && sl_query_next(&q)) {
        status = take_record(cursor, &q, &decisions, batch, &full);
        rows++;
    }
    cursor->ended = !full && rows < SL_FACTS_MOST;
    return status != SL_OK ? status : q.status;
}

enum sl_status sl_facts_next(struct sl_facts_cursor *cursor, struct sl_facts_batch *batch,
                             struct sl_error *err) {
    empty_batch(batch);
    while (batch->count == 0) {
        if (cursor->ended)
            return SL_END;
        enum sl_status status = fill_batch(cursor, batch, err);
        if (status != SL_OK)
            return status;
    }
    return SL_OK;
}

void sl_facts_spare_hashes(struct sl_facts_cursor *cursor) {
    cursor->unhashed = true;
}

void sl_facts_take_slim(struct sl_facts_cursor *cursor, const struct sl_facts_slim *slim) {
    cursor->slim = *slim;
}

static enum sl_status read_one(struct sl_facts_cursor *cursor, int64_t record_no,
                               struct sl_facts_batch *batch, bool *full, struct sl_error *err) {
    SL_AUTO(sl_query_close) struct sl_query q = sl_query_open(cursor->store, one_sql, err);
    SL_AUTO(sl_decisions_close)
    struct sl_decisions decisions = sl_decisions_open(cursor->store, record_no - 1, err);
    sl_query_int(&q, ":record", record_no);
    if (!sl_query_next(&q))
        return q.status;
    return take_record(cursor, &q, &decisions, batch, full);
}

enum sl_status sl_facts_read(struct sl_facts_cursor *cursor, const int64_t *record_nos,
                             size_t count, struct sl_facts_batch *batch, size_t *taken,
                             struct sl_error *err) {
    int64_t after = cursor->after;
    enum sl_status status = SL_OK;
    bool full = false;
    size_t read = 0;
    empty_batch(batch);
    cursor->whole = true;
    while (status == SL_OK && !full && read < count && batch->count < SL_FACTS_MOST) {
        status = read_one(cursor, record_nos[read], batch, &full, err);
        read += status == SL_OK && !full;
    }
    cursor->whole = false;
    cursor->after = after;
    *taken = read;
    return status;
}

void sl_facts_rewind(struct sl_facts_cursor *cursor, int64_t record_no) {
    cursor->after = record_no;
    cursor->ended = false;
}

int64_t sl_facts_unfit(const struct sl_facts_cursor *cursor) {
    return cursor->unfit;
}

enum sl_status sl_facts_count(struct sl_store *store, const struct sl_rule_header *header,
                              const struct sl_facts_choice *choice, int64_t *out,
                              struct sl_error *err) {
    char from[SL_DAY_SIZE], to[SL_DAY_SIZE];
    sl_day_format(choice->from, from);
    sl_day_format(choice->to, to);
    SL_AUTO(sl_free) char *tools = tools_of(header);
    SL_AUTO(sl_query_close)
    struct sl_query q = sl_query_open(
        store,
        "SELECT count(*) FROM record r WHERE r.record_no > :after AND r.record_no <= :last "
        "AND (r.tool = :tool OR (:tool = '' AND :tools LIKE '%,' || r.tool || ',%')) "
        "AND r.state <> 'withdrawn' "
        "AND (:from = '' OR r.day >= :from) AND (:to = '' OR r.day <= :to) "
        "AND (:team = '' OR r.team = :team) AND (:service = '' OR r.service = :service)",
        err);
    sl_query_int(&q, ":after", before_first(choice));
    bind_choice(&q, tools, only_tool_of(header), from, to, choice);
    if (sl_query_next(&q))
        *out = sl_query_get_int(&q, 0);
    return q.status;
}

enum sl_status sl_facts_count_about(struct sl_store *store, const struct sl_rule_header *header,
                                    const struct sl_facts_choice *choice, int64_t *out,
                                    struct sl_error *err) {
    const char *tool = only_tool_of(header);
    if (!takes_all_of_tool(tool, choice))
        return sl_facts_count(store, header, choice, out, err);
    SL_AUTO(sl_query_close)
    struct sl_query q = sl_query_open(store, "SELECT count(*) FROM record WHERE tool = :tool", err);
    sl_query_text(&q, ":tool", tool);
    if (sl_query_next(&q))
        *out = sl_query_get_int(&q, 0);
    return q.status;
}
