#include "support/scorer.h"
#include "base/json.h"
#include "base/pack.h"
#include "base/result.h"
#include "base/slim.h"
#include <stdlib.h>
#include <string.h>

enum { LIMITS_MOST = 20, FILL = 4000, LISTS_MOST = 8 };

struct list {
    char *name;
    struct sl_phrases *phrases;
    int remembered; /* its number in slim bodies, -1: none */
};

struct sl_scorer {
    json_t *rule;
    json_t **forms;
    size_t form_count;
    struct sl_result_maker *maker;
    struct list lists[LISTS_MOST];
    size_t list_count;
    int twist, scored, slim, loaded, limits;
};

/* One case being scored. */
struct play {
    struct sl_scorer *scorer;
    const json_t *form;
    struct sl_body body;
    const struct sl_scorer_case *given;
    uint16_t row;
    enum sl_result_status status;
    const char *words; /* of fail, limit and bytes */
    bool no_result, wants;
};

static enum sl_status open_scorer(const char *beside, struct sl_scorer **out,
                                  struct sl_error *err) {
    (void)beside;
    (void)err;
    *out = sl_new(1, sizeof **out);
    (*out)->maker = sl_result_maker_new();
    return SL_OK;
}

static void unload(struct sl_scorer *scorer) {
    for (size_t i = 0; i < scorer->form_count; i++)
        json_decref(scorer->forms[i]);
    for (size_t i = 0; i < scorer->list_count; i++) {
        free(scorer->lists[i].name);
        sl_phrases_free(scorer->lists[i].phrases);
    }
    scorer->list_count = 0;
    free(scorer->forms);
    json_decref(scorer->rule);
    scorer->forms = NULL;
    scorer->rule = NULL;
    scorer->form_count = 0;
}

static void close_scorer(struct sl_scorer *scorer) {
    unload(scorer);
    sl_result_maker_free(scorer->maker);
    free(scorer);
}

static enum sl_status parse_rule(const struct sl_scorer_rule *rule, json_t **out,
                                 struct sl_error *err) {
    struct sl_error fault = {0};
    if (sl_json_parse(rule->path, rule->source.bytes, rule->source.length, out, &fault) != SL_OK)
        return sl_fail(err, SL_RULE, "", "%s", fault.text);
    if (rule->settings.length > 0) {
        json_t *settings = NULL;
        if (sl_json_parse(rule->path, rule->settings.bytes, rule->settings.length, &settings,
                          &fault) != SL_OK)
            return sl_fail(err, SL_RULE, "", "%s", fault.text);
        json_object_set_new(*out, "settings", settings);
    }
    return SL_OK;
}

static enum sl_status describe(struct sl_scorer *scorer, const struct sl_scorer_rule *rule,
                               char **header, struct sl_error *err) {
    (void)scorer;
    SL_AUTO(sl_json_drop) json_t *whole = NULL;
    enum sl_status status = parse_rule(rule, &whole, err);
    if (status != SL_OK)
        return status;
    json_object_del(whole, "steps");
    json_object_del(whole, "examples");
    *header = sl_json_canonical(whole);
    return SL_OK;
}

static enum sl_status examples(struct sl_scorer *scorer, const struct sl_scorer_rule *rule,
                               char **cases, struct sl_error *err) {
    (void)scorer;
    SL_AUTO(sl_json_drop) json_t *whole = NULL;
    enum sl_status status = parse_rule(rule, &whole, err);
    if (status != SL_OK)
        return status;
    const json_t *all = json_object_get(whole, "examples");
    *cases = all != NULL ? sl_json_canonical(all) : sl_copy("[]");
    return SL_OK;
}

static int place_among(const struct sl_scorer_rule *rule, const char *name) {
    for (size_t i = 0; i < rule->remembered_count; i++)
        if (rule->remembered[i] != NULL && strcmp(rule->remembered[i], name) == 0)
            return (int)i;
    return -1;
}

static void take_list(struct sl_scorer *scorer, const struct sl_scorer_rule *rule,
                      const struct sl_scorer_part *part) {
    SL_AUTO(sl_json_drop) json_t *whole = NULL;
    const char *phrases[64];
    size_t count = 0;
    struct list *list = &scorer->lists[scorer->list_count];
    if (scorer->list_count == LISTS_MOST ||
        sl_json_parse(part->name, part->text.bytes, part->text.length, &whole, NULL) != SL_OK)
        return;
    const json_t *all = json_object_get(whole, "phrases");
    for (; count < json_array_size(all) && count < SL_COUNT(phrases); count++)
        phrases[count] = json_string_value(json_array_get(all, count));
    if (sl_phrases_new(phrases, count, &list->phrases, NULL) != SL_OK)
        return;
    list->name = sl_copy(part->name);
    list->remembered = place_among(rule, part->name);
    scorer->list_count++;
}

