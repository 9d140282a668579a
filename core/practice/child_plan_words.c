#include "practice/child_plan_words.h"
#include "practice/list.h"
#include <stdlib.h>
#include <string.h>

/* Ordinary words of written plans, beside the lists of verbs and owners. */
static const char *const ordinary[] = {
    "speak monitor attend ring ensure encourage engage explore liaise promote weigh refer arrange "
    "organise invite remind inform observe teach collect register apply assess commence "
    "signpost consider manage maintain chase confirm facilitate identify implement outline "
    "participate prioritise pursue reflect safeguard secure seek stabilise supervise undertake "
    "utilise wear email message sign unable able keep",
    "a able about above absence absent abuse academy access accident account action actions "
    "activities activity actual additional address adult adults advice affect after afternoon "
    "again against age aged agree agreed agreement aim aims alcohol all allow allowed alone "
    "along already also always am amount an and anger annual another answer any anybody "
    "anyone anything appointment appointments april are area areas around arranged "
    "arrangement arrangements as ask asked assessment at attempt attendance attended august "
    "autumn available average away baby back background bad basis bath be became because bed "
    "bedroom bedtime been before began behaviour behaviours being believe below benefit best "
    "better between bills birth birthday boiler bond book books both boundaries box boy boys "
    "breakfast bring brother brothers brought budget building bus but buy by call calls calm "
    "can care careful carer case cause certificate change changes check child childcare "
    "childminder children children's choice christmas chronology class classes clean clear "
    "clinic clothes club college comments committee community complete completed completion "
    "concern concerned concerns conditions conference confidence conflict consent consequence "
    "consequences consistent contact contingencies contingency continue continued contract "
    "contribution conversation cooking copy core could counselling course court current "
    "custody daily danger dangers date dates daughter day days deadline december decision "
    "decisions dental dentist depression describe detail details development diary did diet "
    "different difficult difficulties dinner direct disability discharge discussed discussion "
    "do doctor document does dog domestic done door doors dose down draft dressed drink "
    "drinking drug drugs due during each early easter eat eating education effect either "
    "email emotional end ended ends english enough environment equipment especially establish "
    "even evening evenings event ever every everyday everyone everything evidence evidenced "
    "example exclusion expect expected expectations experience explain explained family "
    "families father fear feel feeling feelings feels felt few field fifteen figure file",
    "finance financial find finish finished fire first fit five food for form former "
    "fortnight fortnightly forward found four free frequency frequent friday fridays friend "
    "friends from full fully funding further furniture future game garden gate get gets "
    "getting girl girls give given gives goal goals goes going good group groups guidance had "
    "half harm has have having he head health healthy hear heard help her here herself high "
    "him himself his history holiday holidays home homes homework hope hospital hour hours "
    "house household housing how however hurt hygiene i idea ideas if ill illness immediate "
    "immediately impact important improve improved improvement in income independence "
    "independent information initial injury inside insight instead into is issue issues it "
    "item items its itself january july june just keep keeping keeps kept key kind kitchen "
    "know known knows late later law lead leader leads learn learning least leave left legal "
    "less lesson lessons let letter level library life light like likely limit line list "
    "listen little live lives living local lock long longer look looked lunch made main make "
    "makes making man manager many march maths may me meal meals mean means measure medical "
    "medication medicine meet meeting meetings member members men mental met midday might "
    "mind miss missed missing monday mondays money month monthly months mood more morning "
    "mornings most mother mould move moved moves much must my name near need needed needs "
    "neglect neighbour neighbours network never new next night nightly nights no nobody none "
    "nor normal not note notes nothing november now number nursery nurse objective obtain "
    "october of off offer offered office officer often oh ok old on once one only open "
    "opportunities opportunity option or order other others our out outcome outcomes outside "
    "over overall overdue own page paid paper parent parenting parents part partner party "
    "past pathway pay payment people per period permanence permission person personal phone "
    "physical place placement plan planned planning plans play playing please plus pocket "
    "point points police positive possible post practical pregnancy prepare present prevent",
    "previous primary prison private problem problems process professional professionals "
    "programme progress protection proud provide provided provides public purpose put "
    "question questions quick quiet quite rather reach read reading ready really reason "
    "reasons receive received receives recent record recorded red reduce reduced referral "
    "referrals refuse refuses regular regularly relationship relationships relevant remain "
    "rent report reported reports require required resource resources respond response "
    "responsibilities responsibility responsible rest result results return reunification "
    "review reviewed reviews right rights risk risks road role roles room rooms routine "
    "routines rubbish rule rules safe safeguarding safely safer safety said same saturday "
    "saturdays saw say says scale school schools score second secondary section see seeing "
    "seen self send separate separately september serious service services session sessions "
    "set sets settled seven several share shared she shift shop short should show shows "
    "shower side sign signed signs since single sister sisters sit situation six sleep "
    "sleeping sleeps small smoke so social some somebody someone something sometimes son soon "
    "space special specific speech spend spoken spring staff stage stair start started starts "
    "state statement status stay stays step steps still stop stops story strategies strategy "
    "strength strengths stress strong study subject substance success such sufficient "
    "suitable summer sunday sundays supervised supervision support supported supports sure "
    "swimming tablet table take taken takes talk target targets task tasks teacher team teams "
    "teeth telephone tell ten tenancy term terms test tests text than thank that the their "
    "them themselves then therapy there therefore these they thing things think third this "
    "those though three through thursday thursdays time times timescale timescales timetable "
    "to today together toilet tomorrow tonight too took towards toys training transition "
    "transport travel treatment tried trigger triggers trip trust try tuesday tuesdays two "
    "type under understand understanding uniform unless until unsafe up update updated upset",
    "urgent us use used user uses using usual usually vaccinations very via video view views "
    "violence visit visited visiting visits voice waiting wake walk wall want wants warm was "
    "wash washing watch way ways we weapon wearing wednesday wednesdays week weekend weekends "
    "weekly weeks weight welfare well went were what when whenever where whether which while "
    "who whole why widening wider will window winter wish wishes with within without woman "
    "women word words work worked worker workers working works workshop worried worries worry "
    "worse would write writes written wrong year yearly years yes yesterday yet you young "
    "your yourself youth zero february mam mum mummy dad daddy nan nana gran grandad grandma "
    "grandpa granny auntie aunty aunt uncle cousin stepdad stepmum sibling siblings twin "
    "twins toddler infant teenager adolescent british england wales welsh scotland scottish "
    "ireland irish european asian african muslim christian jewish hindu sikh catholic islam "
    "eid ramadan diwali hanukkah polish romanian urdu arabic french spanish german internet "
    "facebook instagram snapchat whatsapp tiktok xbox playstation netflix google zoom "
    "microsoft skype youtube mr mrs ms mx dr prof rev sir madam",
};

