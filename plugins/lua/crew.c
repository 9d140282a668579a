#include "crew.h"
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#define EXCEPTION "SIGHTLINE_RULES_WITHOUT_SANDBOX"

static bool is_excepted(void) {
    const char *word = getenv(EXCEPTION);
    return word != NULL && strcmp(word, "yes") == 0;
}

/* Is a worker behind its filter killed for reaching out? */
static bool is_proven(const struct sl_lua_crew *crew, struct sl_error *err) {
    const char *program = crew->program;
    struct sl_lua_process *process = NULL;
    const struct sl_lua_message prove = {.operation = SL_LUA_PROVE};
    struct sl_lua_message answer;
    if (sl_lua_process_start(program, true, &crew->limits, &process, err) != SL_OK)
        return false;
    sl_lua_process_send(process, &prove);
    bool killed = sl_lua_process_wait(process, &prove, &answer) == SL_LUA_DIED &&
                  sl_lua_process_signal(process) == SIGSYS;
    sl_lua_process_free(process);
    if (!killed)
        sl_fail(err, SL_RULE, "",
                "The rules' worker program %s isn't confined: it could open a socket. Rules don't "
                "run without a sandbox.",
                program);
    return killed;
}

enum sl_status sl_lua_crew_open(struct sl_lua_crew *crew, const char *beside,
                                struct sl_error *err) {
    *crew = (struct sl_lua_crew){.confined = true};
    if (sl_lua_limits_read(&crew->limits, err) != SL_OK)
        return SL_RULE;
    crew->program = sl_format("%s/sightline-lua-worker", beside);
    if (is_proven(crew, err))
        return SL_OK;
    if (!is_excepted()) {
        sl_lua_crew_close(crew);
        return SL_RULE;
    }
    crew->confined = false;
    sl_fail(err, SL_OK, "",
            "Rules run without a sandbox on this machine, because " EXCEPTION " says so.");
    return SL_OK;
}

void sl_lua_crew_close(struct sl_lua_crew *crew) {
    for (size_t i = 0; i < SL_LUA_CREW_MOST; i++)
        sl_lua_member_drop(&crew->members[i]);
    sl_lua_member_drop(&crew->spare);
    sl_lua_request_drop(&crew->rule);
    free(crew->rule_path);
    free(crew->program);
    *crew = (struct sl_lua_crew){0};
}

void sl_lua_member_drop(struct sl_lua_member *member) {
    sl_lua_process_free(member->process);
    *member = (struct sl_lua_member){0};
}

const char *sl_lua_outcome_sentence(const struct sl_lua_crew *crew, enum sl_lua_outcome outcome,
                                    int signal, char out[120]) {
    const int *limits = crew->limits.number;
    if (outcome == SL_LUA_STILL)
        snprintf(out, 120, "it made no progress for %g s", limits[SL_LUA_STILL_MS] / 1000.0);
    else if (outcome == SL_LUA_LATE)
        snprintf(out, 120, "it took more than %g s", limits[SL_LUA_BATCH_MS] / 1000.0);
    else if (signal == SIGSYS)
        snprintf(out, 120, "it reached out of its sandbox");
    else
        snprintf(out, 120, "its worker ended (signal %d)", signal);
    return out;
}

/* The worker's own sentence, which nobody has looked at yet. */
static enum sl_status fail_with_answer(char *text, struct sl_error *err) {
    SL_AUTO(sl_free) char *owned = text;
    if (sl_text_check(sl_text_of(text), NULL) != SL_OK || *text == '\0')
        return sl_fail(err, SL_RULE, "", "The rules' worker failed without saying why.");
    return sl_fail(err, SL_RULE, "", "%s", text);
}

static enum sl_status converse(const struct sl_lua_crew *crew, struct sl_lua_member *member,
                               enum sl_lua_operation operation,
                               const struct sl_lua_request *request, const char *path, char **text,
                               struct sl_error *err) {
    struct sl_lua_message message = {
        .operation = operation, .count = request->count, .length = request->bytes.length};
    struct sl_lua_message answer;
    if (request->bytes.length > 0)
        memcpy(sl_lua_process_input(member->process, 0), request->bytes.bytes,
               request->bytes.length);
    sl_lua_process_send(member->process, &message);
    enum sl_lua_outcome outcome = sl_lua_process_wait(member->process, &message, &answer);
    if (outcome != SL_LUA_ANSWERED) {
        char sentence[120];
        int signal = sl_lua_process_signal(member->process);
        sl_lua_member_drop(member);
        return sl_fail(err, SL_RULE, "", "%s: it was stopped: %s", path,
                       sl_lua_outcome_sentence(crew, outcome, signal, sentence));
    }
    char *copied = sl_lua_process_copy(member->process, &answer);
    if (answer.status == 0)
        return fail_with_answer(copied, err);
    *text = copied;
    return SL_OK;
}

static enum sl_status start(const struct sl_lua_crew *crew, struct sl_lua_member *member,
                            struct sl_error *err) {
    if (member->process != NULL)
        return SL_OK;
    member->loaded = false;
    return sl_lua_process_start(crew->program, crew->confined, &crew->limits, &member->process,
                                err);
}

enum sl_status sl_lua_member_ready(struct sl_lua_crew *crew, struct sl_lua_member *member,
                                   bool with_rule, struct sl_error *err) {
    enum sl_status status = start(crew, member, err);
    if (status != SL_OK || !with_rule || member->loaded)
        return status;
    if (crew->rule.count == 0)
        return sl_fail(err, SL_RULE, "", "No rule is loaded.");
    SL_AUTO(sl_free) char *nothing = NULL;
    status = converse(crew, member, SL_LUA_LOAD, &crew->rule, crew->rule_path, &nothing, err);
    member->loaded = status == SL_OK;
    return status;
}

enum sl_status sl_lua_member_ask(struct sl_lua_crew *crew, struct sl_lua_member *member,
                                 enum sl_lua_operation operation,
                                 const struct sl_lua_request *request, const char *path,
                                 char **text, struct sl_error *err) {
    enum sl_status status = sl_lua_request_check(request, err);
    if (status == SL_OK)
        status = start(crew, member, err);
    if (status == SL_OK)
        status = converse(crew, member, operation, request, path, text, err);
    return status;
}
