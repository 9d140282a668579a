#include "scoring/rule_header.h"
#include "scoring/rule_sentence.h"
#include "scoring/rule_settings.h"
#include <ctype.h>
#include <inttypes.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

enum { CLAUSES_MOST = 500, NAMES_MOST = 1000, TOKENS_MOST = 64 };

/* The header that callers see, and behind it what it borrows from. */
struct whole {
    struct sl_rule_header header;
    char *name;
    char *canonical;
    json_t *root;
    json_t *settings;
    bool own_settings; /* nothing takes their place, so lines of the source tell of them */
    struct sl_columns *columns;
    struct sl_rule_cells cells;
    struct sl_rule_tool *applies;
    const char **needs, **lists, **remembers, **uses;
    struct sl_rule_clause *clauses;
    struct sl_rule_output *outputs;
    struct sl_error fault; /* the first of the settings' cells */
};

static struct whole *whole_of(const struct sl_rule_header *header) {
    return (struct whole *)(uintptr_t)header;
}

static const char *line_key_above(char *path) {
    char *cut = strrchr(path, '.');
    if (cut == NULL)
        return NULL;
    *cut = '\0';
    return path;
}

long sl_rule_header_line(const struct sl_rule_header *header, const char *path) {
    const json_t *lines = json_object_get(whole_of(header)->root, "lines");
    SL_AUTO(sl_free) char *key = sl_copy(path);
    for (const char *at = key; at != NULL; at = line_key_above(key)) {
        const json_t *line = json_object_get(lines, at);
        if (json_is_integer(line))
            return (long)json_integer_value(line);
    }
    return 0;
}

static enum sl_status fault_at(const struct sl_rule_header *header, struct sl_error *err, long line,
                               const char *path, const char *sentence) {
    const char *name = whole_of(header)->name;
    if (line > 0)
        return sl_fail(err, SL_INVALID, path, "%s:%ld: %s: %s", name, line, path, sentence);
    return sl_fail(err, SL_INVALID, path, "%s: %s: %s", name, path, sentence);
}

enum sl_status sl_rule_header_fault(const struct sl_rule_header *header, struct sl_error *err,
                                    const char *path, const char *format, ...) {
    char sentence[sizeof err->text];
    va_list values;
    va_start(values, format);
    vsnprintf(sentence, sizeof sentence, format, values);
    va_end(values);
    return fault_at(header, err, sl_rule_header_line(header, path), path, sentence);
}

enum sl_status sl_rule_header_cell_fault(const struct sl_rule_header *header, struct sl_error *err,
                                         const struct sl_column_place *place, const char *format,
                                         ...) {
    char sentence[sizeof err->text];
    va_list values;
    va_start(values, format);
    vsnprintf(sentence, sizeof sentence, format, values);
    va_end(values);
    SL_AUTO(sl_free) char *path = sl_column_path(place);
    SL_AUTO(sl_free)
    char *field = place->row > 0 ? sl_format("settings.%s.%zu.%s", place->table, place->row,
                                             place->column != NULL ? place->column : "")
                                 : sl_copy(path);
    long line = whole_of(header)->own_settings ? sl_rule_header_line(header, field) : 0;
    return fault_at(header, err, line, path, sentence);
}

enum sl_status sl_rule_header_need_fault(const struct sl_rule_header *header, struct sl_error *err,
                                         size_t need, const char *sentence) {
    const struct sl_rule_cells *cells = &whole_of(header)->cells;
    for (size_t i = 0; need >= header->needs_named && i < cells->count; i++)
        if (strcmp(cells->reads[i].question, header->needs[need]) == 0)
            return sl_rule_header_cell_fault(header, err, &cells->reads[i].place, "%s", sentence);
    return sl_rule_header_fault(header, err, "needs", "%s", sentence);
}

static bool is_empty_table(const json_t *value) {
    return value == NULL || json_is_null(value) ||
           (json_is_object(value) && json_object_size(value) == 0) ||
           (json_is_array(value) && json_array_size(value) == 0);
}

