---@meta
-- The rule language, for the Lua language server. Printed by plugins/lua/manual.c.

---The value; an error with the message when it is false or nil.
---`assert(value, message) -> value`
---@return any
function assert(value, message) end

---Ends the rule for this record: its result is "failed" with the message.
---`error(message)`
function error(message) end

---For a for loop: places 1, 2, 3 and on, up to the first that is nil.
---`ipairs(list) -> place, value`
---@return any
---@return any
function ipairs(list) end

---For a for loop: whole numbers in order, then texts in the order of their bytes, then false and true. Keys of other kinds are an error.
---`pairs(table) -> key, value`
---@return any
---@return any
function pairs(table) end

---select("#", ...) says how many there are.
---`select(n, ...) -> the n-th value and those behind it`
---@return any
function select(n, ...) end

---A number, also from a text that is one.
---`tonumber(value) -> number or nil`
---@return number?
function tonumber(value) end

---A text for a value; tables and things give their kind only.
---`tostring(value) -> string`
---@return string
function tostring(value) end

---"number", "string", "boolean", "table", "function", "nil", "text" or the name of a thing.
---`type(value) -> string`
---@return string
function type(value) end

---Takes up a library; its version is pinned when the rule is published. The name is written out in quotes.
---`use "lib/name" -> what the library returns`
---@return any
function use(...) end

---@class sightline.facts
local facts = {}

---What was answered: a token, a whole number, a day, a list of tokens or a text, by the question's type; nil unless it is answered.
---`f:answer(question [, row]) -> value or nil`
---@return any?
function facts:answer(question, row) end

---What was answered to several questions, in their order, each as answer gives it.
---`f:answers(question, ...) -> values`
---@return any
function facts:answers(question, ...) end

---The token of a judgement: "O", "G", "R", "I".
---`f:grade(question [, row]) -> token or nil`
---@return string?
function facts:grade(question, row) end

---A number.
---`f:count(question [, row]) -> integer or nil`
---@return integer?
function facts:count(question, row) end

---A day, as a whole number of days since 1970.
---`f:date(question [, row]) -> day or nil`
---@return integer?
function facts:date(question, row) end

---What was written.
---`f:text(question [, row]) -> text or nil`
---@return sightline.text?
function facts:text(question, row) end

---Is this one of the tokens that were chosen?
---`f:chosen(question, token [, row]) -> boolean`
---@return boolean
function facts:chosen(question, token, row) end

---Adds up what was answered to a list of questions: each number, or the points of each token, times its weight; the weight of those that counted; and how many they were.
---`f:weigh(questions, weights [, points]) -> sum, weight, answered`
---@return integer
---@return integer
---@return integer
function facts:weigh(questions, weights, points) end

---The weighted share of each group of questions, in thousandths: a group is { asked = questions, weights = weights }, weighed as weigh does it, and most is what one answer counts at most. false for a group of which fewer than least are answered, 1 when it is left out.
---`f:shares(groups, most [, least [, points]]) -> list`
---@return any
function facts:shares(groups, most, least, points) end

---Goes through a checklist in each row of a kind. A check is { question = code, length = 20, has = list, lacks = list, is = words, is_not = words }; each but the question may be left out, and all that are there must hold: it has at least so many characters; a word or phrase of the list stands in it, or none; it is one of the words, or none of them. list and words may be several, { "one", "two" }; has and lacks know "digit" and "date" beside the lists that are declared. What isn't answered has no tick. ticks is how many checks held in all rows together, rows how many rows had at least enough of them; all, when it is left out. A checklist in the settings can be changed there, and is the fastest.
---`f:ticks(kind, checks [, enough]) -> ticks, rows`
---@return integer
---@return integer
function facts:ticks(kind, checks, enough) end

---The words and phrases of the list that stand in any of these texts, each as a key with the value true. A question of rows is read in every row.
---`f:which(questions, list) -> table`
---@return table
function facts:which(questions, list) end

---Adds up the points of the words and phrases of the list that stand in any of these texts, each once; and how many have points. points gives each phrase its number; one without is left out.
---`f:mentions(questions, list, points) -> sum, count`
---@return integer
---@return any
function facts:mentions(questions, list, points) end

