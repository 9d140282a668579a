#include "base/file.h"
#include "kit.h"
#include <string.h>

/* The body of score, the answers, and what comes out. */
struct trial {
    const char *score, *answers, *expected;
};

static void try_all(const struct trial *trials, size_t count) {
    for (size_t i = 0; i < count; i++) {
        SL_AUTO(sl_free) char *rule = kit_rule(trials[i].score);
        SL_AUTO(sl_free) char *got = kit_try(rule, trials[i].answers);
        ck_assert_msg(strcmp(got, trials[i].expected) == 0, "%s\n  gave     %s\n  expected %s",
                      trials[i].score, got, trials[i].expected);
    }
}
#define TRY(...)                                                                                   \
    do {                                                                                           \
        static const struct trial trials[] = {__VA_ARGS__};                                        \
        try_all(trials, SL_COUNT(trials));                                                         \
    } while (0)

/* Says what an expression is, as a text. */
#define SAY(expression) "out:value(\"words\", tostring(" expression "))"

START_TEST(answers_come_by_their_type)
{
    TRY({"out:value(\"n\", f:answer(\"A4\"))", "A4=7", "scored n=7"},
        {"out:value(\"n\", f:count(\"AREA.A4\"))", "A4=-7", "scored n=-7"},
        {"out:grade(f:grade(\"A1\"), \"base\", \"A1\")", "A1=G", "scored grade=G | base[A1]"},
        {"out:value(\"on\", f:date(\"A5\"))", "A5=2025-03-31", "scored on=20178"},
        {SAY("f:answer(\"A6\"):string()"), "A6=said", "scored words=said"},
        {SAY("table.concat(f:answer(\"A7\"), \"+\")"), "A7=x y", "scored words=x+y"},
        {SAY("f:chosen(\"A7\", \"y\")"), "A7=x y", "scored words=true"},
        {SAY("f:chosen(\"A7\", \"yy\")"), "A7=x y", "scored words=false"},
        {SAY("f:text(\"A6\")"), "", "scored words=nil"},
        {"local a, b = f:answers(\"A4\", \"A3\") out:value(\"n\", a) " SAY("b"), "A4=1;A3=yes",
         "scored n=1 words=yes"});
}
END_TEST

START_TEST(four_states_stay_apart)
{
    TRY({SAY("f:state(\"A1\")"), "", "scored words=not_yet"},
        {SAY("f:state(\"A1\")"), "A1=G", "scored words=answered"},
        {SAY("f:state(\"A1\")"), "A1=none", "scored words=not_evidenced"},
        {SAY("f:state(\"A1\") .. f:reason(\"A1\")"), "A1=n/a:age",
         "scored words=not_applicableage"},
        {SAY("f:answer(\"A1\")"), "A1=none", "scored words=nil"},
        {SAY("f:grade(\"A1\")"), "A1=n/a:age", "scored words=nil"},
        {SAY("f:state(\"B1\")"), "A1=G", "scored words=not_yet"},
        {SAY("f:answer(\"B1\")"), "A1=G", "scored words=nil"});
}
END_TEST

START_TEST(evidence_and_its_sources_are_read)
{
    TRY({SAY("f:evidence(\"A1\"):string()"), "A1=G|seen alone", "scored words=seen alone"},
        {SAY("f:evidence(\"A1\")"), "A1=G", "scored words=nil"},
        {SAY("f:source(\"A1\", \"child\")"), "A1=G", "scored words=true"},
        {SAY("f:source(\"A1\", \"worker\")"), "A1=G", "scored words=false"},
        {SAY("f:source(\"A2\", \"child\")"), "A1=G", "scored words=false"});
}
END_TEST

START_TEST(rows_are_walked_in_order)
{
    TRY({"local n = 0 for row, i in f:each(\"action\") do n = n + i out:value(\"n\", n) end",
         "act.what.1=a;act.what.3=c", "scored n=6"},
        {"local all = {} for row in f:each(\"action\") do "
         "local t = row:text(\"what\") table.insert(all, t and t:string() or \"-\") end " SAY(
             "table.concat(all)"),
         "act.what.1=a;act.what.3=c", "scored words=a-c"},
        {"out:value(\"n\", f:rows(\"action\"))", "act.on.4=2025-01-01", "scored n=4"},
        {"out:value(\"n\", f:rows(\"ACTS\"))", "", "scored n=0"},
        {SAY("f:text(\"act.who\", 2):string()"), "act.who.2=Mum", "scored words=Mum"},
        {"for r in f:each(\"action\") do out:value(\"n\", r:row()) end", "act.who.2=Mum",
         "scored n=2"},
        {"for r in f:each(\"action\") do " SAY("r:grade(\"A1\")") " end", "act.who.1=Mum;A1=R",
         "scored words=R"},
        {"local it = f:each(\"action\") it(5 << 16 | 9, out) it(-1, f) it(\"x\") it()", "",
         "scored"});
}
END_TEST

