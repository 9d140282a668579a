#include "scoring/touched.h"
#include "base/pack.h"
#include "practice/list.h"
#include "store/query.h"
#include <stdlib.h>
#include <string.h>

struct sl_touched {
    char **phrases; /* plain, one space between words */
    size_t count;
    struct sl_buffer plain;
};

void sl_touched_free(struct sl_touched *touched) {
    if (touched == NULL)
        return;
    for (size_t i = 0; i < touched->count; i++)
        free(touched->phrases[i]);
    free(touched->phrases);
    sl_buffer_drop(&touched->plain);
    free(touched);
}

void sl_touched_drop(struct sl_touched **touched) {
    sl_touched_free(*touched);
    *touched = NULL;
}

size_t sl_touched_phrases(const struct sl_touched *touched) {
    return touched->count;
}

static bool is_space(char c) {
    return c == ' ' || (unsigned char)(c - '\t') < 5;
}

/* The plain form with one space for each run of white space, so that whatever matches a phrase in
 * a text, or in a part of it, is found as its letters. */
static void make_plain(struct sl_text text, struct sl_buffer *out) {
    sl_text_plain(text, out, NULL);
    char *to = out->bytes;
    for (const char *from = out->bytes; from < out->bytes + out->length; from++) {
        bool space = is_space(*from);
        if (!space || to == out->bytes || to[-1] != ' ')
            *to++ = space ? ' ' : *from;
    }
    *to = '\0';
    out->length = (size_t)(to - out->bytes);
}

/* An open end ("attend*") is left out: the letters before it stand wherever it matches. */
static void add_phrase(struct sl_touched *touched, const char *phrase) {
    SL_AUTO(sl_buffer_drop) struct sl_buffer plain = {0};
    struct sl_text text = sl_text_trim(sl_text_of(phrase));
    if (text.length > 0 && text.bytes[text.length - 1] == '*')
        text.length--;
    make_plain(text, &plain);
    touched->phrases = sl_resize(touched->phrases, touched->count + 1, sizeof *touched->phrases);
    touched->phrases[touched->count++] = sl_buffer_take(&plain);
}

static bool has_phrase(const json_t *phrases, const char *phrase) {
    for (size_t i = 0; i < json_array_size(phrases); i++)
        if (strcmp(json_string_value(json_array_get(phrases, i)), phrase) == 0)
            return true;
    return false;
}

/* Those of one that the other lacks; the others, in order, in common. */
static void add_lacking(struct sl_touched *touched, const json_t *one, const json_t *other,
                        struct sl_buffer *common) {
    for (size_t i = 0; i < json_array_size(one); i++) {
        const char *phrase = json_string_value(json_array_get(one, i));
        if (has_phrase(other, phrase))
            sl_buffer_format(common, "%s\n", phrase);
        else
            add_phrase(touched, phrase);
    }
}

/* false: more differs than phrases that were added or taken away. */
static bool add_difference(struct sl_touched *touched, const struct sl_list *before,
                           const struct sl_list *after) {
    SL_AUTO(sl_json_drop) json_t *one = NULL;
    SL_AUTO(sl_json_drop) json_t *other = NULL;
    SL_AUTO(sl_buffer_drop) struct sl_buffer common = {0}, still = {0};
    const char *old = sl_list_json(before), *new = sl_list_json(after);
    if (sl_list_kind(before) != SL_LIST_PHRASES || sl_list_kind(after) != SL_LIST_PHRASES ||
        sl_json_parse("list", old, strlen(old), &one, NULL) != SL_OK ||
        sl_json_parse("list", new, strlen(new), &other, NULL) != SL_OK)
        return false;
    const json_t *left = json_object_get(one, "phrases");
    const json_t *right = json_object_get(other, "phrases");
    add_lacking(touched, left, right, &common);
    add_lacking(touched, right, left, &still);
    return common.length == still.length &&
           (common.length == 0 || memcmp(common.bytes, still.bytes, common.length) == 0);
}

static enum sl_status compare_list(struct sl_store *store, struct sl_touched *touched,
                                   const char *name, int64_t before, int64_t after, bool *only,
                                   struct sl_error *err) {
    SL_AUTO(sl_list_drop) struct sl_list *old = NULL;
    SL_AUTO(sl_list_drop) struct sl_list *new = NULL;
    if (before == after)
        return SL_OK;
    enum sl_status status = sl_list_load(store, name, before, &old, err);
    if (status == SL_OK)
        status = sl_list_load(store, name, after, &new, err);
    if (status == SL_OK)
        *only = add_difference(touched, old, new);
    return status;
}