---"answered", "not_applicable", "not_evidenced" or "not_yet". A question that only another tool of the rule asks is not yet answered.
---`f:state(question [, row]) -> string`
---@return string
function facts:state(question, row) end

---Why it does not apply: the code of the reason.
---`f:reason(question [, row]) -> string or nil`
---@return string?
function facts:reason(question, row) end

---Does the evidence come from "record", "worker", "manager", "child", "parent", "partner", "observation" or "data"?
---`f:source(question, source [, row]) -> boolean`
---@return boolean
function facts:source(question, source, row) end

---What the auditor wrote beside the answer.
---`f:evidence(question [, row]) -> text or nil`
---@return sightline.text?
function facts:evidence(question, row) end

---How many rows of a kind there are, such as "action".
---`f:rows(kind) -> integer`
---@return integer
function facts:rows(kind) end

---The rows of a kind in order. A row is facts too: row:text("who") reads its column.
---`for row, number in f:each(kind) do`
function facts:each(kind) end

---The number of the row, from 1.
---`row:row() -> integer`
---@return integer
function facts:row() end

---Does the form that was filled ask this question at all?
---`f:asked(question) -> boolean`
---@return boolean
function facts:asked(question) end

---The code of the form that was filled: "core".
---`f:form() -> string`
---@return string
function facts:form() end

---The code of the audit tool.
---`f:tool() -> string`
---@return string
function facts:tool() end

---The record's own day: reviewed on, plan date, practice day. There is no clock.
---`f:day() -> day or nil`
---@return integer?
function facts:day() end

---Does a condition hold that stands in a column of conditions in the settings? If so, also the list of the questions it rests on, to be cited.
---`f:holds(condition) -> boolean, questions`
---@return boolean
---@return string[]
function facts:holds(condition) end

---Is a critical flag of this class ("A", "B"), or of this question, confirmed?
---`f:flag(class or question) -> boolean`
---@return boolean
function facts:flag(class) end

---Was the ceiling of this clause waived?
---`f:waived(clause) -> boolean`
---@return boolean
function facts:waived(clause) end

---In a rule with history = true: what the record before said, of the same case and tool and an earlier day. Its day, as a whole number, stands under day; what was answered to each question of needs stands under its name as declared: a text, a token, a whole number, for questions of rows a list of these by row, false where there is none. nil when there is no record before.
---`f:previous() -> table or nil`
---@return table?
function facts:previous() end

---The value that a person confirmed for a row, nil while none is.
---`f:confirmed(rule, row, output) -> value or nil`
---@return any?
function facts:confirmed(rule, row, output) end

---@class sightline.text
text = {}

---Does any word or phrase of these lists stand in it? Whole words, capitals and small letters alike.
---`text:has_any(list, ...) -> boolean`
---@return boolean
function text:has_any(list, ...) end

---How often words or phrases of the list stand in it.
---`text:count_of(list) -> integer`
---@return integer
function text:count_of(list) end

---The first of them, as a part of this text that can be cited.
---`text:find(list) -> text or nil`
---@return sightline.text?
function text:find(list) end

---The words and phrases of the list that stand in it, each as a key with the value true.
---`text:which(list [, table]) -> table`
---@return table
function text:which(list, table) end

---How many words.
---`text:words() -> integer`
---@return integer
function text:words() end

---How many sentences.
---`text:sentences() -> integer`
---@return integer
function text:sentences() end

---Its sentences in order, each a part of this text.
---`for sentence in text:each_sentence() do`
function text:each_sentence() end

---Does a digit stand in it?
---`text:has_digit() -> boolean`
---@return boolean
function text:has_digit() end

---Does a full date in figures stand in it, 31/12/2025 or 2025-12-31? day.resolve reads dates in words.
---`text:has_date() -> boolean`
---@return boolean
function text:has_date() end

---Where an expression first matches: Perl's syntax, capitals and small letters alike, with a bound on the steps it may take.
---`text:matches(expression) -> text or nil`
---@return sightline.text?
function text:matches(expression) end

---What stands before a part of it.
---`text:before(part) -> text`
---@return sightline.text
function text:before(part) end

---What stands behind a part of it.
---`text:after(part) -> text`
---@return sightline.text
function text:after(part) end

---Flesch reading ease and Flesch-Kincaid grade, in hundredths.
---`text:readability() -> ease, grade`
---@return integer
---@return integer
function text:readability() end