START_TEST(what_is_not_declared_cannot_be_read)
{
    TRY({SAY("f:answer(\"C9\")"), "", "failed | \"no tool of this rule asks C9 (line 11)\""},
        {SAY("f:answer(\"B2\")"), "",
         "failed | \"the rule reads B2 but doesn't declare it in needs (line 11)\""},
        {SAY("f:answer(7)"), "", "failed | \"a question's code is needed, in quotes (line 11)\""},
        {SAY("f.answer(\"A1\")"), "",
         "failed | \"write f:answer(...) with a colon, not a dot (line 11)\""},
        {SAY("f.answer(out, \"A1\")"), "",
         "failed | \"write f:answer(...) with a colon, not a dot (line 11)\""},
        {SAY("f:answer(\"act.who\")"), "", "failed | \"act.who has rows: say which (line 11)\""},
        {SAY("f:answer(\"A1\", 2)"), "", "failed | \"A1 has no rows (line 11)\""},
        {SAY("f:answer(\"act.who\", 0)"), "",
         "failed | \"a row is a whole number from 1 (line 11)\""},
        {SAY("f:rows(\"sheep\")"), "",
         "failed | \"no tool of this rule has rows called sheep (line 11)\""},
        {SAY("f:grade(\"A4\")"), "A4=1",
         "failed | \"A4 isn't a grade; f:answer reads it (line 11)\""},
        {SAY("f:text(\"A1\")"), "A1=G",
         "failed | \"A1 isn't a text; f:answer reads it (line 11)\""},
        {SAY("f:sum(\"A1\")"), "", "failed | \"facts has no sum (line 11)\""});
}
END_TEST

START_TEST(texts_are_looked_at_by_whole_words)
{
    TRY({SAY("f:text(\"A6\"):has_any(\"soft_verbs\")"), "A6=SUPPORT Mum", "scored words=true"},
        {SAY("f:text(\"A6\"):has_any(\"soft_verbs\")"), "A6=supportive", "scored words=false"},
        {SAY("f:text(\"A6\"):has_any(\"words\", \"soft_verbs\")"), "A6=Attendance",
         "scored words=true"},
        {"out:value(\"n\", f:text(\"A6\"):count_of(\"soft_verbs\"))", "A6=monitor and support",
         "scored n=2"},
        {"out:value(\"n\", 1, \"L1\", f:text(\"A6\"):find(\"soft_verbs\"))", "A6=To support Mum",
         "scored n=1 | L1[A6:3-10]"},
        {"local t = f:text(\"A6\") local hit = t:find(\"soft_verbs\") out:value(\"n\", 1, \"L1\", "
         "hit, t) " SAY("t:before(hit):string() .. \"/\" .. t:after(hit):string()"),
         "A6=To support Mum", "scored n=1 words=To / Mum | L1[A6:3-10,A6]"},
        {"local t = f:evidence(\"A1\") out:reason(\"L1\", nil, t:find(\"words\"))",
         "A1=G|at school", "scored | L1[A1's:3-9]"},
        {"for k in pairs(f:text(\"A6\"):which(\"soft_verbs\")) do " SAY("k") " end", "A6=attending",
         "scored words=attend*"},
        {SAY("f:text(\"A6\"):find(\"soft_verbs\")"), "A6=visit", "scored words=nil"});
}
END_TEST

