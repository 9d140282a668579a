#include "practice/child_plan.h"
#include "practice/import_text.h"
#include "practice/privacy.h"
#include "practice/table_text.h"
#include <ctype.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

enum column { OUTCOME, ACTION, WHO, BY_WHEN, MEASURE, CONTINGENCY, NUMBER, STATUS, COLUMNS };

#define WORDS(...) ((const char *const[]){__VA_ARGS__, NULL})

static const struct sl_table_column columns[COLUMNS] = {
    [OUTCOME] = {WORDS("outcome", "outcomes", "desired outcome", "desired outcomes", "goal",
                       "what will be different", "what needs to change", "need")},
    [ACTION] = {WORDS("action", "actions", "task", "tasks", "what needs to happen",
                      "what will we do", "what we will do", "what are we going to do",
                      "action required", "actions required")},
    [WHO] = {WORDS("who", "by whom", "who will do it", "who will do this", "person responsible",
                   "responsible", "responsible person", "lead", "owner")},
    [BY_WHEN] = {WORDS("by when", "when", "timescale", "timescales", "date", "target date",
                       "by when date", "due date", "date to be completed")},
    [MEASURE] = {WORDS("how will we know", "how we will know", "measure", "measures", "evidence",
                       "what will success look like", "how will we measure this",
                       "how will we know it has worked")},
    [CONTINGENCY] = {WORDS("contingency", "contingency plan", "contingencies", "what if",
                           "what if this does not happen", "if this does not happen", "plan b")},
    [NUMBER] = {WORDS("-", "no", "number", "ref")},
    [STATUS] = {WORDS("status", "progress", "update", "rag")},
};

enum label {
    LABEL_OUTCOME,
    LABEL_WORRY,
    LABEL_GOAL,
    LABEL_BOTTOM,
    LABEL_CONTINGENCY,
    LABEL_PLAN_DATE,
    LABEL_REVIEW
};

static const struct {
    const char *words;
    enum label label;
} labels[] = {
    {"outcome", LABEL_OUTCOME},
    {"desired outcome", LABEL_OUTCOME},
    {"goal", LABEL_OUTCOME},
    {"danger statement", LABEL_WORRY},
    {"worry statement", LABEL_WORRY},
    {"worry", LABEL_WORRY},
    {"what are we worried about", LABEL_WORRY},
    {"safety goal", LABEL_GOAL},
    {"bottom line", LABEL_BOTTOM},
    {"bottom lines", LABEL_BOTTOM},
    {"contingency", LABEL_CONTINGENCY},
    {"contingency plan", LABEL_CONTINGENCY},
    {"date of plan", LABEL_PLAN_DATE},
    {"plan date", LABEL_PLAN_DATE},
    {"plan made on", LABEL_PLAN_DATE},
    {"date plan made", LABEL_PLAN_DATE},
    {"review date", LABEL_REVIEW},
    {"next review", LABEL_REVIEW},
    {"date of next review", LABEL_REVIEW},
    {"next meeting", LABEL_REVIEW},
};

struct reader {
    const char *name;
    const struct sl_child_plan_reading *reading;
    const struct sl_table_text *table;
    struct sl_child_plan *plan;
    struct sl_table_header header;
    bool has_header;
    char *outcome; /* of the lines or rows that follow */
};

static void free_action(struct sl_child_plan_action *action) {
    free(action->outcome);
    free(action->action);
    free(action->who);
    free(action->by_when);
    free(action->measure);
    free(action->contingency);
}

void sl_child_plan_free(struct sl_child_plan *plan) {
    if (plan == NULL)
        return;
    for (size_t i = 0; i < plan->action_count; i++)
        free_action(&plan->actions[i]);
    free(plan->actions);
    free(plan->worry);
    free(plan->safety_goal);
    free(plan->bottom_lines);
    free(plan->contingency);
    free(plan);
}

void sl_child_plan_drop(struct sl_child_plan **plan) {
    sl_child_plan_free(*plan);
    *plan = NULL;
}

static void tell(const struct reader *reader, long line, const char *format, ...)
    __attribute__((format(printf, 3, 4)));