static enum sl_status read_text(struct whole *whole, const char *key, const char **out,
                                struct sl_error *err) {
    const char *text = json_string_value(json_object_get(whole->root, key));
    if (text == NULL || *text == '\0')
        return sl_rule_header_fault(&whole->header, err, key, "a text is needed here");
    *out = text;
    return SL_OK;
}

static bool is_kind(const char *kind) {
    static const char *const kinds[] = {"grade", "points", "measure", "check", "timeliness"};
    for (size_t i = 0; i < SL_COUNT(kinds); i++)
        if (strcmp(kind, kinds[i]) == 0)
            return true;
    return false;
}

static enum sl_status read_names(struct whole *whole, const char *key, const char ***names,
                                 size_t *count, struct sl_error *err) {
    const json_t *list = json_object_get(whole->root, key);
    if (is_empty_table(list))
        return SL_OK;
    if (!json_is_array(list) || json_array_size(list) > NAMES_MOST)
        return sl_rule_header_fault(&whole->header, err, key,
                                    "a list of at most %d names is needed", NAMES_MOST);
    *names = sl_new(json_array_size(list), sizeof **names);
    for (size_t i = 0; i < json_array_size(list); i++) {
        const char *name = json_string_value(json_array_get(list, i));
        if (name == NULL || *name == '\0')
            return sl_rule_header_fault(&whole->header, err, key, "entry %zu isn't a name", i + 1);
        (*names)[(*count)++] = name;
    }
    return SL_OK;
}

static bool is_named(const char *const *names, size_t count, const char *name) {
    for (size_t i = 0; i < count; i++)
        if (strcmp(names[i], name) == 0)
            return true;
    return false;
}

static enum sl_status read_remembers(struct whole *whole, struct sl_error *err) {
    struct sl_rule_header *header = &whole->header;
    enum sl_status status =
        read_names(whole, "remembers", &whole->remembers, &header->remembers_count, err);
    for (size_t i = 0; i < header->remembers_count && status == SL_OK; i++) {
        const char *name = whole->remembers[i];
        if (!is_named(whole->lists, header->lists_count, name))
            status =
                sl_rule_header_fault(header, err, "remembers", "%s isn't declared in lists", name);
        else if (is_named(whole->remembers, i, name))
            status = sl_rule_header_fault(header, err, "remembers", "%s is named twice", name);
    }
    return status;
}

static enum sl_status read_tool(struct whole *whole, const json_t *entry, struct sl_rule_tool *out,
                                struct sl_error *err) {
    bool plain = json_is_string(entry);
    out->tool = plain ? json_string_value(entry) : sl_json_text_or(entry, "tool", NULL);
    out->rows = plain ? NULL : sl_json_text_or(entry, "rows", NULL);
    if (out->tool == NULL)
        return sl_rule_header_fault(&whole->header, err, "applies",
                                    "a tool's code or {tool = CODE, rows = NAME} is needed");
    return SL_OK;
}

static enum sl_status read_applies(struct whole *whole, struct sl_error *err) {
    const json_t *applies = json_object_get(whole->root, "applies");
    if (is_empty_table(applies))
        return sl_rule_header_fault(&whole->header, err, "applies",
                                    "at least one tool is needed that the rule applies to");
    bool many = json_is_array(applies);
    size_t count = many ? json_array_size(applies) : 1;
    whole->applies = sl_new(count, sizeof *whole->applies);
    whole->header.applies = whole->applies;
    enum sl_status status = SL_OK;
    for (size_t i = 0; i < count && status == SL_OK; i++) {
        const json_t *entry = many ? json_array_get(applies, i) : applies;
        status = read_tool(whole, entry, &whole->applies[i], err);
        whole->header.applies_count = i + 1;
    }
    return status;
}

static bool is_output_name(const char *name) {
    if (!isalpha((unsigned char)*name) || strlen(name) > 40)
        return false;
    for (const char *c = name; *c != '\0'; c++)
        if (!isalnum((unsigned char)*c) && *c != '_')
            return false;
    return true;
}