static enum sl_status load(struct sl_scorer *scorer, const struct sl_scorer_rule *rule,
                           const struct sl_scorer_form *forms, size_t form_count,
                           struct sl_error *err) {
    SL_AUTO(sl_json_drop) json_t *whole = NULL;
    enum sl_status status = parse_rule(rule, &whole, err);
    if (status != SL_OK)
        return status;
    if (json_object_get(whole, "steps") == NULL)
        return sl_fail(err, SL_RULE, "steps", "%s: there are no steps", rule->path);
    unload(scorer);
    scorer->forms = sl_new(form_count, sizeof(json_t *));
    for (size_t i = 0; i < form_count; i++, scorer->form_count++)
        if (sl_json_parse("form", forms[i].text.bytes, forms[i].text.length, &scorer->forms[i],
                          err) != SL_OK)
            return SL_RULE;
    scorer->rule = whole;
    whole = NULL;
    for (size_t i = 0; i < rule->list_count; i++)
        take_list(scorer, rule, &rule->lists[i]);
    scorer->loaded++;
    scorer->limits = 0;
    return SL_OK;
}

static int question_named(const struct play *play, const char *name) {
    const json_t *questions = json_object_get(play->form, "questions");
    const char *dot = strchr(name, '.');
    for (size_t i = 0; i < json_array_size(questions); i++) {
        const json_t *question = json_array_get(questions, i);
        const char *code = sl_json_text_or(question, "code", "");
        const char *section = sl_json_text_or(question, "section", "");
        size_t length = strlen(section);
        bool by_section = dot != NULL && strncmp(name, section, length) == 0 &&
                          name[length] == '.' && strcmp(name + length + 1, code) == 0;
        if (by_section || strcmp(code, name) == 0)
            return (int)i;
    }
    return -1;
}

/* Row 0, or the row being played where the question repeats. */
static bool value_of(const struct play *play, const char *name, struct sl_value *out) {
    int question = question_named(play, name);
    if (question < 0)
        return false;
    return sl_body_find(&play->body, (uint32_t)question, play->row, out) ||
           sl_body_find(&play->body, (uint32_t)question, 0, out);
}

/* The cell of a text; -1: not answered. */
static int64_t cell_of(const struct play *play, const char *name) {
    int question = question_named(play, name);
    uint32_t cell;
    if (question >= 0 && (sl_body_cell(&play->body, (uint32_t)question, play->row, &cell) ||
                          sl_body_cell(&play->body, (uint32_t)question, 0, &cell)))
        return cell;
    return -1;
}

/* The text of a question; false when only a stub of it is there. */
static bool text_of(const struct play *play, const char *name, struct sl_text *text,
                    struct sl_slim_stub *stub) {
    int64_t cell = cell_of(play, name);
    *text = (struct sl_text){"", 0};
    return cell < 0 ||
           sl_slim_text(&play->body, sl_slim_place(&play->body, (uint32_t)cell, false), text, stub);
}

static int count_finds(struct play *play, const char *question, const char *list_name) {
    struct sl_text text;
    struct sl_slim_stub stub;
    const struct list *list = NULL;
    int found = 0;
    for (size_t i = 0; i < play->scorer->list_count; i++)
        if (strcmp(play->scorer->lists[i].name, list_name) == 0)
            list = &play->scorer->lists[i];
    if (list == NULL)
        return -1;
    if (text_of(play, question, &text, &stub))
        return (int)sl_phrases_hits(list->phrases, text);
    play->wants = play->wants || list->remembered < 0 || (stub.signs & SL_SLIM_UNTOLD) != 0;
    for (uint16_t i = 0; i < stub.finds; i++)
        found += sl_slim_find_at(&stub, i).list == list->remembered;
    return found;
}

