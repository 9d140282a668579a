#include "scoring/rule_notice.h"
#include "base/buffer.h"
#include "base/memory.h"
#include "scoring/rule_diff.h"
#include "scoring/rule_settings.h"
#include "scoring/setting_table.h"
#include "store/query.h"
#include <string.h>

enum { FEWEST = 6 };

static const char *sentence_of(const struct sl_rule *rule, const char *clause) {
    const struct sl_rule_header *header = rule != NULL ? sl_rule_header(rule) : NULL;
    int place = header != NULL ? sl_rule_header_clause(header, clause) : -1;
    return place >= 0 ? header->clauses[place].sentence : "";
}

static void add_sentence(json_t *sentences, const char *clause, const char *was, const char *now) {
    if (strcmp(was, now) != 0)
        json_array_append_new(sentences,
                              json_pack("{ssssss}", "clause", clause, "was", was, "now", now));
}

/* Sentences that are new, changed or gone. */
static json_t *changed_sentences(const struct sl_rule *before, const struct sl_rule *rule) {
    json_t *sentences = json_array();
    const struct sl_rule_header *now = sl_rule_header(rule);
    for (size_t i = 0; before != NULL && i < now->clauses_count; i++)
        add_sentence(sentences, now->clauses[i].id, sentence_of(before, now->clauses[i].id),
                     now->clauses[i].sentence);
    const struct sl_rule_header *was = before != NULL ? sl_rule_header(before) : NULL;
    for (size_t i = 0; was != NULL && i < was->clauses_count; i++)
        if (sl_rule_header_clause(now, was->clauses[i].id) < 0)
            add_sentence(sentences, was->clauses[i].id, was->clauses[i].sentence, "");
    return sentences;
}

/* As scoring/rule_diff.h tells them. */
static json_t *changed_settings(const struct sl_rule *before, const struct sl_rule *rule) {
    return before == NULL ? json_array()
                          : sl_rule_diff_settings(sl_rule_header(before)->settings,
                                                  sl_rule_header(rule)->settings);
}

/* A number that could point at a child is not told. */
static json_t *told_number(int64_t n) {
    return n > 0 && n < FEWEST ? json_null() : json_integer(n);
}

/* A value as people say it: the word of its token; a status without its brackets. The caller owns
 * it.
 */
static char *word_of(const json_t *counts, const char *value) {
    const char *word = sl_json_text_or(json_object_get(counts, "words"), value, NULL);
    size_t length = strlen(value);
    if (word != NULL || *value == '\0')
        return sl_copy(word != NULL ? word : "blank");
    bool is_status = *value == '(' && length > 2;
    char *said = is_status ? sl_copy_bytes(value + 1, length - 2) : sl_copy(value);
    for (char *c = said; *c != '\0'; c++)
        *c = *c == '_' ? ' ' : *c;
    return said;
}

/* Of the first output, which is what people act on. */
static void add_moves(json_t *moves, const json_t *counts) {
    const json_t *all = json_object_get(counts, "moves");
    const char *first = sl_json_text_or(counts, "output", "");
    for (size_t i = 0; i < json_array_size(all); i++) {
        const json_t *move = json_array_get(all, i);
        if (strcmp(sl_json_text_or(move, "output", first), first) != 0)
            continue;
        SL_AUTO(sl_free) char *from = word_of(counts, sl_json_text_or(move, "from", ""));
        SL_AUTO(sl_free) char *to = word_of(counts, sl_json_text_or(move, "to", ""));
        json_array_append_new(moves, json_pack("{ssssso}", "from", from, "to", to, "n",
                                               told_number(sl_json_whole_or(move, "n", 0))));
    }
}

static void add_effect(json_t *notice, const char *preview) {
    struct sl_error none = {0};
    SL_AUTO(sl_json_drop) json_t *counts = NULL;
    json_t *moves = json_array();
    json_object_set_new(notice, "moves", moves);
    if (*preview == '\0' ||
        sl_json_parse("preview", preview, strlen(preview), &counts, &none) != SL_OK) {
        json_object_set_new(notice, "records", json_integer(0));
        return;
    }
    json_object_set_new(notice, "records", json_integer(sl_json_whole_or(counts, "compared", 0)));
    json_object_set_new(notice, "moved", told_number(sl_json_whole_or(counts, "moved", 0)));
    add_moves(moves, counts);
}

json_t *sl_rule_notice_make(const struct sl_notice_facts *facts) {
    const struct sl_rule_header *header = sl_rule_header(facts->rule);
    json_int_t before = facts->before != NULL ? sl_rule_number(facts->before) : 0;
    json_t *notice =
        json_pack("{sssssIsIsssssssssssO}", "rule", header->code, "title", header->title, "version",
                  (json_int_t)facts->number, "before", before, "day", facts->day, "why", facts->why,
                  "published_by", facts->publisher, "author", facts->author, "consulted",
                  facts->consulted, "sentences", json_null());
    json_object_set_new(notice, "sentences", changed_sentences(facts->before, facts->rule));
    json_object_set_new(notice, "settings", changed_settings(facts->before, facts->rule));
    add_effect(notice, facts->preview);
    return notice;
}

enum sl_status sl_rule_notice_keep(struct sl_store *store, const char *rule, int64_t seq,
                                   const json_t *notice, struct sl_error *err) {
    SL_AUTO(sl_free) char *document = sl_json_canonical(notice);
    SL_AUTO(sl_query_close)
    struct sl_query q = sl_query_open(store,
                                      "INSERT INTO rule_notice (rule, seq, document, made_at) "
                                      "VALUES (:rule, :seq, :document, :now)",
                                      err);
    sl_query_text(&q, ":rule", rule);
    sl_query_int(&q, ":seq", seq);
    sl_query_text(&q, ":document", document);
    sl_query_int(&q, ":now", sl_store_now(store));
    return sl_query_run(&q);
}

