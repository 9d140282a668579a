#include "base/condition.h"
#include "base/buffer.h"
#include "base/condition_words.h"
#include "base/day.h"
#include <errno.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

enum { NODES_MOST = 200, DEPTH_MOST = 20, NONE = -1 };

enum kind { OR, AND, NOT, FLAG, IS, IN, EQUAL, UNEQUAL, LESS, AT_MOST, MORE, AT_LEAST };

struct node {
    enum kind kind;
    int left, right; /* of or, and, not */
    char *question;  /* or class of a flag */
    char **values;   /* written beside it */
    size_t value_count;
    enum sl_answer_state state; /* asked for by is */
    bool any_but;               /* is not */
};

struct sl_condition {
    struct node *nodes;
    int count, root;
    const char **questions; /* each once, borrowed from the nodes */
    size_t question_count;
};

static void node_drop(struct node *node) {
    for (size_t i = 0; i < node->value_count; i++)
        free(node->values[i]);
    free(node->values);
    free(node->question);
}

void sl_condition_free(struct sl_condition *condition) {
    if (condition == NULL)
        return;
    for (int i = 0; i < condition->count; i++)
        node_drop(&condition->nodes[i]);
    free(condition->nodes);
    free(condition->questions);
    free(condition);
}

void sl_condition_drop(struct sl_condition **condition) {
    sl_condition_free(*condition);
    *condition = NULL;
}

/* --- parsing --- */

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

static int add_node(struct parser *p, enum kind kind) {
    struct sl_condition *c = p->condition;
    c->nodes = sl_resize(c->nodes, (size_t)c->count + 1, sizeof *c->nodes);
    c->nodes[c->count] = (struct node){.kind = kind, .left = NONE, .right = NONE};
    return c->count++;
}

static bool is_keyword(const struct sl_condition_word *word) {
    static const char *const keywords[] = {"and", "or", "not", "is", "in", "flag"};
    for (size_t i = 0; i < SL_COUNT(keywords); i++)
        if (sl_condition_word_is(word, keywords[i]))
            return true;
    return false;
}

static bool is_value(const struct sl_condition_word *word) {
    return word->sort == SL_WORD_QUOTED || (word->sort == SL_WORD_NAME && !is_keyword(word));
}

static enum sl_status take_value(struct parser *p, int node) {
    struct node *n = &p->condition->nodes[node];
    if (!is_value(&p->word))
        return expected(p, "an answer, number or day");
    n->values = sl_resize(n->values, n->value_count + 1, sizeof *n->values);
    n->values[n->value_count++] = sl_copy_bytes(p->word.text.bytes, p->word.text.length);
    return step(p);
}

static enum sl_status take_sign(struct parser *p, const char *sign) {
    return sl_condition_word_is(&p->word, sign) ? step(p) : expected(p, sign);
}

static enum sl_status take_list(struct parser *p, int node) {
    p->condition->nodes[node].kind = IN;
    enum sl_status status = step(p);
    if (status == SL_OK)
        status = take_sign(p, "(");
    if (status == SL_OK)
        status = take_value(p, node);
    while (status == SL_OK && sl_condition_word_is(&p->word, ",")) {
        status = step(p);
        if (status == SL_OK)
            status = take_value(p, node);
    }
    return status == SL_OK ? take_sign(p, ")") : status;
}

/* "not applicable" and its like: two words behind "is", or one. */
static enum sl_status take_state(struct parser *p, int node) {
    struct node *n = &p->condition->nodes[node];
    n->kind = IS;
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

static bool comparison_of(const struct sl_condition_word *word, enum kind *kind) {
    static const struct {
        const char *sign;
        enum kind kind;
    } signs[] = {{"=", EQUAL}, {"==", EQUAL},   {"<>", UNEQUAL}, {"!=", UNEQUAL},
                 {"<", LESS},  {"<=", AT_MOST}, {">", MORE},     {">=", AT_LEAST}};
    for (size_t i = 0; i < SL_COUNT(signs); i++) {
        if (word->sort == SL_WORD_SIGN && sl_text_is(word->text, signs[i].sign)) {
            *kind = signs[i].kind;
            return true;
        }
    }
    return false;
}

static enum sl_status take_comparison(struct parser *p, int *node) {
    enum kind kind = EQUAL;
    if (p->word.sort != SL_WORD_NAME || is_keyword(&p->word))
        return expected(p, "a question");
    *node = add_node(p, EQUAL);
    p->condition->nodes[*node].question = sl_copy_bytes(p->word.text.bytes, p->word.text.length);
    enum sl_status status = step(p);
    if (status != SL_OK)
        return status;
    if (sl_condition_word_is(&p->word, "in"))
        return take_list(p, *node);
    if (sl_condition_word_is(&p->word, "is"))
        return take_state(p, *node);
    if (!comparison_of(&p->word, &kind))
        return expected(p, "=, <>, <, <=, >, >=, in or is");
    p->condition->nodes[*node].kind = kind;
    status = step(p);
    return status == SL_OK ? take_value(p, *node) : status;
}

static enum sl_status take_flag(struct parser *p, int *node) {
    enum sl_status status = step(p);
    if (status != SL_OK)
        return status;
    if (p->word.sort != SL_WORD_NAME || is_keyword(&p->word))
        return expected(p, "A, B or a question");
    *node = add_node(p, FLAG);
    p->condition->nodes[*node].question = sl_copy_bytes(p->word.text.bytes, p->word.text.length);
    return step(p);
}

static enum sl_status take_any(struct parser *p, int *node);

static enum sl_status take_one(struct parser *p, int *node) {
    if (p->condition->count >= NODES_MOST || p->depth >= DEPTH_MOST)
        return sl_fail(p->err, SL_INVALID, "", "the condition is too long");
    if (sl_condition_word_is(&p->word, "flag"))
        return take_flag(p, node);
    bool negated = sl_condition_word_is(&p->word, "not");
    if (!negated && !sl_condition_word_is(&p->word, "("))
        return take_comparison(p, node);
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
        *node = add_node(p, NOT);
        p->condition->nodes[*node].left = inner;
    }
    return status;
}

