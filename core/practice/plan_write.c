#include "practice/plan_write.h"
#include "store/query.h"
#include "store/trail.h"

/* NULL when there is none. */
static const char *day_text(sl_day day, char out[SL_DAY_SIZE]) {
    return day != SL_DAY_NONE ? sl_day_format(day, out) : NULL;
}

enum sl_status sl_plan_write_plan(struct sl_store *store, const char *id,
                                  const struct sl_improvement_plan *plan, struct sl_error *err) {
    char day[SL_DAY_SIZE], hash[SL_HASH_SIZE];
    if (store == NULL)
        return SL_OK;
    SL_AUTO(sl_query_close)
    struct sl_query q = sl_query_open(
        store,
        "INSERT INTO improvement_plan (id, title, made_on, made_text, source_name, source_hash, "
        "imported_at) VALUES (:id, :title, :made_on, :made_text, :name, :hash, :at)",
        err);
    sl_query_text(&q, ":id", id);
    sl_query_text(&q, ":title", plan->title);
    sl_query_text(&q, ":made_on", sl_day_format(plan->made_on, day));
    sl_query_text(&q, ":made_text", plan->made_text);
    sl_query_text(&q, ":name", plan->source_name);
    sl_query_text(&q, ":hash", sl_hash_hex(&plan->source_hash, hash));
    sl_query_int(&q, ":at", sl_store_now(store));
    return sl_query_run(&q);
}

enum sl_status sl_plan_write_note(struct sl_store *store, const char *plan, size_t position,
                                  const struct sl_plan_note *note, struct sl_error *err) {
    if (store == NULL)
        return SL_OK;
    SL_AUTO(sl_query_close)
    struct sl_query q =
        sl_query_open(store,
                      "INSERT INTO plan_note (plan, position, kind, label, wording) "
                      "VALUES (:plan, :position, :kind, :label, :wording)",
                      err);
    sl_query_text(&q, ":plan", plan);
    sl_query_int(&q, ":position", (int64_t)position);
    sl_query_text(&q, ":kind", note->kind);
    sl_query_text(&q, ":label", note->label);
    sl_query_text(&q, ":wording", note->wording);
    return sl_query_run(&q);
}

enum sl_status sl_plan_write_area(struct sl_store *store, const char *id, const char *plan,
                                  size_t position, const struct sl_plan_area *area,
                                  struct sl_error *err) {
    if (store == NULL)
        return SL_OK;
    SL_AUTO(sl_query_close)
    struct sl_query q = sl_query_open(store,
                                      "INSERT INTO plan_area (id, plan, position, number, title) "
                                      "VALUES (:id, :plan, :position, :number, :title)",
                                      err);
    sl_query_text(&q, ":id", id);
    sl_query_text(&q, ":plan", plan);
    sl_query_int(&q, ":position", (int64_t)position);
    sl_query_text(&q, ":number", area->number);
    sl_query_text(&q, ":title", area->title);
    return sl_query_run(&q);
}

enum sl_status sl_plan_write_issue(struct sl_store *store, const char *id, const char *area,
                                   size_t position, const char *wording, struct sl_error *err) {
    if (store == NULL)
        return SL_OK;
    SL_AUTO(sl_query_close)
    struct sl_query q = sl_query_open(store,
                                      "INSERT INTO plan_issue (id, area, position, wording) "
                                      "VALUES (:id, :area, :position, :wording)",
                                      err);
    sl_query_text(&q, ":id", id);
    sl_query_text(&q, ":area", area);
    sl_query_int(&q, ":position", (int64_t)position);
    sl_query_text(&q, ":wording", wording);
    return sl_query_run(&q);
}

static enum sl_status write_leads(struct sl_store *store, const char *line_id,
                                  const struct sl_plan_line *line, struct sl_error *err) {
    SL_AUTO(sl_query_close)
    struct sl_query q = sl_query_open(store,
                                      "INSERT INTO plan_lead (line, position, lead, accountable) "
                                      "VALUES (:line, :position, :lead, :accountable)",
                                      err);
    for (size_t i = 0; i < line->lead_count && q.status == SL_OK; i++) {
        sl_query_text(&q, ":line", line_id);
        sl_query_int(&q, ":position", (int64_t)i + 1);
        sl_query_text(&q, ":lead", line->leads[i].name);
        sl_query_int(&q, ":accountable", line->leads[i].accountable);
        sl_query_run(&q);
        sl_query_again(&q);
    }
    return q.status;
}

