#include "table.h"
#include "base/memory.h"
#include <stdlib.h>
#include <string.h>

enum { SOURCE_DEPTH = 32 };

struct reader {
    const char *path;
    struct sl_points_table *table;
    struct sl_error *err;
};

__attribute__((format(printf, 3, 4))) static enum sl_status
fault(const struct reader *r, const char *field, const char *format, ...) {
    char sentence[400];
    va_list values;
    va_start(values, format);
    vsnprintf(sentence, sizeof sentence, format, values);
    va_end(values);
    return sl_fail(r->err, SL_RULE, field, "%s: %s: %s", r->path, field, sentence);
}

void sl_points_table_free(struct sl_points_table *table) {
    if (table == NULL)
        return;
    for (size_t i = 0; i < table->ceiling_count; i++)
        sl_condition_free(table->ceilings[i].when);
    free(table->ceilings);
    free(table->rows);
    free(table->domains);
    free(table->clauses);
    json_decref(table->settings);
    json_decref(table->file);
    free(table);
}

void sl_points_table_drop(struct sl_points_table **table) {
    sl_points_table_free(*table);
    *table = NULL;
}

/* --- fields --- */

static enum sl_status check_keys(const struct reader *r, const json_t *object, const char *where,
                                 const char *const *known, size_t count) {
    const char *key;
    json_t *value;
    json_object_foreach((json_t *)object, key, value) {
        bool found = false;
        for (size_t i = 0; i < count && !found; i++)
            found = strcmp(known[i], key) == 0;
        if (!found)
            return fault(r, where, "there is no field %s", key);
    }
    return SL_OK;
}

static enum sl_status take_whole(const struct reader *r, const json_t *object, const char *where,
                                 const char *key, int least, int most, int *out) {
    const json_t *value = json_object_get(object, key);
    json_int_t number = json_integer_value(value);
    if (!json_is_integer(value) || number < least || number > most)
        return fault(r, where, "%s has to be a whole number from %d to %d", key, least, most);
    *out = (int)number;
    return SL_OK;
}

static enum sl_status take_text(const struct reader *r, const json_t *object, const char *where,
                                const char *key, const char **out) {
    const char *text = json_string_value(json_object_get(object, key));
    if (text == NULL || *text == '\0')
        return fault(r, where, "%s is missing", key);
    *out = text;
    return SL_OK;
}

static enum sl_status take_array(const struct reader *r, const char *key, const json_t **out) {
    const json_t *array = json_object_get(r->table->settings, key);
    SL_AUTO(sl_free) char *where = sl_format("settings.%s", key);
    if (!json_is_array(array) || json_array_size(array) == 0)
        return fault(r, where, "a list with at least one row is needed");
    if (json_array_size(array) > SL_POINTS_ROWS_MOST)
        return fault(r, where, "it has more than %d rows", SL_POINTS_ROWS_MOST);
    *out = array;
    return SL_OK;
}

static char *row_name(const char *key, size_t index) {
    return sl_format("settings.%s row %zu", key, index + 1);
}

/* --- what both methods have --- */

static enum sl_status read_points(const struct reader *r) {
    struct sl_points_table *table = r->table;
    json_t *points = json_object_get(table->settings, "points");
    const char *token;
    json_t *value;
    if (!json_is_object(points) || json_object_size(points) == 0 ||
        json_object_size(points) > SL_POINTS_TOKENS_MOST)
        return fault(r, "settings.points", "say what each answer counts, such as \"yes\": 3");
    json_object_foreach(points, token, value) {
        int number = 0;
        enum sl_status status =
            take_whole(r, points, "settings.points", token, -1000, 1000, &number);
        if (status != SL_OK)
            return status;
        uint8_t *first = &table->token_first[(unsigned char)*token];
        table->tokens[table->token_count++] =
            (struct sl_points_token){sl_text_of(token), number, *first};
        *first = (uint8_t)table->token_count;
    }
    return take_whole(r, table->settings, "settings", "coverage", 0, 100, &table->coverage);
}

