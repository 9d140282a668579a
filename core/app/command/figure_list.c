#include "app/command.h"
#include "base/round.h"
#include "practice/figure.h"

struct options {
    const char *code;
    sl_day from, to;
};

static const struct sl_option list_options[] = {
    {"code", "CODE", "Only this figure", SL_OPTION_TEXT, offsetof(struct options, code)},
    {"from", "DAY", "Periods from this day on", SL_OPTION_DAY, offsetof(struct options, from)},
    {"to", "DAY", "Periods up to this day", SL_OPTION_DAY, offsetof(struct options, to)}};

static enum sl_status add_figure(void *context, const struct sl_figure *figure,
                                 struct sl_error *err) {
    (void)err;
    char from[SL_DAY_SIZE], to[SL_DAY_SIZE], drawn[SL_DAY_SIZE];
    json_array_append_new(
        context, json_pack("{sssssssssIsIssss}", "code", figure->code, "unit", figure->unit, "from",
                           sl_day_format(figure->from, from), "to", sl_day_format(figure->to, to),
                           "numerator", (json_int_t)figure->numerator, "denominator",
                           (json_int_t)figure->denominator, "source", figure->source, "drawn_on",
                           sl_day_format(figure->drawn_on, drawn)));
    return SL_OK;
}

static void print_figure(const json_t *figure) {
    char share[32] = "";
    int64_t n = sl_json_whole_or(figure, "denominator", 0);
    if (n > 0)
        sl_percent(sl_json_whole_or(figure, "numerator", 0), n, 0, share);
    printf("%-24s %-14s %s to %s  %lld of %lld %s\n", sl_json_text_or(figure, "code", ""),
           sl_json_text_or(figure, "unit", ""), sl_json_text_or(figure, "from", ""),
           sl_json_text_or(figure, "to", ""), (long long)sl_json_whole_or(figure, "numerator", 0),
           (long long)n, share);
}

static enum sl_exit list_figures(struct sl_app *app, const void *given) {
    const struct options *options = given;
    struct sl_error err = {0};
    struct sl_store *store = NULL;
    SL_AUTO(sl_json_drop) json_t *all = json_array();
    if (sl_app_store(app, &store, &err) != SL_OK ||
        sl_figure_each(store, options->code, options->from, options->to, add_figure, all, &err) !=
            SL_OK)
        return sl_app_fail(app, &err);
    if (sl_app_wants_json(app)) {
        sl_app_print_json(app, json_incref(all));
        return SL_DONE;
    }
    for (size_t i = 0; i < json_array_size(all); i++)
        print_figure(json_array_get(all, i));
    return SL_DONE;
}

const struct sl_command sl_command_figure_list = {
    .words = "figure list",
    .json = true,
    .arguments = "",
    .summary = "Imported performance figures, with their base",
    .options = list_options,
    .option_count = SL_COUNT(list_options),
    .options_size = sizeof(struct options),
    .run = list_figures,
};
