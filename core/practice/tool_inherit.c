#include "practice/tool_inherit.h"
#include "base/memory.h"
#include <string.h>

enum { TOOL_FILE_MOST = 4 << 20, DEEPEST = 24, NAME_SIZE = 160, CODE_SIZE = 16 };

struct inherit {
    const char *home;
    struct sl_faults *faults;
    const json_t *host;
    const char *host_code;
    json_t *roots; /* tool -> content of its file, or null */
    long line;     /* of the object of the host that is being made whole */
    char names[DEEPEST][NAME_SIZE];
    size_t depth;
};

static const json_t *root_of(struct inherit *inherit, const char *tool) {
    if (strcmp(tool, inherit->host_code) == 0)
        return inherit->host;
    const json_t *known = json_object_get(inherit->roots, tool);
    if (known != NULL)
        return json_is_object(known) ? known : NULL;
    SL_AUTO(sl_free) char *path = sl_format("%s/tools/%s.json", inherit->home, tool);
    struct sl_error err = {0};
    json_t *root = NULL;
    if (sl_json_read(path, TOOL_FILE_MOST, &root, &err) != SL_OK) {
        sl_faults_tell(inherit->faults, inherit->line, "same_as %s: %s", tool, err.text);
        root = json_null();
    }
    json_object_set_new(inherit->roots, tool, root);
    return json_is_object(root) ? root : NULL;
}

/* False when name is being resolved already, further up. */
static bool enter(struct inherit *inherit, const char *kind, const char *tool, const char *code) {
    if (inherit->depth == DEEPEST) {
        sl_faults_tell(inherit->faults, inherit->line, "same_as: more than %d steps", DEEPEST);
        return false;
    }
    char *name = inherit->names[inherit->depth];
    snprintf(name, NAME_SIZE, "%s%.60s.%.80s", kind, tool, code);
    for (size_t i = 0; i < inherit->depth; i++) {
        if (strcmp(inherit->names[i], name) != 0)
            continue;
        sl_faults_tell(inherit->faults, inherit->line,
                       "same_as goes round in a ring: %s leads to "
                       "%s and back",
                       name, inherit->names[inherit->depth - 1]);
        return false;
    }
    inherit->depth++;
    return true;
}

static bool is_entered(const struct inherit *inherit, const char *kind, const char *tool,
                       const char *code) {
    char name[NAME_SIZE];
    snprintf(name, sizeof name, "%s%.60s.%.80s", kind, tool, code);
    for (size_t i = 0; i < inherit->depth; i++)
        if (strcmp(inherit->names[i], name) == 0)
            return true;
    return false;
}

/* "STD.plan.action" is tool STD, code plan.action. */
static bool split(const char *same_as, char tool[CODE_SIZE], const char **code) {
    const char *dot = strchr(same_as, '.');
    if (dot == NULL || dot == same_as || (size_t)(dot - same_as) >= CODE_SIZE || dot[1] == '\0')
        return false;
    memcpy(tool, same_as, (size_t)(dot - same_as));
    tool[dot - same_as] = '\0';
    *code = dot + 1;
    return true;
}

static json_t *merge(const json_t *base, const json_t *over) {
    json_t *merged = json_deep_copy(base), *value;
    const char *key;
    json_object_foreach((json_t *)(uintptr_t)over, key, value) {
        if (json_is_null(value))
            json_object_del(merged, key);
        else
            json_object_set_new(merged, key, json_deep_copy(value));
    }
    return merged;
}

static bool has_form(const json_t *host, const char *code) {
    const json_t *forms = json_object_get(host, "forms"), *form;
    size_t i;
    json_array_foreach(forms, i, form) {
        if (strcmp(sl_json_text_or(form, "code", ""), code) == 0)
            return true;
    }
    return false;
}

static void prune_names(const json_t *host, json_t *object) {
    json_t *names = json_object_get(object, "forms");
    if (names == NULL)
        return;
    for (size_t i = json_array_size(names); i-- > 0;)
        if (!has_form(host, json_string_value(json_array_get(names, i))))
            json_array_remove(names, i);
    if (json_array_size(names) == 0)
        json_object_del(object, "forms");
}

