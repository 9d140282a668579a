#include "app/tools.h"
#include <string.h>

void sl_app_told(void *context, const char *sentence) {
    sl_app_say(context, "%s", sentence);
}

static bool is_file(const char *word) {
    size_t length = strlen(word);
    return length > 5 && strcmp(word + length - 5, ".json") == 0;
}

enum sl_status sl_app_tool(struct sl_app *app, const char *word, int64_t version,
                           struct sl_tool **out, struct sl_error *err) {
    if (is_file(word))
        return sl_tool_check(word, sl_app_schema(app), sl_app_told, app, out, err);
    struct sl_store *store = NULL;
    enum sl_status status = sl_app_store(app, &store, err);
    return status == SL_OK ? sl_tool_load(store, word, version, out, err) : status;
}
