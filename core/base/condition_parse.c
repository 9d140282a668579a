#include "base/condition_node.h"
#include "base/condition_words.h"
#include "base/memory.h"
#include <stdlib.h>
#include <string.h>

enum { NODES_MOST = 200, DEPTH_MOST = 20, NONE = -1 };

struct parser {
    struct sl_text text;
    size_t at;
    struct sl_condition_word word; /* the next one */
    struct sl_condition *condition;
    int depth;
    struct sl_error *err;
};

static enum sl_status step(struct parser *p) {
    return sl_condition_next_word(p->text, &p->at, &p->word, p->err);
}

static enum sl_status expected(const struct parser *p, const char *what) {
    if (p->word.sort == SL_WORD_END)
        return sl_fail(p->err, SL_INVALID, "", "the condition ends where %s is expected", what);
    return sl_fail(p->err, SL_INVALID, "", "\"%.*s\" at character %zu stands where %s is expected",
                   (int)p->word.text.length, p->word.text.bytes, p->word.at + 1, what);
}

static int add_node(struct parser *p, enum sl_condition_kind kind) {
    struct sl_condition *c = p->condition;
    c->nodes = sl_resize(c->nodes, (size_t)c->count + 1, sizeof *c->nodes);
    c->nodes[c->count] = (struct sl_condition_node){.kind = kind, .left = NONE, .right = NONE};
    return c->count++;
}

static bool is_keyword(const struct sl_condition_word *word) {
    static const char *const keywords[] = {"and",  "or", "not",     "is", "in",
                                           "flag", "at", "exactly", "of"};
    for (size_t i = 0; i < SL_COUNT(keywords); i++)
        if (sl_condition_word_is(word, keywords[i]))
            return true;
    return false;
}

static bool is_value(const struct sl_condition_word *word) {
    return word->sort == SL_WORD_QUOTED || (word->sort == SL_WORD_NAME && !is_keyword(word));
}

static enum sl_status take_value(struct parser *p, int node) {
    struct sl_condition_node *n = &p->condition->nodes[node];
    if (!is_value(&p->word))
        return expected(p, "an answer, number or day");
    n->values = sl_resize(n->values, n->value_count + 1, sizeof *n->values);
    n->values[n->value_count++] = sl_copy_bytes(p->word.text.bytes, p->word.text.length);
    return step(p);
}

static enum sl_status take_sign(struct parser *p, const char *sign) {
    return sl_condition_word_is(&p->word, sign) ? step(p) : expected(p, sign);
}

static enum sl_status take_values(struct parser *p, int node) {
    enum sl_status status = take_sign(p, "(");
    if (status == SL_OK)
        status = take_value(p, node);
    while (status == SL_OK && sl_condition_word_is(&p->word, ",")) {
        status = step(p);
        if (status == SL_OK)
            status = take_value(p, node);
    }
    return status == SL_OK ? take_sign(p, ")") : status;
}

static enum sl_status take_list(struct parser *p, int node) {
    p->condition->nodes[node].kind = SL_IF_IN;
    enum sl_status status = step(p);
    return status == SL_OK ? take_values(p, node) : status;
}

/* "not applicable" and its like: two words behind "is", or one. */
static enum sl_status take_state(struct parser *p, int node) {
    struct sl_condition_node *n = &p->condition->nodes[node];
    n->kind = SL_IF_IS;
    enum sl_status status = step(p);
    bool negated = status == SL_OK && sl_condition_word_is(&p->word, "not");
    if (negated)
        status = step(p);
    if (status != SL_OK)
        return status;
    if (sl_condition_word_is(&p->word, "answered"))
        n->any_but = negated, n->state = SL_ANSWERED;
    else if (negated && sl_condition_word_is(&p->word, "applicable"))
        n->state = SL_NOT_APPLICABLE;
    else if (negated && sl_condition_word_is(&p->word, "evidenced"))
        n->state = SL_NOT_EVIDENCED;
    else
        return expected(p, "answered, not answered, not applicable or not evidenced");
    return step(p);
}

