#include "practice/plan_report.h"

static void put_text(json_t *object, const char *key, const char *text) {
    json_object_set_new(object, key, json_string(text));
}

static void put_whole(json_t *object, const char *key, size_t number) {
    json_object_set_new(object, key, json_integer((json_int_t)number));
}

static void put_day(json_t *object, const char *key, sl_day day) {
    char text[SL_DAY_SIZE];
    json_object_set_new(object, key,
                        day == SL_DAY_NONE ? json_null() : json_string(sl_day_format(day, text)));
}

static void put_progress(json_t *object, const char *key, enum sl_progress progress) {
    json_object_set_new(object, key,
                        progress == SL_PROGRESS_NONE ? json_null()
                                                     : json_string(sl_progress_code(progress)));
}

static json_t *counts(const int progress[SL_PROGRESS_END]) {
    json_t *object = json_object();
    for (int p = SL_PROGRESS_ACHIEVED; p < SL_PROGRESS_END; p++)
        json_object_set_new(object, sl_progress_code((enum sl_progress)p),
                            json_integer(progress[p]));
    return object;
}

static json_t *leads_of(const struct sl_plan_standing *line) {
    json_t *leads = json_array();
    for (size_t i = 0; i < line->lead_count; i++) {
        json_t *lead = json_object();
        put_text(lead, "lead", line->leads[i].name);
        json_object_set_new(lead, "accountable", json_boolean(line->leads[i].accountable));
        json_array_append_new(leads, lead);
    }
    return leads;
}

static json_t *history_of(const struct sl_plan_standing *line) {
    json_t *history = json_array();
    for (size_t i = 0; i < line->history_count; i++) {
        const struct sl_plan_history *entry = &line->history[i];
        json_t *object = json_object();
        put_day(object, "day", entry->day);
        put_progress(object, "progress", entry->progress);
        put_text(object, "narrative", entry->narrative);
        put_text(object, "reason", entry->reason);
        put_text(object, "evidence", entry->evidence);
        put_text(object, "entered_by", entry->entered_by);
        json_array_append_new(history, object);
    }
    return history;
}

static json_t *line_json(const struct sl_plan_report *report, const struct sl_plan_standing *line) {
    json_t *object = json_object();
    put_text(object, "id", line->id);
    put_text(object, "number", line->number);
    put_text(object, "area", report->areas[line->area].title);
    put_text(object, "issue", line->issue);
    put_text(object, "action", line->wording);
    put_text(object, "timescale", line->timescale);
    put_text(object, "first_timescale", line->first_timescale);
    put_whole(object, "times_moved", line->times_moved);
    put_day(object, "due_on", line->due_on);
    put_progress(object, "progress", line->progress);
    put_text(object, "progress_label", sl_progress_label(line->progress));
    put_progress(object, "before", line->before);
    put_text(object, "narrative", line->history[line->history_count - 1].narrative);
    put_text(object, "provenance", line->provenance);
    json_object_set_new(object, "leads", leads_of(line));
    json_object_set_new(object, "overdue", json_boolean(line->overdue));
    json_object_set_new(object, "days_overdue", json_integer(line->days_overdue));
    json_object_set_new(object, "no_evidence", json_boolean(line->no_evidence));
    json_object_set_new(object, "moved_back_without_reason", json_boolean(line->unreasoned));
    json_object_set_new(object, "history", history_of(line));
    return object;
}

static json_t *area_json(const struct sl_plan_report *report, size_t index) {
    const struct sl_plan_area_standing *area = &report->areas[index];
    json_t *object = json_object(), *lines = json_array();
    put_text(object, "number", area->number);
    put_text(object, "title", area->title);
    json_object_set_new(object, "progress", counts(area->progress));
    put_whole(object, "overdue", area->overdue);
    for (size_t i = 0; i < report->line_count; i++)
        if (report->lines[i].area == index)
            json_array_append_new(lines, line_json(report, &report->lines[i]));
    json_object_set_new(object, "lines", lines);
    return object;
}

static json_t *plan_json(const struct sl_plan_report *report) {
    json_t *object = json_object();
    put_text(object, "id", report->id);
    put_text(object, "title", report->title);
    put_day(object, "made_on", report->made_on);
    put_text(object, "made_text", report->made_text);
    return object;
}

static json_t *notes_of(const struct sl_plan_report *report) {
    json_t *notes = json_array();
    for (size_t i = 0; i < report->note_count; i++) {
        json_t *note = json_object();
        put_text(note, "kind", report->notes[i].kind);
        put_text(note, "label", report->notes[i].label);
        put_text(note, "wording", report->notes[i].wording);
        json_array_append_new(notes, note);
    }
    return notes;
}

json_t *sl_plan_report_json(const struct sl_plan_report *report) {
    json_t *object = json_object(), *areas = json_array(), *lines = json_array();
    json_t *overdue = json_array();
    for (size_t i = 0; i < report->area_count; i++)
        json_array_append_new(areas, area_json(report, i));
    for (size_t i = 0; i < report->line_count; i++) {
        json_array_append_new(lines, line_json(report, &report->lines[i]));
        if (report->lines[i].overdue)
            json_array_append_new(overdue, json_string(report->lines[i].number));
    }
    json_object_set_new(object, "plan", plan_json(report));
    put_day(object, "as_at", report->as_at);
    put_day(object, "since", report->since);
    json_object_set_new(object, "areas", areas);
    json_object_set_new(object, "lines", lines);
    json_object_set_new(object, "progress", counts(report->progress));
    json_object_set_new(object, "overdue", overdue);
    put_whole(object, "undated", report->undated);
    json_object_set_new(object, "notes", notes_of(report));
    return object;
}
