#include "practice/tool_inside.h"
#include <stdlib.h>
#include <string.h>

enum { DEFAULT_COUNT_MOST = 1000000, ROWS_MOST = 1000, FORMS_MOST = 64 };

struct parse {
    struct sl_tool *tool;
    const char *name;
    struct sl_error *err;
};

static void *keep(struct parse *parse, size_t count, size_t size) {
    struct sl_tool *tool = parse->tool;
    void *memory = sl_new(count + 1, size);
    tool->kept = sl_resize(tool->kept, tool->kept_count + 1, sizeof *tool->kept);
    tool->kept[tool->kept_count++] = memory;
    return memory;
}

static enum sl_status fail(struct parse *parse, const char *what, const char *code,
                           const char *fault) {
    return sl_fail(parse->err, SL_INVALID, code, "%s: %s %s %s", parse->name, what, code, fault);
}

static const char *const *parse_texts(struct parse *parse, const json_t *array, size_t *count) {
    size_t size = json_array_size(array);
    const char **texts = keep(parse, size, sizeof *texts);
    *count = 0;
    for (size_t i = 0; i < size; i++) {
        const char *text = json_string_value(json_array_get(array, i));
        if (text != NULL)
            texts[(*count)++] = text;
    }
    return texts;
}

/* key names the token: "token" in scales and choices, "code" in entries of lists. */
static struct sl_token *parse_tokens(struct parse *parse, const json_t *array, const char *key,
                                     size_t *count) {
    *count = json_array_size(array);
    struct sl_token *tokens = keep(parse, *count, sizeof *tokens);
    for (size_t i = 0; i < *count; i++) {
        const json_t *one = json_array_get(array, i);
        tokens[i] = (struct sl_token){
            .token = sl_json_text_or(one, key, ""),
            .label = sl_json_text_or(one, "label", ""),
            .rank = (int)sl_json_whole_or(one, "rank", 0),
            .good = sl_json_true(one, "good"),
            .refused = sl_json_true(one, "refused"),
            .needs_text = sl_json_true(one, "needs_text"),
        };
    }
    return tokens;
}

static int best_first(const void *left, const void *right) {
    const struct sl_token *a = left, *b = right;
    return (a->rank < b->rank) - (a->rank > b->rank);
}

static void parse_scales(struct parse *parse) {
    struct sl_tool *tool = parse->tool;
    json_t *scales = json_object_get(tool->root, "scales"), *scale;
    const char *name;
    tool->scales = sl_new(json_object_size(scales) + 1, sizeof *tool->scales);
    json_object_foreach(scales, name, scale) {
        struct sl_tool_tokens *made = &tool->scales[tool->scale_count++];
        made->name = name;
        made->tokens = parse_tokens(parse, scale, "token", &made->count);
        qsort(made->tokens, made->count, sizeof *made->tokens, best_first);
    }
}

static void parse_lists(struct parse *parse) {
    struct sl_tool *tool = parse->tool;
    json_t *lists = json_object_get(tool->root, "lists"), *list;
    const char *name;
    tool->lists = sl_new(json_object_size(lists) + 1, sizeof *tool->lists);
    json_object_foreach(lists, name, list) {
        struct sl_tool_tokens *made = &tool->lists[tool->list_count++];
        made->name = name;
        made->tokens = parse_tokens(parse, json_object_get(list, "entries"), "code", &made->count);
    }
}

static const struct sl_tool_tokens *tokens_named(const struct sl_tool_tokens *all, size_t count,
                                                 const char *name) {
    for (size_t i = 0; i < count; i++)
        if (strcmp(all[i].name, name) == 0)
            return &all[i];
    return NULL;
}

