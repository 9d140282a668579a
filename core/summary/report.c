#include "summary/report.h"

enum sl_status sl_report_make(const struct sl_reporter_api *api, struct sl_reporter *reporter,
                              const char *path, struct sl_text source, const json_t *figures,
                              struct sl_document **out, struct sl_error *err) {
    SL_AUTO(sl_free) char *given = sl_json_canonical(figures);
    SL_AUTO(sl_free) char *written = NULL;
    enum sl_status status = api->write(reporter, path, source, sl_text_of(given), &written, err);
    if (status != SL_OK)
        return status;
    status = sl_document_parse(path, sl_text_of(written), out, err);
    if (status == SL_OK)
        return SL_OK;
    sl_fail_at(err, SL_RULE, path, 0, 0);
    if (err != NULL)
        err->status = SL_RULE;
    return SL_RULE;
}