static void tell(const struct reader *reader, long line, const char *format, ...) {
    if (reader->reading->told == NULL)
        return;
    char sentence[480];
    int used = line > 0 ? snprintf(sentence, sizeof sentence, "%.100s:%ld: ", reader->name, line)
                        : snprintf(sentence, sizeof sentence, "%.100s: ", reader->name);
    va_list values;
    va_start(values, format);
    vsnprintf(sentence + used, sizeof sentence - (size_t)used, format, values);
    va_end(values);
    reader->reading->told(reader->reading->context, sentence);
}

/* Takes ownership of the texts. */
static enum sl_status add_action(struct reader *reader, const struct sl_child_plan_action *action,
                                 struct sl_error *err) {
    struct sl_child_plan *plan = reader->plan;
    plan->actions = sl_resize(plan->actions, plan->action_count + 1, sizeof *plan->actions);
    plan->actions[plan->action_count++] = *action;
    if (plan->action_count > SL_CHILD_PLAN_ROWS)
        return sl_fail(err, SL_INVALID, "", "%s:%ld: A plan has at most %d actions.", reader->name,
                       action->line, SL_CHILD_PLAN_ROWS);
    return SL_OK;
}

static void set_outcome(struct reader *reader, const char *outcome) {
    char *copy = sl_copy(outcome);
    free(reader->outcome);
    reader->outcome = copy;
}

/* Owner and date cells are blank and the text goes on in small letters: cut by a page break. */
static bool goes_on(const struct reader *reader, const struct sl_table_row *row) {
    const char *action = sl_table_row_cell(row, &reader->header, ACTION);
    const char *outcome = sl_table_row_cell(row, &reader->header, OUTCOME);
    const char *text = action[0] != '\0' ? action : outcome;
    return reader->plan->action_count > 0 &&
           sl_table_row_cell(row, &reader->header, WHO)[0] == '\0' &&
           sl_table_row_cell(row, &reader->header, BY_WHEN)[0] == '\0' &&
           (text[0] == '\0' || islower((unsigned char)text[0]));
}

static void join(char **text, const char *more) {
    if (more[0] == '\0')
        return;
    char *joined = (*text)[0] == '\0' ? sl_copy(more) : sl_format("%s %s", *text, more);
    free(*text);
    *text = joined;
}

static void go_on(struct reader *reader, const struct sl_table_row *row) {
    struct sl_child_plan_action *last = &reader->plan->actions[reader->plan->action_count - 1];
    join(&last->outcome, sl_table_row_cell(row, &reader->header, OUTCOME));
    join(&last->action, sl_table_row_cell(row, &reader->header, ACTION));
    join(&last->measure, sl_table_row_cell(row, &reader->header, MEASURE));
    join(&last->contingency, sl_table_row_cell(row, &reader->header, CONTINGENCY));
    set_outcome(reader, last->outcome);
}

static enum sl_status take_row(struct reader *reader, size_t *at, struct sl_error *err) {
    SL_AUTO(sl_table_row_drop) struct sl_table_row row = {0};
    enum sl_status status = sl_table_row_read(reader->table, &reader->header, at, &row, err);
    if (status != SL_OK || sl_table_row_is_blank(&row))
        return status;
    const char *cell[COLUMNS];
    for (size_t i = 0; i < COLUMNS; i++)
        cell[i] = sl_table_row_cell(&row, &reader->header, i);
    if (goes_on(reader, &row)) {
        go_on(reader, &row);
        return SL_OK;
    }
    bool inherits = cell[OUTCOME][0] == '\0' && reader->outcome[0] != '\0';
    if (inherits)
        tell(reader, row.line, "The outcome is blank; it is taken to be the one above.");
    else
        set_outcome(reader, cell[OUTCOME]);
    if (cell[ACTION][0] == '\0')
        tell(reader, row.line, "This row has no action.");
    struct sl_child_plan_action action = {
        .line = row.line,
        .outcome = sl_copy(reader->outcome),
        .action = sl_copy(cell[ACTION]),
        .who = sl_copy(cell[WHO]),
        .by_when = sl_copy(cell[BY_WHEN]),
        .measure = sl_copy(cell[MEASURE]),
        .contingency = sl_copy(cell[CONTINGENCY]),
    };
    return add_action(reader, &action, err);
}

static struct sl_due read_due(const struct reader *reader, const char *text, bool is_field) {
    struct sl_due_context context = {.plan_day = reader->plan->plan_date,
                                     .review_day = reader->plan->review_date,
                                     .calendar = reader->reading->calendar,
                                     .is_field = is_field};
    return sl_due_read(sl_text_of(text), &context);
}