static void parse_forms(struct parse *parse) {
    struct sl_tool *tool = parse->tool;
    const json_t *forms = json_object_get(tool->root, "forms"), *form;
    tool->forms = sl_new(json_array_size(forms) + 1, sizeof *tool->forms);
    size_t i;
    json_array_foreach(forms, i, form) {
        tool->forms[tool->form_count++] = (struct sl_form){
            .code = sl_json_text_or(form, "code", ""),
            .title = sl_json_text_or(form, "title", ""),
            .kind = sl_json_text_or(form, "kind", ""),
            .graded = sl_json_true(form, "graded"),
            .minutes = (int)sl_json_whole_or(form, "minutes", 0),
            .prompts_from = sl_json_text_or(form, "prompts_from", ""),
        };
    }
}

static uint64_t parse_form_bits(struct parse *parse, const json_t *object, uint64_t otherwise) {
    const json_t *names = json_object_get(object, "forms"), *name;
    if (names == NULL)
        return otherwise;
    uint64_t bits = 0;
    size_t i;
    json_array_foreach(names, i, name) {
        int form = sl_tool_find_form(parse->tool, json_string_value(name));
        if (form >= 0)
            bits |= UINT64_C(1) << form;
    }
    return bits;
}

static void parse_evidence(struct parse *parse, const json_t *object, struct sl_question *out) {
    const json_t *evidence = json_object_get(object, "evidence");
    const json_t *sources = json_object_get(evidence, "sources"), *source;
    out->evidence_on =
        parse_texts(parse, json_object_get(evidence, "required_on"), &out->evidence_on_count);
    out->record_only = sl_json_true(evidence, "record_only");
    size_t i;
    json_array_foreach(sources, i, source) {
        out->sources |= sl_source_of(sl_text_of(json_string_value(source)));
    }
}

static void parse_critical(const json_t *object, struct sl_question *out) {
    const json_t *critical = json_object_get(object, "critical");
    out->critical = sl_json_text_or(critical, "class", "")[0];
    out->critical_on = sl_json_text_or(critical, "on", "");
    out->route = sl_json_text_or(critical, "route", "");
    out->caps = json_object_get(critical, "caps") == NULL || sl_json_true(critical, "caps");
}

static void parse_reasons(struct parse *parse, const json_t *object, struct sl_question *out) {
    const json_t *reasons = json_object_get(json_object_get(object, "na"), "reasons");
    const struct sl_tool_tokens *all =
        tokens_named(parse->tool->lists, parse->tool->list_count, "na_reasons");
    size_t count = json_array_size(reasons);
    struct sl_token *made = keep(parse, count, sizeof *made);
    out->na_reasons = made;
    for (size_t i = 0; i < count && all != NULL; i++) {
        const char *code = json_string_value(json_array_get(reasons, i));
        for (size_t j = 0; j < all->count && code != NULL; j++)
            if (strcmp(all->tokens[j].token, code) == 0)
                made[out->na_reason_count++] = all->tokens[j];
    }
}

static void parse_limit(struct parse *parse, const json_t *object, struct sl_question *out) {
    const json_t *limit = json_object_get(object, "limit");
    if (limit == NULL)
        return;
    struct sl_limit *made = keep(parse, 1, sizeof *made);
    *made = (struct sl_limit){
        .n = (int)sl_json_whole_or(limit, "n", 0),
        .unit = sl_json_text_or(limit, "unit", ""),
        .code = sl_json_text_or(limit, "code", ""),
        .setting = sl_json_text_or(limit, "setting", ""),
        .by = sl_json_text_or(limit, "by", ""),
        .source = sl_json_text_or(limit, "source", ""),
    };
    out->limit = made;
}

