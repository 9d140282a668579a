/*
 * points/method.h - what a table does with a record: each adds values and reasons to the result in
 * the making and returns its status.
 */
#pragma once
#include "base/calendar.h"
#include "reading.h"

enum sl_result_status sl_points_grade(struct sl_points_reading *reading);
/* calendar: NULL when the rule declares no list of holidays. A day it doesn't speak for ends the
 * record with SL_RESULT_FAILED and the sentence in err. */
enum sl_result_status sl_points_indicators(const struct sl_points_reading *reading,
                                           const struct sl_calendar *calendar,
                                           struct sl_error *err);
