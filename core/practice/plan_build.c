#include "practice/plan_build.h"
#include "base/due.h"
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#define WORDS(...) ((const char *const[]){__VA_ARGS__, NULL})

const struct sl_table_column sl_plan_columns[SL_PLAN_COLUMNS] = {
    [SL_PLAN_NUMBER] = {WORDS("-", "number", "no", "ref", "reference", "action number")},
    [SL_PLAN_AREA] = {WORDS("area", "area of improvement", "area for improvement", "priority",
                            "improvement area")},
    [SL_PLAN_ISSUE] = {WORDS("issue", "issues", "what needs to improve")},
    [SL_PLAN_ACTION] = {WORDS("action", "actions", "action s", "what we will do")},
    [SL_PLAN_TIMESCALE] = {WORDS("timescale", "timescales", "by when", "when", "target date",
                                 "deadline", "due", "due date", "completion date")},
    [SL_PLAN_PROGRESS] = {WORDS("progress", "progress rag", "rag", "rag rating", "rag status",
                                "progress rating", "rating", "status")},
    [SL_PLAN_NARRATIVE] = {WORDS("narrative", "supporting narrative", "progress narrative",
                                 "commentary", "comments", "update", "progress update")},
    [SL_PLAN_LEAD] = {WORDS("lead", "leads", "lead s", "lead officer", "lead officers", "owner",
                            "responsible", "responsible officer", "who")},
    [SL_PLAN_REASON] = {WORDS("reason", "reason for delay", "reason for slippage")},
    [SL_PLAN_EVIDENCE] = {WORDS("evidence", "evidence of delivery", "evidence of impact")},
    [SL_PLAN_PROVENANCE] = {WORDS("source", "provenance", "where from")},
    [SL_PLAN_TITLE] = {WORDS("plan", "plan title")},
    [SL_PLAN_MADE_ON] = {WORDS("made on", "plan date", "as at")},
};

static const char *const provenances[] = {"inspection", "verbal", "own_audit", "feedback",
                                          "unstated"};

struct sl_plan_builder sl_plan_build(const char *name, const struct sl_plan_reading *reading) {
    struct sl_plan_builder builder = {.name = name, .reading = {.made_on = SL_DAY_NONE}};
    if (reading != NULL)
        builder.reading = *reading;
    builder.plan = sl_new(1, sizeof *builder.plan);
    builder.plan->made_on = SL_DAY_NONE;
    return builder;
}

void sl_plan_builder_drop(struct sl_plan_builder *builder) {
    sl_plan_drop(&builder->plan);
}

static void tell(struct sl_plan_builder *builder, bool fault, const char *sentence) {
    if (builder->reading.told != NULL)
        builder->reading.told(builder->reading.context, fault, sentence);
}

void sl_plan_fault_is(struct sl_plan_builder *builder, const struct sl_error *fault) {
    tell(builder, true, fault->text);
    if (builder->first.status == SL_OK)
        builder->first = *fault;
}

void sl_plan_fault(struct sl_plan_builder *builder, long line, const char *field,
                   const char *format, ...) {
    va_list values;
    va_start(values, format);
    char sentence[480];
    vsnprintf(sentence, sizeof sentence, format, values);
    va_end(values);
    struct sl_error err;
    sl_fail(&err, SL_INVALID, field, "%s", sentence);
    sl_fail_at(&err, SL_INVALID, builder->name, line, 0);
    sl_plan_fault_is(builder, &err);
}

void sl_plan_remark(struct sl_plan_builder *builder, long line, const char *format, ...) {
    va_list values;
    va_start(values, format);
    char sentence[480];
    vsnprintf(sentence, sizeof sentence, format, values);
    va_end(values);
    struct sl_error remark;
    sl_fail(&remark, SL_INVALID, "", "%s", sentence);
    sl_fail_at(&remark, SL_INVALID, builder->name, line, 0);
    tell(builder, false, remark.text);
}

static size_t next_position(const struct sl_improvement_plan *plan) {
    return plan->area_count + plan->note_count + 1;
}

void sl_plan_add_note(struct sl_plan_builder *builder, const char *kind, const char *label,
                      const char *wording) {
    struct sl_improvement_plan *plan = builder->plan;
    size_t position = next_position(plan);
    plan->notes = sl_resize(plan->notes, plan->note_count + 1, sizeof *plan->notes);
    plan->notes[plan->note_count++] =
        (struct sl_plan_note){position, kind, sl_copy(label), sl_copy(wording)};
}

