#include "base/condition_node.h"
#include "base/day.h"
#include "base/text.h"
#include <errno.h>
#include <stdlib.h>
#include <string.h>

static void node_drop(struct sl_condition_node *node) {
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
    free(condition->groups);
    free(condition);
}

void sl_condition_drop(struct sl_condition **condition) {
    sl_condition_free(*condition);
    *condition = NULL;
}

size_t sl_condition_questions(const struct sl_condition *condition) {
    return condition->question_count;
}

const char *sl_condition_question(const struct sl_condition *condition, size_t index) {
    return condition->questions[index];
}

size_t sl_condition_groups(const struct sl_condition *condition) {
    return condition->group_count;
}

const char *sl_condition_group(const struct sl_condition *condition, size_t index) {
    return condition->groups[index];
}

static bool is_ordered(enum sl_condition_kind kind) {
    return kind >= SL_IF_LESS;
}

/* Values of one comparison, beside one question. */
static void tell_values(const struct sl_condition_node *n, const char *question,
                        void (*told)(void *context, const char *question, const char *value,
                                     bool ordered),
                        void *context) {
    for (size_t v = 0; v < n->value_count; v++)
        told(context, question, n->values[v], is_ordered(n->kind));
}

void sl_condition_each_value(const struct sl_condition *condition,
                             void (*told)(void *context, const char *question, const char *value,
                                          bool ordered),
                             void *context) {
    for (int i = 0; i < condition->count; i++) {
        const struct sl_condition_node *n = &condition->nodes[i];
        if (n->kind >= SL_IF_IS && n->question != NULL)
            tell_values(n, n->question, told, context);
        if (n->kind != SL_IF_COUNT)
            continue;
        if (n->question != NULL)
            tell_values(&condition->nodes[n->left], n->question, told, context);
        for (size_t v = 0; v < n->value_count; v++)
            tell_values(&condition->nodes[n->left], n->values[v], told, context);
    }
}

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

static bool equals(const struct sl_condition_facts *facts, const char *question,
                   const struct sl_value *answer, const char *value) {
    int order = 1;
    if (answer->kind == SL_VALUE_TOKENS)
        return is_chosen(answer, value);
    return compare(facts, question, answer, value, false, &order) && order == 0;
}

static bool equals_any(const struct sl_condition_facts *facts, const struct sl_condition_node *n,
                       const char *question, const struct sl_value *answer) {
    for (size_t i = 0; i < n->value_count; i++)
        if (equals(facts, question, answer, n->values[i]))
            return true;
    return false;
}

static bool ordered_holds(const struct sl_condition_facts *facts, const struct sl_condition_node *n,
                          const char *question, const struct sl_value *answer) {
    int order = 0;
    if (!compare(facts, question, answer, n->values[0], true, &order))
        return false;
    switch (n->kind) {
    case SL_IF_LESS:
        return order < 0;
    case SL_IF_AT_MOST:
        return order <= 0;
    case SL_IF_MORE:
        return order > 0;
    default:
        return order >= 0;
    }
}

static bool comparison_holds(const struct sl_condition_facts *facts,
                             const struct sl_condition_node *n, const char *question) {
    struct sl_value answer = {0};
    facts->answer(facts->context, question, &answer);
    if (n->kind == SL_IF_IS)
        return (answer.state == n->state) != n->any_but;
    if (answer.state != SL_ANSWERED)
        return false;
    if (is_ordered(n->kind))
        return ordered_holds(facts, n, question, &answer);
    return equals_any(facts, n, question, &answer) != (n->kind == SL_IF_UNEQUAL);
}

/* The index-th question of a count; NULL behind the last. */
static const char *member_at(const struct sl_condition_facts *facts,
                             const struct sl_condition_node *n, size_t index) {
    if (n->question != NULL)
        return facts->group != NULL ? facts->group(facts->context, n->question, index) : NULL;
    return index < n->value_count ? n->values[index] : NULL;
}

static bool count_holds(const struct sl_condition *c, const struct sl_condition_node *n,
                        const struct sl_condition_facts *facts) {
    int64_t holding = 0;
    const char *question;
    for (size_t i = 0; (question = member_at(facts, n, i)) != NULL; i++)
        holding += comparison_holds(facts, &c->nodes[n->left], question);
    if (n->bound == SL_BOUND_EXACT)
        return holding == n->number;
    return n->bound == SL_BOUND_LEAST ? holding >= n->number : holding <= n->number;
}

static bool node_holds(const struct sl_condition *c, int node,
                       const struct sl_condition_facts *facts) {
    const struct sl_condition_node *n = &c->nodes[node];
    switch (n->kind) {
    case SL_IF_OR:
        return node_holds(c, n->left, facts) || node_holds(c, n->right, facts);
    case SL_IF_AND:
        return node_holds(c, n->left, facts) && node_holds(c, n->right, facts);
    case SL_IF_NOT:
        return !node_holds(c, n->left, facts);
    case SL_IF_FLAG:
        return facts->flag(facts->context, n->question);
    case SL_IF_COUNT:
        return count_holds(c, n, facts);
    default:
        return comparison_holds(facts, n, n->question);
    }
}

bool sl_condition_holds(const struct sl_condition *condition,
                        const struct sl_condition_facts *facts) {
    return node_holds(condition, condition->root, facts);
}

/* --- what it rests on --- */

struct citing {
    const struct sl_condition *condition;
    const struct sl_condition_facts *facts;
    void (*told)(void *context, const char *question);
    void *context;
    bool negated; /* what stands inside of a not, and nothing else */
};

static void cite_counted(const struct citing *citing, const struct sl_condition_node *n) {
    const struct sl_condition_node *each = &citing->condition->nodes[n->left];
    const char *question;
    for (size_t i = 0; (question = member_at(citing->facts, n, i)) != NULL; i++)
        if (comparison_holds(citing->facts, each, question))
            citing->told(citing->context, question);
}

/* negated: inside of a not, what doesn't hold is told, and only that. */
static void cite(const struct citing *citing, int node, bool negated) {
    const struct sl_condition_node *n = &citing->condition->nodes[node];
    bool holds = node_holds(citing->condition, node, citing->facts);
    if (n->kind == SL_IF_FLAG || (!holds && !citing->negated))
        return;
    if (n->kind == SL_IF_COUNT) {
        cite_counted(citing, n);
    } else if (n->kind >= SL_IF_IS) {
        if (negated == citing->negated)
            citing->told(citing->context, n->question);
    } else if (n->kind == SL_IF_NOT) {
        if (citing->negated)
            cite(citing, n->left, true);
    } else {
        cite(citing, n->left, negated);
        cite(citing, n->right, negated);
    }
}

static void count_told(void *context, const char *question) {
    (void)question;
    ++*(size_t *)context;
}

void sl_condition_cites(const struct sl_condition *condition,
                        const struct sl_condition_facts *facts,
                        void (*told)(void *context, const char *question), void *context) {
    size_t plain = 0;
    struct citing citing = {condition, facts, count_told, &plain, false};
    if (!sl_condition_holds(condition, facts))
        return;
    cite(&citing, condition->root, false);
    citing.told = told;
    citing.context = context;
    citing.negated = plain == 0;
    cite(&citing, condition->root, false);
}
