#include "practice/practice_day.h"
#include "store/query.h"
#include "store/trail.h"
#include <stdio.h>
#include <string.h>

struct adding {
    const struct sl_practice_day *day;
    const struct sl_finding *finding;
    const char *actor;
    char id[SL_ID_SIZE];
};

static void take_id(struct adding *adding, const char *given) {
    if (given)
        memcpy(adding->id, given, SL_ID_SIZE);
    else
        sl_id_new(adding->id);
}

static enum sl_status insert_day(struct sl_store *store, const struct adding *adding,
                                 struct sl_error *err) {
    char day[SL_DAY_SIZE];
    SL_AUTO(sl_query_close)
    struct sl_query q = sl_query_open(store,
                                      "INSERT INTO practice_day (id, service, day, why_now, state) "
                                      "VALUES (:id, :service, :day, :why, 'lines_agreed')",
                                      err);
    sl_query_text(&q, ":id", adding->id);
    sl_query_text(&q, ":service", adding->day->service);
    sl_query_text(&q, ":day", sl_day_format(adding->day->day, day));
    sl_query_text(&q, ":why", adding->day->why_now);
    return sl_query_run(&q);
}

static enum sl_status insert_line(struct sl_store *store, const struct adding *adding, size_t i,
                                  struct sl_error *err) {
    char id[SL_ID_SIZE], name[32];
    snprintf(name, sizeof name, "line %zu", i + 1);
    sl_id_from_name(adding->id, name, id);
    SL_AUTO(sl_query_close)
    struct sl_query q =
        sl_query_open(store,
                      "INSERT INTO line_of_enquiry (id, practice_day, position, question, "
                      "prompted_by) VALUES (:id, :day, :position, :question, :prompted)",
                      err);
    sl_query_text(&q, ":id", id);
    sl_query_text(&q, ":day", adding->id);
    sl_query_int(&q, ":position", (int64_t)i + 1);
    sl_query_text(&q, ":question", adding->day->lines[i].question);
    sl_query_text(&q, ":prompted", adding->day->lines[i].prompted_by);
    return sl_query_run(&q);
}

static enum sl_status add_day(struct sl_store *store, void *context, struct sl_error *err) {
    struct adding *adding = context;
    take_id(adding, adding->day->id);
    enum sl_status status = insert_day(store, adding, err);
    for (size_t i = 0; status == SL_OK && i < adding->day->line_count; i++)
        status = insert_line(store, adding, i, err);
    const struct sl_trail_entry entry = {
        .actor = adding->actor, .verb = "practice_day.add", .object = adding->id};
    return status == SL_OK ? sl_trail_add(store, &entry, err) : status;
}

enum sl_status sl_practice_day_add(struct sl_store *store, const struct sl_practice_day *day,
                                   const char *actor, char id[SL_ID_SIZE], struct sl_error *err) {
    struct adding adding = {.day = day, .actor = actor};
    if (day->line_count == 0)
        return sl_fail(err, SL_INVALID, "lines",
                       "a practice day needs at least one line of enquiry");
    enum sl_status status = sl_store_write(store, add_day, &adding, err);
    if (status == SL_OK)
        memcpy(id, adding.id, SL_ID_SIZE);
    return status;
}

static bool is_supported(const struct sl_finding *finding) {
    return finding->evidence_count >= 2 &&
           finding->evidence[0].record_no !=
               finding->evidence[finding->evidence_count - 1].record_no;
}

static enum sl_status insert_finding(struct sl_store *store, const struct adding *adding,
                                     struct sl_error *err) {
    const struct sl_finding *f = adding->finding;
    char day[SL_DAY_SIZE];
    SL_AUTO(sl_query_close)
    struct sl_query q = sl_query_open(
        store,
        "INSERT INTO finding (id, practice_day, service, day, kind, standing, theme, wording) "
        "VALUES (:id, :practice_day, :service, :day, :kind, :standing, :theme, :wording)",
        err);
    sl_query_text(&q, ":id", adding->id);
    sl_query_text(&q, ":practice_day", f->practice_day);
    sl_query_text(&q, ":service", f->service);
    sl_query_text(&q, ":day", sl_day_format(f->day, day));
    sl_query_text(&q, ":kind", is_supported(f) ? f->kind : "impression");
    sl_query_text(&q, ":standing", f->standing);
    sl_query_text(&q, ":theme", f->theme);
    sl_query_text(&q, ":wording", f->wording);
    return sl_query_run(&q);
}

static enum sl_status insert_evidence(struct sl_store *store, const struct adding *adding, size_t i,
                                      struct sl_error *err) {
    const struct sl_evidence *evidence = &adding->finding->evidence[i];
    SL_AUTO(sl_query_close)
    struct sl_query q = sl_query_open(store,
                                      "INSERT INTO evidence (finding, position, record_no, "
                                      "question, note) VALUES (:finding, :position, :record, "
                                      ":question, :note)",
                                      err);
    sl_query_text(&q, ":finding", adding->id);
    sl_query_int(&q, ":position", (int64_t)i + 1);
    sl_query_int(&q, ":record", evidence->record_no);
    sl_query_text(&q, ":question", evidence->question);
    sl_query_text(&q, ":note", evidence->note);
    return sl_query_run(&q);
}

static enum sl_status add_finding(struct sl_store *store, void *context, struct sl_error *err) {
    struct adding *adding = context;
    take_id(adding, adding->finding->id);
    enum sl_status status = insert_finding(store, adding, err);
    for (size_t i = 0; status == SL_OK && i < adding->finding->evidence_count; i++)
        status = insert_evidence(store, adding, i, err);
    const struct sl_trail_entry entry = {
        .actor = adding->actor, .verb = "finding.add", .object = adding->id};
    return status == SL_OK ? sl_trail_add(store, &entry, err) : status;
}

enum sl_status sl_finding_add(struct sl_store *store, const struct sl_finding *finding,
                              const char *actor, struct sl_error *err) {
    struct adding adding = {.finding = finding, .actor = actor};
    return sl_store_write(store, add_finding, &adding, err);
}
