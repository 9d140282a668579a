#include "scorer.h"
#include "run.h"
#include <stdlib.h>

struct sl_scorer {
    struct sl_lua_crew crew;
};

static enum sl_status open_scorer(const char *beside, struct sl_scorer **out,
                                  struct sl_error *err) {
    struct sl_scorer *scorer = sl_new(1, sizeof *scorer);
    enum sl_status status = sl_lua_crew_open(&scorer->crew, beside, err);
    if (status == SL_OK)
        *out = scorer;
    else
        free(scorer);
    return status;
}

static void close_scorer(struct sl_scorer *scorer) {
    if (scorer == NULL)
        return;
    sl_lua_crew_close(&scorer->crew);
    free(scorer);
}

static enum sl_status ask(struct sl_scorer *scorer, enum sl_lua_operation operation,
                          const struct sl_scorer_rule *rule, char **text, struct sl_error *err) {
    SL_AUTO(sl_lua_request_drop) struct sl_lua_request request = {0};
    sl_lua_request_rule(&request, rule);
    return sl_lua_member_ask(&scorer->crew, &scorer->crew.members[0], operation, &request,
                             rule->path, text, err);
}

static enum sl_status describe(struct sl_scorer *scorer, const struct sl_scorer_rule *rule,
                               char **header, struct sl_error *err) {
    return ask(scorer, SL_LUA_DESCRIBE, rule, header, err);
}

static enum sl_status examples(struct sl_scorer *scorer, const struct sl_scorer_rule *rule,
                               char **cases, struct sl_error *err) {
    return ask(scorer, SL_LUA_EXAMPLES, rule, cases, err);
}

/* Workers beside the first get the rule when they are needed. */
static void take_rule(struct sl_lua_crew *crew, struct sl_lua_request *request, const char *path) {
    sl_lua_request_drop(&crew->rule);
    free(crew->rule_path);
    crew->rule = *request;
    crew->rule_path = sl_copy(path);
    *request = (struct sl_lua_request){0};
    for (size_t i = 0; i < SL_LUA_CREW_MOST; i++)
        crew->members[i].loaded = false;
    crew->spare.loaded = false;
}

static enum sl_status load(struct sl_scorer *scorer, const struct sl_scorer_rule *rule,
                           const struct sl_scorer_form *forms, size_t form_count,
                           struct sl_error *err) {
    SL_AUTO(sl_lua_request_drop) struct sl_lua_request request = {0};
    SL_AUTO(sl_free) char *nothing = NULL;
    struct sl_lua_crew *crew = &scorer->crew;
    sl_lua_request_rule(&request, rule);
    sl_lua_request_remembered(&request, rule);
    for (size_t i = 0; i < form_count; i++)
        sl_lua_request_add(&request, SL_LUA_FORM, "", forms[i].text);
    enum sl_status status = sl_lua_member_ask(crew, &crew->members[0], SL_LUA_LOAD, &request,
                                              rule->path, &nothing, err);
    if (status != SL_OK)
        return status;
    take_rule(crew, &request, rule->path);
    crew->members[0].loaded = true;
    return SL_OK;
}

static enum sl_status score(struct sl_scorer *scorer, const struct sl_scorer_case *cases,
                            size_t count, sl_scorer_sink *sink, void *context,
                            struct sl_error *err) {
    return sl_lua_run(&scorer->crew, cases, count, sink, context, err);
}

const struct sl_scorer_api sl_lua_scorer = {
    .language = "lua",
    .extension = ".lua",
    .engine = 1,
    .slim = true,
    .open = open_scorer,
    .close = close_scorer,
    .describe = describe,
    .examples = examples,
    .load = load,
    .score = score,
};
