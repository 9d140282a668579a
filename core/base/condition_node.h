/*
 * base/condition_node.h - a condition as a tree. For condition.c, condition_parse.c and
 * condition_say.c only.
 */
#pragma once
#include "base/condition.h"
#include <stdint.h>

enum sl_condition_kind {
    SL_IF_OR,
    SL_IF_AND,
    SL_IF_NOT,
    SL_IF_FLAG,
    SL_IF_COUNT,
    SL_IF_IS, /* from here on comparisons */
    SL_IF_IN,
    SL_IF_EQUAL,
    SL_IF_UNEQUAL,
    SL_IF_LESS, /* from here on ordered ones */
    SL_IF_AT_MOST,
    SL_IF_MORE,
    SL_IF_AT_LEAST
};

enum sl_condition_bound { SL_BOUND_LEAST, SL_BOUND_MOST, SL_BOUND_EXACT };

struct sl_condition_node {
    enum sl_condition_kind kind;
    int left, right; /* places of nodes; -1: none. Of a count, left is the comparison */
    char *question; /* compared; or class of a flag, or group of a count; NULL: each of a count's */
    char **values;  /* written beside it; of a count: the questions it names */
    size_t value_count;
    enum sl_answer_state state; /* asked for by is */
    bool any_but;               /* is not */
    enum sl_condition_bound bound;
    int64_t number; /* of a count */
};

struct sl_condition {
    struct sl_condition_node *nodes;
    int count, root;
    const char **questions, **groups; /* each once, borrowed from the nodes */
    size_t question_count, group_count;
};