---How many of its words are acronyms that are not in the list.
---`text:acronyms([list]) -> integer`
---@return integer
function text:acronyms(list) end

---How many characters.
---`text:length() -> integer`
---@return integer
function text:length() end

---Is it empty or only white space?
---`text:blank() -> boolean`
---@return boolean
function text:blank() end

---Is it exactly one of these, apart from capitals and the white space around it?
---`text:is(words, ...) -> boolean`
---@return boolean
function text:is(words, ...) end

---In small letters, quotes and dashes made plain; up to 4 kB.
---`text:lower() -> string`
---@return string
function text:lower() end

---As it was written; up to 4 kB.
---`text:string() -> string`
---@return string
function text:string() end

---@class sightline.out
local out = {}

---Gives an output its value; nil leaves it blank. A later value takes the place of an earlier one.
---`out:value(output, value [, clause, cite, ...])`
function out:value(output, value, clause, cite, ...) end

---Gives several outputs their values, in pairs; nil leaves one blank.
---`out:values(output, value, output, value, ...)`
function out:values(output, value, ...) end

---Gives the output grade.
---`out:grade(token, clause, cite, ...)`
function out:grade(token, clause, cite, ...) end

---A ceiling: the grade is at most this. Of several the lowest holds, all are reasons, and none ever raises a grade.
---`out:cap(token, clause, cite, ...)`
function out:cap(token, clause, cite, ...) end

---Gives an output of hundredths.
---`out:points(output, hundredths [, clause, cite, ...])`
function out:points(output, hundredths, clause, cite, ...) end

---Sets a yes_no output to yes.
---`out:flag(output, clause, cite, ...)`
function out:flag(output, clause, cite, ...) end

---Gives the outputs counted and met of a measure: does the child count, and is it met?
---`out:measure(counted, met, clause, cite, ...)`
function out:measure(counted, met, clause, cite, ...) end

---A reason without a value. text: the sentence with this case's figures; nil for the clause's own.
---`out:reason(clause [, text, cite, ...])`
function out:reason(clause, text, cite, ...) end

---"not_enough": too little is answered to say. "not_applicable": the rule doesn't speak about this. The grade is left blank then; other values and reasons stay.
---`out:status(status, clause, cite, ...)`
function out:status(status, clause, cite, ...) end

---In a rule on rows: the row's number.
---`out:row() -> integer`
---@return integer
function out:row() end

---@class sightline.day
day = {}

---Reads a due date as people write it. kind is "day", "nothing", "vague", "never", "impossible", "frequency" or "trigger"; day the date, or the end of a frequency; ongoing, conflicting, start_only, weekday_only and checkpoint are true or false; words is the part of the text it rests on. field: the text is a by-when field, so "4 weeks" counts.
---`day.resolve(text, { plan = day, review = day, field = true }) -> table`
---@return table
function day.resolve(text, options) end

---A day from its text.
---`day.of("2025-04-01") -> day`
---@return integer
function day.of(options) end

---"2025-04-01".
---`day.iso(day) -> string`
---@return string
function day.iso(day) end

---1 is Monday, 7 is Sunday.
---`day.weekday(day) -> integer`
---@return integer
function day.weekday(day) end

---Days from one to the other.
---`day.between(first, second) -> integer`
---@return integer
function day.between(first, second) end

---n days later; earlier when n is below 0.
---`day.add(day, n) -> day`
---@return integer
function day.add(day, n) end

---The same day of a later month, or its last day when it is shorter.
---`day.add_months(day, n) -> day`
---@return integer
function day.add_months(day, n) end

---Working days after the first up to and including the second, by the list of holidays that the rule declares. Outside the range of that list it is an error.
---`day.working_days(first, second) -> integer`
---@return integer
function day.working_days(first, second) end

---The n-th working day after it.
---`day.add_working_days(day, n) -> day`
---@return integer
function day.add_working_days(day, n) end

---Is it a working day?
---`day.is_working(day) -> boolean`
---@return boolean
function day.is_working(day) end

---@class sightline.string
string = {}

---The bytes at these places.
---`string.byte(s, from, to) -> integers`
---@return integer
function string.byte(s, from, to) end

---A text of these bytes.
---`string.char(...) -> string`
---@return string
function string.char(...) end