void sl_plan_add_area(struct sl_plan_builder *builder, const char *number, const char *title) {
    struct sl_improvement_plan *plan = builder->plan;
    size_t position = next_position(plan);
    plan->areas = sl_resize(plan->areas, plan->area_count + 1, sizeof *plan->areas);
    plan->areas[plan->area_count++] = (struct sl_plan_area){
        .position = position, .number = sl_copy(number), .title = sl_copy(title)};
}

static struct sl_plan_area *area_of_row(struct sl_plan_builder *builder,
                                        const struct sl_plan_row *row) {
    struct sl_improvement_plan *plan = builder->plan;
    const char *title = row->cells[SL_PLAN_AREA];
    struct sl_plan_area *last = plan->area_count > 0 ? &plan->areas[plan->area_count - 1] : NULL;
    if (last != NULL && (title[0] == '\0' || strcmp(last->title, title) == 0))
        return last;
    if (last == NULL && title[0] == '\0')
        sl_plan_remark(builder, row->line, "No area of improvement is named before this action.");
    sl_plan_add_area(builder, "", title);
    return &plan->areas[plan->area_count - 1];
}

static struct sl_plan_issue *issue_of_row(struct sl_plan_builder *builder,
                                          struct sl_plan_area *area,
                                          const struct sl_plan_row *row) {
    const char *wording = row->cells[SL_PLAN_ISSUE];
    struct sl_plan_issue *last =
        area->issue_count > 0 ? &area->issues[area->issue_count - 1] : NULL;
    if (last != NULL && (wording[0] == '\0' || strcmp(last->wording, wording) == 0))
        return last;
    if (last == NULL && wording[0] == '\0')
        sl_plan_remark(builder, row->line, "The first action of this area names no issue.");
    area->issues = sl_resize(area->issues, area->issue_count + 1, sizeof *area->issues);
    last = &area->issues[area->issue_count++];
    *last = (struct sl_plan_issue){.wording = sl_copy(wording)};
    return last;
}

/* How messages call the row: "Action 1.2", or "This action". */
static const char *call(const struct sl_plan_row *row, char out[64]) {
    const char *number = row->cells[SL_PLAN_NUMBER];
    if (number[0] == '\0')
        return "This action";
    snprintf(out, 64, "Action %.40s", number);
    return out;
}

static enum sl_progress progress_of_row(struct sl_plan_builder *builder,
                                        const struct sl_plan_row *row) {
    char who[64];
    const char *cell = row->cells[SL_PLAN_PROGRESS];
    enum sl_progress progress = sl_progress_read(cell);
    if (progress == SL_PROGRESS_NONE && cell[0] == '\0')
        sl_plan_fault(builder, row->line, "progress", "%s has no rating; %s.", call(row, who),
                      SL_PROGRESS_ALLOWED);
    else if (progress == SL_PROGRESS_NONE)
        sl_plan_fault(builder, row->line, "progress", "%s is rated '%.60s'; %s.", call(row, who),
                      cell, SL_PROGRESS_ALLOWED);
    return progress;
}

static const char *provenance_of_row(struct sl_plan_builder *builder,
                                     const struct sl_plan_row *row) {
    const char *cell = row->cells[SL_PLAN_PROVENANCE];
    const char *fallback = builder->reading.provenance;
    if (cell[0] == '\0')
        return fallback != NULL ? fallback : "unstated";
    SL_AUTO(sl_free) char *folded = sl_table_fold(cell);
    for (size_t i = 0; i < SL_COUNT(provenances); i++) {
        SL_AUTO(sl_free) char *known = sl_table_fold(provenances[i]);
        if (strcmp(known, folded) == 0)
            return provenances[i];
    }
    sl_plan_fault(builder, row->line, "source",
                  "The source '%.60s' is not known; inspection, verbal, own_audit, feedback and "
                  "unstated are.",
                  cell);
    return "unstated";
}

