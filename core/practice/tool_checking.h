/*
 * practice/tool_checking.h - what the checks of a tool file share. For files of tool*.c only.
 */
#pragma once
#include "practice/list.h"
#include "practice/tool.h"

enum { SL_TOOL_LISTS_MOST = 64 };

struct sl_tool_checking {
    struct sl_faults *faults;
    const char *home;
    const json_t *root; /* whole: everything inherited is in it */
    json_t *codes;      /* question code -> the question */
    json_t *wanted;     /* names of lists that the tool's questions choose from */
    json_t *reasons;    /* codes of na_reasons in use */
    struct sl_list *lists[SL_TOOL_LISTS_MOST];
    size_t list_count;
    size_t overalls;
};

/* NULL when home/lists has no such list, which is told once at line with the words of who. */
const struct sl_list *sl_tool_list(struct sl_tool_checking *checking, const char *name, long line,
                                   const char *who);
/* Tells when code is not of the list. who: "question V3". */
void sl_tool_check_code(struct sl_tool_checking *checking, const char *list, const char *code,
                        long line, const char *who);
/* Tells codes that are not forms of this tool. */
void sl_tool_check_forms(struct sl_tool_checking *checking, const json_t *object, const char *who);

/* One question and its parts, first what can be seen in it alone; fills codes, wanted, reasons. */
void sl_tool_check_question(struct sl_tool_checking *checking, const json_t *question,
                            const json_t *parent);
/* Then what refers to other questions, once all codes are known. */
void sl_tool_check_references(struct sl_tool_checking *checking, const json_t *question);
/* ask_when of a section or question. */
void sl_tool_check_asked(struct sl_tool_checking *checking, const json_t *object, const char *who);
/* Does the question's scale, list or choices have the token? */
bool sl_tool_has_token(struct sl_tool_checking *checking, const json_t *question,
                       const char *token);
