#include "app/command.h"
#include "base/file.h"
#include "base/readability.h"
#include <stdlib.h>

static enum sl_exit readability(struct sl_app *app, const void *options) {
    (void)options;
    struct sl_error err = {0};
    SL_AUTO(sl_free) char *bytes = NULL;
    size_t length = 0;
    if (sl_file_read(sl_app_argument(app, 0), SL_TEXT_MOST, &bytes, &length, &err) != SL_OK)
        return sl_app_fail(app, &err);
    struct sl_text text = {bytes, length};
    if (sl_text_check(text, &err) != SL_OK) {
        sl_fail_at(&err, err.status, sl_app_argument(app, 0), 0, 0);
        return sl_app_fail(app, &err);
    }
    struct sl_readability r = sl_readability_of(text);
    if (sl_app_wants_json(app))
        sl_app_print_json(app, json_pack("{sIsIsIsfsf}", "words", (json_int_t)r.words, "sentences",
                                         (json_int_t)r.sentences, "syllables",
                                         (json_int_t)r.syllables, "ease", r.ease_hundredths / 100.0,
                                         "grade", r.grade_hundredths / 100.0));
    else
        printf("Flesch reading ease %d.%02d, school grade %d.%02d (%zu words, %zu sentences, %zu "
               "syllables)\n",
               r.ease_hundredths / 100, abs(r.ease_hundredths % 100), r.grade_hundredths / 100,
               abs(r.grade_hundredths % 100), r.words, r.sentences, r.syllables);
    return SL_DONE;
}

const struct sl_command sl_command_stat_readability = {
    .words = "stat readability",
    .json = true,
    .arguments = "FILE",
    .summary = "Flesch reading ease and school grade of a text",
    .least = 1,
    .most = 1,
    .run = readability,
};
