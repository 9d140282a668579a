/*
 * practice/tool_inside.h - what a tool version is made of, for files of tool*.c only.
 */
#pragma once
#include "practice/tool.h"

struct sl_tool_tokens { /* of one scale, or of the entries of one list */
    const char *name;
    struct sl_token *tokens;
    size_t count;
};

struct sl_tool_slot { /* a question by its code, or by section and code */
    uint32_t hash;
    uint32_t place; /* + 1; 0: free */
    bool with_section;
};

struct sl_tool {
    json_t *root; /* every text below is borrowed from it */
    char *json, *for_scorers;
    struct sl_hash hash;
    struct sl_form *forms;
    struct sl_section *sections;
    struct sl_question *questions;
    size_t form_count, section_count, question_count;
    struct sl_tool_tokens *scales, *lists;
    size_t scale_count, list_count;
    void **kept; /* small arrays that questions point at */
    size_t kept_count;
    struct sl_tool_slot *slots;
    size_t slot_count; /* a power of two */
    uint32_t *by_code;
    int overall;
};

/* Fills slots and by_code from the questions. */
void sl_tool_index(struct sl_tool *tool);
/* Canonical JSON for scorers; owned by the caller. */
char *sl_tool_tell_scorers(const struct sl_tool *tool);
