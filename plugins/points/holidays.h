/*
 * points/holidays.h - the list of holidays that a rule declares, as a calendar.
 */
#pragma once
#include "base/calendar.h"
#include "scoring/scorer.h"

/* *out stays NULL when none of the rule's lists is one of holidays. Errors: SL_RULE. */
enum sl_status sl_points_holidays(const struct sl_scorer_rule *rule, struct sl_calendar **out,
                                  struct sl_error *err);
