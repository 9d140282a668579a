/*
 * lua/tests/bench/rescore.c - how long the plugin takes for a record: the generated reviews of the
 * reference benchmark, packed in memory, under review.lua, behind the sandbox. Prints microseconds
 * a record and the checksum, which must be that of the reference scoring.
 *     rescore FOLDER_OF_LUA_SO RULE.lua [COUNT]
 */
#include "app/plugin.h"
#include "base/file.h"
#include "base/pack.h"
#include "base/result.h"
#include <dlfcn.h>
#include <inttypes.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/resource.h>
#include <time.h>
#pragma GCC diagnostic push
#pragma GCC diagnostic ignored "-Wconversion"
#pragma GCC diagnostic ignored "-Wshadow"
#pragma GCC diagnostic ignored "-Wpedantic"
#pragma GCC diagnostic ignored "-Wunused"
#pragma GCC diagnostic ignored "-Wformat-truncation"
#include <review.h>
#pragma GCC diagnostic pop

enum { QUESTIONS = NG + ND + NT + 5 };

static struct sl_text body_of(const Rev *review, struct sl_packer *packer) {
    for (uint32_t i = 0; i < NG; i++) {
        struct sl_value value = {.state = SL_ANSWERED, .kind = SL_VALUE_NUMBER};
        value.number = review->g[i];
        if (review->g[i] < 0)
            value = (struct sl_value){.state = SL_NOT_APPLICABLE, .text = SL_TEXT("other")};
        sl_packer_put(packer, i, 0, &value);
    }
    for (uint32_t i = 0; i < ND; i++)
        sl_packer_put(
            packer, NG + i, 0,
            &(struct sl_value){.state = SL_ANSWERED, .kind = SL_VALUE_DAY, .number = review->d[i]});
    for (uint32_t i = 0; i < NT; i++)
        sl_packer_put(packer, NG + ND + i, 0,
                      &(struct sl_value){.state = SL_ANSWERED,
                                         .kind = SL_VALUE_TEXT,
                                         .text = {review->t[i].p, (size_t)review->t[i].n}});
    for (uint16_t row = 1; row <= NA_ACT; row++) {
        const Act *act = &review->a[row - 1];
        const Str texts[4] = {act->what, act->who, act->due, act->measure};
        for (uint32_t i = 0; i < 4; i++)
            sl_packer_put(packer, NG + ND + NT + i, row,
                          &(struct sl_value){.state = SL_ANSWERED,
                                             .kind = SL_VALUE_TEXT,
                                             .text = {texts[i].p, (size_t)texts[i].n}});
        sl_packer_put(packer, NG + ND + NT + 4, row,
                      &(struct sl_value){
                          .state = SL_ANSWERED, .kind = SL_VALUE_NUMBER, .number = act->status});
    }
    uint8_t *bytes = NULL;
    size_t length = 0;
    sl_packer_finish(packer, &bytes, &length);
    return (struct sl_text){(const char *)bytes, length};
}

static char *form_json(void) {
    static const char *const columns[] = {"what", "who", "due", "measure", "status"};
    struct sl_buffer json = {0};
    sl_buffer_text(&json, "{\"tool\":\"BENCH\",\"version\":1,\"questions\":[");
    for (int i = 1; i <= NG; i++)
        sl_buffer_format(&json, "{\"code\":\"q%d\",\"section\":\"Q\",\"type\":\"count\"},", i);
    for (int i = 1; i <= ND; i++)
        sl_buffer_format(&json, "{\"code\":\"d%d\",\"section\":\"D\",\"type\":\"day\"},", i);
    for (int i = 1; i <= NT; i++)
        sl_buffer_format(&json, "{\"code\":\"t%d\",\"section\":\"T\",\"type\":\"text\"},", i);
    for (int i = 0; i < 5; i++)
        sl_buffer_format(&json,
                         "{\"code\":\"p.%s\",\"section\":\"P\",\"type\":\"%s\",\"row\":\"action\","
                         "\"column\":\"%s\"}%s",
                         columns[i], i < 4 ? "text" : "count", columns[i], i < 4 ? "," : "]}");
    return sl_buffer_take(&json);
}

static char *list_json(const char *const *phrases, int count, bool open_attend) {
    struct sl_buffer json = {0};
    sl_buffer_text(&json, "{\"kind\":\"phrases\",\"phrases\":[");
    for (int i = 0; i < count; i++)
        sl_buffer_format(&json, "%s\"%s%s\"", i > 0 ? "," : "", phrases[i],
                         open_attend && strcmp(phrases[i], "attend") == 0 ? "*" : "");
    sl_buffer_text(&json, "]}");
    return sl_buffer_take(&json);
}

