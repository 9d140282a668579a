/*
 * lua/crew.h - the workers of one scorer or reporter: started when they are needed, given the
 * loaded rule, replaced when one is dead.
 */
#pragma once
#include "process.h"
#include "request.h"

enum { SL_LUA_CREW_MOST = 8 };

struct sl_lua_member {
    struct sl_lua_process *process; /* NULL: not started, or dead */
    bool loaded;                    /* with the crew's rule */
};

struct sl_lua_crew {
    char *program;
    bool confined;
    struct sl_lua_limits limits;
    struct sl_lua_member members[SL_LUA_CREW_MOST];
    struct sl_lua_member spare; /* for records that are tried alone */
    struct sl_lua_request rule; /* what load was given; count 0: none */
    char *rule_path;
};

/*
 * Proves that a worker is killed for calling socket(). Where the kernel has no filters the crew is
 * refused, unless the environment says SIGHTLINE_RULES_WITHOUT_SANDBOX=yes: then SL_OK is returned
 * and err->text says that rules run unconfined. beside: the folder of the worker program.
 * Errors: SL_RULE, also for a limit in the environment that can't be (bounds.h).
 */
enum sl_status sl_lua_crew_open(struct sl_lua_crew *crew, const char *beside, struct sl_error *err);
void sl_lua_crew_close(struct sl_lua_crew *crew);

/* A started worker that has the rule, when rule is asked for. Errors: SL_RULE. */
enum sl_status sl_lua_member_ready(struct sl_lua_crew *crew, struct sl_lua_member *member,
                                   bool with_rule, struct sl_error *err);
void sl_lua_member_drop(struct sl_lua_member *member);

/* One request to one member and its answer as text, owned by the caller. path names the script in
 * messages. Errors: SL_RULE, the worker's sentence. */
enum sl_status sl_lua_member_ask(struct sl_lua_crew *crew, struct sl_lua_member *member,
                                 enum sl_lua_operation operation,
                                 const struct sl_lua_request *request, const char *path,
                                 char **text, struct sl_error *err);

/* What became of a worker, as a sentence without its end: "it made no progress for 2 s". */
const char *sl_lua_outcome_sentence(const struct sl_lua_crew *crew, enum sl_lua_outcome outcome,
                                    int signal, char out[120]);
