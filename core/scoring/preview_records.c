#include "base/pack_peek.h"
#include "practice/list.h"
#include "scoring/preview_inside.h"
#include "store/query.h"
#include <stdlib.h>
#include <string.h>

static bool applies(const struct sl_preview_side *side, const char *tool) {
    return side->header != NULL && sl_rule_header_applies(side->header, tool) != NULL;
}

/* Why one of the rules can't read records of that tool version; NULL when it can. */
static char *why_unread(const struct sl_preview_side *side, const char *which,
                        const struct sl_tool *tool) {
    if (side->header == NULL)
        return NULL;
    if (!applies(side, sl_tool_code(tool)))
        return sl_format("%s doesn't speak of %s", which, sl_tool_code(tool));
    struct sl_rule_form *form = NULL;
    struct sl_error unfit = {0};
    enum sl_status status = sl_rule_form_new(side->header, tool, &form, &unfit);
    sl_rule_form_free(form);
    return status == SL_OK ? NULL : sl_format("%s can't read them: %s", which, unfit.text);
}

static uint64_t themes_asking(const struct sl_preview_records *records, const struct sl_tool *tool,
                              size_t question) {
    uint64_t mask = 0;
    for (size_t t = 0; t < records->theme_count; t++)
        if (sl_theme_asks(records->themes[t].theme, tool, question))
            mask |= (uint64_t)1 << t;
    if (records->wanted != NULL && sl_theme_asks(records->wanted, tool, question))
        mask |= (uint64_t)1 << records->theme_count;
    return mask;
}

static uint64_t themes_of_tool(const struct sl_preview_records *records, const char *tool) {
    uint64_t mask = 0;
    for (size_t t = 0; t < records->theme_count; t++)
        if (sl_theme_has_tool(records->themes[t].theme, tool))
            mask |= (uint64_t)1 << t;
    if (records->wanted != NULL && sl_theme_has_tool(records->wanted, tool))
        mask |= (uint64_t)1 << records->theme_count;
    return mask;
}

static void find_questions(const struct sl_preview_records *records, struct sl_preview_form *form) {
    size_t count = sl_tool_questions(form->loaded);
    form->questions = sl_new(count, sizeof *form->questions);
    form->of_themes = sl_new(count, sizeof *form->of_themes);
    form->whole = themes_of_tool(records, form->tool);
    for (size_t q = 0; q < count; q++) {
        uint64_t mask = themes_asking(records, form->loaded, q);
        if (mask == 0)
            continue;
        form->questions[form->question_count] = (uint32_t)q;
        form->of_themes[form->question_count++] = mask;
    }
}

static enum sl_status add_form(struct sl_preview *preview, const char *tool, int64_t version,
                               struct sl_error *err) {
    struct sl_preview_records *records = &preview->records;
    struct sl_tool *loaded = NULL;
    enum sl_status status = sl_tool_load(preview->store, tool, version, &loaded, err);
    if (status != SL_OK)
        return status;
    records->forms = sl_resize(records->forms, records->form_count + 1, sizeof *records->forms);
    struct sl_preview_form *form = &records->forms[records->form_count++];
    *form = (struct sl_preview_form){.tool = sl_copy(tool), .version = version, .loaded = loaded};
    form->why_not = why_unread(&preview->now, "The new version", loaded);
    if (form->why_not == NULL)
        form->why_not = why_unread(&preview->was, "The version in force", loaded);
    find_questions(records, form);
    return SL_OK;
}

static enum sl_status form_of(struct sl_preview *preview, const char *tool, int64_t version,
                              uint32_t *out, struct sl_error *err) {
    struct sl_preview_records *records = &preview->records;
    for (size_t i = records->form_count; i-- > 0;)
        if (records->forms[i].version == version && strcmp(records->forms[i].tool, tool) == 0) {
            *out = (uint32_t)i;
            return SL_OK;
        }
    *out = (uint32_t)records->form_count;
    return add_form(preview, tool, version, err);
}

static uint32_t team_of(struct sl_preview_records *records, const char *code) {
    for (size_t i = 0; i < records->team_count; i++)
        if (strcmp(records->teams[i].code, code) == 0)
            return (uint32_t)i;
    records->teams = sl_resize(records->teams, records->team_count + 1, sizeof *records->teams);
    records->teams[records->team_count] = (struct sl_preview_team){.code = sl_copy(code)};
    return (uint32_t)records->team_count++;
}