static const char *token_of_points(const struct sl_points_table *table, int points) {
    for (size_t i = 0; i < table->token_count; i++)
        if (table->tokens[i].points == points && table->tokens[i].token.length == 1)
            return table->tokens[i].token.bytes;
    return NULL;
}

static enum sl_status read_band(const struct reader *r, const json_t *row, size_t index) {
    struct sl_points_table *table = r->table;
    struct sl_points_band *band = &table->bands[index];
    SL_AUTO(sl_free) char *where = row_name("bands", index);
    bool by_grade = table->method == SL_POINTS_GRADE;
    enum sl_status status = take_whole(r, row, where, "from", -100000, 100000, &band->from);
    if (status == SL_OK && by_grade)
        status = take_text(r, row, where, "grade", &band->grade);
    if (status == SL_OK && !by_grade)
        status = take_whole(r, row, where, "points", -1000, 1000, &band->points);
    if (status != SL_OK)
        return status;
    if (by_grade && !sl_points_of(table, sl_text_of(band->grade), &band->points))
        return fault(r, where, "grade %s counts no points", band->grade);
    if (!by_grade && (band->grade = token_of_points(table, band->points)) == NULL)
        return fault(r, where, "no grade counts %d points", band->points);
    if (index > 0 && band->from >= table->bands[index - 1].from)
        return fault(r, where, "bands stand from the best down: from has to be below %d",
                     table->bands[index - 1].from);
    band->token = sl_text_of(band->grade);
    table->band_count = index + 1;
    return SL_OK;
}

static enum sl_status read_bands(const struct reader *r) {
    const json_t *rows = NULL;
    enum sl_status status = take_array(r, "bands", &rows);
    if (status == SL_OK && json_array_size(rows) > SL_POINTS_BANDS_MOST)
        return fault(r, "settings.bands", "at most %d bands can be told apart",
                     SL_POINTS_BANDS_MOST);
    for (size_t i = 0; status == SL_OK && i < json_array_size(rows); i++)
        status = read_band(r, json_array_get(rows, i), i);
    return status;
}

static int by_bytes(const void *a, const void *b) {
    return strcmp(*(const char *const *)a, *(const char *const *)b);
}

static void read_clauses(struct sl_points_table *table) {
    json_t *clauses = json_object_get(table->file, "clauses");
    const char *id;
    json_t *sentence;
    table->clauses = sl_new(json_object_size(clauses) + 1, sizeof *table->clauses);
    json_object_foreach(clauses, id, sentence) table->clauses[table->clause_count++] = id;
    qsort(table->clauses, table->clause_count, sizeof *table->clauses, by_bytes);
}

/* Places of clauses among the ids. */
static enum sl_status find_clauses(const struct reader *r, const char *where,
                                   const char *const *ids, size_t count, uint16_t *places) {
    const struct sl_points_table *table = r->table;
    for (size_t i = 0; i < count; i++) {
        const char **found =
            bsearch(&ids[i], table->clauses, table->clause_count, sizeof *table->clauses, by_bytes);
        if (found == NULL)
            return fault(r, where, "the sentence of %s is missing among the clauses", ids[i]);
        places[i] = (uint16_t)(found - table->clauses);
    }
    return SL_OK;
}

/* --- grade --- */

static enum sl_status read_judgement(const struct reader *r, const json_t *row, size_t index) {
    static const char *const known[] = {"judgement", "weight", "gate"};
    struct sl_points_row *to = &r->table->rows[index];
    SL_AUTO(sl_free) char *where = row_name("domains", index);
    to->gate = json_is_true(json_object_get(row, "gate"));
    enum sl_status status = check_keys(r, row, where, known, SL_COUNT(known));
    if (status == SL_OK)
        status = take_text(r, row, where, "judgement", &to->question);
    if (status == SL_OK)
        status = take_whole(r, row, where, "weight", 1, 10000, &to->weight);
    r->table->row_count = index + 1;
    return status;
}