/* "Mum to ring the school": who does it stands before "to", "will" or a colon. Returns its length,
 * 0 when the line does not begin so. */
static size_t owner_length(const char *line) {
    static const char *const behind[] = {" to ", " will ", ": ", " - "};
    size_t shortest = 0;
    for (size_t i = 0; i < SL_COUNT(behind); i++) {
        const char *found = strstr(line, behind[i]);
        size_t length = found != NULL ? (size_t)(found - line) : 0;
        if (length > 0 && (shortest == 0 || length < shortest))
            shortest = length;
    }
    bool is_short = shortest > 0 && sl_text_words((struct sl_text){line, shortest}) <= 4;
    return is_short ? shortest : 0;
}

static enum sl_status take_bullet(struct reader *reader, long line, const char *text,
                                  struct sl_error *err) {
    struct sl_due due = read_due(reader, text, false);
    struct sl_child_plan_action action = {
        .line = line,
        .outcome = sl_copy(reader->outcome),
        .action = sl_copy(text),
        .who = sl_copy_bytes(text, owner_length(text)),
        .by_when =
            due.to > due.from ? sl_copy_bytes(text + due.from, due.to - due.from) : sl_copy(""),
        .measure = sl_copy(""),
        .contingency = sl_copy(""),
    };
    return add_action(reader, &action, err);
}

/* Text behind a bullet or a number with a stop; NULL when the line has none. */
static const char *behind_bullet(const char *line) {
    static const char *const bullets[] = {
        "- ", "* ", "\xe2\x80\xa2", "\xe2\x80\x93 ", "\xc2\xb7", "\xef\x82\xb7"};
    for (size_t i = 0; i < SL_COUNT(bullets); i++)
        if (strncmp(line, bullets[i], strlen(bullets[i])) == 0)
            return line + strlen(bullets[i]) + strspn(line + strlen(bullets[i]), " ");
    size_t digits = strspn(line, "0123456789");
    bool numbered = digits > 0 && digits < 4 && (line[digits] == '.' || line[digits] == ')') &&
                    line[digits + 1] == ' ';
    return numbered ? line + digits + 2 : NULL;
}

/* The label of "Outcome 2: ...", -1 when the line has none; *text is what stands behind it. */
static int label_of(const char *line, const char **text) {
    const char *colon = strchr(line, ':');
    if (colon == NULL || colon - line > 60)
        return -1;
    SL_AUTO(sl_free) char *before = sl_copy_bytes(line, (size_t)(colon - line));
    SL_AUTO(sl_free) char *folded = sl_table_fold(before);
    size_t length = strlen(folded);
    while (length > 0 && (isdigit((unsigned char)folded[length - 1]) || folded[length - 1] == ' '))
        folded[--length] = '\0';
    for (size_t i = 0; i < SL_COUNT(labels); i++)
        if (strcmp(labels[i].words, folded) == 0) {
            *text = colon + 1 + strspn(colon + 1, " ");
            return (int)labels[i].label;
        }
    return -1;
}

static void set_date(const struct reader *reader, long line, const char *text, sl_day *date) {
    sl_day day = SL_DAY_NONE;
    if (sl_day_parse_uk(text, &day, NULL) == SL_OK)
        *date = day;
    else
        tell(reader, line, "The date on this line could not be read.");
}

static void take_label(struct reader *reader, long line, enum label label, const char *text) {
    struct sl_child_plan *plan = reader->plan;
    switch (label) {
    case LABEL_OUTCOME:
        set_outcome(reader, text);
        break;
    case LABEL_WORRY:
        join(&plan->worry, text);
        break;
    case LABEL_GOAL:
        join(&plan->safety_goal, text);
        break;
    case LABEL_BOTTOM:
        join(&plan->bottom_lines, text);
        break;
    case LABEL_CONTINGENCY:
        join(&plan->contingency, text);
        break;
    case LABEL_PLAN_DATE:
        set_date(reader, line, text, &plan->plan_date);
        break;
    case LABEL_REVIEW:
        set_date(reader, line, text, &plan->review_date);
        break;
    }
}

