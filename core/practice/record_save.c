#include "base/json.h"
#include "practice/decision.h"
#include "practice/record_store.h"
#include "practice/team.h"
#include "store/count.h"
#include "store/trail.h"
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

/* One save under way: what is to be written, and what stands there now. */
struct saving {
    struct sl_record_save *save;
    struct sl_record_kept kept;
    char service[SL_TEAM_CODE_SIZE];
    char *head;
    uint8_t *bytes;
    size_t length;
    struct sl_body body;
    struct sl_hash hash;
    uint8_t salt[SL_SALT_BYTES];
    struct sl_hash after;
    int64_t record_no, revision, revision_no, trail_seq;
    char id[SL_ID_SIZE];
};

static void drop_saving(struct saving *saving) {
    sl_record_kept_drop(&saving->kept);
    free(saving->head);
    free(saving->bytes);
}

static const struct sl_record_head *head_of(const struct saving *saving) {
    return sl_record_get_head(saving->save->record);
}

static const struct sl_tool *tool_of(const struct saving *saving) {
    return sl_record_tool(saving->save->record);
}

/* Checks against the store */

static enum sl_status check_tool(struct sl_store *store, const struct sl_tool *tool,
                                 struct sl_error *err) {
    char hash[SL_HASH_SIZE];
    SL_AUTO(sl_query_close)
    struct sl_query q = sl_query_open(
        store, "SELECT hash FROM tool_version WHERE tool = :tool AND version = :version", err);
    sl_query_text(&q, ":tool", sl_tool_code(tool));
    sl_query_int(&q, ":version", sl_tool_version(tool));
    bool found = sl_query_next(&q);
    if (q.status != SL_OK)
        return q.status;
    if (found && strcmp(sl_query_get_text(&q, 0), sl_hash_hex(sl_tool_hash(tool), hash)) == 0)
        return SL_OK;
    return sl_fail(err, SL_NOT_FOUND, "tool", "Tool %s, version %lld, %s", sl_tool_code(tool),
                   (long long)sl_tool_version(tool),
                   found ? "is kept with other content" : "is not in the store; add it first");
}

static enum sl_status check_auditor(struct sl_store *store, const struct saving *saving,
                                    struct sl_error *err) {
    const char *auditor = head_of(saving)->auditor;
    const char *kind = sl_tool_form(tool_of(saving), sl_record_form(saving->save->record))->kind;
    if (auditor[0] != '\0')
        return sl_staff_find(store, auditor, err);
    if (strcmp(kind, "feedback") == 0 || strcmp(kind, "plan") == 0)
        return SL_OK;
    return sl_fail(err, SL_INVALID, "auditor", "The auditor is missing");
}

static enum sl_status check_answers(const struct saving *saving, struct sl_error *err) {
    const struct sl_tool *tool = tool_of(saving);
    struct sl_value value;
    for (size_t i = 0; i < sl_tool_questions(tool); i++) {
        const struct sl_question *question = sl_tool_question(tool, i);
        if (question->refuse_on[0] != '\0' && !question->in_rows &&
            sl_record_value(saving->save->record, i, 0, &value) &&
            sl_text_is(value.text, question->refuse_on))
            return sl_fail(err, SL_REFUSED, question->code,
                           "%s: with this answer the record can't be saved", question->code);
    }
    return SL_OK;
}

static enum sl_status check_all(struct sl_store *store, struct saving *saving,
                                struct sl_error *err) {
    const struct sl_record_head *head = head_of(saving);
    if (head->day == SL_DAY_NONE)
        return sl_fail(err, SL_INVALID, "day", "The record has no head yet");
    if (sl_tool_is_question_set(tool_of(saving)))
        return sl_fail(err, SL_INVALID, "tool", "%s is a question set: records are made with tools",
                       sl_tool_code(tool_of(saving)));
    enum sl_status status = check_tool(store, tool_of(saving), err);
    if (status == SL_OK)
        status = sl_team_service_on(store, head->team, head->day, saving->service, err);
    if (status == SL_OK)
        status = check_auditor(store, saving, err);
    return status == SL_OK ? check_answers(saving, err) : status;
}

static enum sl_status make_body(struct saving *saving, struct sl_error *err) {
    sl_record_body(saving->save->record, &saving->bytes, &saving->length);
    saving->hash = sl_hash_of(saving->bytes, saving->length);
    saving->head = sl_record_head_json(saving->save->record, saving->service);
    return sl_body_open(saving->bytes, saving->length, &saving->body, err);
}

