#include "practice/tool_shape.h"
#include "base/memory.h"
#include <stdio.h>
#include <string.h>

enum { WHOLE_MOST = 1000000000 };

enum kind {
    TEXT,
    TEXT_OR_NULL,
    WHOLE,
    YES_NO,
    TEXTS,   /* array of texts */
    WHOLES,  /* object of whole numbers */
    OBJECT,  /* with the keys of inside */
    OBJECTS, /* array of those */
    NAMED    /* object of such arrays */
};

struct key {
    const char *name;
    enum kind kind;
    bool must;
    const struct key *inside;
    const char *what; /* what a member is called in messages */
};

static const struct key token_keys[] = {
    {"token", TEXT, true, NULL, NULL}, {"label", TEXT, true, NULL, NULL},
    {"rank", WHOLE, true, NULL, NULL}, {"good", YES_NO, true, NULL, NULL},
    {NULL, TEXT, false, NULL, NULL},
};
static const struct key choice_keys[] = {
    {"token", TEXT, true, NULL, NULL},
    {"label", TEXT, true, NULL, NULL},
    {"limit", TEXT, false, NULL, NULL},
    {NULL, TEXT, false, NULL, NULL},
};
static const struct key privacy_keys[] = {
    {"identity_key", TEXT, false, NULL, NULL},
    {"screen_names", YES_NO, false, NULL, NULL},
    {NULL, TEXT, false, NULL, NULL},
};
static const struct key form_keys[] = {
    {"code", TEXT, true, NULL, NULL},     {"title", TEXT, true, NULL, NULL},
    {"kind", TEXT, true, NULL, NULL},     {"minutes", WHOLE, true, NULL, NULL},
    {"graded", YES_NO, true, NULL, NULL}, {"prompts_from", TEXT, false, NULL, NULL},
    {NULL, TEXT, false, NULL, NULL},
};
static const struct key rows_keys[] = {
    {"of", TEXT, true, NULL, NULL},   {"min", WHOLE, true, NULL, NULL},
    {"max", WHOLE, true, NULL, NULL}, {"max_by_form", WHOLES, false, NULL, NULL},
    {NULL, TEXT, false, NULL, NULL},
};
static const struct key asked_keys[] = {
    {"code", TEXT, true, NULL, NULL},
    {"is", TEXTS, true, NULL, NULL},
    {NULL, TEXT, false, NULL, NULL},
};
static const struct key na_keys[] = {
    {"reasons", TEXTS, true, NULL, NULL},
    {NULL, TEXT, false, NULL, NULL},
};
static const struct key evidence_keys[] = {
    {"required_on", TEXTS, false, NULL, NULL},
    {"sources", TEXTS, false, NULL, NULL},
    {"record_only", YES_NO, false, NULL, NULL},
    {NULL, TEXT, false, NULL, NULL},
};
static const struct key critical_keys[] = {
    {"class", TEXT, true, NULL, NULL}, {"on", TEXT, true, NULL, NULL},
    {"route", TEXT, true, NULL, NULL}, {"caps", YES_NO, false, NULL, NULL},
    {NULL, TEXT, false, NULL, NULL},
};
static const struct key limit_keys[] = {
    {"n", WHOLE, false, NULL, NULL},     {"unit", TEXT, false, NULL, NULL},
    {"source", TEXT, false, NULL, NULL}, {"code", TEXT, false, NULL, NULL},
    {"by", TEXT, false, NULL, NULL},     {"setting", TEXT, false, NULL, NULL},
    {NULL, TEXT, false, NULL, NULL},
};
static const struct key question_keys[] = {
    {"code", TEXT, true, NULL, NULL},
    {"same_as", TEXT, false, NULL, NULL},
    {"type", TEXT, false, NULL, NULL},
    {"text", TEXT, false, NULL, NULL},
    {"guidance", TEXT, false, NULL, NULL},
    {"scale", TEXT, false, NULL, NULL},
    {"list", TEXT, false, NULL, NULL},
    {"choices", OBJECTS, false, choice_keys, "choice"},
    {"of", TEXT, false, NULL, NULL},
    {"min", WHOLE, false, NULL, NULL},
    {"max", WHOLE, false, NULL, NULL},
    {"mandatory", YES_NO, false, NULL, NULL},
    {"judgement", YES_NO, false, NULL, NULL},
    {"overall", YES_NO, false, NULL, NULL},
    {"unscored", YES_NO, false, NULL, NULL},
    {"forms", TEXTS, false, NULL, NULL},
    {"column", TEXT, false, NULL, NULL},
    {"limit", OBJECT, false, limit_keys, NULL},
    {"na", OBJECT, false, na_keys, NULL},
    {"evidence", OBJECT, false, evidence_keys, NULL},
    {"critical", OBJECT, false, critical_keys, NULL},
    {"hide_until", TEXT, false, NULL, NULL},
    {"ask_when", OBJECT, false, asked_keys, NULL},
    {"refuse_on", TEXT, false, NULL, NULL},
    {"themes", TEXTS, false, NULL, NULL},
    {"parts", OBJECTS, false, question_keys, "question"},
    {"since", WHOLE, false, NULL, NULL},
    {NULL, TEXT, false, NULL, NULL},
};
static const struct key section_keys[] = {
    {"code", TEXT, true, NULL, NULL},
    {"title", TEXT, false, NULL, NULL},
    {"same_as", TEXT, false, NULL, NULL},
    {"core", YES_NO, false, NULL, NULL},
    {"forms", TEXTS, false, NULL, NULL},
    {"rows", OBJECT, false, rows_keys, NULL},
    {"na_when", TEXT_OR_NULL, false, NULL, NULL},
    {"ask_when", OBJECT, false, asked_keys, NULL},
    {"questions", OBJECTS, false, question_keys, "question"},
    {NULL, TEXT, false, NULL, NULL},
};
static const struct key tool_keys[] = {
    {"tool", TEXT, true, NULL, NULL},
    {"version", WHOLE, true, NULL, NULL},
    {"title", TEXT, true, NULL, NULL},
    {"about", TEXT, true, NULL, NULL},
    {"source", TEXT, true, NULL, NULL},
    {"question_set", YES_NO, false, NULL, NULL},
    {"sets", TEXTS, false, NULL, NULL},
    {"plan_types", TEXTS, false, NULL, NULL},
    {"privacy", OBJECT, false, privacy_keys, NULL},
    {"scales", NAMED, true, token_keys, "token"},
    {"forms", OBJECTS, true, form_keys, "form"},
    {"sections", OBJECTS, true, section_keys, "section"},
    {NULL, TEXT, false, NULL, NULL},
};

