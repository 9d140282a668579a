#include "base/buffer.h"
#include "base/condition_node.h"

static void add_values(const struct sl_condition_node *n, struct sl_buffer *out) {
    for (size_t i = 0; i < n->value_count; i++) {
        if (i > 0)
            sl_buffer_text(out, i + 1 == n->value_count ? " or " : ", ");
        sl_buffer_text(out, n->values[i]);
    }
}

static void add_state(const struct sl_condition_node *n, struct sl_buffer *out) {
    static const char *const states[] = {[SL_NOT_YET] = "",
                                         [SL_ANSWERED] = "answered",
                                         [SL_NOT_APPLICABLE] = "not applicable",
                                         [SL_NOT_EVIDENCED] = "not evidenced"};
    sl_buffer_format(out, "is %s%s", n->any_but ? "not " : "", states[n->state]);
}

static void add_comparison(const struct sl_condition_node *n, struct sl_buffer *out) {
    static const char *const comparisons[] = {[SL_IF_IN] = "is",
                                              [SL_IF_EQUAL] = "is",
                                              [SL_IF_UNEQUAL] = "is not",
                                              [SL_IF_LESS] = "is below",
                                              [SL_IF_AT_MOST] = "is at most",
                                              [SL_IF_MORE] = "is above",
                                              [SL_IF_AT_LEAST] = "is at least"};
    if (n->kind == SL_IF_IS) {
        add_state(n, out);
        return;
    }
    sl_buffer_format(out, "%s ", comparisons[n->kind]);
    add_values(n, out);
}

static void add_count(const struct sl_condition *c, const struct sl_condition_node *n,
                      struct sl_buffer *out) {
    static const char *const bounds[] = {
        [SL_BOUND_LEAST] = "at least", [SL_BOUND_MOST] = "at most", [SL_BOUND_EXACT] = "exactly"};
    sl_buffer_format(out, "%s %lld of ", bounds[n->bound], (long long)n->number);
    if (n->question != NULL)
        sl_buffer_text(out, n->question);
    for (size_t i = 0; i < n->value_count; i++)
        sl_buffer_format(out, "%s%s", i > 0 ? ", " : "", n->values[i]);
    sl_buffer_char(out, ' ');
    add_comparison(&c->nodes[n->left], out);
}

static void add_words(const struct sl_condition *c, int node, struct sl_buffer *out);

static void add_inner(const struct sl_condition *c, int node, bool bracket, struct sl_buffer *out) {
    sl_buffer_text(out, bracket ? "(" : "");
    add_words(c, node, out);
    sl_buffer_text(out, bracket ? ")" : "");
}

static void add_joined(const struct sl_condition *c, const struct sl_condition_node *n,
                       struct sl_buffer *out) {
    bool all = n->kind == SL_IF_AND;
    add_inner(c, n->left, all && c->nodes[n->left].kind == SL_IF_OR, out);
    sl_buffer_text(out, all ? " and " : " or ");
    add_inner(c, n->right, all && c->nodes[n->right].kind == SL_IF_OR, out);
}

static void add_words(const struct sl_condition *c, int node, struct sl_buffer *out) {
    const struct sl_condition_node *n = &c->nodes[node];
    if (n->kind == SL_IF_AND || n->kind == SL_IF_OR) {
        add_joined(c, n, out);
    } else if (n->kind == SL_IF_NOT) {
        sl_buffer_text(out, "not ");
        add_inner(c, n->left, c->nodes[n->left].kind <= SL_IF_AND, out);
    } else if (n->kind == SL_IF_FLAG) {
        sl_buffer_format(out, "flag %s is confirmed", n->question);
    } else if (n->kind == SL_IF_COUNT) {
        add_count(c, n, out);
    } else {
        sl_buffer_format(out, "%s ", n->question);
        add_comparison(n, out);
    }
}

char *sl_condition_words(const struct sl_condition *condition) {
    struct sl_buffer words = {0};
    add_words(condition, condition->root, &words);
    return sl_buffer_take(&words);
}
