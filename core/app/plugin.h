/*
 * app/plugin.h - a plugin: a shared object found in the plugin directory by its file name and
 * asked for by what it offers. It exports one `const struct sl_plugin sightline_plugin` and
 * includes published core headers only. It is refused, with a sentence, if its API number or the
 * size of its struct don't fit.
 */
#pragma once
#include "app/workbook.h"
#include "base/error.h"
#include "scoring/scorer.h"
#include "summary/exporter.h"
#include "summary/reporter.h"
#include <stdint.h>

enum { SL_PLUGIN_API = 1 };

struct sl_plugin {
    uint32_t api;                       /* SL_PLUGIN_API it was built with */
    uint32_t size;                      /* sizeof(struct sl_plugin) it was built with */
    const char *name;                   /* its folder */
    const struct sl_scorer_api *scorer; /* what it offers; NULL: not that */
    const struct sl_reporter_api *reporter;
    const struct sl_exporter_api *exporter;
    const struct sl_workbook_api *workbook;
};

#define SL_PLUGIN_SYMBOL "sightline_plugin"
/* In the plugin; all else in it may be hidden, so that no name of it meets one of a library. */
extern __attribute__((visibility("default"))) const struct sl_plugin sightline_plugin;

struct sl_plugins; /* those found; the caller owns it and ends it with sl_plugins_close() */

/* Finds DIRECTORY/NAME.so and DIRECTORY/NAME/NAME.so; a missing directory is no plugins. A plugin
 * is loaded when something is asked first: those of the name of what is asked (its language or
 * format, or a part of a file's extension), and all others, in byte order, when none of them offers
 * it. One that is refused then is told to refused() and left out. */
enum sl_status sl_plugins_open(const char *directory,
                               void (*refused)(void *context, const char *sentence), void *context,
                               struct sl_plugins **out, struct sl_error *err);
/* A scorer or reporter that opens only by an exception that the machine makes, such as no sandbox,
 * says so in a sentence; excepted gets it each time one is opened. */
void sl_plugins_on_exception(struct sl_plugins *plugins,
                             void (*excepted)(void *context, const char *language,
                                              const char *sentence),
                             void *context);
void sl_plugins_close(struct sl_plugins *plugins);
void sl_plugins_drop(struct sl_plugins **plugins); /* for SL_AUTO */

/* Opened once and kept; borrowed. Errors: SL_NOT_FOUND naming what is there and how to get the
 * rest. */
enum sl_status sl_plugins_scorer(struct sl_plugins *plugins, const char *language,
                                 const struct sl_scorer_api **api, struct sl_scorer **scorer,
                                 struct sl_error *err);
/* A new one, which the caller ends with api->close(). Errors: as above. */
enum sl_status sl_plugins_fresh_scorer(struct sl_plugins *plugins, const char *language,
                                       const struct sl_scorer_api **api, struct sl_scorer **scorer,
                                       struct sl_error *err);
enum sl_status sl_plugins_reporter(struct sl_plugins *plugins, const char *language,
                                   const struct sl_reporter_api **api,
                                   struct sl_reporter **reporter, struct sl_error *err);
enum sl_status sl_plugins_exporter(struct sl_plugins *plugins, const char *format,
                                   const struct sl_exporter_api **api, struct sl_error *err);
enum sl_status sl_plugins_workbook(struct sl_plugins *plugins, const char *format,
                                   const struct sl_workbook_api **api, struct sl_error *err);
/* The language of a rule file by its extension; NULL when no scorer reads it. */
const char *sl_plugins_language(struct sl_plugins *plugins, const char *path);