START_TEST(texts_are_counted_and_compared)
{
    TRY({"out:value(\"n\", f:text(\"A6\"):words())", "A6=one two, three", "scored n=3"},
        {"out:value(\"n\", f:text(\"A6\"):sentences())", "A6=One. Two.", "scored n=2"},
        {"local n = 0 for s in f:text(\"A6\"):each_sentence() do n = 10 * n + s:words() end "
         "out:value(\"n\", n)",
         "A6=One two. Three. Four five six.", "scored n=213"},
        {"out:value(\"n\", f:text(\"A6\"):length())", "A6=caf\xc3\xa9 and some more",
         "scored n=18"},
        {SAY("f:text(\"A6\"):has_digit()"), "A6=by 4 May", "scored words=true"},
        {SAY("f:text(\"A6\"):has_digit()"), "A6=\xe2\x82\xac then", "scored words=false"},
        {SAY("f:text(\"A6\"):has_date()"), "A6=By 03/04/2025", "scored words=true"},
        {SAY("f:text(\"A6\"):has_date()"), "A6=2025-04-3", "scored words=false"},
        {SAY("f:text(\"A6\"):blank()"), "A6= \xc2\xa0 ", "scored words=true"},
        {SAY("f:text(\"A6\"):is(\"tbc\", \"all\")"), "A6= ALL ", "scored words=true"},
        {SAY("f:text(\"A6\"):is(\"al\")"), "A6=all", "scored words=false"},
        {"out:value(\"n\", f:text(\"A6\"):acronyms(\"acronyms\"))", "A6=The GP and the LADO",
         "scored n=1"},
        {"local ease, grade = f:text(\"A6\"):readability() out:value(\"m\", ease)",
         "A6=The cat sat.", "scored m=11919"},
        {SAY("f:text(\"A6\"):lower()"), "A6=Mum\xe2\x80\x99s PLAN", "scored words=mum's plan"},
        {SAY("type(f:text(\"A6\"))"), "A6=x", "scored words=text"});
}
END_TEST

START_TEST(expressions_match_within_bounds)
{
    TRY({"out:value(\"n\", 1, \"L1\", f:text(\"A6\"):matches([[\\d+ weeks?]]))",
         "A6=within 6 Weeks", "scored n=1 | L1[A6:7-14]"},
        {SAY("f:text(\"A6\"):matches(\"xyz\")"), "A6=within", "scored words=nil"},
        {SAY("f:text(\"A6\"):matches(\"(\")"), "A6=x",
         "failed | \"the expression (: missing closing parenthesis (line 11)\""},
        {SAY("f:text(\"A6\"):matches(\"^(a+)+$\")"), "A6=aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaab",
         "failed | \"the expression ^(a+)+$: it takes too many steps on this text (line 11)\""});
}
END_TEST

START_TEST(days_are_whole_numbers)
{
    TRY({SAY("day.iso(f:date(\"A5\"))"), "A5=2024-02-29", "scored words=2024-02-29"},
        {SAY("day.iso(f:day())"), "", "scored words=2025-04-01"},
        {"out:value(\"n\", day.between(f:date(\"A5\"), f:day()))", "A5=2025-03-01", "scored n=31"},
        {SAY("day.iso(day.add(f:date(\"A5\"), -1))"), "A5=2025-03-01", "scored words=2025-02-28"},
        {SAY("day.iso(day.add_months(f:date(\"A5\"), 1))"), "A5=2025-01-31",
         "scored words=2025-02-28"},
        {"out:value(\"n\", day.weekday(day.of(\"2025-04-01\")))", "", "scored n=2"},
        {"out:value(\"n\", day.working_days(day.of(\"2025-04-10\"), day.of(\"2025-05-02\")))", "",
         "scored n=14"},
        {SAY("day.iso(day.add_working_days(day.of(\"2025-04-17\"), 1))"), "",
         "scored words=2025-04-22"},
        {SAY("day.is_working(day.of(\"2025-04-18\"))"), "", "scored words=false"},
        {SAY("day.iso(10000000)"), "",
         "failed | \"a day is needed, as f:date or day.of gives it (line 11)\""},
        {"out:value(\"on\", day.add(f:day(), 900000))", "",
         "failed | \"the day lies outside the years 1900 to 2200 (line 11)\""});
}
END_TEST

START_TEST(due_dates_are_read_as_written)
{
    TRY({"local due = day.resolve(f:text(\"act.due\", 1), { plan = day.of(\"2025-03-03\"), field = "
         "true }) " SAY("due.kind .. \" \" .. day.iso(due.day) .. \" \" .. due.words:string()"),
         "act.due.1=within 2 weeks", "scored words=day 2025-03-17 within 2 weeks"},
        {SAY("day.resolve(\"ongoing\").kind"), "", "scored words=never"},
        {SAY("day.resolve(\"by 03/04/2025\").day"), "", "scored words=20181"});
}
END_TEST