struct sums {
    int64_t checksum;
    size_t faults;
};

static enum sl_status add_up(void *context, size_t index, struct sl_text packed,
                             struct sl_error *err) {
    struct sums *sums = context;
    struct sl_result result;
    int32_t v[11] = {0};
    if (sl_result_open(packed.bytes, packed.length, &result, err) != SL_OK)
        return SL_RULE;
    if (result.status != SL_RESULT_SCORED && sums->faults++ == 0)
        fprintf(stderr, "record %zu: %s\n", index, sl_result_reason_at(&result, 0).text.bytes);
    for (uint16_t i = 0; i < result.values; i++) {
        struct sl_result_value value = sl_result_value_at(&result, i);
        v[value.output] = value.number;
    }
    Out out = {{v[5], v[6], v[7], v[8], v[9], v[10]}, v[0], v[1], v[2], v[3], (unsigned)v[4]};
    sums->checksum += chk(&out);
    return SL_OK;
}

static double now(void) {
    struct timespec t;
    clock_gettime(CLOCK_MONOTONIC, &t);
    return (double)t.tv_sec * 1e6 + (double)t.tv_nsec / 1e3;
}

static struct sl_scorer_case *make_cases(size_t count) {
    struct sl_scorer_case *cases = sl_new(count, sizeof *cases);
    static const uint8_t hash[16] = {7};
    struct sl_packer *packer = sl_packer_new(hash, QUESTIONS);
    static char texts[65536];
    for (size_t i = 0; i < count; i++) {
        Rev review;
        gen_review((int64_t)i + 1, &review, texts);
        cases[i].body = body_of(&review, packer);
        cases[i].basis_day = review.d[0];
    }
    sl_packer_free(packer);
    return cases;
}

static int stop(const struct sl_error *err) {
    fprintf(stderr, "%s\n", err->text);
    return 1;
}

int main(int argc, char **argv) {
    struct sl_error err = {0};
    size_t count = argc > 3 ? strtoul(argv[3], NULL, 10) : 10000, source_length = 0;
    SL_AUTO(sl_free) char *path = sl_format("%s/lua.so", argc > 2 ? argv[1] : ".");
    void *object = dlopen(path, RTLD_NOW);
    if (object == NULL || argc < 3) {
        fprintf(stderr, "%s\n", argc < 3 ? "rescore FOLDER RULE [COUNT]" : dlerror());
        return 1;
    }
    const struct sl_plugin *plugin = dlsym(object, SL_PLUGIN_SYMBOL);
    const struct sl_scorer_api *api = plugin->scorer;
    struct sl_scorer *scorer = NULL;
    char *source = NULL;
    if (api->open(argv[1], &scorer, &err) != SL_OK ||
        sl_file_read(argv[2], 65536, &source, &source_length, &err) != SL_OK)
        return stop(&err);
    struct sl_scorer_part lists[3] = {{"vague", sl_text_of(list_json(VAGUE, NVAGUE, false))},
                                      {"measures", sl_text_of(list_json(MEAS, NMEAS, true))},
                                      {"themes", sl_text_of(list_json(THEME, NTHEME, false))}};
    struct sl_scorer_form form = {sl_text_of(form_json())};
    struct sl_scorer_rule rule = {
        .path = "review.lua", .source = {source, source_length}, .lists = lists, .list_count = 3};
    if (api->load(scorer, &rule, &form, 1, &err) != SL_OK)
        return stop(&err);
    struct sl_scorer_case *cases = make_cases(count);
    for (int round = 0; round < 5; round++) {
        struct sums sums = {0};
        double began = now();
        if (api->score(scorer, cases, count, add_up, &sums, &err) != SL_OK)
            return stop(&err);
        printf("%zu records, %.2f microseconds each, checksum %" PRId64 "\n", count,
               (now() - began) / (double)count, sums.checksum);
    }
    api->close(scorer);
    struct rusage children;
    getrusage(RUSAGE_CHILDREN, &children);
    printf("workers: %.2f microseconds of CPU a record, %ld kB at most\n",
           ((double)children.ru_utime.tv_sec * 1e6 + (double)children.ru_utime.tv_usec +
            (double)children.ru_stime.tv_sec * 1e6 + (double)children.ru_stime.tv_usec) /
               (double)count / 5,
           children.ru_maxrss);
    return 0;
}