static bool has_flag(const struct play *play, const char *class) {
    SL_AUTO(sl_json_drop) json_t *decisions = NULL;
    const struct sl_text text = play->given->decisions;
    if (text.length == 0 || sl_json_parse("d", text.bytes, text.length, &decisions, NULL) != SL_OK)
        return false;
    const json_t *flags = json_object_get(decisions, "flags");
    for (size_t i = 0; i < json_array_size(flags); i++) {
        const json_t *flag = json_array_get(flags, i);
        if (strcmp(sl_json_text_or(flag, "class", ""), class) == 0 &&
            strcmp(sl_json_text_or(flag, "outcome", ""), "confirmed") == 0)
            return true;
    }
    return false;
}

static bool holds(struct play *play, const json_t *step) {
    const char *class = sl_json_text_or(step, "flag", NULL);
    if (class != NULL)
        return has_flag(play, class);
    const json_t *condition = json_object_get(step, "if");
    if (condition == NULL)
        return true;
    struct sl_value value;
    const char *token = json_string_value(json_array_get(condition, 1));
    const char *question = json_string_value(json_array_get(condition, 0));
    struct sl_slim_stub stub;
    if (!value_of(play, question, &value))
        return false;
    if (token != NULL && !text_of(play, question, &value.text, &stub))
        play->wants = true;
    return token == NULL || (value.state == SL_ANSWERED && sl_text_is(value.text, token));
}

static int number_at(const json_t *list, size_t index) {
    return (int)json_integer_value(json_array_get(list, index));
}

static const char *text_at(const json_t *list, size_t index) {
    const char *text = json_string_value(json_array_get(list, index));
    return text != NULL ? text : "";
}

static uint16_t output_named(const struct play *play, const char *name) {
    const json_t *outputs = json_object_get(play->scorer->rule, "outputs");
    for (size_t i = 0; i < json_array_size(outputs); i++)
        if (strcmp(text_at(json_array_get(outputs, i), 0), name) == 0)
            return (uint16_t)i;
    return 999;
}

/* Its place among the ids in byte order. */
static uint16_t clause_named(const struct play *play, const char *id) {
    json_t *clauses = json_object_get(play->scorer->rule, "clauses");
    uint16_t before = 0;
    for (void *at = json_object_iter(clauses); at != NULL; at = json_object_iter_next(clauses, at))
        before = (uint16_t)(before + (strcmp(json_object_iter_key(at), id) < 0));
    return before;
}

static void put(const struct play *play, const json_t *what, struct sl_result_value value) {
    value.output = output_named(play, text_at(what, 1));
    value.row = play->row;
    sl_result_put(play->scorer->maker, &value);
}

static void cite(const struct play *play, const char *name, int part, int from, int to) {
    int question = question_named(play, name);
    struct sl_value value;
    uint16_t row = 0;
    if (question >= 0 && play->row > 0 &&
        sl_body_find(&play->body, (uint32_t)question, play->row, &value))
        row = play->row;
    struct sl_result_cite made = {question < 0 ? SL_RESULT_NO_QUESTION : (uint16_t)question, row,
                                  part == 1 ? SL_CITE_EVIDENCE : SL_CITE_VALUE, (uint32_t)from,
                                  (uint32_t)to};
    sl_result_cite_add(play->scorer->maker, &made);
}

static void give_reason(const struct play *play, const json_t *what, const char *words) {
    sl_result_reason_add(play->scorer->maker, clause_named(play, text_at(what, 1)), play->row,
                         sl_text_of(words));
}

static void fill(const struct play *play, const json_t *what) {
    char words[FILL];
    memset(words, 'x', sizeof words);
    words[FILL - 1] = '\0';
    for (int i = 0; i < number_at(what, 2); i++) { /* equal texts would be kept once */
        words[0] = (char)('a' + i);
        words[1] = *text_at(what, 1);
        give_reason(play, what, words);
    }
}

