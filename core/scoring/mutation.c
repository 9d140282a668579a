#include "scoring/mutation.h"
#include "scoring/setting.h"

struct trying {
    const struct sl_rule *rule;
    const struct sl_engine *engine;
    struct sl_golden *golden;
    json_t *settings; /* a copy that is changed and put back */
    void (*survived)(void *context, const char *path, const char *sentence);
    void (*progress)(void *context, int64_t done);
    void *context;
    struct sl_mutations counts;
    size_t faults;
    struct sl_error first;
};

static void take_fault(void *context, const struct sl_example *example, const char *sentence) {
    struct trying *trying = context;
    if (trying->faults++ == 0)
        sl_fail(&trying->first, SL_INVALID, "", "example \"%s\": %s", sl_example_name(example),
                sentence);
}

/* A setting that a sentence or the rule itself can't do without is noticed too. */
static bool is_noticed(struct trying *trying) {
    SL_AUTO(sl_rule_drop) struct sl_rule *changed = NULL;
    struct sl_error refused = {0};
    trying->faults = 0;
    if (sl_rule_with_settings(trying->rule, trying->settings, &changed, &refused) != SL_OK)
        return true;
    return sl_golden_score(trying->golden, changed, trying->engine, take_fault, trying, &refused) !=
               SL_OK ||
           trying->faults > 0;
}

/* Changes a setting, sees whether that is noticed, and puts it back. */
static void try_change(struct trying *trying, const struct sl_setting *setting, json_t *value,
                       const char *sentence) {
    struct sl_mutations *counts = &trying->counts;
    if (counts->tried == SL_MUTATIONS_MOST) {
        counts->all = false;
        json_decref(value);
        return;
    }
    json_t *kept = json_incref(setting->value);
    sl_setting_put(setting, value);
    bool noticed = is_noticed(trying);
    sl_setting_restore(setting, kept);
    counts->tried++;
    counts->noticed += noticed;
    if (!noticed)
        trying->survived(trying->context, setting->path, sentence);
    if (trying->progress != NULL)
        trying->progress(trying->context, (int64_t)counts->tried);
}

static void try_number(struct trying *trying, const struct sl_setting *setting, int step) {
    json_int_t was = json_integer_value(setting->value);
    SL_AUTO(sl_free)
    char *sentence = sl_format("no example notices when %s goes from %" JSON_INTEGER_FORMAT
                               " to %" JSON_INTEGER_FORMAT,
                               setting->words, was, was + step);
    try_change(trying, setting, json_integer(was + step), sentence);
}

static void try_yes_no(struct trying *trying, const struct sl_setting *setting) {
    bool was = json_is_true(setting->value);
    SL_AUTO(sl_free)
    char *sentence = sl_format("no example notices when %s goes from %s to %s", setting->words,
                               was ? "yes" : "no", was ? "no" : "yes");
    try_change(trying, setting, json_boolean(!was), sentence);
}

static void try_row(struct trying *trying, const struct sl_setting *setting) {
    SL_AUTO(sl_free)
    char *sentence = sl_format("no example notices when the row %s is left out", setting->words);
    try_change(trying, setting, NULL, sentence);
}

static enum sl_status try_setting(void *context, const struct sl_setting *setting,
                                  struct sl_error *err) {
    struct trying *trying = context;
    (void)err;
    if (setting->kind == SL_SETTING_YES_NO) {
        try_yes_no(trying, setting);
    } else if (setting->kind == SL_SETTING_ROW) {
        try_row(trying, setting);
    } else {
        /* setting->value is borrowed from where the first change put it back */
        try_number(trying, setting, 1);
        try_number(trying, setting, -1);
    }
    return SL_OK;
}

static enum sl_status check_unchanged(struct trying *trying, struct sl_error *err) {
    enum sl_status status =
        sl_golden_score(trying->golden, trying->rule, trying->engine, take_fault, trying, err);
    if (status == SL_OK && trying->faults > 0)
        return sl_fail(err, SL_INVALID, "", "%s: %s", sl_rule_name(trying->rule),
                       trying->first.text);
    return status;
}

static void take_reading_fault(void *context, const struct sl_error *fault) {
    struct trying *trying = context;
    if (trying->faults++ == 0)
        trying->first = *fault;
}

static void trying_drop(struct trying *trying) {
    sl_golden_free(trying->golden);
    json_decref(trying->settings);
}

enum sl_status sl_mutation_try(const struct sl_rule *rule, const struct sl_engine *engine,
                               const struct sl_shelf *shelf,
                               void (*survived)(void *context, const char *path,
                                                const char *sentence),
                               void (*progress)(void *context, int64_t done), void *context,
                               struct sl_mutations *out, struct sl_error *err) {
    SL_AUTO(sl_rule_forms_drop) struct sl_rule_forms *forms = NULL;
    SL_AUTO(trying_drop)
    struct trying trying = {.rule = rule,
                            .engine = engine,
                            .survived = survived,
                            .progress = progress,
                            .context = context,
                            .counts = {.all = true}};
    enum sl_status status = sl_golden_forms(rule, shelf, &forms, err);
    if (status == SL_OK)
        status =
            sl_golden_read(rule, engine, forms, take_reading_fault, &trying, &trying.golden, err);
    if (status == SL_OK)
        status = check_unchanged(&trying, err);
    if (status != SL_OK)
        return status;
    trying.counts.examples = sl_golden_count(trying.golden);
    trying.settings = json_deep_copy(sl_rule_header(rule)->settings);
    status = sl_settings_walk(trying.settings, try_setting, &trying, err);
    if (status == SL_OK)
        *out = trying.counts;
    return status;
}