static enum sl_status read_tokens(struct whole *whole, const char *type, struct sl_rule_output *out,
                                  struct sl_error *err) {
    const char **tokens = sl_new(TOKENS_MOST + 1, sizeof *tokens);
    char *words = sl_copy(type), *rest = words;
    out->tokens = tokens;
    tokens[TOKENS_MOST] = words;
    for (char *word; (word = strtok_r(rest, " ", &rest)) != NULL;) {
        if (out->token_count == TOKENS_MOST)
            return sl_rule_header_fault(&whole->header, err, "outputs",
                                        "%s has more than %d tokens", out->name, TOKENS_MOST);
        if (sl_rule_output_allows(out, sl_text_of(word)))
            return sl_rule_header_fault(&whole->header, err, "outputs",
                                        "%s names the token %s twice", out->name, word);
        tokens[out->token_count++] = word;
    }
    return SL_OK;
}

static enum sl_status read_integer_type(struct whole *whole, const char *type,
                                        struct sl_rule_output *out, struct sl_error *err) {
    int used = 0;
    out->type = SL_OUTPUT_INTEGER;
    out->least = INT32_MIN;
    out->most = INT32_MAX;
    if (strcmp(type, "integer") == 0)
        return SL_OK;
    int found = sscanf(type, "integer %" SCNd32 "..%" SCNd32 "%n", &out->least, &out->most, &used);
    if (found == 2 && type[used] == '\0' && out->least <= out->most)
        return SL_OK;
    return sl_rule_header_fault(&whole->header, err, "outputs",
                                "%s: \"%s\" isn't a type; \"integer 0..100\" is", out->name, type);
}

static enum sl_status read_output_type(struct whole *whole, const char *type,
                                       struct sl_rule_output *out, struct sl_error *err) {
    static const struct {
        const char *name;
        enum sl_output_type type;
    } plain[] = {{"hundredths", SL_OUTPUT_HUNDREDTHS},
                 {"day", SL_OUTPUT_DAY},
                 {"yes_no", SL_OUTPUT_YES_NO},
                 {"text", SL_OUTPUT_TEXT}};
    for (size_t i = 0; i < SL_COUNT(plain); i++)
        if (strcmp(type, plain[i].name) == 0) {
            out->type = plain[i].type;
            return SL_OK;
        }
    if (strncmp(type, "integer", 7) == 0 && (type[7] == '\0' || type[7] == ' '))
        return read_integer_type(whole, type, out, err);
    out->type = SL_OUTPUT_TOKENS;
    return read_tokens(whole, type, out, err);
}

static enum sl_status read_output(struct whole *whole, const json_t *entry, size_t index,
                                  struct sl_error *err) {
    const char *name = json_string_value(json_array_get(entry, 0));
    const char *type = json_string_value(json_array_get(entry, 1));
    if (name == NULL || type == NULL || json_array_size(entry) != 2)
        return sl_rule_header_fault(&whole->header, err, "outputs",
                                    "entry %zu must be a name and a type", index + 1);
    if (!is_output_name(name))
        return sl_rule_header_fault(&whole->header, err, "outputs",
                                    "\"%s\" isn't a name: letters, digits and _ only", name);
    if (sl_rule_header_output(&whole->header, name) >= 0)
        return sl_rule_header_fault(&whole->header, err, "outputs", "%s is named twice", name);
    struct sl_rule_output *output = &whole->outputs[index];
    output->name = name;
    whole->header.outputs_count = index + 1;
    enum sl_status status = read_output_type(whole, type, output, err);
    if (status == SL_OK && output->type == SL_OUTPUT_TOKENS && output->token_count == 0)
        return sl_rule_header_fault(&whole->header, err, "outputs", "%s has no type", name);
    return status;
}

