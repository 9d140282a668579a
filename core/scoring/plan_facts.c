#include "scoring/plan_facts.h"
#include "base/memory.h"

const char sl_plan_facts_tool[] = "ACTION";

struct making {
    const struct sl_tool *tool;
    struct sl_packer *packer;
};

static void put(const struct making *making, const char *question, struct sl_value value) {
    int place = sl_tool_find(making->tool, question);
    value.state = SL_ANSWERED;
    if (place >= 0)
        sl_packer_put(making->packer, (uint32_t)place, 0, &value);
}

static void put_text(const struct making *making, const char *question, const char *text) {
    if (text[0] != '\0')
        put(making, question, (struct sl_value){.kind = SL_VALUE_TEXT, .text = sl_text_of(text)});
}

static void put_token(const struct making *making, const char *question, const char *token) {
    if (token[0] != '\0')
        put(making, question, (struct sl_value){.kind = SL_VALUE_TOKEN, .text = sl_text_of(token)});
}

static void put_day(const struct making *making, const char *question, sl_day day) {
    if (day != SL_DAY_NONE)
        put(making, question, (struct sl_value){.kind = SL_VALUE_DAY, .number = day});
}

static void put_leads(const struct making *making, const struct sl_plan_standing *line) {
    SL_AUTO(sl_buffer_drop) struct sl_buffer leads = {0};
    for (size_t i = 0; i < line->lead_count; i++)
        sl_buffer_format(&leads, "%s%s%s", i > 0 ? ", " : "", line->leads[i].name,
                         line->leads[i].accountable && line->lead_count > 1 ? " (lead)" : "");
    if (leads.length > 0)
        put_text(making, "line.lead", leads.bytes);
}

void sl_plan_facts(const struct sl_tool *tool, const struct sl_plan_standing *line, uint8_t **bytes,
                   size_t *length) {
    SL_AUTO(sl_packer_drop)
    struct sl_packer *packer =
        sl_packer_new(sl_tool_hash(tool)->bytes, (uint32_t)sl_tool_questions(tool));
    const struct making making = {tool, packer};
    put_text(&making, "line.number", line->number);
    put_text(&making, "line.issue", line->issue);
    put_text(&making, "line.action", line->wording);
    put_text(&making, "line.timescale", line->timescale);
    put_day(&making, "line.due", line->due_on);
    put_leads(&making, line);
    if (line->history_count > 0) {
        const struct sl_plan_history *now = &line->history[line->history_count - 1];
        put_token(&making, "line.rating", sl_progress_code(now->progress));
        put_day(&making, "line.told_on", now->day);
        put_text(&making, "line.narrative", now->narrative);
        put_text(&making, "line.evidence", now->evidence);
    }
    sl_packer_finish(packer, bytes, length);
}
