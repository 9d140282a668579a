#include "practice/answer.h"
#include "practice/record_inside.h"
#include <stdlib.h>
#include <string.h>

static void set_text(json_t *object, const char *key, const char *text) {
    json_object_set_new(object, key, json_string(text));
}

static void set_day(json_t *object, const char *key, sl_day day) {
    char text[SL_DAY_SIZE];
    set_text(object, key, sl_day_format(day, text));
}

static json_t *head_of(const struct sl_record *record, const char *service) {
    const struct sl_record_head *head = &record->head;
    SL_AUTO(sl_buffer_drop) struct sl_buffer words = {0};
    json_t *json = json_object();
    set_text(json, "form", head->form);
    set_text(json, "case_ref", head->case_ref);
    set_text(json, "family_group", head->family_group);
    set_text(json, "team", head->team);
    set_text(json, "service", service);
    set_text(json, "worker", head->worker);
    set_text(json, "auditor", head->auditor);
    set_day(json, "day", head->day);
    set_text(json, "route", sl_record_route(record, &words));
    set_text(json, "programme", head->programme);
    set_text(json, "state", head->state);
    set_text(json, "grade", head->grade);
    set_day(json, "graded_on", head->graded_on);
    return json;
}

char *sl_record_head_json(const struct sl_record *record, const char *service) {
    SL_AUTO(sl_json_drop) json_t *json = head_of(record, service);
    return sl_json_canonical(json);
}

/* Writing */

static json_t *slice(struct sl_text text) {
    return json_stringn(text.bytes, text.length);
}

static json_t *tokens_of(struct sl_text tokens) {
    json_t *array = json_array();
    struct sl_text token;
    for (size_t at = 0; sl_answer_next_token(tokens, &at, &token);)
        json_array_append_new(array, slice(token));
    return array;
}

static json_t *answered(const struct sl_value *value) {
    char day[SL_DAY_SIZE];
    switch (value->kind) {
    case SL_VALUE_NUMBER:
        return json_integer(value->number);
    case SL_VALUE_DAY:
        return json_string(sl_day_format(value->number, day));
    case SL_VALUE_TOKENS:
        return tokens_of(value->text);
    default:
        return slice(value->text);
    }
}

static json_t *sources_of(uint16_t sources) {
    json_t *array = json_array();
    for (unsigned bit = 1; bit <= SL_SOURCE_DATA; bit <<= 1)
        if ((sources & bit) != 0)
            json_array_append_new(array, json_string(sl_source_code((uint16_t)bit)));
    return array;
}

static json_t *answer_of(const struct sl_value *value) {
    json_t *answer = json_object();
    set_text(answer, "state", sl_answer_state_code(value->state));
    if (value->state == SL_ANSWERED)
        json_object_set_new(answer, "value", answered(value));
    else if (value->state == SL_NOT_APPLICABLE)
        json_object_set_new(answer, "reason", slice(value->text));
    if (value->sources != 0)
        json_object_set_new(answer, "sources", sources_of(value->sources));
    if (value->evidence.length > 0)
        json_object_set_new(answer, "evidence", slice(value->evidence));
    return answer;
}

static json_t *rows_of(const struct sl_record *record, size_t question) {
    json_t *rows = json_array();
    struct sl_value value;
    uint16_t count = sl_record_rows(record, sl_tool_question(record->tool, question)->section);
    bool any = false;
    for (uint16_t row = 1; row <= count; row++) {
        bool there = sl_record_value(record, question, row, &value);
        json_array_append_new(rows, there ? answer_of(&value) : json_null());
        any = any || there;
    }
    if (any)
        return rows;
    json_decref(rows);
    return NULL;
}

json_t *sl_record_json(const struct sl_record *record) {
    json_t *json = head_of(record, record->head.service);
    json_t *answers = json_object(), *all_rows = json_object();
    struct sl_value value;
    set_text(json, "id", record->head.id);
    set_text(json, "tool", sl_tool_code(record->tool));
    json_object_set_new(json, "version", json_integer(sl_tool_version(record->tool)));
    json_object_set_new(json, "revision", json_integer(record->revision));
    for (size_t i = 0; i < sl_tool_questions(record->tool); i++) {
        const struct sl_question *question = sl_tool_question(record->tool, i);
        json_t *rows = question->in_rows ? rows_of(record, i) : NULL;
        if (rows != NULL)
            json_object_set_new(all_rows, question->code, rows);
        else if (!question->in_rows && sl_record_value(record, i, 0, &value))
            json_object_set_new(answers, question->code, answer_of(&value));
    }
    json_object_set_new(json, "answers", answers);
    json_object_set_new(json, "rows", all_rows);
    return json;
}

/* Reading */

struct reading {
    struct sl_record *record;
    struct sl_faults faults;
    struct sl_buffer words;
};