/* Takes the forms that the host doesn't have out of what comes from elsewhere. */
static void prune_forms(const json_t *host, json_t *object) {
    prune_names(host, object);
    json_t *by_form = json_object_get(json_object_get(object, "rows"), "max_by_form"), *value;
    const char *key;
    void *next;
    json_object_foreach_safe(by_form, next, key, value) {
        if (!has_form(host, key))
            json_object_del(by_form, key);
    }
    static const char *const inner[] = {"questions", "parts"};
    for (size_t k = 0; k < SL_COUNT(inner); k++) {
        size_t i;
        json_array_foreach(json_object_get(object, inner[k]), i, value) {
            prune_forms(host, value);
        }
    }
}

static void rename_text(json_t *object, const char *key, const char *from, const char *to) {
    const char *text = sl_json_text_or(object, key, "");
    size_t length = strlen(from);
    if (strncmp(text, from, length) != 0 || (text[length] != '.' && text[length] != '\0'))
        return;
    SL_AUTO(sl_free) char *renamed = sl_format("%s%s", to, text + length);
    json_object_set_new(object, key, json_string(renamed));
}

static void rename_parts(json_t *question, const char *from, const char *to) {
    rename_text(json_object_get(question, "limit"), "by", from, to);
    rename_text(json_object_get(question, "ask_when"), "code", from, to);
    json_t *part;
    size_t i;
    json_array_foreach(json_object_get(question, "parts"), i, part) {
        rename_text(part, "code", from, to);
        rename_parts(part, from, to);
    }
}

static void name_origin(json_t *questions, const char *tool) {
    json_t *question;
    size_t i;
    json_array_foreach(questions, i, question) {
        SL_AUTO(sl_free)
        char *origin = sl_format("%s.%s", tool, sl_json_text_or(question, "code", ""));
        json_object_set_new(question, "same_as", json_string(origin));
        name_origin(json_object_get(question, "parts"), tool);
    }
}

static const json_t *find_raw(const json_t *questions, const char *code) {
    const json_t *question, *found;
    size_t i;
    json_array_foreach(questions, i, question) {
        if (strcmp(sl_json_text_or(question, "code", ""), code) == 0)
            return question;
        found = find_raw(json_object_get(question, "parts"), code);
        if (found != NULL)
            return found;
    }
    return NULL;
}

static json_t *whole_question(struct inherit *inherit, const char *tool, const json_t *raw);
static json_t *whole_section(struct inherit *inherit, const char *tool, const json_t *raw);

static json_t *find_in_sections(struct inherit *inherit, const char *tool, const json_t *sections,
                                const char *code) {
    const json_t *section;
    size_t i;
    json_array_foreach(sections, i, section) {
        if (json_object_get(section, "questions") != NULL ||
            is_entered(inherit, "section ", tool, sl_json_text_or(section, "code", "")))
            continue;
        SL_AUTO(sl_json_drop) json_t *whole = whole_section(inherit, tool, section);
        const json_t *found = find_raw(json_object_get(whole, "questions"), code);
        if (found != NULL)
            return json_deep_copy(found);
    }
    return NULL;
}

/* Whole, owned by the caller; NULL when there is none. */
static json_t *find_question(struct inherit *inherit, const char *tool, const char *code) {
    const json_t *sections = json_object_get(root_of(inherit, tool), "sections"), *section;
    size_t i;
    json_array_foreach(sections, i, section) {
        const json_t *raw = find_raw(json_object_get(section, "questions"), code);
        if (raw != NULL)
            return whole_question(inherit, tool, raw);
    }
    return find_in_sections(inherit, tool, sections, code);
}

static json_t *whole_parts(struct inherit *inherit, const char *tool, const json_t *raw) {
    json_t *parts = json_array();
    for (size_t i = 0; i < json_array_size(raw); i++)
        json_array_append_new(parts, whole_question(inherit, tool, json_array_get(raw, i)));
    return parts;
}

/* The question that raw takes over from, NULL when it can't be found; code is what it is called
 * there. */
