#include "practice/improvement_plan.h"
#include "base/file.h"
#include "base/memory.h"
#include "practice/import_text.h"
#include "practice/plan_build.h"
#include <stdlib.h>
#include <string.h>

void sl_plan_leads_free(struct sl_plan_lead *leads, size_t count) {
    for (size_t i = 0; i < count; i++)
        free(leads[i].name);
    free(leads);
}

static void free_line(struct sl_plan_line *line) {
    free(line->number);
    free(line->wording);
    free(line->timescale);
    free(line->provenance);
    free(line->narrative);
    free(line->reason);
    free(line->evidence);
    free(line->lead_text);
    sl_plan_leads_free(line->leads, line->lead_count);
}

static void free_area(struct sl_plan_area *area) {
    for (size_t i = 0; i < area->issue_count; i++) {
        for (size_t j = 0; j < area->issues[i].line_count; j++)
            free_line(&area->issues[i].lines[j]);
        free(area->issues[i].lines);
        free(area->issues[i].wording);
    }
    free(area->issues);
    free(area->number);
    free(area->title);
}

void sl_plan_free(struct sl_improvement_plan *plan) {
    if (plan == NULL)
        return;
    for (size_t i = 0; i < plan->area_count; i++)
        free_area(&plan->areas[i]);
    for (size_t i = 0; i < plan->note_count; i++) {
        free(plan->notes[i].label);
        free(plan->notes[i].wording);
    }
    free(plan->areas);
    free(plan->notes);
    free(plan->title);
    free(plan->made_text);
    free(plan->source_name);
    free(plan);
}

void sl_plan_drop(struct sl_improvement_plan **plan) {
    sl_plan_free(*plan);
    *plan = NULL;
}

size_t sl_plan_count_issues(const struct sl_improvement_plan *plan) {
    size_t count = 0;
    for (size_t i = 0; i < plan->area_count; i++)
        count += plan->areas[i].issue_count;
    return count;
}

size_t sl_plan_count_lines(const struct sl_improvement_plan *plan) {
    size_t count = 0;
    for (size_t i = 0; i < plan->area_count; i++)
        for (size_t j = 0; j < plan->areas[i].issue_count; j++)
            count += plan->areas[i].issues[j].line_count;
    return count;
}

void sl_plan_count_progress(const struct sl_improvement_plan *plan, int counts[SL_PROGRESS_END]) {
    memset(counts, 0, SL_PROGRESS_END * sizeof *counts);
    for (size_t i = 0; i < plan->area_count; i++)
        for (size_t j = 0; j < plan->areas[i].issue_count; j++) {
            const struct sl_plan_issue *issue = &plan->areas[i].issues[j];
            for (size_t k = 0; k < issue->line_count; k++)
                counts[issue->lines[k].progress]++;
        }
}

/* Ends a lead's name before a mark of being accountable; was there one? */
static bool take_mark(struct sl_text *name) {
    static const char *const marks[] = {"(lead)", "(accountable)", "*"};
    for (size_t i = 0; i < SL_COUNT(marks); i++) {
        size_t size = strlen(marks[i]);
        if (name->length < size ||
            strncasecmp(name->bytes + name->length - size, marks[i], size) != 0)
            continue;
        *name = sl_text_trim((struct sl_text){name->bytes, name->length - size});
        return true;
    }
    return false;
}

/* Bytes of a separator between two leads at text, 0 when there is none. */
static size_t separator_at(const char *text) {
    if (strncasecmp(text, " and ", 5) == 0)
        return 5;
    return *text != '\0' && strchr("/,;&+\n", *text) != NULL ? 1 : 0;
}

static size_t add_lead(struct sl_plan_lead **leads, size_t count, const char *from, size_t length) {
    struct sl_text name = sl_text_trim((struct sl_text){from, length});
    bool marked = take_mark(&name);
    if (name.length == 0)
        return count;
    *leads = sl_resize(*leads, count + 1, sizeof **leads);
    (*leads)[count] = (struct sl_plan_lead){sl_copy_bytes(name.bytes, name.length), marked};
    return count + 1;
}

size_t sl_plan_leads_read(const char *text, struct sl_plan_lead **out) {
    struct sl_plan_lead *leads = NULL;
    size_t count = 0, from = 0, at = 0;
    while (text[at] != '\0') {
        size_t separator = separator_at(text + at);
        if (separator > 0)
            count = add_lead(&leads, count, text + from, at - from);
        at += separator > 0 ? separator : 1;
        from = separator > 0 ? at : from;
    }
    count = add_lead(&leads, count, text + from, at - from);
    bool marked = false;
    for (size_t i = 0; i < count; i++)
        marked = marked || leads[i].accountable;
    if (count > 0 && !marked)
        leads[0].accountable = true;
    *out = leads;
    return count;
}

static bool is_called_csv(const char *path) {
    size_t length = strlen(path);
    return length > 4 && strcasecmp(path + length - 4, ".csv") == 0;
}

enum sl_status sl_plan_read(const char *path, const struct sl_plan_reading *reading,
                            struct sl_improvement_plan **out, struct sl_error *err) {
    return is_called_csv(path) ? sl_plan_read_csv(path, reading, out, err)
                               : sl_plan_read_text(path, reading, out, err);
}
