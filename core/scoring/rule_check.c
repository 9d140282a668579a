#include "scoring/rule_check.h"
#include "scoring/golden.h"
#include "scoring/rule_cells.h"
#include <ctype.h>
#include <string.h>

enum { TOLD_MOST = 100 }; /* faults, one by one */

struct check {
    const struct sl_rule *rule;
    const struct sl_rule_header *header;
    const struct sl_engine *engine;
    struct sl_rule_forms *forms;
    struct sl_golden *golden;
    void (*told)(void *context, const char *sentence);
    void *context;
    size_t faults, notes;
    struct sl_error first;
};

static void check_drop(struct check *check) {
    sl_golden_free(check->golden);
    sl_rule_forms_free(check->forms);
}

static void add_fault(struct check *check, const struct sl_error *fault) {
    if (check->faults++ == 0)
        check->first = *fault;
    if (check->told != NULL && check->faults <= TOLD_MOST)
        check->told(check->context, fault->text);
    if (check->told != NULL && check->faults == TOLD_MOST + 1)
        check->told(check->context, "there are more faults; mend these first");
}

static void add_reading_fault(void *context, const struct sl_error *fault) {
    add_fault(context, fault);
}

static void add_example_fault(void *context, const struct sl_example *example,
                              const char *sentence) {
    struct check *check = context;
    struct sl_error fault = {0};
    const char *name = sl_example_name(example);
    sl_fail(&fault, SL_INVALID, name, "example \"%s\": %s", name, sentence);
    sl_fail_at(&fault, SL_INVALID, sl_rule_name(check->rule), sl_example_line(example), 0);
    add_fault(check, &fault);
}

static void add_cell_fault(void *context, const struct sl_column_place *place,
                           const char *sentence) {
    struct check *check = context;
    struct sl_error fault = {0};
    sl_rule_header_cell_fault(check->header, &fault, place, "%s", sentence);
    add_fault(check, &fault);
}

static void check_tools(struct check *check, const struct sl_shelf *shelf) {
    check->forms = sl_rule_forms_new();
    for (size_t i = 0; i < check->header->applies_count; i++) {
        const char *code = check->header->applies[i].tool;
        struct sl_tool *tool = NULL;
        struct sl_error fault = {0}, missing = {0};
        enum sl_status status = sl_shelf_tool(shelf, code, &tool, &missing);
        if (status == SL_OK)
            status = sl_rule_forms_add(check->forms, check->header, tool, &fault);
        else
            sl_rule_header_fault(check->header, &fault, "applies", "%s", missing.text);
        if (status != SL_OK)
            add_fault(check, &fault);
    }
    struct sl_error unasked = {0};
    if (sl_rule_forms_count(check->forms) == check->header->applies_count &&
        sl_rule_forms_check(check->forms, check->header, &unasked) != SL_OK)
        add_fault(check, &unasked);
    sl_rule_cells_check(check->header, check->forms, add_cell_fault, check);
}

/* A number on its own, outside placeholders; not the digit of a name such as L1. */
static bool has_bare_number(const char *wording) {
    bool inside = false, in_word = false;
    for (const char *c = wording; *c != '\0'; c++) {
        if (*c == '{' || *c == '}')
            inside = *c == '{';
        else if (!inside && !in_word && isdigit((unsigned char)*c)) {
            size_t digits = strspn(c, "0123456789.,");
            if (!isalpha((unsigned char)c[digits]))
                return true;
        }
        in_word = isalnum((unsigned char)*c) || *c == '_';
    }
    return false;
}

static void check_sentences(struct check *check) {
    for (size_t i = 0; i < check->header->clauses_count; i++) {
        const struct sl_rule_clause *clause = &check->header->clauses[i];
        if (!has_bare_number(clause->wording))
            continue;
        SL_AUTO(sl_free) char *path = sl_format("clauses.%s", clause->id);
        struct sl_error fault = {0};
        sl_rule_header_fault(check->header, &fault, path,
                             "the sentence has a number in it; write {setting} in its place, or "
                             "the number as a word");
        add_fault(check, &fault);
    }
}

static size_t count_firing(const struct check *check, size_t clause) {
    size_t firing = 0;
    for (size_t i = 0; i < sl_golden_count(check->golden); i++)
        firing += sl_golden_fires(check->golden, i, clause);
    return firing;
}

/* Something to look at that keeps nobody from publishing. */
static void add_note(struct check *check, const char *path, const char *sentence) {
    struct sl_error note = {0};
    check->notes++;
    sl_rule_header_fault(check->header, &note, path, "%s", sentence);
    if (check->told != NULL)
        check->told(check->context, note.text);
}

static void check_clause(struct check *check, size_t clause) {
    SL_AUTO(sl_free) char *path = sl_format("clauses.%s", check->header->clauses[clause].id);
    size_t firing = count_firing(check, clause);
    struct sl_error fault = {0};
    if (firing == 0) {
        sl_rule_header_fault(check->header, &fault, path, "no example fires this clause");
        add_fault(check, &fault);
    } else if (firing == sl_golden_count(check->golden)) {
        add_note(check, path,
                 "every example fires this clause; one that just doesn't would show its edge "
                 "(a note, no fault)");
    }
}

static enum sl_status run_examples(struct check *check, struct sl_error *err) {
    enum sl_status status = sl_golden_read(check->rule, check->engine, check->forms,
                                           add_reading_fault, check, &check->golden, err);
    if (status == SL_OK)
        status = sl_golden_score(check->golden, check->rule, check->engine, add_example_fault,
                                 check, err);
    for (size_t i = 0; i < check->header->clauses_count && status == SL_OK; i++)
        check_clause(check, i);
    return status;
}

static enum sl_status end_check(const struct check *check, struct sl_rule_checked *out,
                                struct sl_error *err) {
    if (out != NULL)
        *out = (struct sl_rule_checked){
            .examples = check->golden != NULL ? sl_golden_count(check->golden) : 0,
            .clauses = check->header->clauses_count,
            .faults = check->faults,
            .notes = check->notes};
    if (check->faults == 0)
        return SL_OK;
    if (check->faults == 1)
        return sl_fail(err, SL_INVALID, check->first.field, "%s", check->first.text);
    return sl_fail(err, SL_INVALID, check->first.field, "%s (and %zu more)", check->first.text,
                   check->faults - 1);
}

enum sl_status sl_rule_check(const struct sl_rule *rule, const struct sl_engine *engine,
                             const struct sl_shelf *shelf,
                             void (*told)(void *context, const char *sentence), void *context,
                             struct sl_rule_checked *out, struct sl_error *err) {
    SL_AUTO(check_drop)
    struct check check = {.rule = rule,
                          .header = sl_rule_header(rule),
                          .engine = engine,
                          .told = told,
                          .context = context};
    check_tools(&check, shelf);
    check_sentences(&check);
    if (sl_rule_forms_count(check.forms) == check.header->applies_count) {
        enum sl_status status = run_examples(&check, err);
        if (status != SL_OK)
            return status;
    }
    return end_check(&check, out, err);
}