static json_t *base_question(struct inherit *inherit, const json_t *raw, char tool[CODE_SIZE],
                             const char **code) {
    const char *same_as = sl_json_text_or(raw, "same_as", "");
    if (!split(same_as, tool, code)) {
        sl_faults_tell(inherit->faults, inherit->line, "question %s: same_as '%s' is not TOOL.CODE",
                       sl_json_text_or(raw, "code", ""), same_as);
        return NULL;
    }
    size_t faults = inherit->faults->count;
    json_t *base = find_question(inherit, tool, *code);
    if (base == NULL && faults == inherit->faults->count)
        sl_faults_tell(inherit->faults, inherit->line,
                       "question %s: same_as %s: there is no such question",
                       sl_json_text_or(raw, "code", ""), same_as);
    return base;
}

static json_t *take_over_question(struct inherit *inherit, const char *tool, const json_t *raw) {
    char from[CODE_SIZE];
    const char *code;
    SL_AUTO(sl_json_drop) json_t *base = base_question(inherit, raw, from, &code);
    if (base == NULL)
        return json_deep_copy(raw);
    if (strcmp(tool, inherit->host_code) == 0 && strcmp(from, tool) != 0)
        prune_forms(inherit->host, base);
    name_origin(json_object_get(base, "parts"), from);
    rename_parts(base, code, sl_json_text_or(raw, "code", ""));
    return merge(base, raw);
}

static json_t *whole_question(struct inherit *inherit, const char *tool, const json_t *raw) {
    if (!json_is_object(raw) || !enter(inherit, "", tool, sl_json_text_or(raw, "code", "")))
        return json_deep_copy(raw);
    if (sl_line_of(raw) > 0)
        inherit->line = sl_line_of(raw);
    json_t *whole = json_object_get(raw, "same_as") != NULL ? take_over_question(inherit, tool, raw)
                                                            : json_deep_copy(raw);
    if (json_object_get(raw, "scale") != NULL)
        json_object_set_new(whole, "@scale_from", json_string(tool));
    if (json_object_get(raw, "parts") != NULL)
        json_object_set_new(whole, "parts",
                            whole_parts(inherit, tool, json_object_get(raw, "parts")));
    inherit->depth--;
    return whole;
}

static const json_t *find_section(const json_t *root, const char *code) {
    const json_t *section;
    size_t i;
    json_array_foreach(json_object_get(root, "sections"), i, section) {
        if (strcmp(sl_json_text_or(section, "code", ""), code) == 0)
            return section;
    }
    return NULL;
}

static json_t *take_over_section(struct inherit *inherit, const char *tool, const json_t *raw) {
    const char *same_as = sl_json_text_or(raw, "same_as", ""), *code;
    char from[CODE_SIZE];
    const json_t *base = NULL;
    if (split(same_as, from, &code))
        base = find_section(root_of(inherit, from), code);
    if (base == NULL) {
        sl_faults_tell(inherit->faults, inherit->line,
                       "section %s: same_as '%s': there is no such section",
                       sl_json_text_or(raw, "code", ""), same_as);
        return json_deep_copy(raw);
    }
    SL_AUTO(sl_json_drop) json_t *whole = whole_section(inherit, from, base);
    if (strcmp(tool, inherit->host_code) == 0 && strcmp(from, tool) != 0)
        prune_forms(inherit->host, whole);
    name_origin(json_object_get(whole, "questions"), from);
    return merge(whole, raw);
}

static json_t *whole_section(struct inherit *inherit, const char *tool, const json_t *raw) {
    const char *code = sl_json_text_or(raw, "code", "");
    if (!enter(inherit, "section ", tool, code))
        return json_deep_copy(raw);
    json_t *whole = json_object_get(raw, "same_as") != NULL ? take_over_section(inherit, tool, raw)
                                                            : json_deep_copy(raw);
    if (json_object_get(raw, "questions") != NULL)
        json_object_set_new(whole, "questions",
                            whole_parts(inherit, tool, json_object_get(raw, "questions")));
    inherit->depth--;
    return whole;
}