static enum sl_status read_outputs(struct whole *whole, struct sl_error *err) {
    const json_t *outputs = json_object_get(whole->root, "outputs");
    size_t count = json_array_size(outputs);
    if (count == 0 || count > SL_RULE_OUTPUTS_MOST)
        return sl_rule_header_fault(&whole->header, err, "outputs",
                                    "1 to %d outputs are needed, each a name and a type",
                                    SL_RULE_OUTPUTS_MOST);
    whole->outputs = sl_new(count, sizeof *whole->outputs);
    whole->header.outputs = whole->outputs;
    enum sl_status status = SL_OK;
    for (size_t i = 0; i < count && status == SL_OK; i++)
        status = read_output(whole, json_array_get(outputs, i), i, err);
    return status;
}

static int by_id(const void *a, const void *b) {
    const struct sl_rule_clause *left = a, *right = b;
    return strcmp(left->id, right->id);
}

static enum sl_status read_clauses(struct whole *whole, struct sl_error *err) {
    const json_t *clauses = json_object_get(whole->root, "clauses");
    if (is_empty_table(clauses))
        return SL_OK;
    if (!json_is_object(clauses) || json_object_size(clauses) > CLAUSES_MOST)
        return sl_rule_header_fault(&whole->header, err, "clauses",
                                    "a table of id = sentence with at most %d is needed",
                                    CLAUSES_MOST);
    whole->clauses = sl_new(json_object_size(clauses), sizeof *whole->clauses);
    whole->header.clauses = whole->clauses;
    enum sl_status status = SL_OK;
    for (void *at = json_object_iter((json_t *)(uintptr_t)clauses); at && status == SL_OK;
         at = json_object_iter_next((json_t *)(uintptr_t)clauses, at)) {
        struct sl_rule_clause *clause = &whole->clauses[whole->header.clauses_count++];
        clause->id = json_object_iter_key(at);
        clause->wording = json_string_value(json_object_iter_value(at));
        SL_AUTO(sl_free) char *path = sl_format("clauses.%s", clause->id);
        if (clause->wording == NULL || *clause->wording == '\0')
            return sl_rule_header_fault(&whole->header, err, path, "a sentence is needed");
        struct sl_text missing = {"", 0};
        clause->sentence = sl_rule_sentence(whole->settings, clause->wording, &missing);
        if (clause->sentence == NULL)
            return sl_rule_header_fault(&whole->header, err, path, "there is no setting {%.*s}",
                                        (int)missing.length, missing.bytes);
    }
    if (status == SL_OK)
        qsort(whole->clauses, whole->header.clauses_count, sizeof *whole->clauses, by_id);
    return status;
}

static void keep_fault(void *context, const struct sl_column_place *place, const char *sentence) {
    struct whole *whole = context;
    if (whole->fault.status == SL_OK)
        sl_rule_header_cell_fault(&whole->header, &whole->fault, place, "%s", sentence);
}

/* Settings by their declared columns; what their cells read is needed too. */
static enum sl_status read_columns(struct whole *whole, struct sl_error *err) {
    struct sl_error fault = {0};
    struct sl_rule_header *header = &whole->header;
    if (sl_columns_read(json_object_get(whole->root, "columns"), &whole->columns, &fault) != SL_OK)
        return sl_rule_header_fault(header, err, fault.field, "%s", fault.text);
    header->columns = whole->columns;
    if (sl_columns_check(whole->columns, whole->settings, json_object_get(whole->root, "clauses"),
                         keep_fault, whole) > 0)
        return sl_fail(err, SL_INVALID, whole->fault.field, "%s", whole->fault.text);
    sl_rule_cells_read(whole->columns, whole->settings, &whole->cells);
    header->needs_named = header->needs_count;
    for (size_t i = 0; i < whole->cells.count; i++) {
        const char *question = whole->cells.reads[i].question;
        if (is_named(whole->needs, header->needs_count, question))
            continue;
        whole->needs = sl_resize(whole->needs, header->needs_count + 1, sizeof *whole->needs);
        whole->needs[header->needs_count++] = question;
    }
    return SL_OK;
}

