/*
 * worker/confine.h - what the worker takes from itself before it reads a script: limits of the
 * system, and a filter that lets it only read and write its socket, manage its own memory and end.
 * Any other system call kills it.
 */
#pragma once
#include <stdbool.h>

/* Resource limits, no new privileges. */
bool sl_confine_limits(int address_space_mib);
/* False when the kernel has no filters. After it only memory calls, read and write work. */
bool sl_confine_filter(void);