START_TEST(answers_are_weighed_in_one_call)
{
    TRY({"local sum, weight, n = f:weigh({ \"A1\", \"A2\", \"A3\" }, { 3, 2, 5 }, { O = 4, G = 3 "
         "}) "
         "out:value(\"n\", 100 * sum + 10 * weight + n - 900)",
         "A1=G;A2=R;A3=none", "scored n=31"},
        {"out:value(\"n\", (f:weigh({ \"A4\" }, { 3 })))", "A4=5", "scored n=15"},
        {"f:weigh({ \"A1\" }, { 1 })", "A1=G",
         "failed | \"only numbers, and tokens that a table gives points, can be added up "
         "(line 11)\""});
}
END_TEST

START_TEST(the_lowest_ceiling_holds_and_all_are_reasons)
{
    TRY({"out:cap(\"R\", \"L1\", \"A1\") out:grade(\"O\", \"base\") out:cap(\"G\", \"L2\")", "",
         "scored grade=R | L1[A1] base L2"},
        {"out:grade(\"I\", \"base\") out:cap(\"G\", \"L1\")", "", "scored grade=I | base L1"},
        {"out:cap(\"G\", \"L1\")", "", "failed | \"out:cap was called, but never out:grade\""},
        {"out:grade(\"X\", \"base\")", "",
         "failed | \"grade can't be X; it is declared as O G R I (line 11)\""});
}
END_TEST

START_TEST(outputs_are_typed)
{
    TRY({"out:value(\"n\", 3.0)", "", "scored n=3"},
        {"out:value(\"n\", 3.5)", "", "failed | \"n takes a whole number, not 3.5 (line 11)\""},
        {"out:value(\"n\", 1001)", "",
         "failed | \"n can't be 1001; it is declared as integer -100..1000 (line 11)\""},
        {"out:value(\"n\", 0/0)", "", "failed | \"n takes a whole number (line 11)\""},
        {"out:value(\"n\", 2^53)", "",
         "failed | \"n takes a whole number, not 9.007199254741e+15 (line 11)\""},
        {"out:value(\"n\", nil)", "", "scored"},
        {"out:value(\"yes\", true) out:flag(\"met\", \"L1\")", "", "scored yes=yes met=yes | L1"},
        {"out:value(\"yes\", 1)", "", "failed | \"yes takes true or false (line 11)\""},
        {"out:points(\"m\", 254, \"L1\")", "", "scored m=254 | L1"},
        {"out:points(\"n\", 254)", "", "failed | \"n isn't declared as hundredths (line 11)\""},
        {"out:value(\"on\", 99999999)", "",
         "failed | \"on can't be 99999999, which is no day (line 11)\""},
        {"out:value(\"q\", 1)", "", "failed | \"q isn't declared in outputs (line 11)\""},
        {"out:value(\"words\", string.char(255))", "",
         "failed | \"words takes clean text: Line 1, character 1 is not UTF-8 (byte FF); save the "
         "text as UTF-8. (line 11)\""},
        {"out:value(\"words\", string.rep(\"x\", 4097))", "",
         "failed | \"words takes at most 4096 bytes (line 11)\""},
        {"out:value(\"words\", f:text(\"A6\"))", "A6=x",
         "failed | \"words takes a text in quotes; text:string() makes one (line 11)\""},
        {"out:value(\"n\", 1) out:value(\"n\", 2)", "", "scored n=2"},
        {"out:measure(true, false, \"L1\", \"A1\")", "", "scored counted=yes met=no | L1[A1]"},
        {"out:measure(false, false, \"L1\")", "", "scored counted=no | L1"});
}
END_TEST