static enum sl_status read_all(struct whole *whole, struct sl_error *err) {
    struct sl_rule_header *header = &whole->header;
    enum sl_status status = read_text(whole, "code", &header->code, err);
    if (status == SL_OK)
        status = read_text(whole, "title", &header->title, err);
    if (status == SL_OK)
        status = read_text(whole, "kind", &header->kind, err);
    if (status == SL_OK && !is_kind(header->kind))
        status = sl_rule_header_fault(header, err, "kind",
                                      "grade, points, measure, check or timeliness, not \"%s\"",
                                      header->kind);
    if (status == SL_OK)
        status = read_applies(whole, err);
    if (status == SL_OK)
        status = read_names(whole, "needs", &whole->needs, &header->needs_count, err);
    if (status == SL_OK)
        status = read_names(whole, "lists", &whole->lists, &header->lists_count, err);
    if (status == SL_OK)
        status = read_remembers(whole, err);
    if (status == SL_OK)
        status = read_names(whole, "uses", &whole->uses, &header->uses_count, err);
    if (status == SL_OK)
        status = read_outputs(whole, err);
    if (status == SL_OK)
        status = read_clauses(whole, err);
    if (status == SL_OK)
        status = read_columns(whole, err);
    header->why = sl_json_text_or(whole->root, "why", "");
    header->history = sl_json_true(whole->root, "history");
    header->needs = whole->needs;
    header->lists = whole->lists;
    header->remembers = whole->remembers;
    header->uses = whole->uses;
    return status;
}

enum sl_status sl_rule_header_parse(const char *name, struct sl_text json, const json_t *settings,
                                    struct sl_rule_header **out, struct sl_error *err) {
    SL_AUTO(sl_json_drop) json_t *root = NULL;
    enum sl_status status = sl_json_parse(name, json.bytes, json.length, &root, err);
    if (status != SL_OK)
        return status;
    if (!json_is_object(root))
        return sl_fail(err, SL_INVALID, "", "%s: the header of a rule must be a table", name);
    struct whole *whole = sl_new(1, sizeof *whole);
    whole->name = sl_copy(name);
    whole->canonical = sl_json_canonical(root);
    const json_t *own = json_object_get(root, "settings");
    whole->settings = sl_rule_settings_merged(own, settings);
    whole->own_settings = settings == NULL;
    whole->header.settings = whole->settings;
    whole->root = root;
    root = NULL;
    status = read_all(whole, err);
    if (status == SL_OK)
        *out = &whole->header;
    else
        sl_rule_header_free(&whole->header);
    return status;
}

static void free_outputs(struct whole *whole) {
    for (size_t i = 0; i < whole->header.outputs_count; i++) {
        const struct sl_rule_output *output = &whole->outputs[i];
        if (output->tokens != NULL)
            free((void *)(uintptr_t)output->tokens[TOKENS_MOST]);
        free((void *)(uintptr_t)output->tokens);
    }
    free(whole->outputs);
}

void sl_rule_header_free(struct sl_rule_header *header) {
    if (header == NULL)
        return;
    struct whole *whole = whole_of(header);
    for (size_t i = 0; i < header->clauses_count; i++)
        free((void *)(uintptr_t)whole->clauses[i].sentence);
    free_outputs(whole);
    free(whole->clauses);
    free(whole->applies);
    free((void *)whole->needs);
    free((void *)whole->lists);
    free((void *)whole->remembers);
    free((void *)whole->uses);
    sl_rule_cells_drop(&whole->cells);
    sl_columns_free(whole->columns);
    free(whole->canonical);
    free(whole->name);
    json_decref(whole->settings);
    json_decref(whole->root);
    free(whole);
}

void sl_rule_header_drop(struct sl_rule_header **header) {
    sl_rule_header_free(*header);
    *header = NULL;
}

const char *sl_rule_header_json(const struct sl_rule_header *header) {
    return whole_of(header)->canonical;
}

const struct sl_rule_tool *sl_rule_header_applies(const struct sl_rule_header *header,
                                                  const char *tool) {
    for (size_t i = 0; i < header->applies_count; i++)
        if (strcmp(header->applies[i].tool, tool) == 0)
            return &header->applies[i];
    return NULL;
}