static enum sl_status read_judgements(const struct reader *r) {
    const json_t *rows = NULL;
    enum sl_status status = take_array(r, "domains", &rows);
    if (status == SL_OK)
        r->table->rows = sl_new(json_array_size(rows), sizeof *r->table->rows);
    for (size_t i = 0; status == SL_OK && i < json_array_size(rows); i++)
        status = read_judgement(r, json_array_get(rows, i), i);
    return status;
}

static enum sl_status check_groups(const struct reader *r, const char *where,
                                   const struct sl_condition *when) {
    const json_t *groups = json_object_get(r->table->settings, "groups");
    for (size_t i = 0; i < sl_condition_groups(when); i++)
        if (!json_is_array(json_object_get(groups, sl_condition_group(when, i))))
            return fault(r, where, "when: there is no group %s in settings.groups",
                         sl_condition_group(when, i));
    return SL_OK;
}

static enum sl_status read_when(const struct reader *r, const json_t *row, const char *where,
                                struct sl_points_ceiling *to) {
    const char *when = NULL;
    struct sl_error why = {0};
    enum sl_status status = take_text(r, row, where, "when", &when);
    if (status != SL_OK)
        return status;
    if (sl_condition_parse(sl_text_of(when), &to->when, &why) != SL_OK)
        return fault(r, where, "when: %s", why.text);
    return check_groups(r, where, to->when);
}

static enum sl_status read_ceiling(const struct reader *r, const json_t *row, size_t index) {
    static const char *const known[] = {"clause", "when", "at_most", "because", "on"};
    SL_AUTO(sl_free) char *where = row_name("ceilings", index);
    int points = 0;
    struct sl_points_ceiling to = {.clause = sl_json_text_or(row, "clause", ""),
                                   .because = sl_json_text_or(row, "because", "")};
    enum sl_status status = check_keys(r, row, where, known, SL_COUNT(known));
    if (status == SL_OK)
        status = take_text(r, row, where, "at_most", &to.at_most);
    if (status == SL_OK && !sl_points_of(r->table, sl_text_of(to.at_most), &points))
        status = fault(r, where, "at_most: %s counts no points", to.at_most);
    if (status == SL_OK && *to.clause == '\0' && *to.because == '\0')
        status = fault(r, where, "say because, or name a clause");
    to.because = *to.clause == '\0' ? to.because : "";
    to.clause = *to.clause == '\0' ? "own" : to.clause;
    if (status == SL_OK)
        status = find_clauses(r, where, &to.clause, 1, &to.place);
    if (status == SL_OK)
        status = read_when(r, row, where, &to);
    if (status == SL_OK && json_is_true(json_object_get(row, "on")))
        r->table->ceilings[r->table->ceiling_count++] = to;
    else
        sl_condition_free(to.when);
    return status;
}

static enum sl_status read_ceilings(const struct reader *r) {
    const json_t *rows = json_object_get(r->table->settings, "ceilings");
    enum sl_status status = SL_OK;
    if (json_array_size(rows) > SL_POINTS_ROWS_MOST)
        return fault(r, "settings.ceilings", "it has more than %d rows", SL_POINTS_ROWS_MOST);
    r->table->ceilings = sl_new(json_array_size(rows) + 1, sizeof *r->table->ceilings);
    for (size_t i = 0; status == SL_OK && i < json_array_size(rows); i++)
        status = read_ceiling(r, json_array_get(rows, i), i);
    return status;
}

static enum sl_status read_grade(const struct reader *r) {
    static const char *const known[] = {"points", "coverage", "domains",
                                        "bands",  "groups",   "ceilings"};
    static const char *const clauses[] = {"gate", "coverage", "base", "partial", "waived"};
    enum sl_status status = check_keys(r, r->table->settings, "settings", known, SL_COUNT(known));
    if (status == SL_OK)
        status = find_clauses(r, "clauses", clauses, SL_COUNT(clauses), r->table->said);
    if (status == SL_OK)
        status = read_judgements(r);
    return status == SL_OK ? read_ceilings(r) : status;
}

