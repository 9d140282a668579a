/*
 * app/paper.h - a paper: a report script of scripts/reports run over figures, its document checked,
 * and written in a format by an exporter.
 */
#pragma once
#include "app/app.h"

struct sl_paper {
    const char *report;    /* "themed": scripts/reports/themed.lua */
    const json_t *figures; /* what the script is given */
    const char *format;    /* NULL: html */
    const char *out;       /* path; NULL: standard output */
};

/* Errors: SL_NOT_FOUND (no plugin, no script), SL_RULE (the script failed; nothing is written),
 * SL_IO. */
enum sl_status sl_paper_write(struct sl_app *app, const struct sl_paper *paper,
                              struct sl_error *err);