static void tell(struct reading *reading, const char *question, const char *sentence) {
    sl_faults_tell(&reading->faults, 0, "%s%s%s", question, question[0] != '\0' ? ": " : "",
                   sentence);
}

static void join_tokens(const json_t *value, struct sl_buffer *out) {
    const json_t *token;
    size_t i;
    json_array_foreach(value, i, token) {
        sl_buffer_format(out, "%s%s", i > 0 ? "; " : "",
                         json_is_string(token) ? json_string_value(token) : "");
    }
}

static bool is_among(const char *key, const char *const *keys) {
    while (*keys != NULL && strcmp(*keys, key) != 0)
        keys++;
    return *keys != NULL;
}

/* A key that nobody reads is an answer lost. */
static void check_keys(struct reading *reading, const char *where, const json_t *object,
                       const char *const *keys) {
    const char *key;
    json_t *value;
    json_object_foreach((json_t *)(uintptr_t)object, key, value) {
        if (is_among(key, keys))
            continue;
        SL_AUTO(sl_free) char *sentence = sl_format("there is no field \"%.60s\" here", key);
        tell(reading, where, sentence);
    }
}

static void check_shape(struct reading *reading, const json_t *json) {
    static const char *const texts[] = {
        "id",      "tool", "form",  "case_ref",  "family_group", "team",  "service",   "worker",
        "auditor", "day",  "route", "programme", "state",        "grade", "graded_on", NULL};
    static const char *const wholes[] = {"version", "revision", NULL};
    static const char *const objects[] = {"answers", "rows", NULL};
    const char *key;
    json_t *value;
    json_object_foreach((json_t *)(uintptr_t)json, key, value) {
        bool text = is_among(key, texts), whole = is_among(key, wholes);
        bool object = is_among(key, objects);
        if ((text && json_is_string(value)) || (whole && json_is_integer(value)) ||
            (object && json_is_object(value)))
            continue;
        SL_AUTO(sl_free)
        char *sentence = sl_format(text     ? "\"%.60s\" is a text in quotes"
                                   : whole  ? "\"%.60s\" is a whole number"
                                   : object ? "\"%.60s\" is an object of question codes"
                                            : "there is no field \"%.60s\" in a record",
                                   key);
        tell(reading, "", sentence);
    }
}

/* As people write it, so that both ways in are read by the same rules. False: told. */
static bool words_of(struct reading *reading, const char *code, const json_t *answer) {
    const json_t *value = json_object_get(answer, "value");
    enum sl_answer_state state =
        sl_answer_state_of(sl_json_text_or(answer, "state", value != NULL ? "answered" : ""));
    sl_buffer_clear(&reading->words);
    sl_buffer_text(&reading->words, "");
    if (state == SL_NOT_APPLICABLE)
        sl_buffer_format(&reading->words, "n/a: %s", sl_json_text_or(answer, "reason", ""));
    else if (state == SL_NOT_EVIDENCED)
        sl_buffer_text(&reading->words, "not evidenced");
    else if (state == SL_ANSWERED && json_is_integer(value))
        sl_buffer_format(&reading->words, "%lld", (long long)json_integer_value(value));
    else if (state == SL_ANSWERED && json_is_string(value))
        sl_buffer_text(&reading->words, json_string_value(value));
    else if (state == SL_ANSWERED && json_is_array(value))
        join_tokens(value, &reading->words);
    else if (state != SL_NOT_YET) {
        tell(reading, code,
             "an answer has a state (answered, not_applicable, not_evidenced) and "
             "a value or reason");
        return false;
    }
    return true;
}

static bool read_sources(struct reading *reading, const char *code, const json_t *answer,
                         uint16_t *out) {
    const json_t *sources = json_object_get(answer, "sources"), *source;
    size_t i;
    *out = 0;
    if (sources != NULL && !json_is_array(sources)) {
        tell(reading, code, "\"sources\" is an array of texts");
        return false;
    }
    json_array_foreach(sources, i, source) {
        const char *word = json_string_value(source);
        uint16_t bit = sl_source_of(sl_text_of(word != NULL ? word : ""));
        if (bit == 0) {
            tell(reading, code, "there is no such evidence source");
            return false;
        }
        *out |= bit;
    }
    return true;
}

/* A text that says "n/a" in so many words is a text here: its state is said beside it. */
static bool put_text(struct reading *reading, size_t question, uint16_t row, const json_t *answer,
                     uint16_t sources, struct sl_error *err) {
    SL_AUTO(sl_free) char *text = NULL;
    SL_AUTO(sl_free) char *evidence = NULL;
    const char *said = sl_json_text_or(answer, "evidence", "");
    const char *value = json_string_value(json_object_get(answer, "value"));
    const char *code = sl_tool_question(reading->record->tool, question)->code;
    struct sl_error fault = {0};
    bool clean = sl_text_compose(sl_text_of(value), &text, &fault) == SL_OK;
    if (!clean || sl_text_compose(sl_text_of(said), &evidence, &fault) != SL_OK) {
        sl_fail(err, SL_INVALID, code, "%s%s: %s", code, clean ? ".evidence" : "", fault.text);
        return false;
    }
    struct sl_value whole = {.state = SL_ANSWERED,
                             .kind = SL_VALUE_TEXT,
                             .text = sl_text_of(text),
                             .sources = sources,
                             .evidence = sl_text_of(evidence)};
    return sl_record_put(reading->record, question, row, &whole, err) == SL_OK;
}