/* Same, changed, or in conflict? */

/* The head of the last revision as steps of the life cycle have moved it on since. */
static char *moved_head(const struct sl_record_kept *kept) {
    char day[SL_DAY_SIZE];
    SL_AUTO(sl_json_drop) json_t *head = NULL;
    if (sl_json_parse("head", kept->head, strlen(kept->head), &head, NULL) != SL_OK)
        return sl_copy("");
    json_object_set_new(head, "state", json_string(kept->state));
    json_object_set_new(head, "grade", json_string(kept->grade));
    json_object_set_new(head, "graded_on", json_string(sl_day_format(kept->graded_on, day)));
    return sl_json_canonical(head);
}

/* As it was saved, or as an export shows it now. */
static bool is_same(const struct saving *saving) {
    const struct sl_record_kept *kept = &saving->kept;
    if (memcmp(kept->body_hash.bytes, saving->hash.bytes, SL_HASH_BYTES) != 0)
        return false;
    if (strcmp(kept->head, saving->head) == 0)
        return true;
    SL_AUTO(sl_free) char *moved = moved_head(kept);
    return strcmp(moved, saving->head) == 0;
}

static enum sl_status conflict(const struct sl_record_kept *kept, const char *what,
                               struct sl_error *err) {
    char when[40];
    sl_day day = (sl_day)(kept->saved_at / (24 * 3600 * 1000));
    int minutes = (int)(kept->saved_at / 60000 % (24 * 60));
    return sl_fail(
        err, SL_CONFLICT, "revision",
        "The record %s: revision %lld was saved by %s on %s at %02d:%02d UTC; nothing of "
        "either is lost",
        what, (long long)kept->revision, kept->saved_by, sl_day_words(day, when, sizeof when),
        minutes / 60, minutes % 60);
}

/* Who took the last step and when, for the sentence of a withdrawn record. */
static enum sl_status withdrawn(struct sl_store *store, const struct sl_record_kept *kept,
                                struct sl_error *err) {
    SL_AUTO(sl_query_close)
    struct sl_query q = sl_query_open(store,
                                      "SELECT actor, day FROM record_move WHERE record_no = :record"
                                      " ORDER BY seq DESC LIMIT 1",
                                      err);
    sl_query_int(&q, ":record", kept->record_no);
    if (!sl_query_next(&q))
        return q.status != SL_OK ? q.status : conflict(kept, "is withdrawn", err);
    return sl_fail(err, SL_CONFLICT, "state",
                   "The record was withdrawn by %s on %s and isn't changed any more",
                   sl_query_get_text(&q, 0), sl_query_get_text(&q, 1));
}

static enum sl_status check_change(struct sl_store *store, const struct saving *saving,
                                   struct sl_error *err) {
    const struct sl_record_kept *kept = &saving->kept;
    const char *state = head_of(saving)->state;
    if (strcmp(kept->tool, sl_tool_code(tool_of(saving))) != 0 ||
        kept->tool_version != sl_tool_version(tool_of(saving)))
        return sl_fail(err, SL_CONFLICT, "tool", "The record was made with version %lld of tool %s",
                       (long long)kept->tool_version, kept->tool);
    if (strcmp(kept->state, "withdrawn") == 0)
        return withdrawn(store, kept, err);
    if (kept->revision != saving->save->base)
        return conflict(kept,
                        saving->save->base == 0 ? "is there already with other answers"
                                                : "was changed meanwhile",
                        err);
    if (!sl_record_is_open(kept->state))
        return sl_fail(err, SL_REFUSED, "state",
                       "The record is %s: its answers are changed by reopening it or by moderation",
                       kept->state);
    if (strcmp(kept->state, state) == 0)
        return SL_OK;
    if (strcmp(state, "graded") == 0)
        return sl_fail(err, SL_REFUSED, "state", "A record is graded by a step of its own");
    return sl_record_check_step(kept->state, state, saving->save->why, err);
}

/* Rows */

static enum sl_status take_numbers(struct sl_store *store, struct saving *saving,
                                   struct sl_error *err) {
    enum sl_status status =
        sl_query_number(store, "SELECT coalesce(max(revision_no), 0) + 1 FROM record_revision",
                        &saving->revision_no, err);
    if (saving->kept.found) {
        saving->record_no = saving->kept.record_no;
        saving->revision = saving->kept.revision + 1;
        return status;
    }
    saving->revision = 1;
    if (status == SL_OK)
        status = sl_query_number(store, "SELECT coalesce(max(record_no), 0) + 1 FROM record",
                                 &saving->record_no, err);
    return status;
}