void sl_plan_add_row(struct sl_plan_builder *builder, const struct sl_plan_row *row) {
    char who[64];
    if (row->cells[SL_PLAN_ACTION][0] == '\0')
        sl_plan_fault(builder, row->line, "action", "%s has no wording.", call(row, who));
    struct sl_plan_issue *issue = issue_of_row(builder, area_of_row(builder, row), row);
    struct sl_plan_line line = {
        .at = row->line,
        .number = sl_copy(row->cells[SL_PLAN_NUMBER]),
        .wording = sl_copy(row->cells[SL_PLAN_ACTION]),
        .timescale = sl_copy(row->cells[SL_PLAN_TIMESCALE]),
        .due_on = SL_DAY_NONE,
        .provenance = sl_copy(provenance_of_row(builder, row)),
        .progress = progress_of_row(builder, row),
        .narrative = sl_copy(row->cells[SL_PLAN_NARRATIVE]),
        .reason = sl_copy(row->cells[SL_PLAN_REASON]),
        .evidence = sl_copy(row->cells[SL_PLAN_EVIDENCE]),
        .lead_text = sl_copy(row->cells[SL_PLAN_LEAD]),
    };
    line.lead_count = sl_plan_leads_read(line.lead_text, &line.leads);
    if (line.lead_count == 0)
        sl_plan_remark(builder, row->line, "%s names no lead.", call(row, who));
    issue->lines = sl_resize(issue->lines, issue->line_count + 1, sizeof *issue->lines);
    issue->lines[issue->line_count++] = line;
}

bool sl_plan_is_header(const struct sl_table_line *line, struct sl_table_header *out) {
    struct sl_table_header header;
    if (sl_table_header_read(line, sl_plan_columns, SL_PLAN_COLUMNS, &header) < 2 ||
        header.cell[SL_PLAN_ACTION] < 0 || header.cell[SL_PLAN_PROGRESS] < 0)
        return false;
    *out = header;
    return true;
}

/* Words that may stand beside a date without making the text something else. */
static bool is_date_word(const char *word) {
    static const char *const words[] = {"as",    "at",      "of",       "on",      "date",
                                        "dated", "updated", "update",   "version", "position",
                                        "last",  "final",   "reviewed", "revised"};
    for (size_t i = 0; i < SL_COUNT(words); i++)
        if (strcmp(words[i], word) == 0)
            return true;
    return false;
}

static bool are_date_words(const char *text, size_t length) {
    SL_AUTO(sl_free) char *part = sl_copy_bytes(text, length);
    SL_AUTO(sl_free) char *folded = sl_table_fold(part);
    for (char *state = NULL, *word = strtok_r(folded, " ", &state); word != NULL;
         word = strtok_r(NULL, " ", &state))
        if (!is_date_word(word))
            return false;
    return true;
}

sl_day sl_plan_date_of(const char *text) {
    struct sl_due_context context = {
        .plan_day = SL_DAY_NONE, .review_day = SL_DAY_NONE, .is_field = true};
    struct sl_due due = sl_due_read(sl_text_of(text), &context);
    bool is_one = due.kind == SL_DUE_DAY && !due.conflicting && due.to > due.from &&
                  are_date_words(text, due.from) &&
                  are_date_words(text + due.to, strlen(text + due.to));
    return is_one ? due.day : SL_DAY_NONE;
}

static void settle_date(struct sl_plan_builder *builder) {
    struct sl_improvement_plan *plan = builder->plan;
    for (size_t i = 0; i < plan->note_count && plan->made_text == NULL; i++) {
        sl_day day = sl_plan_date_of(plan->notes[i].wording);
        if (strcmp(plan->notes[i].kind, "title") != 0 || day == SL_DAY_NONE)
            continue;
        plan->made_on = day;
        plan->made_text = sl_copy(plan->notes[i].wording);
    }
    if (builder->reading.made_on != SL_DAY_NONE) {
        char text[SL_DAY_SIZE];
        plan->made_on = builder->reading.made_on;
        if (plan->made_text == NULL)
            plan->made_text = sl_copy(sl_day_format(plan->made_on, text));
    }
    if (plan->made_on == SL_DAY_NONE)
        sl_plan_fault(builder, 0, "made_on",
                      "The plan says no date of its own, such as 'June 2020', before its first "
                      "table; give one.");
}

/* The title line that speaks of a plan, else the last one that is no date. */
static const char *best_title(const struct sl_improvement_plan *plan) {
    const char *best = NULL;
    bool best_is_plan = false;
    for (size_t i = 0; i < plan->note_count; i++) {
        const struct sl_plan_note *note = &plan->notes[i];
        if (strcmp(note->kind, "title") != 0 || sl_plan_date_of(note->wording) != SL_DAY_NONE)
            continue;
        bool is_plan = strcasestr(note->wording, "plan") != NULL;
        if (best == NULL || is_plan || !best_is_plan)
            best = note->wording;
        best_is_plan = best_is_plan || is_plan;
    }
    return best;
}

static void settle_title(struct sl_plan_builder *builder) {
    const char *title = builder->reading.title;
    if (title == NULL)
        title = best_title(builder->plan);
    if (title == NULL || title[0] == '\0')
        sl_plan_fault(builder, 0, "title", "The plan has no title; give one.");
    builder->plan->title = sl_copy(title != NULL ? title : "");
}

