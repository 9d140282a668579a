#include "practice/tool_checking.h"
#include <ctype.h>
#include <stdarg.h>
#include <stdio.h>
#include <string.h>

enum { COUNT_MOST = 1000000, CODE_MOST = 60 };

struct asked {
    struct sl_tool_checking *checking;
    const json_t *question;
    enum sl_question_type type;
    long line;
    char who[CODE_MOST + 20];
};

static void tell(const struct asked *asked, const char *format, ...)
    __attribute__((format(printf, 2, 3)));

static void tell(const struct asked *asked, const char *format, ...) {
    char fault[320];
    va_list values;
    va_start(values, format);
    vsnprintf(fault, sizeof fault, format, values);
    va_end(values);
    sl_faults_tell(asked->checking->faults, asked->line, "%s: %s", asked->who, fault);
}

static bool is_choice(enum sl_question_type type) {
    return type == SL_CHOICE || type == SL_CHOICES;
}

static bool has_scale(enum sl_question_type type) {
    return type == SL_GRADE || type == SL_MET || type == SL_YES_NO;
}

bool sl_tool_has_token(struct sl_tool_checking *checking, const json_t *question,
                       const char *token) {
    const char *scale = sl_json_text_or(question, "scale", NULL);
    const char *list = sl_json_text_or(question, "list", NULL);
    if (scale == NULL && list != NULL) {
        const struct sl_list *found = sl_tool_list(checking, list, 0, "list");
        return found == NULL || sl_list_find(found, token) >= 0;
    }
    const json_t *tokens = json_object_get(question, "choices"), *one;
    if (scale != NULL)
        tokens = json_object_get(json_object_get(checking->root, "scales"), scale);
    size_t i;
    json_array_foreach(tokens, i, one) {
        if (strcmp(sl_json_text_or(one, "token", ""), token) == 0)
            return true;
    }
    return false;
}

static void check_code(const struct asked *asked, const json_t *parent) {
    const char *code = sl_json_text_or(asked->question, "code", "");
    size_t length = strlen(code);
    if (length == 0 || length > CODE_MOST || !isalpha((unsigned char)code[0]) ||
        strspn(code, "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789_.") !=
            length ||
        code[length - 1] == '.' || strstr(code, "..") != NULL)
        tell(asked, "'%s' is no code: letters, digits, _ and inner dots", code);
    if (json_object_get(asked->checking->codes, code) != NULL)
        tell(asked, "the code %s stands twice", code);
    json_object_set(asked->checking->codes, code, (json_t *)(uintptr_t)asked->question);
    if (parent == NULL)
        return;
    const char *whole = sl_json_text_or(parent, "code", "");
    size_t prefix = strlen(whole);
    if (strncmp(code, whole, prefix) != 0 || code[prefix] != '.')
        tell(asked, "a part's code begins with the code of its question, %s.", whole);
}

static void check_choices(const struct asked *asked) {
    const json_t *choices = json_object_get(asked->question, "choices");
    size_t i, j;
    if (json_array_size(choices) < 2)
        tell(asked, "%s has fewer than two", "choices");
    for (i = 0; i < json_array_size(choices); i++) {
        const char *token = sl_json_text_or(json_array_get(choices, i), "token", "");
        if (token[strcspn(token, " ;|,")] != '\0')
            tell(asked, "token '%s' has a space or a separator in it", token);
        for (j = 0; j < i; j++)
            if (strcmp(sl_json_text_or(json_array_get(choices, j), "token", ""), token) == 0)
                tell(asked, "token %s stands twice", token);
    }
}

static void check_tokens(const struct asked *asked) {
    const json_t *question = asked->question;
    const char *scale = sl_json_text_or(question, "scale", NULL);
    const char *list = sl_json_text_or(question, "list", NULL);
    int given = (scale != NULL) + (list != NULL) + (json_object_get(question, "choices") != NULL);
    const char *type = sl_question_type_name(asked->type);
    if (has_scale(asked->type) && scale == NULL)
        tell(asked, "a question of type %s needs a scale", type);
    else if (is_choice(asked->type) && given != 1)
        tell(asked, "a question of type %s has one of choices, list and scale", type);
    else if (!has_scale(asked->type) && !is_choice(asked->type) && given > 0)
        tell(asked, "a question of type %s has no scale, list or choices", type);
    if (scale != NULL &&
        json_object_get(json_object_get(asked->checking->root, "scales"), scale) == NULL)
        tell(asked, "there is no scale '%s'", scale);
    if (list != NULL && sl_tool_list(asked->checking, list, asked->line, asked->who) != NULL)
        json_object_set_new(asked->checking->wanted, list, json_true());
    if (json_object_get(question, "choices") != NULL)
        check_choices(asked);
}