typedef enum sl_status take(struct parser *p, int *node);

/* One or more of a kind, with a word between them. */
static enum sl_status take_chain(struct parser *p, const char *word, enum kind kind, take *one,
                                 int *node) {
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
    return take_chain(p, "and", AND, take_one, node);
}

static enum sl_status take_any(struct parser *p, int *node) {
    return take_chain(p, "or", OR, take_all, node);
}

static bool knows(const struct sl_condition *c, const char *question) {
    for (size_t i = 0; i < c->question_count; i++)
        if (strcmp(c->questions[i], question) == 0)
            return true;
    return false;
}

static void gather_questions(struct sl_condition *c) {
    c->questions = sl_new((size_t)c->count + 1, sizeof *c->questions);
    for (int i = 0; i < c->count; i++) {
        const char *question = c->nodes[i].kind != FLAG ? c->nodes[i].question : NULL;
        if (question != NULL && !knows(c, question))
            c->questions[c->question_count++] = question;
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
    gather_questions(condition);
    *out = condition;
    condition = NULL;
    return SL_OK;
}

size_t sl_condition_questions(const struct sl_condition *condition) {
    return condition->question_count;
}

const char *sl_condition_question(const struct sl_condition *condition, size_t index) {
    return condition->questions[index];
}

static bool is_ordered(enum kind kind) {
    return kind >= LESS;
}

void sl_condition_each_value(const struct sl_condition *condition,
                             void (*told)(void *context, const char *question, const char *value,
                                          bool ordered),
                             void *context) {
    for (int i = 0; i < condition->count; i++) {
        const struct node *n = &condition->nodes[i];
        for (size_t v = 0; v < n->value_count; v++)
            told(context, n->question, n->values[v], is_ordered(n->kind));
    }
}

/* --- holding --- */

static bool whole_number(const char *text, int64_t *out) {
    char *end = NULL;
    errno = 0;
    long long number = strtoll(text, &end, 10);
    *out = number;
    return errno == 0 && end != text && *end == '\0';
}

/* Below 0, 0 or above 0 as the answer stands to the value; false: they can't be compared. */
static bool compare(const struct sl_condition_facts *facts, const char *question,
                    const struct sl_value *answer, const char *value, bool ordered, int *out) {
    int64_t wanted = 0;
    if (answer->kind == SL_VALUE_NUMBER || answer->kind == SL_VALUE_DAY) {
        sl_day day = SL_DAY_NONE;
        bool known = answer->kind == SL_VALUE_NUMBER ? whole_number(value, &wanted)
                                                     : sl_day_parse(value, &day, NULL) == SL_OK;
        wanted = answer->kind == SL_VALUE_DAY ? day : wanted;
        *out = (answer->number > wanted) - (answer->number < wanted);
        return known;
    }
    if (!ordered) {
        *out = !sl_text_is(answer->text, value);
        return true;
    }
    int mine = 0, other = 0;
    bool known = facts->rank(facts->context, question, answer->text, &mine) &&
                 facts->rank(facts->context, question, sl_text_of(value), &other);
    *out = (mine > other) - (mine < other);
    return known;
}

/* One of several tokens that were chosen counts as that answer. */
static bool is_chosen(const struct sl_value *answer, const char *value) {
    struct sl_text rest = answer->text;
    while (rest.length > 0) {
        const char *space = memchr(rest.bytes, ' ', rest.length);
        size_t length = space != NULL ? (size_t)(space - rest.bytes) : rest.length;
        if (sl_text_is((struct sl_text){rest.bytes, length}, value))
            return true;
        size_t step = space != NULL ? length + 1 : length;
        rest = (struct sl_text){rest.bytes + step, rest.length - step};
    }
    return false;
}

static bool equals(const struct sl_condition_facts *facts, const struct node *n,
                   const struct sl_value *answer, const char *value) {
    int order = 1;
    if (answer->kind == SL_VALUE_TOKENS)
        return is_chosen(answer, value);
    return compare(facts, n->question, answer, value, false, &order) && order == 0;
}

static bool equals_any(const struct sl_condition_facts *facts, const struct node *n,
                       const struct sl_value *answer) {
    for (size_t i = 0; i < n->value_count; i++)
        if (equals(facts, n, answer, n->values[i]))
            return true;
    return false;
}

static bool ordered_holds(const struct sl_condition_facts *facts, const struct node *n,
                          const struct sl_value *answer) {
    int order = 0;
    if (!compare(facts, n->question, answer, n->values[0], true, &order))
        return false;
    switch (n->kind) {
    case LESS:
        return order < 0;
    case AT_MOST:
        return order <= 0;
    case MORE:
        return order > 0;
    default:
        return order >= 0;
    }
}

static bool comparison_holds(const struct sl_condition_facts *facts, const struct node *n) {
    struct sl_value answer = {0};
    facts->answer(facts->context, n->question, &answer);
    if (n->kind == IS)
        return (answer.state == n->state) != n->any_but;
    if (answer.state != SL_ANSWERED)
        return false;
    if (is_ordered(n->kind))
        return ordered_holds(facts, n, &answer);
    return equals_any(facts, n, &answer) != (n->kind == UNEQUAL);
}

static bool node_holds(const struct sl_condition *c, int node,
                       const struct sl_condition_facts *facts) {
    const struct node *n = &c->nodes[node];
    switch (n->kind) {
    case OR:
        return node_holds(c, n->left, facts) || node_holds(c, n->right, facts);
    case AND:
        return node_holds(c, n->left, facts) && node_holds(c, n->right, facts);
    case NOT:
        return !node_holds(c, n->left, facts);
    case FLAG:
        return facts->flag(facts->context, n->question);
    default:
        return comparison_holds(facts, n);
    }
}

bool sl_condition_holds(const struct sl_condition *condition,
                        const struct sl_condition_facts *facts) {
    return node_holds(condition, condition->root, facts);
}

/* --- words --- */

static void add_values(const struct node *n, struct sl_buffer *out) {
    for (size_t i = 0; i < n->value_count; i++) {
        if (i > 0)
            sl_buffer_text(out, i + 1 == n->value_count ? " or " : ", ");
        sl_buffer_text(out, n->values[i]);
    }
}

static void add_state(const struct node *n, struct sl_buffer *out) {
    static const char *const states[] = {[SL_NOT_YET] = "",
                                         [SL_ANSWERED] = "answered",
                                         [SL_NOT_APPLICABLE] = "not applicable",
                                         [SL_NOT_EVIDENCED] = "not evidenced"};
    sl_buffer_format(out, "%s is %s%s", n->question, n->any_but ? "not " : "", states[n->state]);
}

static void add_words(const struct sl_condition *c, int node, struct sl_buffer *out);

static void add_inner(const struct sl_condition *c, int node, bool bracket, struct sl_buffer *out) {
    sl_buffer_text(out, bracket ? "(" : "");
    add_words(c, node, out);
    sl_buffer_text(out, bracket ? ")" : "");
}

static void add_joined(const struct sl_condition *c, const struct node *n, struct sl_buffer *out) {
    bool all = n->kind == AND;
    add_inner(c, n->left, all && c->nodes[n->left].kind == OR, out);
    sl_buffer_text(out, all ? " and " : " or ");
    add_inner(c, n->right, all && c->nodes[n->right].kind == OR, out);
}

static void add_words(const struct sl_condition *c, int node, struct sl_buffer *out) {
    static const char *const comparisons[] = {[IN] = "is",
                                              [EQUAL] = "is",
                                              [UNEQUAL] = "is not",
                                              [LESS] = "is below",
                                              [AT_MOST] = "is at most",
                                              [MORE] = "is above",
                                              [AT_LEAST] = "is at least"};
    const struct node *n = &c->nodes[node];
    if (n->kind == AND || n->kind == OR) {
        add_joined(c, n, out);
    } else if (n->kind == NOT) {
        sl_buffer_text(out, "not ");
        add_inner(c, n->left, c->nodes[n->left].kind <= AND, out);
    } else if (n->kind == FLAG) {
        sl_buffer_format(out, "flag %s is confirmed", n->question);
    } else if (n->kind == IS) {
        add_state(n, out);
    } else {
        sl_buffer_format(out, "%s %s ", n->question, comparisons[n->kind]);
        add_values(n, out);
    }
}

char *sl_condition_words(const struct sl_condition *condition) {
    struct sl_buffer words = {0};
    add_words(condition, condition->root, &words);
    return sl_buffer_take(&words);
}