/* Ordinary words that are given names too: asked about in the middle of a sentence. */
static const char also_names[] =
    " april may june august summer autumn dawn grace hope joy faith mark will rose lily daisy ruby "
    "amber jade heather holly ivy jack rob bill frank pat sue drew chase hunter mason carter art "
    "ray "
    "bob nick robin iris poppy olive violet pearl crystal angel sky skye star storm dale glen "
    "cliff penny gene christian ";

/* Words that belong to the name before them: Hillside Primary School. */
static const char belonging[] =
    " primary secondary school academy college nursery infants juniors high house home court road "
    "street avenue close lane drive crescent terrace gardens grove surgery hospital centre clinic "
    "hall lodge farm cottage ";

static const char *const lists[] = {
    "person_owners", "agency_owners", "role_initials", "everyday_acronyms", "concrete_verbs",
    "soft_verbs",    "jargon",        "vague_times",   "imprecise_times",   "soft_verb_exceptions"};

struct sl_known_words {
    char **word; /* lower case, sorted */
    size_t count, room;
};

static void add_word(struct sl_known_words *words, const char *bytes, size_t length) {
    if (words->count == words->room) {
        words->room = words->room * 2 + 1024;
        words->word = sl_resize(words->word, words->room, sizeof *words->word);
    }
    struct sl_buffer plain = {0};
    sl_text_plain((struct sl_text){bytes, length}, &plain, NULL);
    words->word[words->count++] = sl_buffer_take(&plain);
}