static bool comparison_of(const struct sl_condition_word *word, enum sl_condition_kind *kind) {
    static const struct {
        const char *sign;
        enum sl_condition_kind kind;
    } signs[] = {{"=", SL_IF_EQUAL},    {"==", SL_IF_EQUAL},   {"<>", SL_IF_UNEQUAL},
                 {"!=", SL_IF_UNEQUAL}, {"<", SL_IF_LESS},     {"<=", SL_IF_AT_MOST},
                 {">", SL_IF_MORE},     {">=", SL_IF_AT_LEAST}};
    for (size_t i = 0; i < SL_COUNT(signs); i++) {
        if (word->sort == SL_WORD_SIGN && sl_text_is(word->text, signs[i].sign)) {
            *kind = signs[i].kind;
            return true;
        }
    }
    return false;
}

/* What stands behind the question: how it is compared, and with what. */
static enum sl_status take_comparison(struct parser *p, int node) {
    enum sl_condition_kind kind = SL_IF_EQUAL;
    if (sl_condition_word_is(&p->word, "in"))
        return take_list(p, node);
    if (sl_condition_word_is(&p->word, "is"))
        return take_state(p, node);
    if (!comparison_of(&p->word, &kind))
        return expected(p, "=, <>, <, <=, >, >=, in or is");
    p->condition->nodes[node].kind = kind;
    enum sl_status status = step(p);
    return status == SL_OK ? take_value(p, node) : status;
}

static enum sl_status take_question(struct parser *p, int *node) {
    if (p->word.sort != SL_WORD_NAME || is_keyword(&p->word))
        return expected(p, "a question");
    *node = add_node(p, SL_IF_EQUAL);
    p->condition->nodes[*node].question = sl_copy_bytes(p->word.text.bytes, p->word.text.length);
    enum sl_status status = step(p);
    return status == SL_OK ? take_comparison(p, *node) : status;
}

static enum sl_status take_number(struct parser *p, int node) {
    char digits[12];
    size_t length = p->word.text.length;
    if (p->word.sort != SL_WORD_NAME || length == 0 || length > 3)
        return expected(p, "a whole number");
    memcpy(digits, p->word.text.bytes, length);
    digits[length] = '\0';
    if (strspn(digits, "0123456789") != length)
        return expected(p, "a whole number");
    p->condition->nodes[node].number = atoi(digits);
    return step(p);
}

static enum sl_status take_members(struct parser *p, int node) {
    if (p->word.sort == SL_WORD_NAME && !is_keyword(&p->word)) {
        char *group = sl_copy_bytes(p->word.text.bytes, p->word.text.length);
        p->condition->nodes[node].question = group;
        return step(p);
    }
    if (!sl_condition_word_is(&p->word, "("))
        return expected(p, "a group of questions");
    return take_values(p, node);
}

static enum sl_status take_bound(struct parser *p, int node) {
    bool exactly = sl_condition_word_is(&p->word, "exactly");
    enum sl_condition_bound bound = SL_BOUND_EXACT;
    enum sl_status status = step(p);
    if (exactly || status != SL_OK) {
        p->condition->nodes[node].bound = bound;
        return status;
    }
    bool least = sl_condition_word_is(&p->word, "least");
    if (!least && !sl_condition_word_is(&p->word, "most"))
        return expected(p, "least or most");
    p->condition->nodes[node].bound = least ? SL_BOUND_LEAST : SL_BOUND_MOST;
    return step(p);
}

static enum sl_status take_count(struct parser *p, int *node) {
    *node = add_node(p, SL_IF_COUNT);
    enum sl_status status = take_bound(p, *node);
    if (status == SL_OK)
        status = take_number(p, *node);
    if (status == SL_OK)
        status = take_sign(p, "of");
    if (status == SL_OK)
        status = take_members(p, *node);
    if (status != SL_OK)
        return status;
    int each = add_node(p, SL_IF_EQUAL);
    p->condition->nodes[*node].left = each;
    return take_comparison(p, each);
}

static enum sl_status take_flag(struct parser *p, int *node) {
    enum sl_status status = step(p);
    if (status != SL_OK)
        return status;
    if (p->word.sort != SL_WORD_NAME || is_keyword(&p->word))
        return expected(p, "A, B or a question");
    *node = add_node(p, SL_IF_FLAG);
    p->condition->nodes[*node].question = sl_copy_bytes(p->word.text.bytes, p->word.text.length);
    return step(p);
}

