/*
 * scoring/rule.h - a rule in memory: source, settings, libraries and lists, as one version of the
 * store keeps it or as a file stands. What a rule says of itself is its header; the source is only
 * ever read by a scorer.
 */
#pragma once
#include "scoring/engine.h"
#include "scoring/parts.h"
#include "scoring/rule_form.h"
#include "scoring/rule_header.h"
#include "scoring/shelf.h"

struct sl_rule; /* immutable; the caller owns it and ends it with sl_rule_free() */

enum { SL_RULE_SOURCE_MOST = 64 * 1024 };

/*
 * From a text. path: what messages call it. settings: what takes the place of the source's own, or
 * NULL. Lists are taken in their newest version, libraries as they stand; both stay with the rule.
 * Errors: SL_RULE and SL_INVALID (the source or its header, with path and line), SL_NOT_FOUND (a
 * list or library that isn't there).
 */
enum sl_status sl_rule_from_source(const struct sl_engine *engine, const struct sl_shelf *shelf,
                                   const char *path, struct sl_text source, const json_t *settings,
                                   struct sl_rule **out, struct sl_error *err);
/* Errors: also SL_IO. */
enum sl_status sl_rule_from_file(const struct sl_engine *engine, const struct sl_shelf *shelf,
                                 const char *path, struct sl_rule **out, struct sl_error *err);
/* A version of the store; number 0: the published one. No scorer is needed. Errors: SL_NOT_FOUND
 * naming the rules, or versions, there are. */
enum sl_status sl_rule_from_store(struct sl_store *store, const char *code, int64_t number,
                                  struct sl_rule **out, struct sl_error *err);
enum sl_status sl_rule_from_version(struct sl_store *store, int64_t version_no,
                                    struct sl_rule **out, struct sl_error *err);
/* The same text, lists and libraries with other settings; no scorer is asked. Errors: SL_INVALID
 * (a sentence names a setting that is no longer there). */
enum sl_status sl_rule_with_settings(const struct sl_rule *rule, const json_t *settings,
                                     struct sl_rule **out, struct sl_error *err);
void sl_rule_free(struct sl_rule *rule);
void sl_rule_drop(struct sl_rule **rule); /* for SL_AUTO */

/* All borrowed from the rule. */
const struct sl_rule_header *sl_rule_header(const struct sl_rule *rule);
const struct sl_scorer_rule *sl_rule_for_scorer(const struct sl_rule *rule);
const char *sl_rule_language(const struct sl_rule *rule);
const char *sl_rule_name(const struct sl_rule *rule); /* for messages: path, or code and version */
int64_t sl_rule_version_no(const struct sl_rule *rule); /* 0: not from the store */
int64_t sl_rule_number(const struct sl_rule *rule);     /* 0: not from the store */
/* As the store keeps them, canonical JSON: settings "{}" for the source's own, list -> version,
 * library -> source. */
const char *sl_rule_settings_json(const struct sl_rule *rule);
const char *sl_rule_lists_json(const struct sl_rule *rule);
const char *sl_rule_libraries_json(const struct sl_rule *rule);
/* Over language, source, settings, lists and libraries. */
const struct sl_hash *sl_rule_hash(const struct sl_rule *rule);

/* Gives rule and forms to the scorer, which keeps them until another rule is loaded. */
enum sl_status sl_rule_load(const struct sl_rule *rule, const struct sl_engine *engine,
                            const struct sl_rule_forms *forms, struct sl_error *err);
/* The same for cases of which some are slim; remembered: as in struct sl_scorer_rule. */
enum sl_status sl_rule_load_remembering(const struct sl_rule *rule, const struct sl_engine *engine,
                                        const struct sl_rule_forms *forms,
                                        const char *const *remembered, size_t count,
                                        struct sl_error *err);
