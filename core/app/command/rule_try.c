#include "app/command.h"
#include "app/engines.h"
#include "app/tools.h"
#include "base/file.h"
#include "scoring/try.h"

struct options {
    const char *rows, *out;
};

static const struct sl_option try_options[] = {{"rows", "FILE", "The rows, a CSV with an id column",
                                                SL_OPTION_TEXT, offsetof(struct options, rows)},
                                               {"out", "FILE",
                                                "Where the outputs go (standard output)",
                                                SL_OPTION_TEXT, offsetof(struct options, out)}};

static enum sl_status try_rows(struct sl_app *app, const struct options *options,
                               struct sl_buffer *out, struct sl_try_counts *counts,
                               struct sl_error *err) {
    struct sl_engine engine;
    struct sl_store *store = NULL;
    SL_AUTO(sl_rule_drop) struct sl_rule *rule = NULL;
    SL_AUTO(sl_csv_drop) struct sl_csv *csv = NULL;
    enum sl_status status = sl_csv_open(options->rows, &csv, err);
    if (status == SL_OK)
        status = sl_app_rule(app, sl_app_argument(app, 0), 0, &rule, &engine, err);
    if (status == SL_OK && sl_app_has_store(app))
        status = sl_app_store(app, &store, err);
    if (status != SL_OK)
        return status;
    struct sl_shelf shelf = sl_app_shelf(app, store);
    return sl_try_rows(rule, &engine, &shelf, csv, out, sl_app_told, app, counts, err);
}

static enum sl_exit try_rule(struct sl_app *app, const void *given) {
    const struct options *options = given;
    struct sl_error err = {0};
    struct sl_try_counts counts = {0};
    SL_AUTO(sl_buffer_drop) struct sl_buffer out = {0};
    if (!options->rows) {
        sl_app_say(app, "which rows? give --rows FILE, a CSV with an id column");
        return SL_USAGE;
    }
    if (try_rows(app, options, &out, &counts, &err) != SL_OK) {
        enum sl_exit exit_code = sl_app_fail(app, &err);
        return err.status == SL_RULE && counts.rows == 0 ? SL_BAD_DATA : exit_code;
    }
    if (!options->out)
        fwrite(out.bytes, 1, out.length, stdout);
    else if (sl_file_write(options->out, out.bytes, out.length, &err) != SL_OK)
        return sl_app_fail(app, &err);
    sl_app_say(app, "%lld rows: %lld scored, %lld without a result, %lld not scored, %lld faulty",
               (long long)counts.rows, (long long)counts.scored, (long long)counts.no_result,
               (long long)counts.not_scored, (long long)counts.faulty);
    return counts.faulty + counts.not_scored > 0 ? SL_FINDINGS : SL_DONE;
}

const struct sl_command sl_command_rule_try = {
    .words = "rule try",
    .arguments = "RULE",
    .summary = "Runs a rule over the rows of a CSV and writes its outputs as columns",
    .least = 1,
    .most = 1,
    .options = try_options,
    .option_count = SL_COUNT(try_options),
    .options_size = sizeof(struct options),
    .run = try_rule,
};
