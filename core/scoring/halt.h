/*
 * scoring/halt.h - a published rule that limits stopped again and again is set to "not scoring":
 * records that are saved meanwhile are not scored under it, and say why, until somebody has checked
 * it again or another version is published. Rescoring by command is not held back.
 */
#pragma once
#include "store/store.h"

/* Records that limits stop before a rule is halted, in one run or while people work. */
enum { SL_HALT_AFTER = 20 };

/* Halts the rule whose version is in force; a version that isn't is left alone. why goes on after
 * the rule's name: "was stopped by limits on 20 records in one run". Errors: SL_STORE. */
enum sl_status sl_rule_halt(struct sl_store *store, int64_t version_no, const char *why,
                            struct sl_error *err);
enum sl_status sl_rule_is_halted(struct sl_store *store, const char *code, bool *halted,
                                 struct sl_error *err);
/* It was checked again. resumed: was it halted at all? Errors: SL_STORE. */
enum sl_status sl_rule_resume(struct sl_store *store, const char *code, const char *actor,
                              bool *resumed, struct sl_error *err);
