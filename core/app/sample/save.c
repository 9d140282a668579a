#include "app/sample/inside.h"
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

static const char letters[] = " IRGO";

static int level_of(const struct sl_sample_world *world, struct sl_random *random) {
    const json_t *quality = json_object_get(world->county, "quality");
    int64_t dice = (int64_t)sl_random_below(random, 100);
    dice -= sl_json_whole_or(quality, "I", 9);
    if (dice < 0)
        return 1;
    dice -= sl_json_whole_or(quality, "R", 36);
    if (dice < 0)
        return 2;
    return dice < sl_json_whole_or(quality, "G", 47) ? 3 : 4;
}

static int grade_at(const struct sl_record *record, size_t q) {
    struct sl_value value;
    if (!sl_record_value(record, q, 0, &value) || value.state != SL_ANSWERED ||
        value.text.length != 1)
        return 0;
    const char *place = strchr(letters + 1, value.text.bytes[0]);
    return place ? (int)(place - letters) : 0;
}

static int by_size(const void *left, const void *right) {
    return *(const int *)left - *(const int *)right;
}

/* What an auditor would say of the whole: the lower middle of the judgements, held down by safety.
 */
static int overall_of(const struct sl_record *record) {
    const struct sl_tool *tool = sl_record_tool(record);
    int grades[64], count = 0, safe = 4, failing = 0;
    for (size_t q = 0; q < sl_tool_questions(tool) && count < 64; q++) {
        const struct sl_question *question = sl_tool_question(tool, q);
        int grade = question->judgement && !question->overall ? grade_at(record, q) : 0;
        if (grade == 0)
            continue;
        grades[count++] = grade;
        failing += grade == 1;
        if (strcmp(question->code, "SJ") == 0)
            safe = grade;
    }
    if (count == 0)
        return 0;
    qsort(grades, (size_t)count, sizeof *grades, by_size);
    int overall = grades[(count - 1) / 2];
    if (failing > 0 && overall > 2)
        overall = 2;
    if (safe == 1 || failing > 1)
        return 1;
    return safe == 2 && overall > 2 ? 2 : overall;
}

static bool has_critical(const struct sl_record *record) {
    const struct sl_tool *tool = sl_record_tool(record);
    struct sl_value value;
    for (size_t q = 0; q < sl_tool_questions(tool); q++) {
        const struct sl_question *question = sl_tool_question(tool, q);
        if (question->critical && sl_record_value(record, q, 0, &value) &&
            sl_text_is(value.text, question->critical_on))
            return true;
    }
    return false;
}

static void set_grade(const struct sl_sample_world *world, const struct sl_sample_form *form,
                      struct sl_record *record, struct sl_record_head *head, char grade[2]) {
    sl_day last = sl_sample_month_day(world, world->months, 1);
    int overall = sl_tool_overall(form->tool), found = overall_of(record);
    if (!form->graded || overall < 0 || found == 0)
        return;
    grade[0] = letters[found];
    (void)sl_record_answer(record, (size_t)overall, 0, grade, SL_SOURCE_RECORD, "", NULL);
    if (form->day > last - 15 || has_critical(record))
        return;
    struct sl_random random = sl_sample_chance(world, "moved grade", form->number);
    if (found > 1 && found < 4 && sl_random_chance(&random, 4, 100))
        grade[0] = letters[found - 1];
    head->state = "graded";
    head->grade = grade;
    head->graded_on = form->day + 7 > sl_day_today() ? form->day : form->day + 7;
}

enum sl_status sl_sample_save(struct sl_sample_world *world, const struct sl_sample_form *form,
                              struct sl_record *record, struct sl_error *err) {
    struct sl_random random = sl_sample_chance(world, form->kind, form->number);
    char id[SL_ID_SIZE], name[96], auditor[16], worker[16], case_ref[32], family[32], grade[2] = "";
    snprintf(name, sizeof name, "%llu/%s/%lld", (unsigned long long)world->sample->seed, form->kind,
             (long long)form->number);
    sl_id_from_name("sample county", name, id);
    snprintf(auditor, sizeof auditor, "A%03d",
             1 + (int)sl_random_below(&random, (uint64_t)world->auditors));
    snprintf(worker, sizeof worker, "W%03d",
             1 + (int)sl_random_below(&random, (uint64_t)world->workers));
    snprintf(case_ref, sizeof case_ref, "C%05d", 1 + (int)sl_random_below(&random, 40000));
    snprintf(family, sizeof family, "F%05d", 1 + (int)sl_random_below(&random, 20000));
    struct sl_record_head head = {.id = id,
                                  .form = form->form,
                                  .case_ref = form->case_ref ? form->case_ref : case_ref,
                                  .family_group = form->case_ref ? "" : family,
                                  .team = form->team->code,
                                  .worker = worker,
                                  .auditor = auditor,
                                  .day = form->day,
                                  .route = form->route,
                                  .programme = form->programme,
                                  .state = "submitted",
                                  .grade = "",
                                  .graded_on = SL_DAY_NONE};
    sl_record_clear(record);
    enum sl_status status = sl_record_set_head(record, &head, err);
    if (status != SL_OK)
        return status;
    sl_sample_fill(world, form, level_of(world, &random), &random, record);
    set_grade(world, form, record, &head, grade);
    status = sl_record_set_head(record, &head, err);
    struct sl_record_save save = {.record = record, .actor = "shipped", .why = ""};
    if (status == SL_OK)
        status = sl_record_save(world->store, &save, err);
    world->sample->records += status == SL_OK;
    return status;
}