static void put_value(struct play *play, const json_t *what) {
    const char *verb = text_at(what, 0);
    struct sl_value answer = {0};
    sl_day day = SL_DAY_NONE;
    if (strcmp(verb, "value") == 0)
        put(play, what,
            (struct sl_result_value){.kind = SL_RESULT_TOKEN,
                                     .text = sl_text_of(text_at(what, 2))});
    else if (strcmp(verb, "text") == 0)
        put(play, what,
            (struct sl_result_value){.kind = SL_RESULT_TEXT, .text = sl_text_of(text_at(what, 2))});
    else if (strcmp(verb, "number") == 0)
        put(play, what,
            (struct sl_result_value){.kind = SL_RESULT_NUMBER,
                                     .number = number_at(what, 2) + play->scorer->twist});
    else if (strcmp(verb, "day") == 0 && sl_day_parse(text_at(what, 2), &day, NULL) == SL_OK)
        put(play, what, (struct sl_result_value){.kind = SL_RESULT_DAY, .number = day});
    else if (strcmp(verb, "found") == 0)
        put(play, what,
            (struct sl_result_value){.kind = SL_RESULT_NUMBER,
                                     .number =
                                         count_finds(play, text_at(what, 2), text_at(what, 3))});
    else if (strcmp(verb, "count") == 0 && value_of(play, text_at(what, 2), &answer))
        put(play, what,
            (struct sl_result_value){.kind = SL_RESULT_NUMBER, .number = answer.number});
}

static void give_reasons(const struct play *play, const json_t *what) {
    const char *verb = text_at(what, 0);
    if (strcmp(verb, "say") == 0) {
        give_reason(play, what, text_at(what, 2));
    } else if (strcmp(verb, "reason") == 0) {
        give_reason(play, what, "");
        for (size_t i = 2; i < json_array_size(what); i++)
            cite(play, text_at(what, i), 0, 0, 0);
    } else if (strcmp(verb, "quote") == 0) {
        give_reason(play, what, "");
        bool evidence = strcmp(text_at(what, 3), "evidence") == 0;
        cite(play, text_at(what, 2), evidence, number_at(what, 4), number_at(what, 5));
    } else if (strcmp(verb, "fill") == 0) {
        fill(play, what);
    }
}

static void lie(struct play *play, const json_t *what) {
    const char *verb = text_at(what, 0);
    if (strcmp(verb, "put") == 0) {
        struct sl_result_value value = {.output = (uint16_t)number_at(what, 1),
                                        .row = (uint16_t)number_at(what, 2),
                                        .kind = (enum sl_result_kind)number_at(what, 3),
                                        .number = number_at(what, 4),
                                        .text = SL_TEXT("lie")};
        sl_result_put(play->scorer->maker, &value);
    } else if (strcmp(verb, "because") == 0) {
        struct sl_result_cite made = {(uint16_t)number_at(what, 3), (uint16_t)number_at(what, 4),
                                      (enum sl_cite_part)number_at(what, 5),
                                      (uint32_t)number_at(what, 6), (uint32_t)number_at(what, 7)};
        sl_result_reason_add(play->scorer->maker, (uint16_t)number_at(what, 1),
                             (uint16_t)number_at(what, 2), SL_TEXT(""));
        if (json_array_size(what) > 3)
            sl_result_cite_add(play->scorer->maker, &made);
    } else if (strcmp(verb, "bytes") == 0) {
        play->no_result = true;
        play->words = text_at(what, 1);
    }
}

static void end_play(struct play *play, const json_t *what) {
    const char *verb = text_at(what, 0);
    if (strcmp(verb, "fail") == 0)
        play->status = SL_RESULT_FAILED;
    else if (strcmp(verb, "limit") == 0)
        play->status = SL_RESULT_LIMIT;
    else if (strcmp(verb, "status") == 0)
        play->status = strcmp(text_at(what, 1), "not_enough") == 0 ? SL_RESULT_NOT_ENOUGH
                                                                   : SL_RESULT_NOT_APPLICABLE;
    else
        return;
    play->words = play->status >= SL_RESULT_FAILED ? text_at(what, 1) : "";
}

static void play_steps(struct play *play) {
    const json_t *steps = json_object_get(play->scorer->rule, "steps");
    for (size_t i = 0; i < json_array_size(steps); i++) {
        const json_t *step = json_array_get(steps, i), *acts = json_object_get(step, "do");
        for (size_t n = 0; holds(play, step) && n < json_array_size(acts); n++) {
            const json_t *what = json_array_get(acts, n);
            put_value(play, what);
            give_reasons(play, what);
            lie(play, what);
            end_play(play, what);
        }
    }
}

static const char *rows_of(const struct play *play) {
    const json_t *applies = json_object_get(play->scorer->rule, "applies");
    const json_t *first = json_is_array(applies) ? json_array_get(applies, 0) : applies;
    return sl_json_text_or(first, "rows", NULL);
}