static bool is_below_good(const struct sl_question *question, struct sl_text answer) {
    const struct sl_token *token = sl_question_token(question, answer);
    return token != NULL && !token->good;
}

static uint64_t themes_in(const struct sl_preview_form *form, const struct sl_body *body) {
    uint64_t mask = form->whole;
    for (size_t i = 0; i < form->question_count; i++) {
        uint32_t q = form->questions[i];
        struct sl_text token;
        if ((form->of_themes[i] & ~mask) != 0 && sl_peek_token(body, q, &token) &&
            is_below_good(sl_tool_question(form->loaded, q), token))
            mask |= form->of_themes[i];
    }
    return mask;
}

static bool looks_for_themes(const struct sl_preview_records *records) {
    return records->theme_count > 0 || records->wanted != NULL;
}

enum sl_status sl_preview_record_look(struct sl_preview_records *records,
                                      struct sl_preview_record *record, struct sl_text body,
                                      struct sl_error *err) {
    struct sl_body opened;
    if (looks_for_themes(records) && !sl_peek_open(body, &opened))
        return sl_fail(err, SL_INVALID, "", "The answers of record %lld are damaged",
                       (long long)record->record_no);
    if (looks_for_themes(records))
        record->themes = themes_in(&records->forms[record->form], &opened);
    record->looked_at =
        records->wanted == NULL || (record->themes >> records->theme_count & 1) != 0;
    if (!record->looked_at)
        return SL_OK;
    records->looked_at++;
    records->teams[record->team].n++;
    for (size_t t = 0; t < records->theme_count; t++)
        records->themes[t].n += (int64_t)(record->themes >> t & 1);
    return SL_OK;
}

enum sl_status sl_preview_record_look_up(struct sl_preview *preview,
                                         struct sl_preview_record *record, struct sl_error *err) {
    SL_AUTO(sl_query_close)
    struct sl_query q =
        sl_query_open(preview->store,
                      "SELECT v.body FROM record r JOIN record_revision v "
                      "ON v.revision_no = r.revision_no WHERE r.record_no = :record",
                      err);
    sl_query_int(&q, ":record", record->record_no);
    if (!sl_query_next(&q))
        return q.status;
    return sl_preview_record_look(&preview->records, record, sl_query_get_slice(&q, 0), err);
}

static void add_record(struct sl_preview_records *records, const struct sl_preview_record *record) {
    if (records->count == records->capacity) {
        records->capacity = 2 * records->capacity + 256;
        records->records = sl_resize(records->records, records->capacity, sizeof *records->records);
    }
    records->records[records->count++] = *record;
}

/* Columns: record_no, team, tool, tool_version. */
static enum sl_status take_record(struct sl_preview *preview, struct sl_query *q) {
    struct sl_preview_record record = {.record_no = sl_query_get_int(q, 0)};
    enum sl_status status =
        form_of(preview, sl_query_get_text(q, 2), sl_query_get_int(q, 3), &record.form, q->err);
    if (status != SL_OK)
        return status;
    record.team = team_of(&preview->records, sl_query_get_text(q, 1));
    add_record(&preview->records, &record);
    return SL_OK;
}

static const char records_sql[] =
    "SELECT r.record_no, r.team, r.tool, r.tool_version FROM record r"
    " WHERE r.record_no >= :first AND r.record_no <= :last AND :tools LIKE '%,' || r.tool || ',%'"
    " AND (:tool = '' OR r.tool = :tool) AND r.state <> 'withdrawn'"
    " AND (:from = '' OR r.day >= :from) AND (:to = '' OR r.day <= :to)"
    " AND (:team = '' OR r.team = :team) AND (:service = '' OR r.service = :service)"
    " ORDER BY r.record_no";

static void add_tools(struct sl_buffer *tools, const struct sl_preview_side *side) {
    for (size_t i = 0; side->header != NULL && i < side->header->applies_count; i++)
        sl_buffer_format(tools, "%s,", side->header->applies[i].tool);
}

