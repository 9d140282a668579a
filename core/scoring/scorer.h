/*
 * scoring/scorer.h - what scores records: a plugin that understands one language of rules. Core
 * never learns which. A scorer never sees the store, a name or a reference: it gets packed bodies
 * and gives packed results (base/result.h), which core checks before it believes a byte of them.
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
    const struct sl_scorer_part *libraries;
    size_t library_count;
    const struct sl_scorer_part *lists;
    size_t list_count;
};

/* One record to score. */
struct sl_scorer_case {
    struct sl_text body;      /* packed, base/pack.h */
    struct sl_text decisions; /* canonical JSON: {"flags":[...],"waivers":[...]}, or empty */
    sl_day basis_day;
    size_t form; /* place in the forms given to load */
};

/* A tool version as scorers see it: canonical JSON
 * {"tool","version","questions":[{"code","section",
 * "type","tokens":[...],"row":"action"|null,"column","core","judgement"}]} in flat order. */
struct sl_scorer_form {
    struct sl_text text;
};

/* Called once for each case, in order. result: packed, unchecked. Stops when it returns not SL_OK.
 */
typedef enum sl_status sl_scorer_sink(void *context, size_t index, struct sl_text result,
                                      struct sl_error *err);

struct sl_scorer_api {
    const char *language;  /* kept with each rule version: "lua", "points" */
    const char *extension; /* of its files: ".lua", ".points.json" */
    int engine;            /* number of the host functions' behaviour */

    /* beside: the folder the plugin was loaded from. Errors: SL_RULE naming what is missing. */
    enum sl_status (*open)(const char *beside, struct sl_scorer **out, struct sl_error *err);
    void (*close)(struct sl_scorer *scorer);

    /* The header as canonical JSON (code, title, kind, applies, needs, lists, uses, settings,
     * clauses, outputs, lines: field path -> line); owned by the caller. Errors: SL_RULE with path
     * and line. */
    enum sl_status (*describe)(struct sl_scorer *scorer, const struct sl_scorer_rule *rule,
                               char **header, struct sl_error *err);
    /* The golden cases as canonical JSON; owned by the caller. */
    enum sl_status (*examples)(struct sl_scorer *scorer, const struct sl_scorer_rule *rule,
                               char **cases, struct sl_error *err);
    /* Takes up a rule and the tool versions its cases are made with; replaces the one before. */
    enum sl_status (*load)(struct sl_scorer *scorer, const struct sl_scorer_rule *rule,
                           const struct sl_scorer_form *forms, size_t form_count,
                           struct sl_error *err);
    /* Scores cases under the loaded rule, in batches of its own. A case that a limit stops gets a
     * result of status LIMIT. Errors: SL_RULE when the run can't go on (no sandbox, 20 records
     * stopped by limits: the sentence says how many were not tried); what sink returned. */
    enum sl_status (*score)(struct sl_scorer *scorer, const struct sl_scorer_case *cases,
                            size_t count, sl_scorer_sink *sink, void *context,
                            struct sl_error *err);
};
