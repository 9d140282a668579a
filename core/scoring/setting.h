/*
 * scoring/setting.h - the settings of a rule one by one: each number, each yes or no, each row of a
 * table, with a name that people can say; golden cases that stand among them are passed over.
 * Whoever is told of one may change it where it stands and must put it back before returning, so
 * that a rule can be asked what it would say otherwise.
 */
#pragma once
#include "base/json.h"
#include "base/memory.h"

enum sl_setting_kind { SL_SETTING_NUMBER, SL_SETTING_YES_NO, SL_SETTING_ROW };

struct sl_setting { /* borrowed for the call */
    enum sl_setting_kind kind;
    const char *path;  /* "bands.2.from" */
    const char *words; /* "from of bands, G" */
    json_t *holder;    /* object or array it stands in */
    const char *key;   /* in an object */
    size_t index;      /* in an array */
    json_t *value;     /* as it is; borrowed */
};

/* Told in the order they are written; a row before what stands in it. Stops at the first status
 * that isn't SL_OK. */
enum sl_status sl_settings_walk(json_t *settings,
                                enum sl_status (*told)(void *context,
                                                       const struct sl_setting *setting,
                                                       struct sl_error *err),
                                void *context, struct sl_error *err);

/* Puts another value where the setting stands, or, with NULL, takes a row out. The value is given
 * away. */
void sl_setting_put(const struct sl_setting *setting, json_t *value);
/* Puts back what stood there. kept: what the setting's value was, with a reference of one's own,
 * which is given away. */
void sl_setting_restore(const struct sl_setting *setting, json_t *kept);

/* What names a row among its kind: the first question, clause or other word that stands in it; ""
 * when none does. Borrowed. */
const char *sl_settings_row_name(const json_t *row);