static uint16_t last_row(const struct play *play, const char *rows) {
    const json_t *questions = json_object_get(play->form, "questions");
    uint16_t last = 0;
    for (uint32_t i = 0; i < json_array_size(questions); i++) {
        const char *row = sl_json_text_or(json_array_get(questions, i), "row", "");
        uint32_t from, to;
        sl_body_cells(&play->body, i, &from, &to);
        struct sl_value value;
        if (strcmp(row, rows) == 0 && to > from) {
            uint16_t at = sl_body_value(&play->body, to - 1, &value);
            last = at > last ? at : last;
        }
    }
    return last;
}

static enum sl_status play_case(struct sl_scorer *scorer, const struct sl_scorer_case *given,
                                struct sl_text *out, struct sl_error *err) {
    struct play play = {.scorer = scorer,
                        .form = scorer->forms[given->form],
                        .given = given,
                        .status = SL_RESULT_SCORED,
                        .words = ""};
    bool slim = sl_slim_bytes_are(given->body.bytes, given->body.length);
    enum sl_status status =
        slim ? sl_slim_open(given->body.bytes, given->body.length, &play.body, err)
             : sl_body_open(given->body.bytes, given->body.length, &play.body, err);
    if (status != SL_OK)
        return status;
    sl_result_begin(scorer->maker);
    const char *rows = rows_of(&play);
    uint16_t last = rows == NULL ? 0 : last_row(&play, rows);
    for (play.row = rows == NULL ? 0 : 1; play.row <= last; play.row++)
        play_steps(&play);
    scorer->scored++;
    scorer->slim += slim;
    play.status = play.wants ? SL_RESULT_WANTS : play.status;
    scorer->limits += play.status == SL_RESULT_LIMIT;
    if (play.no_result) {
        *out = sl_text_of(play.words);
        return SL_OK;
    }
    const uint8_t *bytes;
    if (!sl_result_finish(scorer->maker, play.status, sl_text_of(play.words), &bytes, &out->length))
        return sl_fail(err, SL_RULE, "", "the result is too big");
    out->bytes = (const char *)bytes;
    return SL_OK;
}

static enum sl_status score(struct sl_scorer *scorer, const struct sl_scorer_case *cases,
                            size_t count, sl_scorer_sink *sink, void *context,
                            struct sl_error *err) {
    enum sl_status status = SL_OK;
    for (size_t i = 0; i < count && status == SL_OK; i++) {
        struct sl_text result;
        if (scorer->limits >= LIMITS_MOST)
            return sl_fail(err, SL_RULE, "", "stopped after %d records that limits stopped",
                           LIMITS_MOST);
        status = play_case(scorer, &cases[i], &result, err);
        if (status == SL_OK)
            status = sink(context, i, result, err);
    }
    return status;
}

const struct sl_scorer_api test_scorer_api = {
    .language = "table",
    .extension = ".table.json",
    .engine = 1,
    .slim = true,
    .open = open_scorer,
    .close = close_scorer,
    .describe = describe,
    .examples = examples,
    .load = load,
    .score = score,
};

struct sl_engine test_engine(void) {
    struct sl_engine engine = {.api = &test_scorer_api};
    engine.api->open("", &engine.scorer, NULL);
    return engine;
}

void test_engine_close(struct sl_engine *engine) {
    engine->api->close(engine->scorer);
}

static enum sl_status find(void *context, const char *language, struct sl_engine *out,
                           struct sl_error *err) {
    const struct sl_engine *engine = context;
    if (engine == NULL || strcmp(language, engine->api->language) != 0)
        return sl_fail(err, SL_NOT_FOUND, "", "No plugin reads rules of the language %s", language);
    *out = *engine;
    return SL_OK;
}

static const char *language_of(void *context, const char *path) {
    (void)context;
    const char *extension = test_scorer_api.extension;
    size_t length = strlen(path), tail = strlen(extension);
    bool fits = length > tail && strcmp(path + length - tail, extension) == 0;
    return fits ? test_scorer_api.language : NULL;
}

struct sl_engines test_engines(struct sl_engine *engine) {
    return (struct sl_engines){.find = find, .language_of = language_of, .context = engine};
}

void test_engine_twist(struct sl_engine *engine, int by) {
    engine->scorer->twist = by;
}

int test_engine_scored(const struct sl_engine *engine) {
    return engine->scorer->scored;
}

int test_engine_loaded(const struct sl_engine *engine) {
    return engine->scorer->loaded;
}

int test_engine_slim(const struct sl_engine *engine) {
    return engine->scorer->slim;
}