static enum sl_status take_prose(struct reader *reader, const struct sl_table_line *line,
                                 struct sl_error *err) {
    const char *text = line->cells[0];
    int label = label_of(line->cells[0], &text);
    if (label >= 0) {
        take_label(reader, line->line, (enum label)label, text);
        return SL_OK;
    }
    const char *bullet = behind_bullet(line->cells[0]);
    if (bullet != NULL && bullet[0] != '\0')
        return take_bullet(reader, line->line, bullet, err);
    reader->plan->unread++;
    tell(reader, line->line,
         "This line was left out: it is no row of a table, no bullet and has no known label.");
    return SL_OK;
}

/* "Plan date<tab>3 March 2025" */
static bool take_pair(struct reader *reader, const struct sl_table_line *line) {
    if (line->count != 2 || line->cells[1][0] == '\0')
        return false;
    SL_AUTO(sl_free)
    char *joined = sl_format("%s%s %s", line->cells[0],
                             strchr(line->cells[0], ':') != NULL ? "" : ":", line->cells[1]);
    const char *text;
    int label = label_of(joined, &text);
    if (label >= 0)
        take_label(reader, line->line, (enum label)label, text);
    return label >= 0;
}

static bool is_header(const struct sl_table_line *line, struct sl_table_header *out) {
    struct sl_table_header header;
    if (sl_table_header_read(line, columns, COLUMNS, &header) < 2 || header.cell[ACTION] < 0)
        return false;
    *out = header;
    return true;
}

static enum sl_status take_cells(struct reader *reader, const struct sl_table_line *line,
                                 size_t *at, struct sl_error *err) {
    if (is_header(line, &reader->header)) {
        reader->has_header = true;
        *at += 1;
        return SL_OK;
    }
    if (!take_pair(reader, line)) {
        if (reader->has_header)
            return take_row(reader, at, err);
        reader->plan->unread++;
        tell(reader, line->line, "This row was left out: it stands before a header with Action.");
    }
    *at += 1;
    return SL_OK;
}

static enum sl_status read_lines(struct reader *reader, struct sl_error *err) {
    enum sl_status status = SL_OK;
    for (size_t at = 0; at < sl_table_text_lines(reader->table) && status == SL_OK;) {
        const struct sl_table_line *line = sl_table_text_line(reader->table, at);
        if (line->kind == SL_TABLE_CELLS) {
            status = take_cells(reader, line, &at, err);
            continue;
        }
        if (line->kind == SL_TABLE_PROSE)
            status = take_prose(reader, line, err);
        at++;
    }
    return status;
}

static void settle_date(struct reader *reader, struct sl_child_plan_action *action) {
    struct sl_due due = read_due(reader, action->by_when, true);
    bool is_date =
        (due.kind == SL_DUE_DAY || due.kind == SL_DUE_FREQUENCY) && !due.start_only && !due.ongoing;
    action->due_on = is_date ? due.day : SL_DAY_NONE;
    action->doubtful = due.weekday_only || due.conflicting || due.kind == SL_DUE_IMPOSSIBLE;
    if (due.kind == SL_DUE_IMPOSSIBLE)
        tell(reader, action->line, "The date of this action does not exist.");
    else if (due.conflicting)
        tell(reader, action->line, "This action has two dates.");
    else if (due.weekday_only)
        tell(reader, action->line, "The date of this action is a weekday only.");
    else if (action->by_when[0] != '\0' && action->due_on == SL_DAY_NONE)
        tell(reader, action->line, "When this action is due comes out as no date.");
}

/* where: "" for an action, else what the text is, since a plan's own texts go over several lines */
static void screen(struct reader *reader, long line, const char *where, const char *text) {
    struct sl_privacy_hit hits[8];
    size_t count =
        sl_privacy_screen(sl_text_of(text), reader->reading->names, hits, SL_COUNT(hits));
    for (size_t i = 0; i < count; i++)
        tell(reader, line, "%s%s looks like %s; put a role, or leave it out.",
             where[0] != '\0' ? where : "This", where[0] != '\0' ? ": this" : "",
             sl_privacy_label(hits[i].kind));
    reader->plan->warnings += count;
}