static enum sl_status parse_choices(struct parse *parse, const json_t *object,
                                    struct sl_question *out) {
    const struct sl_tool *tool = parse->tool;
    const struct sl_tool_tokens *named = NULL;
    const char *scale = sl_json_text_or(object, "scale", NULL);
    out->list = sl_json_text_or(object, "list", "");
    if (scale != NULL)
        named = tokens_named(tool->scales, tool->scale_count, scale);
    else if (out->list[0] != '\0')
        named = tokens_named(tool->lists, tool->list_count, out->list);
    else {
        out->tokens =
            parse_tokens(parse, json_object_get(object, "choices"), "token", &out->token_count);
        return SL_OK;
    }
    if (named == NULL)
        return fail(parse, "question", out->code, "names a scale or list that isn't there");
    out->tokens = named->tokens;
    out->token_count = named->count;
    return SL_OK;
}

static void parse_plain(struct parse *parse, const json_t *object, struct sl_question *out) {
    out->text = sl_json_text_or(object, "text", "");
    out->guidance = sl_json_text_or(object, "guidance", "");
    out->judgement = sl_json_true(object, "judgement");
    out->overall = sl_json_true(object, "overall");
    out->mandatory = sl_json_true(object, "mandatory");
    out->unscored = sl_json_true(object, "unscored");
    out->refuse_on = sl_json_text_or(object, "refuse_on", "");
    out->same_as = sl_json_text_or(object, "same_as", "");
    out->column = sl_json_text_or(object, "column", "");
    out->hide_until = sl_json_text_or(object, "hide_until", "");
    out->of = sl_json_text_or(object, "of", "");
    out->least = (int)sl_json_whole_or(object, "min", 0);
    out->most = (int)sl_json_whole_or(object, "max", DEFAULT_COUNT_MOST);
    out->themes = parse_texts(parse, json_object_get(object, "themes"), &out->theme_count);
}

static enum sl_status parse_question(struct parse *parse, const json_t *object, size_t section,
                                     int parent, uint64_t forms);

static enum sl_status parse_questions(struct parse *parse, const json_t *array, size_t section,
                                      int parent, uint64_t forms) {
    enum sl_status status = SL_OK;
    for (size_t i = 0; i < json_array_size(array) && status == SL_OK; i++)
        status = parse_question(parse, json_array_get(array, i), section, parent, forms);
    return status;
}

static enum sl_status parse_question(struct parse *parse, const json_t *object, size_t section,
                                     int parent, uint64_t forms) {
    struct sl_tool *tool = parse->tool;
    size_t place = tool->question_count++;
    struct sl_question made = {.section = section, .parent = parent};
    made.in_rows = tool->sections[section].rows != NULL;
    made.code = sl_json_text_or(object, "code", "");
    made.type = sl_question_type_of(sl_json_text_or(object, "type", ""));
    made.forms = parse_form_bits(parse, object, forms);
    if (made.code[0] == '\0' || made.type == SL_QUESTION_TYPES)
        return fail(parse, "question", made.code, "has no code or no known type");
    parse_plain(parse, object, &made);
    parse_evidence(parse, object, &made);
    parse_critical(object, &made);
    parse_reasons(parse, object, &made);
    parse_limit(parse, object, &made);
    enum sl_status status = parse_choices(parse, object, &made);
    if (status != SL_OK)
        return status;
    if (made.overall)
        tool->overall = (int)place;
    tool->questions[place] = made;
    return parse_questions(parse, json_object_get(object, "parts"), section, (int)place,
                           made.forms);
}

static size_t count_questions(const json_t *array) {
    const json_t *question;
    size_t i, count = json_array_size(array);
    json_array_foreach(array, i, question) {
        count += count_questions(json_object_get(question, "parts"));
    }
    return count;
}

