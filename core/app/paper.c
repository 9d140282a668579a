#include "app/paper.h"
#include "base/file.h"
#include "base/memory.h"
#include <string.h>

enum { SCRIPT_MOST = 256 * 1024 };

static enum sl_status run_script(struct sl_app *app, const struct sl_paper *paper, char **json,
                                 struct sl_error *err) {
    const struct sl_reporter_api *api = NULL;
    struct sl_reporter *reporter = NULL;
    SL_AUTO(sl_free) char *path = NULL;
    SL_AUTO(sl_free) char *source = NULL;
    SL_AUTO(sl_free) char *figures = sl_json_canonical(paper->figures);
    size_t length = 0;
    enum sl_status status = sl_plugins_reporter(sl_app_plugins(app), "lua", &api, &reporter, err);
    if (status != SL_OK)
        return status;
    path = sl_format("%s/reports/%s%s", sl_app_scripts(app), paper->report, api->extension);
    status = sl_file_read(path, SCRIPT_MOST, &source, &length, err);
    if (status != SL_OK)
        return status;
    return api->write(reporter, path, (struct sl_text){source, length}, sl_text_of(figures), json,
                      err);
}

static enum sl_status check_document(const char *json, struct sl_document **document,
                                     struct sl_error *err) {
    SL_AUTO(sl_json_drop) json_t *parsed = NULL;
    enum sl_status status = sl_json_parse("document", json, strlen(json), &parsed, err);
    return status == SL_OK ? sl_document_read(parsed, document, err) : status;
}

static enum sl_status hand_over(const char *path, const struct sl_buffer *bytes,
                                struct sl_error *err) {
    if (path)
        return sl_file_write(path, bytes->bytes, bytes->length, err);
    fwrite(bytes->bytes, 1, bytes->length, stdout);
    return SL_OK;
}

enum sl_status sl_paper_write(struct sl_app *app, const struct sl_paper *paper,
                              struct sl_error *err) {
    const struct sl_exporter_api *exporter = NULL;
    const char *format = paper->format ? paper->format : "html";
    SL_AUTO(sl_free) char *json = NULL;
    SL_AUTO(sl_document_drop) struct sl_document *document = NULL;
    SL_AUTO(sl_buffer_drop) struct sl_buffer bytes = {0};
    enum sl_status status = sl_plugins_exporter(sl_app_plugins(app), format, &exporter, err);
    if (status == SL_OK)
        status = run_script(app, paper, &json, err);
    if (status == SL_OK)
        status = check_document(json, &document, err);
    if (status == SL_OK)
        status = exporter->write(document, &bytes, err);
    return status == SL_OK ? hand_over(paper->out, &bytes, err) : status;
}