enum sl_status sl_plan_write_line(struct sl_store *store, const char *id, const char *issue,
                                  size_t position, const struct sl_plan_line *line,
                                  struct sl_error *err) {
    char due_on[SL_DAY_SIZE];
    if (store == NULL)
        return SL_OK;
    SL_AUTO(sl_query_close)
    struct sl_query q = sl_query_open(
        store,
        "INSERT INTO plan_line (id, issue, position, number, wording, timescale, due_on, "
        "provenance) VALUES (:id, :issue, :position, :number, :wording, :timescale, :due_on, "
        ":provenance)",
        err);
    sl_query_text(&q, ":id", id);
    sl_query_text(&q, ":issue", issue);
    sl_query_int(&q, ":position", (int64_t)position);
    sl_query_text(&q, ":number", line->number);
    sl_query_text(&q, ":wording", line->wording);
    sl_query_text(&q, ":timescale", line->timescale);
    sl_query_text(&q, ":due_on", day_text(line->due_on, due_on));
    sl_query_text(&q, ":provenance", line->provenance);
    enum sl_status status = sl_query_run(&q);
    return status == SL_OK ? write_leads(store, id, line, err) : status;
}

enum sl_status sl_plan_write_entry(struct sl_store *store, const struct sl_plan_entry *entry,
                                   int64_t seq, struct sl_error *err) {
    char day[SL_DAY_SIZE];
    if (store == NULL)
        return SL_OK;
    SL_AUTO(sl_query_close)
    struct sl_query q = sl_query_open(
        store,
        "INSERT INTO progress_entry (line, seq, day, progress, narrative, reason, evidence, "
        "entered_by, entered_at) VALUES (:line, :seq, :day, :progress, :narrative, :reason, "
        ":evidence, :by, :at)",
        err);
    sl_query_text(&q, ":line", entry->line);
    sl_query_int(&q, ":seq", seq);
    sl_query_text(&q, ":day", sl_day_format(entry->day, day));
    sl_query_text(&q, ":progress", sl_progress_code(entry->progress));
    sl_query_text(&q, ":narrative", entry->narrative);
    sl_query_text(&q, ":reason", entry->reason);
    sl_query_text(&q, ":evidence", entry->evidence);
    sl_query_text(&q, ":by", entry->actor);
    sl_query_int(&q, ":at", sl_store_now(store));
    return sl_query_run(&q);
}

enum sl_status sl_plan_write_change(struct sl_store *store, const struct sl_plan_change *change,
                                    struct sl_error *err) {
    char day[SL_DAY_SIZE], due_on[SL_DAY_SIZE];
    if (store == NULL)
        return SL_OK;
    SL_AUTO(sl_query_close)
    struct sl_query q =
        sl_query_open(store,
                      "INSERT INTO plan_change (line, seq, day, part, wording, due_on) "
                      "VALUES (:line, :seq, :day, :part, :wording, :due_on)",
                      err);
    sl_query_text(&q, ":line", change->line);
    sl_query_int(&q, ":seq", change->seq);
    sl_query_text(&q, ":day", sl_day_format(change->day, day));
    sl_query_text(&q, ":part", change->part);
    sl_query_text(&q, ":wording", change->wording);
    sl_query_text(&q, ":due_on", day_text(change->due_on, due_on));
    return sl_query_run(&q);
}

enum sl_status sl_plan_write_file(struct sl_store *store, const char *id,
                                  const struct sl_improvement_plan *plan, const char *actor,
                                  struct sl_error *err) {
    char hash[SL_HASH_SIZE];
    if (store == NULL)
        return SL_OK;
    SL_AUTO(sl_query_close)
    struct sl_query q = sl_query_open(
        store,
        "INSERT INTO import_file (hash, kind, name, things, imported_by, imported_at) "
        "VALUES (:hash, 'improvement_plan', :name, :things, :by, :at) "
        "ON CONFLICT (hash) DO NOTHING",
        err);
    sl_query_text(&q, ":hash", sl_hash_hex(&plan->source_hash, hash));
    sl_query_text(&q, ":name", plan->source_name);
    sl_query_int(&q, ":things", (int64_t)sl_plan_count_lines(plan));
    sl_query_text(&q, ":by", actor);
    sl_query_int(&q, ":at", sl_store_now(store));
    if (sl_query_run(&q) != SL_OK)
        return q.status;
    struct sl_trail_entry entry = {actor, "plan.import", id, NULL, &plan->source_hash};
    return sl_trail_add(store, &entry, err);
}