/* --- indicators --- */

static enum sl_status read_domain(const struct reader *r, const json_t *row, size_t index) {
    static const char *const known[] = {"name", "judgement"};
    SL_AUTO(sl_free) char *where = row_name("domains", index);
    struct sl_points_domain *to = &r->table->domains[index];
    enum sl_status status = check_keys(r, row, where, known, SL_COUNT(known));
    if (status == SL_OK)
        status = take_text(r, row, where, "name", &to->name);
    if (status == SL_OK)
        status = take_text(r, row, where, "judgement", &to->judgement);
    r->table->domain_count = index + 1;
    return status;
}

/* The domain whose judgement stands in that section. */
static bool find_domain(const struct sl_points_table *table, const char *section, size_t *out) {
    size_t length = strlen(section);
    for (size_t i = 0; i < table->domain_count; i++) {
        const char *judgement = table->domains[i].judgement;
        if (strncmp(judgement, section, length) == 0 && judgement[length] == '.') {
            *out = i;
            return true;
        }
    }
    return false;
}

static enum sl_status read_question(const struct reader *r, const json_t *row, size_t index) {
    static const char *const known[] = {"domain", "question", "weight", "record_only", "limit"};
    SL_AUTO(sl_free) char *where = row_name("questions", index);
    struct sl_points_row *to = &r->table->rows[index];
    const char *domain = NULL;
    enum sl_status status = check_keys(r, row, where, known, SL_COUNT(known));
    to->record_only = json_is_true(json_object_get(row, "record_only"));
    if (status == SL_OK)
        status = take_text(r, row, where, "domain", &domain);
    if (status == SL_OK && !find_domain(r->table, domain, &to->domain))
        status = fault(r, where, "no domain has its judgement in the section %s", domain);
    if (status == SL_OK)
        status = take_text(r, row, where, "question", &to->question);
    if (status == SL_OK)
        status = take_whole(r, row, where, "weight", 1, 10000, &to->weight);
    if (status == SL_OK && json_object_get(row, "limit") != NULL)
        status = take_whole(r, row, where, "limit", 1, 10000, &to->limit);
    r->table->row_count = index + 1;
    return status;
}

/* Rows of a domain are put together, in the order they were written. */
static void gather_rows(struct sl_points_table *table) {
    struct sl_points_row *rows = sl_new(table->row_count, sizeof *rows);
    size_t count = 0;
    for (size_t d = 0; d < table->domain_count; d++) {
        table->domains[d].first = count;
        for (size_t i = 0; i < table->row_count; i++)
            if (table->rows[i].domain == d)
                rows[count++] = table->rows[i];
        table->domains[d].count = count - table->domains[d].first;
    }
    free(table->rows);
    table->rows = rows;
}

static enum sl_status read_questions(const struct reader *r) {
    const json_t *domains = NULL, *questions = NULL;
    struct sl_points_table *table = r->table;
    enum sl_status status = take_array(r, "domains", &domains);
    if (status == SL_OK)
        status = take_array(r, "questions", &questions);
    if (status != SL_OK)
        return status;
    table->domains = sl_new(json_array_size(domains), sizeof *table->domains);
    table->rows = sl_new(json_array_size(questions), sizeof *table->rows);
    for (size_t i = 0; status == SL_OK && i < json_array_size(domains); i++)
        status = read_domain(r, json_array_get(domains, i), i);
    for (size_t i = 0; status == SL_OK && i < json_array_size(questions); i++)
        status = read_question(r, json_array_get(questions, i), i);
    if (status == SL_OK)
        gather_rows(table);
    return status;
}