static const char *const kind_words[] = {
    [TEXT] = "a text",
    [TEXT_OR_NULL] = "a text or null",
    [WHOLE] = "a whole number from 0 to 1000000000",
    [YES_NO] = "true or false",
    [TEXTS] = "an array of texts",
    [WHOLES] = "an object of whole numbers from 0 to 1000000000",
    [OBJECT] = "an object",
    [OBJECTS] = "an array of objects",
    [NAMED] = "an object of arrays",
};

static bool all_texts(const json_t *array) {
    for (size_t i = 0; i < json_array_size(array); i++)
        if (!json_is_string(json_array_get(array, i)))
            return false;
    return json_is_array(array);
}

static bool is_whole(const json_t *value) {
    return json_is_integer(value) && json_integer_value(value) >= 0 &&
           json_integer_value(value) <= WHOLE_MOST;
}

static bool all_wholes(const json_t *object) {
    const char *key;
    json_t *value;
    json_object_foreach((json_t *)(uintptr_t)object, key, value) {
        if (!is_whole(value))
            return false;
    }
    return json_is_object(object);
}

static bool is_kind(const json_t *value, enum kind kind) {
    switch (kind) {
    case TEXT:
        return json_is_string(value);
    case TEXT_OR_NULL:
        return json_is_string(value) || json_is_null(value);
    case WHOLE:
        return is_whole(value);
    case YES_NO:
        return json_is_boolean(value);
    case TEXTS:
        return all_texts(value);
    case WHOLES:
        return all_wholes(value);
    case OBJECTS:
        return json_is_array(value);
    case OBJECT:
    case NAMED:
        break;
    }
    return json_is_object(value);
}