/* What came from elsewhere stands on the line of the object it came into. */
static void fill_lines(json_t *value, long line) {
    json_t *member;
    if (json_is_array(value)) {
        size_t i;
        json_array_foreach(value, i, member) {
            fill_lines(member, line);
        }
    }
    if (!json_is_object(value))
        return;
    if (sl_line_of(value) == 0)
        json_object_set_new(value, "@line", json_integer(line));
    line = sl_line_of(value);
    const char *key;
    json_object_foreach(value, key, member) {
        fill_lines(member, line);
    }
}

static void bring_scale(struct inherit *inherit, json_t *scales, const json_t *question) {
    const char *name = sl_json_text_or(question, "scale", NULL);
    const char *from = sl_json_text_or(question, "@scale_from", inherit->host_code);
    if (name == NULL || strcmp(from, inherit->host_code) == 0)
        return;
    const json_t *theirs = json_object_get(json_object_get(root_of(inherit, from), "scales"), name);
    SL_AUTO(sl_json_drop) json_t *ours = json_deep_copy(json_object_get(scales, name));
    if (ours != NULL)
        sl_lines_strip(ours);
    if (ours == NULL && theirs != NULL)
        json_object_set_new(scales, name, json_deep_copy(theirs));
    else if (theirs != NULL && !json_equal(ours, theirs))
        sl_faults_tell(inherit->faults, sl_line_of(question),
                       "question %s: scale %s is not the one of %s, so answers can't be compared",
                       sl_json_text_or(question, "code", ""), name, from);
}

static void bring_scales(struct inherit *inherit, json_t *scales, const json_t *questions) {
    const json_t *question;
    size_t i;
    json_array_foreach(questions, i, question) {
        bring_scale(inherit, scales, question);
        bring_scales(inherit, scales, json_object_get(question, "parts"));
    }
}

static void add_set(struct inherit *inherit, json_t *sections, const char *set) {
    const json_t *root = root_of(inherit, set), *section;
    if (root != NULL && !sl_json_true(root, "question_set")) {
        sl_faults_tell(inherit->faults, inherit->line, "sets: %s is a tool, not a question set",
                       set);
        return;
    }
    size_t i;
    json_array_foreach(json_object_get(root, "sections"), i, section) {
        const char *code = sl_json_text_or(section, "code", "");
        SL_AUTO(sl_free) char *same_as = sl_format("%s.%s", set, code);
        SL_AUTO(sl_json_drop)
        json_t *raw = json_pack("{ss ss sI}", "code", code, "same_as", same_as, "@line",
                                (json_int_t)inherit->line);
        json_array_append_new(sections, whole_section(inherit, inherit->host_code, raw));
    }
}

static json_t *whole_sections(struct inherit *inherit, const json_t *root) {
    json_t *sections = json_array();
    const json_t *section, *set;
    size_t i;
    json_array_foreach(json_object_get(root, "sections"), i, section) {
        inherit->line = sl_line_of(section);
        json_array_append_new(sections, json_is_object(section)
                                            ? whole_section(inherit, inherit->host_code, section)
                                            : json_deep_copy(section));
    }
    inherit->line = sl_line_of(root);
    json_array_foreach(json_object_get(root, "sets"), i, set) {
        add_set(inherit, sections, json_is_string(set) ? json_string_value(set) : "");
    }
    return sections;
}

json_t *sl_tool_inherit(const char *home, const json_t *root, struct sl_faults *faults) {
    SL_AUTO(sl_json_drop) json_t *roots = json_object();
    struct inherit inherit = {.home = home,
                              .faults = faults,
                              .host = root,
                              .host_code = sl_json_text_or(root, "tool", ""),
                              .roots = roots};
    json_t *whole = json_deep_copy(root), *section;
    if (json_object_get(whole, "scales") == NULL)
        json_object_set_new(whole, "scales", json_object());
    json_object_set_new(whole, "sections", whole_sections(&inherit, root));
    fill_lines(whole, 1);
    size_t i;
    json_array_foreach(json_object_get(whole, "sections"), i, section) {
        bring_scales(&inherit, json_object_get(whole, "scales"),
                     json_object_get(section, "questions"));
    }
    return whole;
}