static enum sl_status take_any(struct parser *p, int *node);

static enum sl_status take_one(struct parser *p, int *node) {
    if (p->condition->count >= NODES_MOST || p->depth >= DEPTH_MOST)
        return sl_fail(p->err, SL_INVALID, "", "the condition is too long");
    if (sl_condition_word_is(&p->word, "flag"))
        return take_flag(p, node);
    if (sl_condition_word_is(&p->word, "at") || sl_condition_word_is(&p->word, "exactly"))
        return take_count(p, node);
    bool negated = sl_condition_word_is(&p->word, "not");
    if (!negated && !sl_condition_word_is(&p->word, "("))
        return take_question(p, node);
    int inner = NONE;
    p->depth++;
    enum sl_status status = step(p);
    if (status == SL_OK)
        status = negated ? take_one(p, &inner) : take_any(p, &inner);
    if (status == SL_OK && !negated)
        status = take_sign(p, ")");
    p->depth--;
    *node = inner;
    if (status == SL_OK && negated) {
        *node = add_node(p, SL_IF_NOT);
        p->condition->nodes[*node].left = inner;
    }
    return status;
}

typedef enum sl_status take(struct parser *p, int *node);

/* One or more of a kind, with a word between them. */
static enum sl_status take_chain(struct parser *p, const char *word, enum sl_condition_kind kind,
                                 take *one, int *node) {
    enum sl_status status = one(p, node);
    while (status == SL_OK && sl_condition_word_is(&p->word, word)) {
        int right = NONE;
        status = step(p);
        if (status == SL_OK)
            status = one(p, &right);
        if (status != SL_OK)
            return status;
        int both = add_node(p, kind);
        p->condition->nodes[both].left = *node;
        p->condition->nodes[both].right = right;
        *node = both;
    }
    return status;
}

static enum sl_status take_all(struct parser *p, int *node) {
    return take_chain(p, "and", SL_IF_AND, take_one, node);
}

static enum sl_status take_any(struct parser *p, int *node) {
    return take_chain(p, "or", SL_IF_OR, take_all, node);
}

static void add_once(const char **names, size_t *count, const char *name) {
    for (size_t i = 0; i < *count; i++)
        if (strcmp(names[i], name) == 0)
            return;
    names[(*count)++] = name;
}

static size_t names_most(const struct sl_condition *c) {
    size_t most = (size_t)c->count;
    for (int i = 0; i < c->count; i++)
        most += c->nodes[i].kind == SL_IF_COUNT ? c->nodes[i].value_count : 0;
    return most;
}

static void gather_names(struct sl_condition *c) {
    c->questions = sl_new(names_most(c), sizeof *c->questions);
    c->groups = sl_new((size_t)c->count, sizeof *c->groups);
    for (int i = 0; i < c->count; i++) {
        const struct sl_condition_node *n = &c->nodes[i];
        if (n->kind >= SL_IF_IS && n->question != NULL)
            add_once(c->questions, &c->question_count, n->question);
        if (n->kind == SL_IF_COUNT && n->question != NULL)
            add_once(c->groups, &c->group_count, n->question);
        for (size_t v = 0; n->kind == SL_IF_COUNT && v < n->value_count; v++)
            add_once(c->questions, &c->question_count, n->values[v]);
    }
}

enum sl_status sl_condition_parse(struct sl_text text, struct sl_condition **out,
                                  struct sl_error *err) {
    SL_AUTO(sl_condition_drop) struct sl_condition *condition = sl_new(1, sizeof *condition);
    struct parser p = {.text = text, .condition = condition, .err = err};
    enum sl_status status = step(&p);
    if (status == SL_OK)
        status = take_any(&p, &condition->root);
    if (status == SL_OK && p.word.sort != SL_WORD_END)
        status = expected(&p, "and, or, or the end");
    if (status != SL_OK)
        return status;
    gather_names(condition);
    *out = condition;
    condition = NULL;
    return SL_OK;
}