/* The salted hash that the trail holds of the revision before. */
static enum sl_status read_before(struct sl_store *store, int64_t trail_seq, struct sl_hash *out,
                                  struct sl_error *err) {
    SL_AUTO(sl_query_close)
    struct sl_query q = sl_query_open(store, "SELECT after FROM trail WHERE seq = :seq", err);
    sl_query_int(&q, ":seq", trail_seq);
    size_t length = 0;
    const void *bytes = sl_query_next(&q) ? sl_query_get_bytes(&q, 0, &length) : NULL;
    memset(out, 0, sizeof *out);
    if (length == sizeof out->bytes)
        memcpy(out->bytes, bytes, length);
    return q.status;
}

static enum sl_status tell_trail(struct sl_store *store, struct saving *saving,
                                 struct sl_error *err) {
    SL_AUTO(sl_buffer_drop) struct sl_buffer scratch = {0};
    struct sl_hash before, head;
    enum sl_status status = SL_OK;
    sl_salt_new(saving->salt);
    saving->after =
        sl_record_trail_hash(saving->salt, saving->head, saving->bytes, saving->length, &scratch);
    if (saving->kept.found)
        status = read_before(store, saving->kept.trail_seq, &before, err);
    struct sl_trail_entry entry = {.actor = saving->save->actor,
                                   .verb = "record.save",
                                   .object = saving->id,
                                   .before = saving->kept.found ? &before : NULL,
                                   .after = &saving->after};
    if (status == SL_OK)
        status = sl_trail_add(store, &entry, err);
    return status == SL_OK ? sl_trail_head(store, &saving->trail_seq, &head, err) : status;
}

static enum sl_status insert_revision(struct sl_store *store, const struct saving *saving,
                                      struct sl_error *err) {
    SL_AUTO(sl_query_close)
    struct sl_query q = sl_query_open(
        store,
        "INSERT INTO record_revision (revision_no, record_no, revision, head, body, salt, saved_by,"
        " saved_at, why, trail_seq) VALUES (:revision_no, :record, :revision, :head, :body, :salt,"
        " :by, :at, :why, :seq)",
        err);
    sl_query_int(&q, ":revision_no", saving->revision_no);
    sl_query_int(&q, ":record", saving->record_no);
    sl_query_int(&q, ":revision", saving->revision);
    sl_query_text(&q, ":head", saving->head);
    sl_query_bytes(&q, ":body", saving->bytes, saving->length);
    sl_query_bytes(&q, ":salt", saving->salt, sizeof saving->salt);
    sl_query_text(&q, ":by", saving->save->actor != NULL ? saving->save->actor : "sightline");
    sl_query_int(&q, ":at", sl_store_now(store));
    sl_query_text(&q, ":why", saving->save->why != NULL ? saving->save->why : "");
    sl_query_int(&q, ":seq", saving->trail_seq);
    return sl_query_run(&q);
}

static void bind_grade(struct sl_query *q, const struct sl_record_head *head,
                       char day[SL_DAY_SIZE]) {
    sl_query_text(q, ":grade", head->grade[0] != '\0' ? head->grade : NULL);
    sl_query_text(q, ":graded_on",
                  head->graded_on != SL_DAY_NONE ? sl_day_format(head->graded_on, day) : NULL);
}

static void bind_head(struct sl_query *q, const struct saving *saving, struct sl_buffer *words,
                      char days[2][SL_DAY_SIZE]) {
    const struct sl_record_head *head = head_of(saving);
    sl_query_text(q, ":form", head->form);
    sl_query_text(q, ":case", head->case_ref);
    sl_query_text(q, ":family", head->family_group);
    sl_query_text(q, ":team", head->team);
    sl_query_text(q, ":service", saving->service);
    sl_query_text(q, ":worker", head->worker);
    sl_query_text(q, ":auditor", head->auditor);
    sl_query_text(q, ":day", sl_day_format(head->day, days[0]));
    sl_query_text(q, ":route", sl_record_route(saving->save->record, words));
    sl_query_text(q, ":programme", head->programme);
    sl_query_text(q, ":state", head->state);
    bind_grade(q, head, days[1]);
}

static void bind_version(struct sl_query *q, struct sl_store *store, const struct saving *saving) {
    sl_query_int(q, ":record", saving->record_no);
    sl_query_int(q, ":revision", saving->revision);
    sl_query_int(q, ":revision_no", saving->revision_no);
    sl_query_bytes(q, ":hash", saving->hash.bytes, sizeof saving->hash.bytes);
    sl_query_int(q, ":at", sl_store_now(store));
}