static void check_reasons(const struct asked *asked) {
    const json_t *na = json_object_get(asked->question, "na"), *reason;
    size_t i;
    if (na != NULL && json_array_size(json_object_get(na, "reasons")) == 0)
        tell(asked, "na: %s is empty", "reasons");
    json_array_foreach(json_object_get(na, "reasons"), i, reason) {
        sl_tool_check_code(asked->checking, "na_reasons", json_string_value(reason), asked->line,
                           asked->who);
        json_object_set_new(asked->checking->reasons, json_string_value(reason), json_true());
    }
}

static void check_evidence(const struct asked *asked) {
    const json_t *evidence = json_object_get(asked->question, "evidence"), *one;
    size_t i;
    json_array_foreach(json_object_get(evidence, "required_on"), i, one) {
        if (!sl_tool_has_token(asked->checking, asked->question, json_string_value(one)))
            tell(asked, "evidence: required_on: there is no answer '%s'", json_string_value(one));
    }
    json_array_foreach(json_object_get(evidence, "sources"), i, one) {
        if (sl_source_of(sl_text_of(json_string_value(one))) == 0)
            tell(asked, "evidence: there is no source '%s'", json_string_value(one));
    }
}

static void check_critical(const struct asked *asked) {
    const json_t *critical = json_object_get(asked->question, "critical");
    if (critical == NULL)
        return;
    static const char *const routes[] = {"safeguarding", "allegation", "data_protection"};
    const char *class = sl_json_text_or(critical, "class", "");
    const char *on = sl_json_text_or(critical, "on", "");
    const char *route = sl_json_text_or(critical, "route", "");
    bool known = false;
    for (size_t i = 0; i < SL_COUNT(routes); i++)
        known = known || strcmp(route, routes[i]) == 0;
    if (!known)
        tell(asked, "critical: there is no route '%s'", route);
    if (strcmp(class, "A") != 0 && strcmp(class, "B") != 0)
        tell(asked, "critical: class '%s' is not A or B", class);
    if (!sl_tool_has_token(asked->checking, asked->question, on))
        tell(asked, "critical: there is no answer '%s'", on);
}

static void check_limit(const struct asked *asked) {
    static const char *const units[] = {"working_days", "calendar_days", "weeks", "months",
                                        "hours"};
    const json_t *limit = json_object_get(asked->question, "limit");
    const char *setting = sl_json_text_or(limit, "setting", NULL);
    const char *unit = sl_json_text_or(limit, "unit", "");
    bool known = false;
    for (size_t i = 0; i < SL_COUNT(units); i++)
        known = known || strcmp(unit, units[i]) == 0;
    if ((limit != NULL) != (asked->type == SL_TIMELY))
        tell(asked, "%s",
             limit != NULL ? "only a timely question has a limit"
                           : "a timely question needs a limit");
    else if (limit != NULL && setting == NULL && (!known || sl_json_whole_or(limit, "n", 0) < 1))
        tell(asked,
             "limit: n and unit are wanted, or setting; unit '%s' may be working_days, "
             "calendar_days, weeks, months, hours",
             unit);
    const char *code = sl_json_text_or(limit, "code", setting);
    if (code != NULL)
        sl_tool_check_code(asked->checking, "timeliness", code, asked->line, asked->who);
}

static bool has_day_part(const struct asked *asked, const char *ending) {
    const json_t *part;
    size_t i;
    char code[CODE_MOST + 20];
    snprintf(code, sizeof code, "%.*s.%s", CODE_MOST, sl_json_text_or(asked->question, "code", ""),
             ending);
    json_array_foreach(json_object_get(asked->question, "parts"), i, part) {
        if (strcmp(sl_json_text_or(part, "code", ""), code) == 0)
            return strcmp(sl_json_text_or(part, "type", ""), "day") == 0;
    }
    return false;
}

