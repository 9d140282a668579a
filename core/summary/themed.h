/*
 * summary/themed.h - the figures of a themed summary: what was found about one theme in a period,
 * beside a comparison period. Whole counts from the store; nothing is rounded here. How a figure is
 * said, to people and to report scripts, is sl_themed_json().
 *
 * Tools stay apart: what STD asks and what a themed audit asks are never added up. In a comparison
 * both periods are read under the same rule version, or it says why they can't be compared.
 */
#pragma once
#include "practice/theme.h"
#include "practice/tool.h"
#include "summary/reading.h"
#include "summary/scope.h"
#include "summary/tally.h"

struct sl_themed_ask {
    const char *theme;       /* as sl_theme_open() takes it */
    const char *tool;        /* NULL: every tool that asks about it and has records */
    struct sl_period period; /* both days included */
    struct sl_period before; /* from SL_DAY_NONE: no comparison */
    const char *service;     /* NULL: all */
    const char *team;        /* NULL: all */
    bool provisional;        /* counts records that are not yet final as well */
};

enum { SL_NOW, SL_BEFORE, SL_PERIODS };

struct sl_themed_count { /* how many records say this */
    char *code, *label;
    int64_t n[SL_PERIODS];
};

struct sl_themed_counts {
    struct sl_themed_count *counts; /* most first */
    size_t count;
};

/* Records by where they stand. Where a tool gives no grade, submitted ones are final. */
struct sl_themed_cohort {
    int64_t final, provisional, in_progress, returned, withdrawn;
};

struct sl_themed_grades {
    struct sl_tally of[SL_PERIODS]; /* grades of record */
    struct sl_tally provisional;    /* the auditor's overall grade where none is fixed yet; now */
    struct sl_reading good;         /* Good or better */
};

struct sl_themed_question {
    size_t place; /* in the tool */
    struct sl_tally of[SL_PERIODS];
    struct sl_reading met;
};

struct sl_themed_moderation {
    int64_t records; /* with at least one */
    int64_t n, forced, random, group, blind;
    struct sl_share exact;        /* both grades given, and the same */
    struct sl_share exact_random; /* of those drawn at random */
    struct sl_share exact_blind;
};

struct sl_themed_tool {
    struct sl_tool *tool; /* the newest version that was used */
    struct sl_themed_cohort cohort[SL_PERIODS];
    struct sl_themed_counts versions; /* code is the number */
    struct sl_themed_counts routes;
    struct sl_themed_counts voices;
    bool graded;
    struct sl_themed_grades grades;
    struct sl_themed_question *questions; /* best first; judgements of a domain among them */
    size_t question_count;
    struct sl_themed_moderation moderation; /* now */
};

struct sl_themed_figure { /* imported, never typed */
    char *code, *unit, *source;
    char from[SL_DAY_SIZE], to[SL_DAY_SIZE], drawn_on[SL_DAY_SIZE];
    struct sl_share share;
};

struct sl_themed_figures {
    struct sl_themed_figure *figures; /* newest of each code */
    size_t count;
};

struct sl_themed_voice { /* one feedback question beside a measure */
    char *code, *label;
    struct sl_reading good;
};

struct sl_themed_measure { /* three strands side by side, never averaged */
    char *code, *title;
    int place;       /* in list measure_strands; those not in it stand last */
    int64_t version; /* of the rule; both periods are read under it */
    char in_force_from[SL_DAY_SIZE];
    bool replaces;                  /* another version was published before it */
    int64_t unread[SL_PERIODS];     /* records that could have a score under it and have none */
    int64_t records[SL_PERIODS];    /* all of them */
    struct sl_reading practice;     /* met, of those that count */
    int64_t left_out;               /* scored: does not apply to this child */
    int64_t not_enough, not_scored; /* too little answered; failed or no score */
    struct sl_themed_voice *voices; /* experience */
    size_t voice_count;
    struct sl_themed_figures data;
};

struct sl_themed_actions { /* as at the period's last day */
    int64_t raised;        /* in the period; of these: */
    int64_t claimed, verified, dropped, open;
    int64_t overdue, undated;          /* of the open ones */
    int64_t open_older, overdue_older; /* raised before the period */
};

struct sl_themed {
    struct sl_theme *theme;
    struct sl_period period[SL_PERIODS];
    char *service, *team, *place; /* place: their names in words */
    bool provisional;
    struct sl_themed_tool *tools; /* most records first */
    size_t tool_count;
    struct sl_themed_measure *measures;
    size_t measure_count;
    struct sl_themed_actions actions[SL_PERIODS];       /* about the theme, from any source */
    struct sl_themed_actions audit_actions[SL_PERIODS]; /* from records of the tools above */
    struct sl_themed_figures figures;                   /* those beside no measure */
    char **basis;                                       /* lines of the annex */
    size_t basis_count;
};

/*
 * Reads several times: call it between sl_store_begin_reading() and sl_store_end_reading(). The
 * caller owns *out. Errors: SL_NOT_FOUND (theme, tool, service, team), SL_INVALID (period, or the
 * tool asks nothing about the theme), SL_STORE. No record at all is no error: tool_count is 0.
 */
enum sl_status sl_themed_open(struct sl_store *store, const struct sl_themed_ask *ask,
                              struct sl_themed **out, struct sl_error *err);
void sl_themed_free(struct sl_themed *themed);
void sl_themed_drop(struct sl_themed **themed); /* for SL_AUTO */

/*
 * The figures as report scripts get them; the caller owns the object. READING is what
 * summary/reading.h says; codes are never to be shown, labels and texts are.
 *   {"theme":{"code","label"}, "place":"All services", "provisional":false,
 *    "period":{"label","from","to"}, ["before":{the same}],
 *    "tools":[{"code","title","records","records_before","provisional","in_progress","returned",
 *      "withdrawn","completed":READING,
 *      ["grades":{"tokens":[{"token","label"}],"rows":[{"label","n","values":[...]}],
 *       "good":READING,"not_graded"}],
 *      "questions":[QUESTION], "judgements":[QUESTION],            best first
 *      "routes":[{"label","n"}], "voices":[READING],
 *      "moderation":{"records":READING,"n","forced","random","group","blind",
 *        "exact":READING,"exact_random":READING,"exact_blind":READING}}],
 *    "measures":[{"code","title","version","practice":READING,"left_out","not_enough",
 *      "not_scored","experience":[READING],"data":[FIGURE]}],
 *    "actions":{"raised","claimed","verified","dropped","open","overdue","undated","open_older",
 *      "overdue_older"}, ["actions_before":{the same}],
 *    "audit_actions":{the same, agreed in these audits whatever they are about},
 *    ["audit_actions_before":{the same}],
 *    "figures":[FIGURE], "smallest_rise":{"of","points"}, "basis":["..."]}
 * QUESTION {"code","label","section","answers":[{"token","label","n"}],"not_applicable",
 *   "not_evidenced","not_evidenced_counts":true,"blank","share":READING}
 * FIGURE {"label","period","source","drawn_on","share":READING}
 */
json_t *sl_themed_json(const struct sl_themed *themed);