START_TEST(reasons_cite_declared_clauses_and_questions)
{
    TRY({"out:reason(\"L1\", \"3 of 5 were late\", \"A1\", { \"act.who\", 2 })", "",
         "scored | L1 \"3 of 5 were late\"[A1,act.who.2]"},
        {"out:value(\"n\", 1, { \"L1\", \"3 of 5\" }, \"A2\")", "",
         "scored n=1 | L1 \"3 of 5\"[A2]"},
        {"out:reason(\"L1\", nil, \"B1\")", "", "scored | L1"},
        {"out:reason(\"L9\")", "", "failed | \"L9 isn't declared in clauses (line 11)\""},
        {"out:reason(\"L1\", nil, \"B2\")", "",
         "failed | \"the rule reads B2 but doesn't declare it in needs (line 11)\""},
        {"out:reason(\"L1\", nil, {})", "",
         "failed | \"a question's code is needed, in quotes (line 11)\""});
}
END_TEST

START_TEST(a_status_leaves_the_grade_blank)
{
    TRY({"out:value(\"n\", 50) out:grade(\"G\", \"base\") out:status(\"not_enough\", \"L1\", "
         "\"A1\")",
         "", "not_enough n=50 | base L1[A1]"},
        {"out:status(\"not_applicable\", \"L1\")", "", "not_applicable | L1"},
        {"out:status(\"fine\", \"L1\")", "",
         "failed | \"a status is \"not_enough\" or \"not_applicable\" (line 11)\""});
}
END_TEST

START_TEST(settings_are_read_not_changed)
{
    TRY({"out:value(\"n\", s.good + s.weights.A1 + #s.names)", "", "scored n=255"},
        {"local t = {} for i, v in ipairs(s.names) do t[i] = v end " SAY("table.concat(t)"), "",
         "scored words=xy"},
        {"local t = {} for k in pairs(s) do t[#t + 1] = k end " SAY("table.concat(t, \" \")"), "",
         "scored words=good names weights"},
        {"s.good = 1", "", "failed | \"settings can be read here, not changed (line 11)\""},
        {"s.weights.A1 = 1", "", "failed | \"settings can be read here, not changed (line 11)\""},
        {"table.insert(s.names, 1)", "", "failed | \"settings can be read here, not changed\""});
}
END_TEST

START_TEST(names_that_rules_lack_are_answered_in_words)
{
    TRY({"pcall(f)", "", "failed | \"pcall isn't available in rules (line 11)\""},
        {"local x = os.time()", "",
         "failed | \"os isn't available in rules; f:day() is the day of the record (line 11)\""},
        {"print(1)", "",
         "failed | \"print isn't available in rules; reasons are given by out:reason (line 11)\""},
        {"total = 1", "", "failed | \"total isn't declared; write local total (line 11)\""},
        {"local x = totl + 1", "", "failed | \"there is no name totl here (line 11)\""},
        {"string.gsub(\"a\", \"b\", \"c\")", "",
         "failed | \"string.gsub isn't available in rules (line 11)\""},
        {"local x = (\"a\"):match(\"b\")", "",
         "failed | \"string.match isn't available in rules; text:matches(expression) is (line "
         "11)\""},
        {"math.floor = nil", "", "failed | \"math can't be changed (line 11)\""},
        {"f.answer = nil", "", "failed | \"facts can't be changed (line 11)\""},
        {"local x = \"10\" + 1", "",
         "failed | \"attempt to perform arithmetic on a string value (constant '10') (line 11)\""},
        {"error(\"no plan\")", "", "failed | \"no plan (line 11)\""},
        {"error({})", "", "failed | \"error needs a text (line 11)\""},
        {"assert(false, \"so\")", "", "failed | \"so (line 11)\""},
        {"local x = nil + 1", "",
         "failed | \"attempt to perform arithmetic on a nil value (line 11)\""});
}
END_TEST