static enum sl_status insert_record(struct sl_store *store, const struct saving *saving,
                                    struct sl_error *err) {
    const struct sl_tool *tool = tool_of(saving);
    char days[2][SL_DAY_SIZE];
    SL_AUTO(sl_buffer_drop) struct sl_buffer words = {0};
    SL_AUTO(sl_query_close)
    struct sl_query q = sl_query_open(
        store,
        "INSERT INTO record (record_no, id, kind, tool, tool_version, form, case_ref, family_group,"
        " team, service, worker, auditor, day, route, programme, state, revision, revision_no,"
        " body_hash, grade, graded_on, saved_at) VALUES (:record, :id, :kind, :tool, :version,"
        " :form, :case, :family, :team, :service, :worker, :auditor, :day, :route, :programme,"
        " :state, :revision, :revision_no, :hash, :grade, :graded_on, :at)",
        err);
    sl_query_text(&q, ":id", saving->id);
    sl_query_text(&q, ":kind", sl_tool_form(tool, sl_record_form(saving->save->record))->kind);
    sl_query_text(&q, ":tool", sl_tool_code(tool));
    sl_query_int(&q, ":version", sl_tool_version(tool));
    bind_head(&q, saving, &words, days);
    bind_version(&q, store, saving);
    return sl_query_run(&q);
}

static enum sl_status update_record(struct sl_store *store, const struct saving *saving,
                                    struct sl_error *err) {
    char days[2][SL_DAY_SIZE];
    SL_AUTO(sl_buffer_drop) struct sl_buffer words = {0};
    SL_AUTO(sl_query_close)
    struct sl_query q = sl_query_open(
        store,
        "UPDATE record SET form = :form, case_ref = :case, family_group = :family, team = :team,"
        " service = :service, worker = :worker, auditor = :auditor, day = :day, route = :route,"
        " programme = :programme, state = :state, revision = :revision, revision_no = :revision_no,"
        " body_hash = :hash, grade = :grade, graded_on = :graded_on, saved_at = :at"
        " WHERE record_no = :record AND revision = :base RETURNING revision",
        err);
    bind_head(&q, saving, &words, days);
    bind_version(&q, store, saving);
    sl_query_int(&q, ":base", saving->save->base);
    bool changed = sl_query_next(&q);
    if (q.status != SL_OK || changed)
        return q.status;
    return conflict(&saving->kept, "was changed meanwhile", err);
}

/* Caches and flags */

static bool is_critical(const struct sl_question *question, const struct sl_body *body,
                        uint32_t place) {
    uint32_t from, to;
    sl_body_cells(body, place, &from, &to);
    for (; from < to; from++) {
        struct sl_value value;
        sl_body_value(body, from, &value);
        if (value.state == SL_ANSWERED && sl_text_is(value.text, question->critical_on))
            return true;
    }
    return false;
}

static enum sl_status raise_flags(struct sl_store *store, const struct saving *saving,
                                  const struct sl_body *old, struct sl_error *err) {
    const struct sl_tool *tool = tool_of(saving);
    enum sl_status status = SL_OK;
    for (uint32_t i = 0; i < saving->body.questions && status == SL_OK; i++) {
        const struct sl_question *question = sl_tool_question(tool, i);
        if (question->critical != 0 && is_critical(question, &saving->body, i) &&
            (old == NULL || !is_critical(question, old, i)))
            status =
                sl_flag_raise(store, saving->record_no, question->code, saving->save->actor, err);
    }
    return status;
}

static struct sl_cell_place new_place(const struct saving *saving) {
    const struct sl_record_head *head = head_of(saving);
    return (struct sl_cell_place){.tool = sl_tool_code(tool_of(saving)),
                                  .team = head->team,
                                  .day = head->day,
                                  .basis = sl_record_basis(head->state),
                                  .grade = head->grade};
}

static enum sl_status keep_caches(struct sl_store *store, const struct saving *saving,
                                  const struct sl_body *old, struct sl_error *err) {
    const struct sl_tool *tool = tool_of(saving);
    struct sl_cell_place before = sl_record_place(&saving->kept), after = new_place(saving);
    enum sl_status status = SL_OK;
    if (old != NULL)
        status = sl_record_drop_answers(store, saving->record_no, err);
    if (status == SL_OK)
        status = sl_record_put_answers(store, tool, saving->record_no, &saving->body, err);
    if (status == SL_OK)
        status = sl_cell_change(store, tool, old != NULL ? &before : NULL, old, &after,
                                &saving->body, err);
    return status == SL_OK ? raise_flags(store, saving, old, err) : status;
}