static void check_object(struct sl_faults *faults, const json_t *object, const struct key *keys,
                         const char *where);

static void check_members(struct sl_faults *faults, const json_t *array, const struct key *key,
                          const char *where) {
    const json_t *member;
    size_t i;
    json_array_foreach(array, i, member) {
        const char *code = sl_json_text_or(member, "code", sl_json_text_or(member, "token", NULL));
        char inner[160];
        if (strcmp(key->what, "question") == 0)
            where = "";
        if (code != NULL)
            snprintf(inner, sizeof inner, "%.80s%s %.60s: ", where, key->what, code);
        else
            snprintf(inner, sizeof inner, "%.80s%s %zu: ", where, key->what, i + 1);
        check_object(faults, member, key->inside, inner);
    }
}

static void check_inside(struct sl_faults *faults, const json_t *value, const struct key *key,
                         const char *where) {
    char inner[160];
    if (key->kind == OBJECT) {
        snprintf(inner, sizeof inner, "%.100s%s: ", where, key->name);
        check_object(faults, value, key->inside, inner);
    } else if (key->kind == OBJECTS)
        check_members(faults, value, key, where);
    else if (key->kind == NAMED) {
        const char *name;
        json_t *member;
        json_object_foreach((json_t *)(uintptr_t)value, name, member) {
            snprintf(inner, sizeof inner, "scale %.60s: ", name);
            if (name[0] != '@' && !json_is_array(member))
                sl_faults_tell(faults, sl_line_of(value), "%sis not an array of tokens", inner);
            else if (name[0] != '@')
                check_members(faults, member, key, inner);
        }
    }
}

static void check_key(struct sl_faults *faults, const json_t *object, const char *name,
                      const json_t *value, const struct key *keys, const char *where) {
    const struct key *key = keys;
    while (key->name != NULL && strcmp(key->name, name) != 0)
        key++;
    bool takes_away = json_is_null(value) && json_object_get(object, "same_as") != NULL;
    if (key->name == NULL)
        sl_faults_tell(faults, sl_line_of(object), "%sunknown key '%s'", where, name);
    else if (takes_away)
        return;
    else if (!is_kind(value, key->kind))
        sl_faults_tell(faults, sl_line_of(object), "%s'%s' is not %s", where, name,
                       kind_words[key->kind]);
    else if (key->kind == TEXT && json_string_length(value) == 0)
        sl_faults_tell(faults, sl_line_of(object), "%s'%s' is empty", where, name);
    else
        check_inside(faults, value, key, where);
}

static void check_object(struct sl_faults *faults, const json_t *object, const struct key *keys,
                         const char *where) {
    if (!json_is_object(object)) {
        sl_faults_tell(faults, 0, "%sis not an object", where);
        return;
    }
    const char *name;
    json_t *value;
    json_object_foreach((json_t *)(uintptr_t)object, name, value) {
        if (name[0] != '@')
            check_key(faults, object, name, value, keys, where);
    }
    for (const struct key *key = keys; key->name != NULL; key++)
        if (key->must && json_object_get(object, key->name) == NULL)
            sl_faults_tell(faults, sl_line_of(object), "%s'%s' is missing", where, key->name);
}

void sl_tool_check_shape(struct sl_faults *faults, const json_t *root) {
    check_object(faults, root, tool_keys, "");
}