static bool is_same_but_lists(const struct sl_rule *before, const struct sl_rule *after) {
    struct sl_text one = sl_rule_for_scorer(before)->source;
    struct sl_text other = sl_rule_for_scorer(after)->source;
    return strcmp(sl_rule_language(before), sl_rule_language(after)) == 0 &&
           one.length == other.length && memcmp(one.bytes, other.bytes, one.length) == 0 &&
           strcmp(sl_rule_settings_json(before), sl_rule_settings_json(after)) == 0 &&
           strcmp(sl_rule_libraries_json(before), sl_rule_libraries_json(after)) == 0;
}

static enum sl_status compare_lists(struct sl_store *store, struct sl_touched *touched,
                                    const struct sl_rule *before, const struct sl_rule *after,
                                    bool *only, struct sl_error *err) {
    SL_AUTO(sl_json_drop) json_t *one = NULL;
    SL_AUTO(sl_json_drop) json_t *other = NULL;
    const char *old = sl_rule_lists_json(before), *new = sl_rule_lists_json(after);
    enum sl_status status = sl_json_parse("lists", old, strlen(old), &one, err);
    if (status == SL_OK)
        status = sl_json_parse("lists", new, strlen(new), &other, err);
    *only = json_object_size(one) == json_object_size(other);
    for (void *at = json_object_iter(one); at != NULL && status == SL_OK && *only;
         at = json_object_iter_next(one, at)) {
        const char *name = json_object_iter_key(at);
        const json_t *now = json_object_get(other, name);
        *only = json_is_integer(now);
        if (*only)
            status =
                compare_list(store, touched, name, json_integer_value(json_object_iter_value(at)),
                             json_integer_value(now), only, err);
    }
    return status;
}

enum sl_status sl_touched_between(struct sl_store *store, const struct sl_rule *before,
                                  const struct sl_rule *after, struct sl_touched **out,
                                  struct sl_error *err) {
    SL_AUTO(sl_touched_drop) struct sl_touched *touched = sl_new(1, sizeof *touched);
    bool only = is_same_but_lists(before, after);
    enum sl_status status = only ? compare_lists(store, touched, before, after, &only, err) : SL_OK;
    if (status != SL_OK)
        return status;
    *out = NULL;
    if (only) {
        *out = touched;
        touched = NULL;
    }
    return SL_OK;
}

static enum sl_status find_before(struct sl_store *store, const struct sl_rule *rule,
                                  int64_t *before_no, struct sl_error *err) {
    SL_AUTO(sl_query_close)
    struct sl_query q = sl_query_open(store,
                                      "SELECT v.version_no FROM rule_version v "
                                      "JOIN rule r ON r.code = v.rule "
                                      "WHERE v.rule = :rule AND v.version_no <> :version "
                                      "AND v.state = 'published' "
                                      "ORDER BY CASE WHEN v.version_no = r.current_no THEN 0 "
                                      "ELSE 1 END, v.version_no DESC LIMIT 1",
                                      err);
    sl_query_text(&q, ":rule", sl_rule_header(rule)->code);
    sl_query_int(&q, ":version", sl_rule_version_no(rule));
    *before_no = sl_query_next(&q) ? sl_query_get_int(&q, 0) : 0;
    return q.status;
}

enum sl_status sl_touched_since(struct sl_store *store, const struct sl_rule *rule,
                                struct sl_touched **out, int64_t *before_no, struct sl_error *err) {
    SL_AUTO(sl_rule_drop) struct sl_rule *before = NULL;
    int64_t version_no = 0;
    *out = NULL;
    enum sl_status status = find_before(store, rule, &version_no, err);
    if (status != SL_OK || version_no == 0)
        return status;
    status = sl_rule_from_version(store, version_no, &before, err);
    if (status == SL_OK)
        status = sl_touched_between(store, before, rule, out, err);
    if (status == SL_OK)
        *before_no = version_no;
    return status;
}

static bool holds_phrase(struct sl_touched *touched, struct sl_text text) {
    make_plain(text, &touched->plain);
    for (size_t i = 0; i < touched->count; i++)
        if (strstr(touched->plain.bytes, touched->phrases[i]) != NULL)
            return true;
    return false;
}

bool sl_touched_is(struct sl_touched *touched, struct sl_text body) {
    struct sl_body opened;
    if (touched->count == 0)
        return false;
    if (sl_body_open(body.bytes, body.length, &opened, NULL) != SL_OK)
        return true;
    for (uint32_t i = 0; i < opened.cells; i++) {
        struct sl_value value;
        sl_body_value(&opened, i, &value);
        if (holds_phrase(touched, value.text) || holds_phrase(touched, value.evidence))
            return true;
    }
    return false;
}
