/*
 * base/columns_inside.h - for columns.c and columns_read.c only.
 */
#pragma once
#include "base/columns.h"

bool sl_columns_have(const struct sl_columns *columns, enum sl_column_type type);