static void look_over(struct reader *reader) {
    struct sl_child_plan *plan = reader->plan;
    for (size_t i = 0; i < plan->action_count; i++) {
        struct sl_child_plan_action *action = &plan->actions[i];
        settle_date(reader, action);
        bool repeated = i > 0 && strcmp(action->outcome, plan->actions[i - 1].outcome) == 0;
        const char *const texts[] = {repeated ? "" : action->outcome,
                                     action->action,
                                     action->who,
                                     action->by_when,
                                     action->measure,
                                     action->contingency};
        for (size_t j = 0; j < SL_COUNT(texts); j++)
            screen(reader, action->line, "", texts[j]);
    }
    const char *const texts[][2] = {{"Danger statement", plan->worry},
                                    {"Safety goal", plan->safety_goal},
                                    {"Bottom lines", plan->bottom_lines},
                                    {"Contingency", plan->contingency}};
    for (size_t i = 0; i < SL_COUNT(texts); i++)
        screen(reader, 0, texts[i][0], texts[i][1]);
}

static enum sl_status read_roles(struct reader *reader, const char *text, struct sl_error *err) {
    SL_AUTO(sl_table_text_drop) struct sl_table_text *table = NULL;
    enum sl_status status = sl_table_text_new(reader->name, sl_text_of(text), &table, err);
    reader->table = table;
    if (status == SL_OK)
        status = read_lines(reader, err);
    if (status == SL_OK && reader->plan->action_count == 0)
        status = sl_fail(err, SL_INVALID, "",
                         "%s: No actions were found: a plan is a table with a header such as "
                         "Outcome, Action, Who, By when, or lines that begin with a bullet.",
                         reader->name);
    if (status == SL_OK)
        look_over(reader);
    return status;
}

static char *replace_names(const struct sl_import_text *text,
                           const struct sl_child_plan_reading *reading, size_t *people) {
    SL_AUTO(sl_known_words_drop) struct sl_known_words *own = NULL;
    const struct sl_known_words *words = reading->words;
    if (words == NULL)
        words = own = sl_known_words_new(NULL);
    return sl_names_to_roles((struct sl_text){text->bytes, text->length}, words, reading->who,
                             reading->context, people);
}

static void forget(struct sl_import_text *text) {
    if (text->bytes != NULL)
        explicit_bzero(text->bytes, text->length);
    sl_import_text_drop(text);
}

static enum sl_status read_text(const struct sl_import_text *text,
                                const struct sl_child_plan_reading *reading,
                                struct sl_child_plan **out, struct sl_error *err) {
    SL_AUTO(sl_child_plan_drop) struct sl_child_plan *plan = sl_new(1, sizeof *plan);
    *plan = (struct sl_child_plan){.worry = sl_copy(""),
                                   .safety_goal = sl_copy(""),
                                   .bottom_lines = sl_copy(""),
                                   .contingency = sl_copy(""),
                                   .plan_date = reading->plan_date,
                                   .review_date = reading->review_date};
    SL_AUTO(sl_free) char *roles = replace_names(text, reading, &plan->people);
    if (roles == NULL)
        return sl_fail(err, SL_INVALID, "", "%s: There are more than %d names; this is no plan.",
                       text->name, SL_NAMES_MOST);
    struct reader reader = {
        .name = text->name, .reading = reading, .plan = plan, .outcome = sl_copy("")};
    enum sl_status status = read_roles(&reader, roles, err);
    free(reader.outcome);
    if (status != SL_OK)
        return status;
    *out = plan;
    plan = NULL;
    return SL_OK;
}

enum sl_status sl_child_plan_read(const char *path, const struct sl_child_plan_reading *reading,
                                  struct sl_child_plan **out, struct sl_error *err) {
    SL_AUTO(forget) struct sl_import_text text = {0};
    enum sl_status status = sl_import_text_read(path, SL_CHILD_PLAN_MOST, &text, err);
    return status == SL_OK ? read_text(&text, reading, out, err) : status;
}

enum sl_status sl_child_plan_take(const char *name, struct sl_text bytes,
                                  const struct sl_child_plan_reading *reading,
                                  struct sl_child_plan **out, struct sl_error *err) {
    SL_AUTO(forget) struct sl_import_text text = {0};
    if (bytes.length > SL_CHILD_PLAN_MOST)
        return sl_fail(err, SL_INVALID, "", "%s: A plan has at most %d bytes.", name,
                       SL_CHILD_PLAN_MOST);
    enum sl_status status = sl_import_text_take(name, bytes.bytes, bytes.length, &text, err);
    return status == SL_OK ? read_text(&text, reading, out, err) : status;
}
