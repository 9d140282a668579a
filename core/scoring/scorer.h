/*
 * scoring/scorer.h - what scores records: a plugin that understands one language of rules. Core
 * never learns which. A scorer never sees the store, a name or a reference: it gets packed bodies
 * and gives packed results (base/result.h), which core checks before it believes a byte of them.
 * One scorer is used by one thread at a time, not always by the thread that opened it.
 *
 * Header of a rule, JSON (describe):
 *   {"code","title","kind","why",            kind: grade points measure check timeliness
 *    "applies": ["STD"] or [{"tool":"PLANREC","rows":"action"}], one alone may stand without [],
 *    "needs": ["SAFE.SJ", ...],              questions it reads: CODE or SECTION.CODE
 *    "lists": ["soft_verbs", ...], "uses": ["lib/smart", ...],  all that were used, nested ones too
 *    "remembers": ["soft_verbs"],            of lists: what they find is kept beside the texts
 *    "history": true when it also reads the record before (absent otherwise),
 *    "settings": {...}, "clauses": {"L1": "sentence with {setting} or {table.key}"},
 *    "columns": {"ceilings": [["when", "condition"], ...]},  of tables of rows in the settings
 *                                            (base/columns.h); core checks them, and counts the
 *                                            questions that conditions read among the needs
 *    "outputs": [["grade", "O G R I"], ...], in column order,
 *    "lines": {"clauses.L1": 12, "outputs": 20}}  field path -> line, where known
 * An empty table may be {} or []. Places in packed results: an output by its place in outputs, a
 * clause by the place of its id among all ids in byte order, a question by its place in the flat
 * list of the case's own form.
 *
 * Types of outputs, and how a value is packed (no value at all is blank):
 *   "O G R I" (tokens)  SL_RESULT_TOKEN     "integer 0..100"  SL_RESULT_NUMBER
 *   "hundredths"        SL_RESULT_NUMBER, 2.54 is 254         "yes_no"  SL_RESULT_TOKEN yes, no
 *   "day"               SL_RESULT_DAY                         "text"    SL_RESULT_TEXT
 * Rows of values, reasons and cites count from 1 in a rule that applies to rows; 0 is the record.
 * A FAILED or LIMIT result holds its sentence and nothing else.
 *
 * Golden cases, JSON (examples): [{"name", "tool" (the first it applies to when absent), "form",
 *    "day": "2025-03-03", "given": {"SAFE.SJ": "I", "V3": {"state": "not_applicable", "reason":
 *    "age"}, "V1": {"value": "partly", "evidence": "words", "sources": ["record"]}},
 *    "rows": [{question or column name: value, ...}] or by section: {"PLANACT": [{...}]}, "flags":
 * ["S1" (a question), "A" (any of the class), or {"question", "class", "outcome"}; confirmed unless
 * said], "waivers": ["L4"], "settings" (this case's own, laid over the rule's), "expect": {"status"
 * (scored when absent), OUTPUT: value, "clauses": [fired, among others], "without": [not fired],
 * "exactly": [all that fired], "rows": [{OUTPUT: value, "clauses", "without", "exactly"}, ...]}}]
 * Expected values: token, whole number, hundredths as 254, day as text, true or false, "" for none.
 * With one row the outputs of that row may stand in "expect" itself.
 */
#pragma once
#include "base/day.h"
#include "base/text.h"

struct sl_scorer; /* the plugin's own */

/* A named text: a library or a list that a rule declared. */
struct sl_scorer_part {
    const char *name;    /* "lib/smart", "soft_verbs", "holidays.england" */
    struct sl_text text; /* Lua source; canonical JSON of the list */
};

/* A rule as it is kept. Everything is borrowed for the call. */
struct sl_scorer_rule {
    const char *path; /* what messages call the source: a file, or the rule's code */
    struct sl_text source;
    struct sl_text settings; /* canonical JSON that takes the place of the source's own, or empty */
    /* For describe and examples all libraries there are; for load those the header's uses name. */
    const struct sl_scorer_part *libraries;
    size_t library_count;
    const struct sl_scorer_part *lists;
    size_t list_count;
    /* For load: the lists whose finds slim bodies carry, in the order of the remembered set; NULL
     * stands for one that isn't the rule's, or is of another version. */
    const char *const *remembered;
    size_t remembered_count;
};

/* One record to score. */
struct sl_scorer_case {
    struct sl_text body; /* packed, base/pack.h; or without its long texts, base/slim.h */
    /* Canonical JSON, or empty: {"flags":[{"class":"A","outcome":"confirmed","question":"S1"}],
     * "waivers":["L4"]}; class "" when the question raises none by itself, question "" in examples
     * that name a class. */
    struct sl_text decisions;
    sl_day basis_day; /* the record's own day; SL_DAY_NONE when a spreadsheet row gives none */
    size_t form;      /* place in the forms given to load */
};

/* A tool version as scorers see it: canonical JSON {"tool","version","forms":["core","full"],
 * "questions":[{"code","section","type","tokens":[...],"ranked","row":"action"|null,"column","core",
 * "judgement","forms":[0]}]} in flat order; tokens that are ranked stand best first. The body says
 * which of the forms was filled; a question without "forms" is asked on all of them. */
struct sl_scorer_form {
    struct sl_text text;
};

/* Called once for each case, in order, by the thread that called score(). result: packed,
 * unchecked, borrowed for the call. Stops when it returns not SL_OK. */
typedef enum sl_status sl_scorer_sink(void *context, size_t index, struct sl_text result,
                                      struct sl_error *err);

struct sl_scorer_api {
    const char *language;  /* kept with each rule version: "lua", "points" */
    const char *extension; /* of its files: ".lua", ".points.json" */
    int engine;            /* number of the host functions' behaviour */
    bool slim;             /* takes slim bodies: a case that needs more gets a WANTS result */

    /* beside: the folder the plugin was loaded from. Where it opens only by an exception that the
     * machine makes (rules without a sandbox), err->text says so beside SL_OK, and core logs it.
     * Errors: SL_RULE naming what is missing. */
    enum sl_status (*open)(const char *beside, struct sl_scorer **out, struct sl_error *err);
    void (*close)(struct sl_scorer *scorer);

    /* The header as JSON, as above; owned by the caller. Errors: SL_RULE with path and line. */
    enum sl_status (*describe)(struct sl_scorer *scorer, const struct sl_scorer_rule *rule,
                               char **header, struct sl_error *err);
    /* The golden cases as JSON; owned by the caller. */
    enum sl_status (*examples)(struct sl_scorer *scorer, const struct sl_scorer_rule *rule,
                               char **cases, struct sl_error *err);
    /* Takes up a rule and the tool versions its cases are made with; replaces the one before. */
    enum sl_status (*load)(struct sl_scorer *scorer, const struct sl_scorer_rule *rule,
                           const struct sl_scorer_form *forms, size_t form_count,
                           struct sl_error *err);
    /* Scores cases under the loaded rule, in batches of its own. A case that a limit stops gets a
     * result of status LIMIT. Errors: SL_RULE when the run can't go on (no sandbox, 20 records
     * stopped by limits since load: the sentence says so); cases behind that were given to no sink
     * and are "not tried"; or what sink returned. */
    enum sl_status (*score)(struct sl_scorer *scorer, const struct sl_scorer_case *cases,
                            size_t count, sl_scorer_sink *sink, void *context,
                            struct sl_error *err);
};