static void check_parts(const struct asked *asked) {
    const json_t *parts = json_object_get(asked->question, "parts"), *part;
    size_t i;
    if (asked->type == SL_TIMELY && (!has_day_part(asked, "start") || !has_day_part(asked, "end")))
        tell(asked, "a timely question has a day %s", "as part .start and one as part .end");
    if (asked->type == SL_GROUP && json_array_size(parts) == 0)
        tell(asked, "a %s needs parts", "group");
    if (asked->type == SL_LINK && sl_json_text_or(asked->question, "of", NULL) == NULL)
        tell(asked, "a link says what it points at: '%s' is missing", "of");
    json_array_foreach(parts, i, part) {
        sl_tool_check_question(asked->checking, part, asked->question);
    }
}

static void check_marks(const struct asked *asked) {
    const json_t *question = asked->question, *theme;
    size_t i;
    bool overall = sl_json_true(question, "overall");
    asked->checking->overalls += overall;
    if (sl_json_true(question, "judgement") && asked->type != SL_GRADE)
        tell(asked, "only a %s can be a judgement", "grade");
    if (overall && !sl_json_true(question, "judgement"))
        tell(asked, "the overall grade is a %s", "judgement");
    int64_t least = sl_json_whole_or(question, "min", 0);
    int64_t most = sl_json_whole_or(question, "max", COUNT_MOST);
    if (least < 0 || most > COUNT_MOST || least > most)
        tell(asked, "min and max are whole numbers from 0 to 1 000 000, %s", "min not above max");
    json_array_foreach(json_object_get(question, "themes"), i, theme) {
        sl_tool_check_code(asked->checking, "themes", json_string_value(theme), asked->line,
                           asked->who);
    }
    const char *refused = sl_json_text_or(question, "refuse_on", NULL);
    if (refused != NULL && !sl_tool_has_token(asked->checking, question, refused))
        tell(asked, "refuse_on: there is no answer '%s'", refused);
}

void sl_tool_check_question(struct sl_tool_checking *checking, const json_t *question,
                            const json_t *parent) {
    struct asked asked = {.checking = checking, .question = question, .line = sl_line_of(question)};
    const char *type = sl_json_text_or(question, "type", "");
    snprintf(asked.who, sizeof asked.who, "question %.*s", CODE_MOST,
             sl_json_text_or(question, "code", "?"));
    asked.type = sl_question_type_of(type);
    check_code(&asked, parent);
    if (asked.type == SL_QUESTION_TYPES) {
        tell(&asked, "unknown type '%s'", type);
        return;
    }
    if (sl_json_text_or(question, "text", "")[0] == '\0')
        tell(&asked, "%s is missing", "text");
    check_tokens(&asked);
    check_reasons(&asked);
    check_evidence(&asked);
    check_critical(&asked);
    check_limit(&asked);
    check_marks(&asked);
    sl_tool_check_forms(checking, question, asked.who);
    check_parts(&asked);
}

void sl_tool_check_asked(struct sl_tool_checking *checking, const json_t *object, const char *who) {
    const json_t *asked = json_object_get(object, "ask_when"), *one;
    if (asked == NULL)
        return;
    const char *code = sl_json_text_or(asked, "code", "");
    const json_t *other = json_object_get(checking->codes, code);
    long line = sl_line_of(object);
    if (other == NULL) {
        sl_faults_tell(checking->faults, line, "%s: ask_when: there is no question '%s'", who,
                       code);
        return;
    }
    size_t i;
    json_array_foreach(json_object_get(asked, "is"), i, one) {
        if (!sl_tool_has_token(checking, other, json_string_value(one)))
            sl_faults_tell(checking->faults, line, "%s: ask_when: %s has no answer '%s'", who, code,
                           json_string_value(one));
    }
}

void sl_tool_check_references(struct sl_tool_checking *checking, const json_t *question) {
    char who[CODE_MOST + 20];
    snprintf(who, sizeof who, "question %.*s", CODE_MOST, sl_json_text_or(question, "code", "?"));
    const char *until = sl_json_text_or(question, "hide_until", NULL);
    const char *by = sl_json_text_or(json_object_get(question, "limit"), "by", NULL);
    if (until != NULL && json_object_get(checking->codes, until) == NULL)
        sl_faults_tell(checking->faults, sl_line_of(question),
                       "%s: hide_until: there is no question '%s'", who, until);
    if (by != NULL && json_object_get(checking->codes, by) == NULL)
        sl_faults_tell(checking->faults, sl_line_of(question),
                       "%s: limit: by: there is no question '%s'", who, by);
    sl_tool_check_asked(checking, question, who);
    const json_t *part;
    size_t i;
    json_array_foreach(json_object_get(question, "parts"), i, part) {
        sl_tool_check_references(checking, part);
    }
}