static enum sl_status keep_new(struct sl_store *store, const struct saving *saving,
                               struct sl_error *err) {
    enum sl_status status = insert_record(store, saving, err);
    if (status == SL_OK)
        status = sl_count_add(store, "record", 1, err);
    return status == SL_OK ? keep_caches(store, saving, NULL, err) : status;
}

static enum sl_status keep_changed(struct sl_store *store, const struct saving *saving,
                                   struct sl_error *err) {
    SL_AUTO(sl_free) uint8_t *bytes = NULL;
    size_t length;
    struct sl_body old;
    enum sl_status status =
        sl_record_read_body(store, saving->record_no, saving->kept.revision, &bytes, &length, err);
    if (status == SL_OK)
        status = sl_body_open(bytes, length, &old, err);
    if (status == SL_OK)
        status = update_record(store, saving, err);
    return status == SL_OK ? keep_caches(store, saving, &old, err) : status;
}

static enum sl_status write_all(struct sl_store *store, struct saving *saving,
                                struct sl_error *err) {
    enum sl_status status = take_numbers(store, saving, err);
    if (status == SL_OK)
        status = tell_trail(store, saving, err);
    if (status == SL_OK)
        status = insert_revision(store, saving, err);
    if (status == SL_OK)
        status = sl_count_add(store, "record_revision", 1, err);
    if (status != SL_OK)
        return status;
    return saving->kept.found ? keep_changed(store, saving, err) : keep_new(store, saving, err);
}

static void tell_saved(const struct saving *saving, enum sl_saved saved) {
    struct sl_record_save *save = saving->save;
    bool same = saved == SL_SAVED_SAME;
    save->saved = saved;
    save->record_no = same ? saving->kept.record_no : saving->record_no;
    save->revision = same ? saving->kept.revision : saving->revision;
    snprintf(save->id, sizeof save->id, "%s", saving->id);
}

/* Everything that is looked at before writing. *same: the last revision holds it already. */
static enum sl_status settle(struct sl_store *store, struct saving *saving, bool *same,
                             struct sl_error *err) {
    const char *id = head_of(saving)->id;
    enum sl_status status = SL_OK;
    if (id[0] != '\0') {
        snprintf(saving->id, sizeof saving->id, "%s", id);
        status = sl_record_find(store, id, 0, &saving->kept, err);
    } else
        sl_id_new(saving->id);
    if (status == SL_OK)
        status = check_all(store, saving, err);
    if (status == SL_OK)
        status = make_body(saving, err);
    if (status != SL_OK)
        return status;
    *same = saving->kept.found && is_same(saving);
    if (*same)
        return SL_OK;
    if (saving->kept.found)
        return check_change(store, saving, err);
    return saving->save->base == 0
               ? SL_OK
               : sl_fail(err, SL_CONFLICT, "id",
                         "The record is gone: it was withdrawn and destroyed, or never saved");
}

static enum sl_saved saved_as(const struct saving *saving, bool same) {
    return same ? SL_SAVED_SAME : saving->kept.found ? SL_SAVED_CHANGED : SL_SAVED_NEW;
}

static enum sl_status save_record(struct sl_store *store, void *context, struct sl_error *err) {
    struct saving saving = {.save = context};
    bool same = false;
    enum sl_status status = settle(store, &saving, &same, err);
    if (status == SL_OK && !same)
        status = write_all(store, &saving, err);
    if (status == SL_OK)
        tell_saved(&saving, saved_as(&saving, same));
    drop_saving(&saving);
    return status;
}

enum sl_status sl_record_try(struct sl_store *store, struct sl_record_save *save,
                             struct sl_error *err) {
    struct saving saving = {.save = save};
    bool same = false;
    enum sl_status status = settle(store, &saving, &same, err);
    if (status == SL_OK) {
        saving.record_no = saving.kept.record_no;
        saving.revision = saving.kept.revision;
        tell_saved(&saving, saved_as(&saving, same));
    }
    drop_saving(&saving);
    return status;
}

enum sl_status sl_record_save(struct sl_store *store, struct sl_record_save *save,
                              struct sl_error *err) {
    return sl_store_write(store, save_record, save, err);
}

enum sl_status sl_record_save_within(struct sl_store *store, struct sl_record_save *save,
                                     struct sl_error *err) {
    return save_record(store, save, err);
}