static void add_words(struct sl_known_words *words, const char *text) {
    size_t at = 0;
    for (struct sl_span span; sl_text_next_word(sl_text_of(text), &at, &span);)
        add_word(words, text + span.from, span.to - span.from);
}

static void add_list(struct sl_known_words *words, struct sl_store *store, const char *name) {
    SL_AUTO(sl_list_drop) struct sl_list *list = NULL;
    SL_AUTO(sl_json_drop) json_t *json = NULL;
    if (sl_list_load(store, name, 0, &list, NULL) != SL_OK)
        return;
    const char *text = sl_list_json(list);
    if (sl_json_parse(name, text, strlen(text), &json, NULL) != SL_OK)
        return;
    size_t i;
    json_t *phrase;
    json_array_foreach(json_object_get(json, "phrases"), i, phrase) {
        add_words(words, json_string_value(phrase));
    }
}

static int compare_words(const void *one, const void *other) {
    return strcmp(*(char *const *)one, *(char *const *)other);
}

struct sl_known_words *sl_known_words_new(struct sl_store *store) {
    struct sl_known_words *words = sl_new(1, sizeof *words);
    for (size_t i = 0; i < SL_COUNT(ordinary); i++)
        add_words(words, ordinary[i]);
    for (size_t i = 0; store != NULL && i < SL_COUNT(lists); i++)
        add_list(words, store, lists[i]);
    qsort(words->word, words->count, sizeof *words->word, compare_words);
    return words;
}

void sl_known_words_free(struct sl_known_words *words) {
    if (words == NULL)
        return;
    for (size_t i = 0; i < words->count; i++)
        free(words->word[i]);
    free(words->word);
    free(words);
}

void sl_known_words_drop(struct sl_known_words **words) {
    sl_known_words_free(*words);
    *words = NULL;
}

static bool has(const struct sl_known_words *words, const char *word) {
    return bsearch(&word, words->word, words->count, sizeof *words->word, compare_words) != NULL;
}

static bool ends_with(const char *word, size_t length, const char *ending) {
    size_t size = strlen(ending);
    return length > size && strcmp(word + length - size, ending) == 0;
}

/* The word itself or, without its ending, as another form of it. */
static bool has_form(const struct sl_known_words *words, char *word) {
    static const char *const endings[] = {"'s", "s'", "s", "es", "ed", "d", "ing", "ly"};
    if (has(words, word))
        return true;
    size_t length = strlen(word);
    for (size_t i = 0; i < SL_COUNT(endings); i++) {
        if (!ends_with(word, length, endings[i]))
            continue;
        size_t cut = length - strlen(endings[i]);
        char kept = word[cut];
        word[cut] = '\0';
        bool found = cut > 1 && has(words, word);
        word[cut] = kept;
        if (found)
            return true;
    }
    return false;
}

bool sl_known_words_have(const struct sl_known_words *words, struct sl_text word) {
    struct sl_buffer plain = {0};
    sl_text_plain(word, &plain, NULL);
    SL_AUTO(sl_free) char *text = sl_buffer_take(&plain);
    bool known = has_form(words, text);
    if (!known && strchr(text, '-') != NULL) { /* step-dad: each part */
        known = true;
        for (char *state = NULL, *part = strtok_r(text, "-", &state); part != NULL;
             part = strtok_r(NULL, "-", &state))
            known = known && has_form(words, part);
    }
    return known;
}

/* Is the word, in small letters, one of a list of words between spaces? */
static bool stands_in(const char *list, struct sl_text word) {
    char wanted[40];
    if (word.length + 3 > sizeof wanted)
        return false;
    wanted[0] = ' ';
    for (size_t i = 0; i < word.length; i++) {
        char c = word.bytes[i];
        wanted[i + 1] = c >= 'A' && c <= 'Z' ? (char)(c - 'A' + 'a') : c;
    }
    memcpy(wanted + word.length + 1, " ", 2);
    return strstr(list, wanted) != NULL;
}

bool sl_known_words_belong(struct sl_text word) {
    return stands_in(belonging, word);
}

bool sl_known_words_also_names(struct sl_text word) {
    return stands_in(also_names, word);
}