struct flat_line {
    struct sl_plan_line *line;
    char *folded;
};

static int by_number(const void *one, const void *other) {
    const struct flat_line *a = one, *b = other;
    int order = strcmp(a->line->number, b->line->number);
    if (order == 0)
        order = strcmp(a->folded, b->folded);
    return order != 0 ? order : (a->line->at > b->line->at) - (a->line->at < b->line->at);
}

static void compare_neighbours(struct sl_plan_builder *builder, const struct flat_line *a,
                               const struct flat_line *b) {
    if (strcmp(a->line->number, b->line->number) != 0)
        return;
    if (strcmp(a->folded, b->folded) == 0)
        sl_plan_fault(builder, b->line->at, "number",
                      "This action stands on line %ld too, with the same number and wording.",
                      a->line->at);
    else if (a->line->number[0] != '\0')
        sl_plan_remark(builder, b->line->at, "The number %.40s is used on line %ld too.",
                       b->line->number, a->line->at);
}

static size_t flatten(const struct sl_improvement_plan *plan, struct flat_line *flat) {
    size_t count = 0;
    for (size_t i = 0; i < plan->area_count; i++)
        for (size_t j = 0; j < plan->areas[i].issue_count; j++)
            for (size_t k = 0; k < plan->areas[i].issues[j].line_count; k++) {
                struct sl_plan_line *line = &plan->areas[i].issues[j].lines[k];
                flat[count++] = (struct flat_line){line, sl_table_fold(line->wording)};
            }
    return count;
}

/* The timescales as dates, now that the plan's own date is known. */
static void settle_due(struct sl_plan_builder *builder, struct sl_plan_line *line) {
    struct sl_due_context context = {
        .plan_day = builder->plan->made_on, .review_day = SL_DAY_NONE, .is_field = true};
    struct sl_due due = sl_due_read(sl_text_of(line->timescale), &context);
    bool is_date = (due.kind == SL_DUE_DAY || due.kind == SL_DUE_FREQUENCY) && !due.conflicting &&
                   !due.start_only && !due.ongoing;
    line->due_on = is_date ? due.day : SL_DAY_NONE;
    if (due.kind == SL_DUE_IMPOSSIBLE)
        sl_plan_fault(builder, line->at, "timescale",
                      "The timescale '%.80s' is a date that does not exist.", line->timescale);
    else if (due.conflicting)
        sl_plan_remark(builder, line->at, "The timescale '%.80s' holds two dates.",
                       line->timescale);
    else if (due.weekday_only)
        sl_plan_remark(builder, line->at, "The timescale '%.80s' names a weekday only.",
                       line->timescale);
    else if (line->due_on == SL_DAY_NONE)
        sl_plan_remark(builder, line->at, "The timescale '%.80s' is no date.", line->timescale);
}

static void look_over(struct sl_plan_builder *builder) {
    size_t count = sl_plan_count_lines(builder->plan);
    SL_AUTO(sl_free) struct flat_line *flat = sl_new(count + 1, sizeof *flat);
    flatten(builder->plan, flat);
    for (size_t i = 0; i < count; i++)
        settle_due(builder, flat[i].line);
    qsort(flat, count, sizeof *flat, by_number);
    for (size_t i = 1; i < count; i++)
        compare_neighbours(builder, &flat[i - 1], &flat[i]);
    for (size_t i = 0; i < count; i++)
        free(flat[i].folded);
}

enum sl_status sl_plan_finish(struct sl_plan_builder *builder, struct sl_improvement_plan **out,
                              struct sl_error *err) {
    size_t count = sl_plan_count_lines(builder->plan);
    if (count == 0 && builder->first.status == SL_OK)
        sl_plan_fault(builder, 0, "action",
                      "No actions were found: a plan needs a table with a header such as Issue, "
                      "Actions, Timescale, Progress, Supporting narrative, Lead.");
    if (count > SL_PLAN_LINES_MOST)
        sl_plan_fault(builder, 0, "", "The plan has %zu actions; at most %d are read.", count,
                      SL_PLAN_LINES_MOST);
    if (builder->first.status == SL_OK) {
        settle_date(builder);
        settle_title(builder);
        look_over(builder);
    }
    if (builder->first.status != SL_OK) {
        if (err != NULL)
            *err = builder->first;
        return builder->first.status;
    }
    *out = builder->plan;
    builder->plan = NULL;
    return SL_OK;
}