START_TEST(the_base_is_small_and_exact)
{
    TRY({SAY("string.format(\"%d of %s, 5%%\", 3, 4)"), "", "scored words=3 of 4, 5%"},
        {SAY("string.format(\"%x\", 3)"), "",
         "failed | \"a format knows %d, %s and %% only, not %x (line 11)\""},
        {SAY("string.format(\"%d\", 3.5)"), "",
         "failed | \"%d takes a whole number, value 1 isn't one (line 11)\""},
        {SAY("string.format(\"%s %s\", 1)"), "",
         "failed | \"there are fewer values than places in the format (line 11)\""},
        {SAY("table.concat({ string.find(\"a.b\", \".\"), string.sub(\"hello\", -3, 4), "
             "string.upper(\"x\"), (\"y\"):rep(3, \"-\"), string.reverse(\"ab\") }, \" \")"),
         "", "scored words=2 ll X y-y-y ba"},
        {"local t = { 5, 1, 4, 1 } table.sort(t) " SAY("table.concat(t)"), "", "scored words=1145"},
        {"local t = {} for i = 1, 9 do t[i] = { i % 3, i } end table.sort(t, function(a, b) return "
         "a[1] < b[1] end) local o = {} for i = 1, 9 do o[i] = t[i][2] end " SAY("table.concat(o)"),
         "", "scored words=369147258"},
        {"local t = {} for k, v in pairs({ b = 1, a = 2, [3] = 3, [-1] = 4, [true] = 5 }) do "
         "t[#t + 1] = tostring(k) .. v end " SAY("table.concat(t, \" \")"),
         "", "scored words=-14 33 a2 b1 true5"},
        {"for k in pairs({ [{}] = 1 }) do end", "",
         "failed | \"pairs can't order a key that is a table (line 11)\""},
        {SAY("select(\"#\", 1, nil, 3) .. select(2, \"a\", \"b\")"), "", "scored words=3b"},
        {SAY("tostring(math.max(1, 5, 3)) .. math.min(2, 1) .. math.abs(-3) .. math.fmod(-7, 3)"),
         "", "scored words=513-1"},
        {SAY("tonumber(\"12\") + tonumber(\"0x10\")"), "", "scored words=28"},
        {SAY("tostring({}) .. tostring(f) .. tostring(print == nil)"), "",
         "failed | \"print isn't available in rules; reasons are given by out:reason (line 11)\""},
        {SAY("tostring({}) .. tostring(f) .. type(out) .. tostring(day.of)"), "",
         "scored words=tablefactsoutfunction"},
        {SAY("2^10 .. \" \" .. 2^0.5 .. \" \" .. 2^-1"), "", "scored words=1024.0 nan 0.5"},
        {SAY("table.remove({ 1, 2 }) + #{ table.unpack({ 1, 2, 3 }) }"), "", "scored words=5"});
}
END_TEST

START_TEST(libraries_are_taken_up_by_name)
{
    TRY({"local deep = use \"lib/deep\" out:value(\"n\", deep(4))", "", "scored n=9"},
        {"local a, b = use \"lib/sums\", use(\"lib/sums\") " SAY("a == b"), "",
         "scored words=true"},
        {"local x = use \"lib/nowhere\"", "",
         "failed | \"there is no library lib/nowhere (line 11)\""},
        {"local x = use \"lib/self\"", "", "failed | \"lib/self uses itself (lib/self, line 1)\""},
        {"local name = \"lib/\" .. \"sums\" local x = use(name)", "",
         "failed | \"there is no library lib/sums (line 11)\""});
}
END_TEST

static const char row_rule[] =
    "return {\n"
    "  code = \"try.rows\", title = \"Rows\", kind = \"check\", why = \"\",\n"
    "  applies = { tool = \"TRY\", rows = \"action\" }, needs = { \"ACTS.*\", \"A4\" },\n"
    "  lists = { \"soft_verbs\" }, clauses = { L1 = \"Soft\", L2 = \"None\" },\n"
    "  outputs = { { \"grade\", \"O G R I\" }, { \"n\", \"integer\" } },\n"
    "  score = function(f, row, s, out)\n"
    "    local what = row:text(\"what\")\n"
    "    if not what then return out:status(\"not_enough\", \"L2\", \"what\") end\n"
    "    out:value(\"n\", row:row() + f:count(\"A4\"))\n"
    "    if row:row() == 1 then out:cap(\"R\", \"L1\", what:find(\"soft_verbs\"), \"who\") end\n"
    "    out:grade(\"G\", \"L1\", { \"act.who\", 3 })\n"
    "  end,\n"
    "}\n";

START_TEST(a_rule_on_rows_is_asked_for_each)
{
    const char *rule = row_rule;
    SL_AUTO(sl_free)
    char *got = kit_try(rule, "A4=10;act.what.1=Support Mum;act.who.2=SW;act.what.3=Visit");
    ck_assert_str_eq(got, "scored grade.1=R grade.3=G n.1=11 n.3=13 | "
                          "L1.1[act.what.1:0-7,act.who.1] L1.1[act.who.3] L2.2[act.what.2] "
                          "L1.3[act.who.3]");
    SL_AUTO(sl_free) char *none = kit_try(rule, "A4=10");
    ck_assert_str_eq(none, "not_applicable");
    SL_AUTO(sl_free) char *blank = kit_try(rule, "act.who.1=SW");
    ck_assert_str_eq(blank, "not_enough | L2.1[act.what.1]");
}
END_TEST