static enum sl_status read_records(struct sl_preview *preview,
                                   const struct sl_preview_request *request, struct sl_error *err) {
    const struct sl_facts_choice *choice = &request->choice;
    char from[SL_DAY_SIZE], to[SL_DAY_SIZE];
    SL_AUTO(sl_buffer_drop) struct sl_buffer tools = {0};
    sl_buffer_char(&tools, ',');
    add_tools(&tools, &preview->now);
    add_tools(&tools, &preview->was);
    SL_AUTO(sl_query_close)
    struct sl_query q = sl_query_open(preview->store, records_sql, err);
    sl_query_int(&q, ":first", choice->record_no);
    sl_query_int(&q, ":last", choice->record_no > 0 ? choice->record_no : INT64_MAX);
    sl_query_text(&q, ":tools", tools.bytes);
    sl_query_text(&q, ":tool", request->tool != NULL ? request->tool : "");
    sl_query_text(&q, ":from", sl_day_format(choice->from, from));
    sl_query_text(&q, ":to", sl_day_format(choice->to, to));
    sl_query_text(&q, ":team", choice->team != NULL ? choice->team : "");
    sl_query_text(&q, ":service", choice->service != NULL ? choice->service : "");
    enum sl_status status = SL_OK;
    while (status == SL_OK && sl_query_next(&q))
        status = take_record(preview, &q);
    return status != SL_OK ? status : q.status;
}

/* The groups of list theme_groups; a store without that list has none. */
static enum sl_status open_groups(struct sl_preview *preview, struct sl_error *err) {
    struct sl_preview_records *records = &preview->records;
    SL_AUTO(sl_list_drop) struct sl_list *groups = NULL;
    struct sl_error missing = {0};
    enum sl_status status = sl_list_load(preview->store, "theme_groups", 0, &groups, &missing);
    if (status != SL_OK)
        return status == SL_NOT_FOUND ? SL_OK : sl_fail(err, status, "", "%s", missing.text);
    size_t count = sl_list_count(groups);
    count = count < SL_PREVIEW_THEMES_MOST - 1 ? count : SL_PREVIEW_THEMES_MOST - 1;
    records->themes = sl_new(count, sizeof *records->themes);
    for (size_t i = 0; i < count && status == SL_OK; i++) {
        status = sl_theme_open(preview->store, sl_list_at(groups, i)->code,
                               &records->themes[i].theme, err);
        records->theme_count += status == SL_OK;
    }
    return status;
}

static enum sl_status open_themes(struct sl_preview *preview, const char *wanted,
                                  struct sl_error *err) {
    enum sl_status status = SL_OK;
    if (wanted != NULL)
        status = sl_theme_open(preview->store, wanted, &preview->records.wanted, err);
    return status == SL_OK ? open_groups(preview, err) : status;
}

static enum sl_status name_teams(struct sl_preview *preview, struct sl_error *err) {
    struct sl_preview_records *records = &preview->records;
    for (size_t i = 0; i < records->team_count; i++) {
        struct sl_preview_team *team = &records->teams[i];
        SL_AUTO(sl_query_close)
        struct sl_query q =
            sl_query_open(preview->store, "SELECT name FROM team WHERE code = :code", err);
        sl_query_text(&q, ":code", team->code);
        team->name = sl_copy(sl_query_next(&q) ? sl_query_get_text(&q, 0) : team->code);
        if (q.status != SL_OK)
            return q.status;
    }
    return SL_OK;
}

enum sl_status sl_preview_records_read(struct sl_preview *preview,
                                       const struct sl_preview_request *request,
                                       struct sl_error *err) {
    enum sl_status status = open_themes(preview, request->theme, err);
    if (status == SL_OK)
        status = read_records(preview, request, err);
    return status == SL_OK ? name_teams(preview, err) : status;
}

struct sl_preview_record *sl_preview_record_find(const struct sl_preview_records *records,
                                                 int64_t record_no) {
    size_t low = 0, high = records->count;
    while (low < high) {
        size_t middle = low + (high - low) / 2;
        if (records->records[middle].record_no < record_no)
            low = middle + 1;
        else
            high = middle;
    }
    bool found = low < records->count && records->records[low].record_no == record_no;
    return found ? &records->records[low] : NULL;
}

void sl_preview_records_drop(struct sl_preview_records *records) {
    for (size_t i = 0; i < records->form_count; i++) {
        struct sl_preview_form *form = &records->forms[i];
        free(form->tool);
        free(form->why_not);
        free(form->questions);
        free(form->of_themes);
        sl_tool_free(form->loaded);
    }
    for (size_t i = 0; i < records->team_count; i++) {
        free(records->teams[i].code);
        free(records->teams[i].name);
    }
    for (size_t i = 0; i < records->theme_count; i++)
        sl_theme_free(records->themes[i].theme);
    sl_theme_free(records->wanted);
    free(records->records);
    free(records->forms);
    free(records->teams);
    free(records->themes);
    *records = (struct sl_preview_records){0};
}