enum sl_status sl_rule_notice_find(struct sl_store *store, const char *rule, int64_t number,
                                   json_t **out, struct sl_error *err) {
    SL_AUTO(sl_query_close)
    struct sl_query q =
        sl_query_open(store,
                      "SELECT n.document FROM rule_notice n JOIN rule_move m ON m.rule = n.rule "
                      "AND m.seq = n.seq JOIN rule_version v ON v.version_no = m.version_no "
                      "WHERE n.rule = :rule AND (:number = 0 OR v.number = :number) "
                      "ORDER BY n.seq DESC LIMIT 1",
                      err);
    sl_query_text(&q, ":rule", rule);
    sl_query_int(&q, ":number", number);
    if (!sl_query_next(&q))
        return q.status != SL_OK ? q.status
                                 : sl_fail(err, SL_NOT_FOUND, "",
                                           "There is no notice of such a change of %s", rule);
    struct sl_text document = sl_query_get_slice(&q, 0);
    return sl_json_parse("notice", document.bytes, document.length, out, err);
}

struct telling {
    void (*told)(void *context, const char *line);
    void *context;
};

__attribute__((format(printf, 2, 3))) static void tell(const struct telling *telling,
                                                       const char *format, ...) {
    char line[2048];
    va_list values;
    va_start(values, format);
    vsnprintf(line, sizeof line, format, values);
    va_end(values);
    telling->told(telling->context, line);
}

static void tell_number(const json_t *n, char out[32]) {
    if (json_is_integer(n))
        snprintf(out, 32, "%lld", (long long)json_integer_value(n));
    else
        snprintf(out, 32, "fewer than %d", FEWEST);
}

static void tell_people(const struct telling *telling, const json_t *notice) {
    const char *consulted = sl_json_text_or(notice, "consulted", "");
    tell(telling, "Why: %s", sl_json_text_or(notice, "why", ""));
    tell(telling, "Written by %s, decided by %s.", sl_json_text_or(notice, "author", ""),
         sl_json_text_or(notice, "published_by", ""));
    if (*consulted != '\0')
        tell(telling, "Asked before: %s", consulted);
}

static void tell_sentences(const struct telling *telling, const json_t *sentences) {
    if (json_array_size(sentences) > 0)
        tell(telling, "What it says now:");
    for (size_t i = 0; i < json_array_size(sentences); i++) {
        const json_t *one = json_array_get(sentences, i);
        const char *was = sl_json_text_or(one, "was", ""), *now = sl_json_text_or(one, "now", "");
        const char *clause = sl_json_text_or(one, "clause", "");
        if (*now == '\0')
            tell(telling, "  %s is gone: \"%s\"", clause, was);
        else if (*was == '\0')
            tell(telling, "  %s is new: \"%s\"", clause, now);
        else
            tell(telling, "  %s: \"%s\" (before: \"%s\")", clause, now, was);
    }
}

/* Golden cases stand among the settings, and no record is read by them. */
static bool is_example(const char *path) {
    size_t length = strlen(SL_RULE_EXAMPLES);
    return strncmp(path, SL_RULE_EXAMPLES, length) == 0 && strchr("[.", path[length]) != NULL;
}

static void tell_settings(const struct telling *telling, const json_t *settings) {
    if (json_array_size(settings) > 0)
        tell(telling, "Settings:");
    for (size_t i = 0; i < json_array_size(settings); i++) {
        const json_t *one = json_array_get(settings, i);
        SL_AUTO(sl_free) char *was = sl_setting_words(json_object_get(one, "was"));
        SL_AUTO(sl_free) char *now = sl_setting_words(json_object_get(one, "now"));
        const char *path = sl_json_text_or(one, "path", "");
        if (is_example(path))
            continue;
        if (json_object_get(one, "was") == NULL)
            tell(telling, "  %s is new: %s", path, now);
        else if (json_object_get(one, "now") == NULL)
            tell(telling, "  %s is gone: %s", path, was);
        else
            tell(telling, "  %s: %s (before: %s)", path, now, was);
    }
}

static void tell_effect(const struct telling *telling, const json_t *notice) {
    char n[32];
    int64_t records = sl_json_whole_or(notice, "records", 0);
    const json_t *moves = json_object_get(notice, "moves");
    if (records == 0)
        return;
    tell_number(json_object_get(notice, "moved"), n);
    tell(telling, "Of %lld records at hand, %s would read otherwise under it%c", (long long)records,
         strcmp(n, "0") == 0 ? "none" : n, json_array_size(moves) > 0 ? ':' : '.');
    for (size_t i = 0; i < json_array_size(moves); i++) {
        const json_t *move = json_array_get(moves, i);
        tell_number(json_object_get(move, "n"), n);
        tell(telling, "  %s would read %s: %s", sl_json_text_or(move, "from", ""),
             sl_json_text_or(move, "to", ""), n);
    }
}

void sl_rule_notice_lines(const json_t *notice, void (*told)(void *context, const char *line),
                          void *context) {
    const struct telling telling = {told, context};
    tell(&telling, "%s: version %lld is in force from %s.", sl_json_text_or(notice, "title", ""),
         (long long)sl_json_whole_or(notice, "version", 0), sl_json_text_or(notice, "day", ""));
    tell_people(&telling, notice);
    tell_sentences(&telling, json_object_get(notice, "sentences"));
    tell_settings(&telling, json_object_get(notice, "settings"));
    tell_effect(&telling, notice);
    tell(&telling, "Grades that were given stay as they are.");
}