/* completion.json, which another test holds against the program. */
static json_t *read_completion(void) {
    const char *home = getenv("SIGHTLINE_LUA_LANGUAGE");
    ck_assert_msg(home != NULL, "SIGHTLINE_LUA_LANGUAGE says where completion.json is");
    SL_AUTO(sl_free) char *path = sl_format("%s/completion.json", home);
    SL_AUTO(sl_free) char *bytes = NULL;
    size_t length = 0;
    json_t *all = NULL;
    ck_assert_int_eq(sl_file_read(path, 1 << 20, &bytes, &length, NULL), SL_OK);
    ck_assert_int_eq(sl_json_parse(path, bytes, length, &all, NULL), SL_OK);
    return all;
}

START_TEST(every_name_that_rules_lack_is_answered_with_its_line)
{
    SL_AUTO(sl_json_drop) json_t *all = read_completion();
    const json_t *lacking = json_object_get(all, "lacking");
    ck_assert_uint_gt(json_array_size(lacking), 60);
    for (size_t i = 0; i < json_array_size(lacking); i++) {
        const char *name = json_string_value(json_array_get(lacking, i));
        SL_AUTO(sl_free) char *score = sl_format("\nlocal x = %s", name);
        SL_AUTO(sl_free) char *rule = kit_rule(score);
        SL_AUTO(sl_free) char *got = kit_try(rule, "");
        SL_AUTO(sl_free) char *whole = sl_format("failed | \"%s isn't available in rules", name);
        const char *base = strchr(name, '.') == NULL ? name : "";
        ck_assert_msg(strncmp(got, whole, strlen(whole)) == 0, "%s%s: %s", name, base, got);
        ck_assert_msg(strstr(got, "(line 12)") != NULL, "%s", got);
    }
}
END_TEST

START_TEST(every_name_of_a_library_is_there)
{
    SL_AUTO(sl_json_drop) json_t *all = read_completion();
    const json_t *nouns = json_object_get(all, "nouns");
    for (size_t i = 0; i < json_array_size(nouns); i++) {
        const json_t *noun = json_array_get(nouns, i), *names = json_object_get(noun, "names");
        const char *kind = sl_json_text_or(noun, "kind", ""),
                   *of = sl_json_text_or(noun, "noun", "");
        bool thing = strcmp(kind, "thing") == 0;
        if (thing && strcmp(of, "text") != 0)
            continue;
        for (size_t k = 0; k < json_array_size(names); k++) {
            const char *name = sl_json_text_or(json_array_get(names, k), "name", "");
            bool base = strcmp(kind, "base") == 0;
            SL_AUTO(sl_free)
            char *score = sl_format("local x = %s%s%s if x == nil then error(\"none\") end",
                                    base ? "" : of, base ? "" : ".", name);
            SL_AUTO(sl_free) char *rule = kit_rule(score);
            SL_AUTO(sl_free) char *got = kit_try(rule, "");
            ck_assert_msg(strcmp(got, "scored") == 0, "%s.%s: %s", of, name, got);
        }
    }
}
END_TEST

SL_SUITE("language", every_name_that_rules_lack_is_answered_with_its_line,
         every_name_of_a_library_is_there, answers_come_by_their_type, four_states_stay_apart,
         evidence_and_its_sources_are_read, rows_are_walked_in_order,
         what_is_not_declared_cannot_be_read, texts_are_looked_at_by_whole_words,
         texts_are_counted_and_compared, expressions_match_within_bounds, days_are_whole_numbers,
         due_dates_are_read_as_written, answers_are_weighed_in_one_call,
         the_lowest_ceiling_holds_and_all_are_reasons, outputs_are_typed,
         reasons_cite_declared_clauses_and_questions, a_status_leaves_the_grade_blank,
         settings_are_read_not_changed, names_that_rules_lack_are_answered_in_words,
         the_base_is_small_and_exact, libraries_are_taken_up_by_name,
         a_rule_on_rows_is_asked_for_each)