static void read_answer(struct reading *reading, size_t place, uint16_t row, const json_t *answer) {
    const struct sl_question *question = sl_tool_question(reading->record->tool, place);
    struct sl_error err = {0};
    uint16_t sources;
    if (json_is_null(answer))
        return;
    static const char *const keys[] = {"state", "value", "reason", "sources", "evidence", NULL};
    if (!json_is_object(answer)) {
        tell(reading, question->code, "an answer is an object with a state and a value or reason");
        return;
    }
    check_keys(reading, question->code, answer, keys);
    const json_t *evidence = json_object_get(answer, "evidence");
    if (evidence != NULL && !json_is_string(evidence))
        tell(reading, question->code, "\"evidence\" is a text in quotes");
    if (!words_of(reading, question->code, answer) ||
        !read_sources(reading, question->code, answer, &sources))
        return;
    bool is_text = question->type == SL_QUESTION_TEXT &&
                   strcmp(sl_json_text_or(answer, "state", "answered"), "answered") == 0 &&
                   json_is_string(json_object_get(answer, "value"));
    bool done = is_text
                    ? put_text(reading, place, row, answer, sources, &err)
                    : sl_record_answer(reading->record, place, row, reading->words.bytes, sources,
                                       sl_json_text_or(answer, "evidence", ""), &err) == SL_OK;
    if (!done)
        tell(reading, "", err.text);
}

static int find_question(struct reading *reading, const char *code) {
    int question = sl_tool_find(reading->record->tool, code);
    if (question < 0)
        tell(reading, code, "the tool has no such question");
    return question;
}

static void read_answers(struct reading *reading, const json_t *json) {
    const char *code;
    json_t *answer, *rows;
    json_object_foreach(json_object_get(json, "answers"), code, answer) {
        int question = find_question(reading, code);
        if (question >= 0)
            read_answer(reading, (size_t)question, 0, answer);
    }
    json_object_foreach(json_object_get(json, "rows"), code, rows) {
        int question = find_question(reading, code);
        if (!json_is_array(rows))
            tell(reading, code, "under \"rows\" stands an array of answers");
        for (size_t i = 0; question >= 0 && i < json_array_size(rows) && i < UINT16_MAX; i++)
            read_answer(reading, (size_t)question, (uint16_t)(i + 1), json_array_get(rows, i));
    }
}

static sl_day read_day(struct reading *reading, const json_t *json, const char *key) {
    struct sl_error err = {0};
    const char *text = sl_json_text_or(json, key, "");
    sl_day day = SL_DAY_NONE;
    if (text[0] != '\0' && sl_day_parse_uk(text, &day, &err) != SL_OK)
        tell(reading, key, err.text);
    return day;
}

static void read_head(struct reading *reading, const json_t *json) {
    struct sl_record_head head = {.id = sl_json_text_or(json, "id", ""),
                                  .form = sl_json_text_or(json, "form", ""),
                                  .case_ref = sl_json_text_or(json, "case_ref", ""),
                                  .family_group = sl_json_text_or(json, "family_group", ""),
                                  .team = sl_json_text_or(json, "team", ""),
                                  .worker = sl_json_text_or(json, "worker", ""),
                                  .auditor = sl_json_text_or(json, "auditor", ""),
                                  .day = read_day(reading, json, "day"),
                                  .route = sl_json_text_or(json, "route", ""),
                                  .programme = sl_json_text_or(json, "programme", ""),
                                  .state = sl_json_text_or(json, "state", ""),
                                  .grade = sl_json_text_or(json, "grade", ""),
                                  .graded_on = read_day(reading, json, "graded_on")};
    struct sl_error err = {0};
    if (reading->faults.count == 0 && sl_record_set_head(reading->record, &head, &err) != SL_OK)
        tell(reading, "", err.text);
}

enum sl_status sl_record_read_json(struct sl_record *record, const json_t *json, sl_told *told,
                                   void *context, struct sl_error *err) {
    struct reading reading = {.record = record, .faults = sl_faults_of("record", told, context)};
    const char *tool = sl_json_text_or(json, "tool", "");
    if (strcmp(tool, sl_tool_code(record->tool)) != 0)
        tell(&reading, "tool", "the record is made with another tool");
    check_shape(&reading, json);
    read_head(&reading, json);
    read_answers(&reading, json);
    sl_buffer_drop(&reading.words);
    return sl_faults_end(&reading.faults, err);
}