static enum sl_status read_indicators(const struct reader *r) {
    static const char *const known[] = {"points", "coverage",      "domains",      "questions",
                                        "bands",  "gap_explained", "gap_moderated"};
    static const char *const clauses[] = {"indicator", "not_enough", "not_applicable", "gap",
                                          "gap_moderated"};
    struct sl_points_table *table = r->table;
    enum sl_status status = check_keys(r, table->settings, "settings", known, SL_COUNT(known));
    if (status == SL_OK)
        status = find_clauses(r, "clauses", clauses, SL_COUNT(clauses), r->table->said);
    if (status == SL_OK)
        status = take_whole(r, table->settings, "settings", "gap_explained", 1, 100,
                            &table->gap_explained);
    if (status == SL_OK)
        status = take_whole(r, table->settings, "settings", "gap_moderated", 1, 100,
                            &table->gap_moderated);
    return status == SL_OK ? read_questions(r) : status;
}

/* --- the whole --- */

static enum sl_status read_method(const struct reader *r) {
    const char *method = NULL;
    enum sl_status status = take_text(r, r->table->file, "method", "method", &method);
    if (status != SL_OK)
        return status;
    if (strcmp(method, "grade") != 0 && strcmp(method, "indicators") != 0)
        return fault(r, "method", "%s is neither grade nor indicators", method);
    r->table->method = strcmp(method, "grade") == 0 ? SL_POINTS_GRADE : SL_POINTS_INDICATORS;
    return SL_OK;
}

static enum sl_status read_file(const struct reader *r) {
    static const char *const known[] = {"code",  "title",  "kind",     "why",     "applies",
                                        "lists", "method", "settings", "clauses", "examples"};
    enum sl_status status = check_keys(r, r->table->file, "the rule", known, SL_COUNT(known));
    if (status == SL_OK)
        status = take_text(r, r->table->file, "code", "code", &r->table->code);
    if (status == SL_OK && !json_is_object(json_object_get(r->table->file, "clauses")))
        status = fault(r, "clauses", "the sentences are missing");
    if (status == SL_OK && !json_is_object(r->table->settings))
        status = fault(r, "settings", "the settings are missing");
    if (status != SL_OK)
        return status;
    read_clauses(r->table);
    status = read_method(r);
    if (status == SL_OK)
        status = read_points(r);
    if (status == SL_OK)
        status = read_bands(r);
    if (status == SL_OK)
        status = r->table->method == SL_POINTS_GRADE ? read_grade(r) : read_indicators(r);
    return status;
}

static enum sl_status parse(const struct sl_scorer_rule *rule, struct sl_points_table *table,
                            struct sl_error *err) {
    enum sl_status status =
        sl_json_parse(rule->path, rule->source.bytes, rule->source.length, &table->file, err);
    if (status == SL_OK && !json_is_object(table->file))
        status = sl_fail(err, SL_RULE, "", "%s: a rule is an object {...}", rule->path);
    if (status == SL_OK && rule->settings.length > 2)
        status = sl_json_parse("settings", rule->settings.bytes, rule->settings.length,
                               &table->settings, err);
    else if (status == SL_OK)
        table->settings = json_incref(json_object_get(table->file, "settings"));
    return status == SL_OK ? SL_OK : err != NULL ? (err->status = SL_RULE) : SL_RULE;
}

enum sl_status sl_points_table_read(const struct sl_scorer_rule *rule, struct sl_points_table **out,
                                    struct sl_error *err) {
    SL_AUTO(sl_points_table_drop) struct sl_points_table *table = sl_new(1, sizeof *table);
    const struct reader r = {rule->path, table, err};
    enum sl_status status = parse(rule, table, err);
    if (status == SL_OK)
        status = read_file(&r);
    if (status != SL_OK)
        return status;
    *out = table;
    table = NULL;
    return SL_OK;
}

const struct sl_points_band *sl_points_band(const struct sl_points_table *table, int64_t sum,
                                            int64_t weight) {
    for (size_t i = 0; i < table->band_count; i++)
        if (100 * sum >= table->bands[i].from * weight)
            return &table->bands[i];
    return &table->bands[table->band_count - 1];
}
