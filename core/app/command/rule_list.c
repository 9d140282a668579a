#include "app/command.h"
#include "scoring/rule_version.h"
#include <string.h>

struct options {
    bool all;
};

static const struct sl_option list_options[] = {
    {"all", NULL, "Drafts, proposals and versions that are no longer in force as well",
     SL_OPTION_FLAG, offsetof(struct options, all)}};

struct listing {
    json_t *versions;
    bool all;
};

/* What people call the state of a version. */
static const char *state_of(const struct sl_rule_version *version) {
    bool published = strcmp(version->state, "published") == 0;
    return version->current ? "in force" : published ? "superseded" : version->state;
}

static enum sl_status add_version(void *context, const struct sl_rule_version *version,
                                  struct sl_error *err) {
    const struct listing *listing = context;
    (void)err;
    if (!listing->all && !version->current)
        return SL_OK;
    json_array_append_new(listing->versions,
                          json_pack("{sssssssIssssssssssssss}", "rule", version->rule, "title",
                                    version->title, "kind", version->kind, "version",
                                    (json_int_t)version->number, "state", state_of(version),
                                    "author", version->author, "publisher", version->publisher,
                                    "in_force_from", version->in_force_from, "why", version->why,
                                    "hash", version->hash, "stopped", version->stopped));
    return SL_OK;
}

static void print_rest(const json_t *version) {
    const char *rule = sl_json_text_or(version, "rule", "");
    const char *stopped = sl_json_text_or(version, "stopped", "");
    if (*stopped != '\0')
        printf("%-20s It rests: it %s. Records are saved without it until it is checked again "
               "(rule check %s).\n",
               "", stopped, rule);
}

static void print_version(const json_t *version, bool all) {
    const char *from = sl_json_text_or(version, "in_force_from", "");
    const char *state = sl_json_text_or(version, "state", "");
    printf("%-20s version %lld, ", sl_json_text_or(version, "rule", ""),
           (long long)sl_json_whole_or(version, "version", 0));
    if (*from != '\0')
        printf("%s%s from %s", state, strcmp(state, "superseded") == 0 ? ", it was in force" : "",
               from);
    else
        printf("%s by %s", strcmp(state, "draft") == 0 ? "a draft" : state,
               sl_json_text_or(version, "author", ""));
    printf("  %s\n", sl_json_text_or(version, "title", ""));
    if (all && *sl_json_text_or(version, "why", "") != '\0')
        printf("%-20s %s\n", "", sl_json_text_or(version, "why", ""));
    print_rest(version);
}

static enum sl_exit list_rules(struct sl_app *app, const void *given) {
    const struct options *options = given;
    struct sl_error err = {0};
    struct sl_store *store = NULL;
    SL_AUTO(sl_json_drop) json_t *versions = json_array();
    struct listing listing = {versions, options->all};
    if (sl_app_store(app, &store, &err) != SL_OK ||
        sl_rule_version_each(store, NULL, add_version, &listing, &err) != SL_OK)
        return sl_app_fail(app, &err);
    if (sl_app_wants_json(app)) {
        sl_app_print_json(app, json_incref(versions));
        return SL_DONE;
    }
    for (size_t i = 0; i < json_array_size(versions); i++)
        print_version(json_array_get(versions, i), options->all);
    return SL_DONE;
}

const struct sl_command sl_command_rule_list = {
    .words = "rule list",
    .json = true,
    .arguments = "",
    .summary = "The rules in force; with --all drafts, proposals and older versions",
    .options = list_options,
    .option_count = SL_COUNT(list_options),
    .options_size = sizeof(struct options),
    .run = list_rules,
};