static enum sl_status parse_section(struct parse *parse, const json_t *object) {
    struct sl_tool *tool = parse->tool;
    uint64_t all =
        tool->form_count >= FORMS_MOST ? UINT64_MAX : (UINT64_C(1) << tool->form_count) - 1;
    const json_t *rows = json_object_get(object, "rows");
    size_t place = tool->section_count++;
    struct sl_section *made = &tool->sections[place];
    made->code = sl_json_text_or(object, "code", "");
    made->title = sl_json_text_or(object, "title", "");
    made->core = sl_json_true(object, "core");
    made->na_when = sl_json_text_or(object, "na_when", "");
    made->forms = parse_form_bits(parse, object, all);
    made->rows = sl_json_text_or(rows, "of", NULL);
    made->least_rows = (int)sl_json_whole_or(rows, "min", 0);
    made->most_rows = (int)sl_json_whole_or(rows, "max", made->rows != NULL ? 1 : 0);
    if (made->rows != NULL && (made->most_rows < 1 || made->most_rows > ROWS_MOST))
        return fail(parse, "section", made->code, "has rows, but not 1 to 1000 of them");
    made->first = tool->question_count;
    enum sl_status status =
        parse_questions(parse, json_object_get(object, "questions"), place, -1, made->forms);
    made->end = tool->question_count;
    return status;
}

static enum sl_status parse_sections(struct parse *parse) {
    struct sl_tool *tool = parse->tool;
    const json_t *sections = json_object_get(tool->root, "sections"), *section;
    size_t i, questions = 0;
    json_array_foreach(sections, i, section) {
        questions += count_questions(json_object_get(section, "questions"));
    }
    tool->sections = sl_new(json_array_size(sections) + 1, sizeof *tool->sections);
    tool->questions = sl_new(questions + 1, sizeof *tool->questions);
    enum sl_status status = SL_OK;
    for (i = 0; i < json_array_size(sections) && status == SL_OK; i++)
        status = parse_section(parse, json_array_get(sections, i));
    return status;
}

static void parse_asked(struct parse *parse, const json_t *object, struct sl_asked *out) {
    const json_t *asked = json_object_get(object, "ask_when");
    out->question =
        asked != NULL ? sl_tool_find(parse->tool, sl_json_text_or(asked, "code", "")) : -1;
    out->is = parse_texts(parse, json_object_get(asked, "is"), &out->is_count);
}

/* Once every question has its place. Goes through the questions in the order they were parsed. */
static void parse_conditions(struct parse *parse, const json_t *array, size_t *place) {
    const json_t *question;
    size_t i;
    json_array_foreach(array, i, question) {
        parse_asked(parse, question, &parse->tool->questions[(*place)++].asked);
        parse_conditions(parse, json_object_get(question, "parts"), place);
    }
}

static void parse_all_conditions(struct parse *parse) {
    const json_t *sections = json_object_get(parse->tool->root, "sections"), *section;
    size_t i, place = 0;
    json_array_foreach(sections, i, section) {
        parse_asked(parse, section, &parse->tool->sections[i].asked);
        parse_conditions(parse, json_object_get(section, "questions"), &place);
    }
}

enum sl_status sl_tool_parse(const char *name, const char *json, struct sl_tool **out,
                             struct sl_error *err) {
    SL_AUTO(sl_tool_drop) struct sl_tool *tool = sl_new(1, sizeof *tool);
    struct parse parse = {tool, name, err};
    tool->overall = -1;
    enum sl_status status = sl_json_parse(name, json, strlen(json), &tool->root, err);
    if (status != SL_OK)
        return status;
    if (json_array_size(json_object_get(tool->root, "forms")) > FORMS_MOST)
        return sl_fail(err, SL_INVALID, "forms", "%s: more than 64 forms", name);
    parse_scales(&parse);
    parse_lists(&parse);
    parse_forms(&parse);
    status = parse_sections(&parse);
    if (status != SL_OK)
        return status;
    if (tool->question_count == 0 || tool->form_count == 0)
        return sl_fail(err, SL_INVALID, "", "%s: a tool has forms and questions", name);
    sl_tool_index(tool);
    parse_all_conditions(&parse);
    tool->json = sl_json_canonical(tool->root);
    tool->hash = sl_hash_of(tool->json, strlen(tool->json));
    tool->for_scorers = sl_tool_tell_scorers(tool);
    *out = tool;
    tool = NULL;
    return SL_OK;
}