---Where what stands in s; what is taken as it is, it is no pattern.
---`string.find(s, what, from) -> first, last or nil`
---@return any
---@return any?
function string.find(s, what, from) end

---Fills %s with texts and %d with whole numbers; %% is a per cent sign.
---`string.format(format, ...) -> string`
---@return string
function string.format(format, ...) end

---How many bytes.
---`string.len(s) -> integer`
---@return integer
function string.len(s) end

---With a to z in the place of A to Z.
---`string.lower(s) -> string`
---@return string
function string.lower(s) end

---n times s; at most 64 kB.
---`string.rep(s, n, gap) -> string`
---@return string
function string.rep(s, n, gap) end

---Last byte first.
---`string.reverse(s) -> string`
---@return string
function string.reverse(s) end

---The part between two places; negative places count from the end.
---`string.sub(s, from, to) -> string`
---@return string
function string.sub(s, from, to) end

---With A to Z in the place of a to z.
---`string.upper(s) -> string`
---@return string
function string.upper(s) end

---@class sightline.table
table = {}

---The texts and numbers of a list in one, with gap between them.
---`table.concat(list, gap) -> string`
---@return string
function table.concat(list, gap) end

---Puts a value at the end, or at a place and moves the rest up.
---`table.insert(list, [place,] value)`
function table.insert(list, place, value) end

---Takes the last value out, or the one at a place, and gives it back.
---`table.remove(list, place) -> value`
---@return any
function table.remove(list, place) end

---Sorts a list in place; before(a, b) says whether a comes first. Equal things keep their order.
---`table.sort(list, before)`
function table.sort(list, before) end

---The values of a list one beside the other, at most 200.
---`table.unpack(list) -> values`
---@return any
function table.unpack(list) end

---@class sightline.math
math = {}

---The size of a number, without its sign.
---`math.abs(x) -> number`
---@return number
function math.abs(x) end

---The next whole number, upwards.
---`math.ceil(x) -> integer`
---@return integer
function math.ceil(x) end

---The next whole number, downwards.
---`math.floor(x) -> integer`
---@return integer
function math.floor(x) end

---What is left of x divided by y, with the sign of x.
---`math.fmod(x, y) -> number`
---@return number
function math.fmod(x, y) end

---The largest.
---`math.max(x, ...) -> number`
---@return number
function math.max(x, ...) end

---The smallest.
---`math.min(x, ...) -> number`
---@return number
function math.min(x, ...) end

---The same number as a whole one; nil when it isn't.
---`math.tointeger(x) -> integer or nil`
---@return integer?
function math.tointeger(x) end

---"integer", "float" or nil.
---`math.type(x) -> string or nil`
---@return string?
function math.type(x) end

---Is m below n, both read without a sign?
---`math.ult(m, n) -> boolean`
---@return boolean
function math.ult(m, n) end

---The largest whole number.
---`math.maxinteger`
math.maxinteger = 0

---The smallest whole number.
---`math.mininteger`
math.mininteger = 0

---@class sightline.document
local document = {}

---The title of the paper.
---`doc:title(text)`
function document:title(text) end

---Period and cohort in words.
---`doc:subtitle(text)`
function document:subtitle(text) end

---"themed", "clinic"; the report's code unless given.
---`doc:kind(name)`
function document:kind(name) end

---"Not for publication" and the like.
---`doc:notice(text)`
function document:notice(text) end

---A line of the annex on what the paper rests on.
---`doc:basis(text)`
function document:basis(text) end

---Level 1 stands below the title.
---`doc:heading(level, text)`
function document:heading(level, text) end

---One paragraph, without markup.
---`doc:paragraph(text)`
function document:paragraph(text) end

---Items are texts.
---`doc:list(items [, numbered])`
function document:list(items, numbered) end

---A column is its title, or { title =, number = true }; a row is a list of texts and whole numbers.
---`doc:table{ caption =, columns =, rows = }`
function document:table(...) end

---kind: "grades", "stacked", "bars", "intervals" or "run". text says the same in words. A row is { label =, n = }, a series { label =, values =, token =, from =, to = }; false is no value.
---`doc:chart{ kind =, title =, text =, rows =, series =, unit = }`
function document:chart(...) end

---What the function writes stands in a box.
---`doc:box(title, function(doc) ... end)`
function document:box(title) end
