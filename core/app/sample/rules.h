/*
 * app/sample/rules.h - the sample county's second version of a rule: less of the weight has to be
 * judged, as the county decided in its second year.
 */
#pragma once
#include "app/app.h"

/* Drafted by demo.lead and published by demo.publisher. Without a plugin that reads rules there is
 * nothing to do. Errors: of scoring/rule_version.h. */
enum sl_status sl_sample_rules(struct sl_app *app, struct sl_store *store, struct sl_error *err);
