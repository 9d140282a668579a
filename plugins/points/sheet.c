#include "sheet.h"
#include "base/memory.h"
#include <stdlib.h>
#include <string.h>

static bool is_named(const json_t *question, const char *name) {
    const char *code = sl_json_text_or(question, "code", "");
    const char *section = sl_json_text_or(question, "section", "");
    size_t length = strlen(section);
    return strcmp(code, name) == 0 || (strncmp(section, name, length) == 0 && name[length] == '.' &&
                                       strcmp(name + length + 1, code) == 0);
}

static int32_t place_of(const json_t *questions, const char *name) {
    for (size_t i = 0; i < json_array_size(questions); i++)
        if (is_named(json_array_get(questions, i), name))
            return (int32_t)i;
    return SL_POINTS_ABSENT;
}

/* Which of the tool's forms ask a question; one without forms is asked on all. */
static uint64_t forms_of(const json_t *questions, int32_t place) {
    if (place < 0)
        return 0;
    const json_t *forms = json_object_get(json_array_get(questions, (size_t)place), "forms");
    uint64_t asked = forms == NULL ? UINT64_MAX : 0;
    for (size_t i = 0; i < json_array_size(forms); i++)
        asked |= (uint64_t)1 << (json_integer_value(json_array_get(forms, i)) & 63);
    return asked;
}

static void place_row(const struct sl_points_row *row, const json_t *questions, size_t index,
                      struct sl_points_sheet *out) {
    int32_t place = place_of(questions, row->question);
    out->asked[index] = forms_of(questions, place);
    out->rows[index] = out->cites[index] = place;
    if (row->limit == 0)
        return;
    SL_AUTO(sl_free) char *start = sl_format("%s.start", row->question);
    SL_AUTO(sl_free) char *end = sl_format("%s.end", row->question);
    out->rows[index] = place_of(questions, start);
    out->ends[index] = place_of(questions, end);
}

static size_t slot_of(const struct sl_points_sheet *sheet, const char *name) {
    uint64_t key = (uint64_t)(uintptr_t)name * 0x9e3779b97f4a7c15u;
    size_t slot = (size_t)(key >> 32) & (sheet->place_count - 1);
    while (sheet->places[slot].name != NULL && sheet->places[slot].name != name)
        slot = (slot + 1) & (sheet->place_count - 1);
    return slot;
}

static void add_place(struct sl_points_sheet *sheet, const json_t *questions, const char *name) {
    struct sl_points_place *place = &sheet->places[slot_of(sheet, name)];
    *place = (struct sl_points_place){name, place_of(questions, name)};
}

static void note_value(void *context, const char *question, const char *value, bool ordered) {
    (void)value;
    (void)ordered;
    const char ***at = context;
    *(*at)++ = question;
}

/* Conditions ask by the address of the name they keep, of which the same may stand in several. */
static size_t names_in(const struct sl_points_table *table, const char **names, size_t most) {
    const char **at = names;
    for (size_t i = 0; i < table->ceiling_count; i++) {
        const struct sl_condition *when = table->ceilings[i].when;
        sl_condition_each_value(when, note_value, &at);
        for (size_t q = 0; q < sl_condition_questions(when); q++)
            *at++ = sl_condition_question(when, q);
    }
    const char *group;
    json_t *members;
    json_object_foreach(json_object_get(table->settings, "groups"), group, members) {
        for (size_t i = 0; i < json_array_size(members); i++)
            if (json_is_string(json_array_get(members, i)) && at < names + most)
                *at++ = json_string_value(json_array_get(members, i));
    }
    return (size_t)(at - names);
}

static size_t names_most(const struct sl_points_table *table) {
    size_t most = 1024;
    json_t *members;
    const char *group;
    json_object_foreach(json_object_get(table->settings, "groups"), group, members) most +=
        json_array_size(members);
    return most + 600 * table->ceiling_count;
}

static void place_names(const struct sl_points_table *table, const json_t *questions,
                        struct sl_points_sheet *out) {
    size_t most = names_most(table);
    SL_AUTO(sl_free) const char **names = sl_new(most, sizeof *names);
    size_t count = names_in(table, names, most);
    for (out->place_count = 16; out->place_count < 4 * count; out->place_count *= 2)
        ;
    out->places = sl_new(out->place_count, sizeof *out->places);
    for (size_t i = 0; i < count; i++)
        add_place(out, questions, names[i]);
}

static bool is_of_rows(const json_t *questions, int32_t place) {
    const json_t *question = place < 0 ? NULL : json_array_get(questions, (size_t)place);
    return json_is_string(json_object_get(question, "row"));
}

/* Points are of the whole record, so a question of each row of a section adds none. */
static enum sl_status refuse_rows(const struct sl_points_table *table, const json_t *questions,
                                  const struct sl_points_sheet *sheet, struct sl_error *err) {
    const char *refused = NULL;
    for (size_t i = 0; i < table->row_count && refused == NULL; i++)
        refused = is_of_rows(questions, sheet->cites[i]) ? table->rows[i].question : NULL;
    for (size_t i = 0; i < table->domain_count && refused == NULL; i++)
        refused = is_of_rows(questions, sheet->judgements[i]) ? table->domains[i].judgement : NULL;
    if (refused == NULL)
        return SL_OK;
    return sl_fail(err, SL_RULE, "settings",
                   "%s: %s is asked in each row of its section, so it adds no points", table->code,
                   refused);
}

enum sl_status sl_points_sheet_make(const struct sl_points_table *table, struct sl_text form,
                                    struct sl_points_sheet *out, struct sl_error *err) {
    *out = (struct sl_points_sheet){0};
    enum sl_status status = sl_json_parse("tool", form.bytes, form.length, &out->form, err);
    if (status != SL_OK)
        return status;
    const json_t *questions = json_object_get(out->form, "questions");
    out->rows = sl_new(table->row_count + 1, sizeof *out->rows);
    out->cites = sl_new(table->row_count + 1, sizeof *out->cites);
    out->ends = sl_new(table->row_count + 1, sizeof *out->ends);
    out->asked = sl_new(table->row_count + 1, sizeof *out->asked);
    out->judgements = sl_new(table->domain_count + 1, sizeof *out->judgements);
    for (size_t i = 0; i < table->row_count; i++)
        place_row(&table->rows[i], questions, i, out);
    for (size_t i = 0; i < table->domain_count; i++)
        out->judgements[i] = place_of(questions, table->domains[i].judgement);
    place_names(table, questions, out);
    return refuse_rows(table, questions, out, err);
}

void sl_points_sheet_drop(struct sl_points_sheet *sheet) {
    free(sheet->rows);
    free(sheet->cites);
    free(sheet->ends);
    free(sheet->asked);
    free(sheet->judgements);
    free(sheet->places);
    json_decref(sheet->form);
    *sheet = (struct sl_points_sheet){0};
}

static const struct sl_points_place *by_name(const struct sl_points_sheet *sheet,
                                             const char *name) {
    for (size_t i = 0; i < sheet->place_count; i++)
        if (sheet->places[i].name != NULL && strcmp(sheet->places[i].name, name) == 0)
            return &sheet->places[i];
    return NULL;
}

int32_t sl_points_sheet_find(const struct sl_points_sheet *sheet, const char *name) {
    const struct sl_points_place *place = &sheet->places[slot_of(sheet, name)];
    if (place->name == NULL)
        place = by_name(sheet, name);
    return place != NULL ? place->question : SL_POINTS_ABSENT;
}
