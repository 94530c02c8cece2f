"""Closed classes of English words that rules share, all in lower case without full stops unless said otherwise.

The classes follow Universal Dependencies (https://universaldependencies.org/en/pos/): a word can stand in several of
them ("that", "her", "to", "before"), since a list knows no context. Apostrophes are straight ones ("don't"); fold
typographic ones before you look up.
"""

from __future__ import annotations


def _words(text: str) -> frozenset[str]:
    return frozenset(text.split())


# --- determiners and pronouns -------------------------------------------------------------------------------------

ARTICLES = _words("a an the")

DEMONSTRATIVES = _words("this that these those")

POSSESSIVE_DETERMINERS = _words("my your his her its our their whose thy")
"""Possessives that stand before a noun ("their house"); "his" and "whose" also stand alone."""

QUANTIFIERS = _words(
    "all another any both each either enough every few fewer less many more most much neither no several some such"
)
"""Words of number and amount that can stand where an article stands."""

DETERMINERS = ARTICLES | DEMONSTRATIVES | POSSESSIVE_DETERMINERS | QUANTIFIERS | _words("which what whichever whatever")
"""Everything that can open a noun group in place of an article."""

STRICT_DETERMINERS = _words("a an the my your our their its every")
"""Determiners that are nothing else: a noun group must follow them (with exceptions such as "the more, the better")."""

SINGULAR_DETERMINERS = _words("a an this that another each every either neither")
"""Determiners that want a singular noun ("every day"; but "every two days", "that" is also a conjunction)."""

PLURAL_DETERMINERS = _words("these those both few several many")
"""Determiners that want a plural noun ("many a man" is the exception)."""

SUBJECT_PRONOUNS = _words("i he she we they")
"""Pronouns that are only subjects; "you" and "it" are subject and object alike."""

OBJECT_PRONOUNS = _words("me him us them")
"""Pronouns that are only objects; "her" is also a possessive."""

POSSESSIVE_PRONOUNS = _words("mine yours his hers ours theirs whose")
"""Possessives that stand alone ("a friend of theirs")."""

REFLEXIVE_PRONOUNS = _words("myself yourself himself herself itself oneself ourselves yourselves themselves themself")

INDEFINITE_PRONOUNS = _words(
    "anybody anyone anything everybody everyone everything nobody none nothing somebody someone something one"
)

PERSONAL_PRONOUNS = SUBJECT_PRONOUNS | OBJECT_PRONOUNS | _words("you it her")

PRONOUNS = (
    PERSONAL_PRONOUNS
    | POSSESSIVE_DETERMINERS
    | POSSESSIVE_PRONOUNS
    | REFLEXIVE_PRONOUNS
    | INDEFINITE_PRONOUNS
    | DEMONSTRATIVES
    | _words("who whom which what whoever whomever whichever whatever there")
)

SINGULAR_SUBJECTS = _words("he she it")
PLURAL_SUBJECTS = _words("we they")

# --- words of question and relation -------------------------------------------------------------------------------

WH_PRONOUNS = _words("who whom whose which what whoever whomever whosever whichever whatever")
WH_ADVERBS = _words("when where why how whenever wherever however whence whereby wherein")
WH_WORDS = WH_PRONOUNS | WH_ADVERBS | _words("whether")
RELATIVE_WORDS = _words("who whom whose which that where when why whereby wherein")
"""Words that can open a relative clause."""

# --- verbs that help ----------------------------------------------------------------------------------------------

BE_FORMS = _words("be am is are was were been being 'm 're")
"""Forms of "be"; the contraction 's is left out, for it is more often a possessive, "has" or "us"."""

HAVE_FORMS = _words("have has had having 've")
DO_FORMS = _words("do does did")
"""Forms of "do" as a helping verb; "done" and "doing" are full verbs."""

MODALS = _words("can could may might must shall should will would ought cannot 'll 'd")

NEGATED_AUXILIARIES = _words(
    "ain't aren't can't cannot couldn't daren't didn't doesn't don't hadn't hasn't haven't isn't mayn't mightn't "
    "mustn't needn't oughtn't shan't shouldn't wasn't weren't won't wouldn't"
)

AUXILIARIES = BE_FORMS | HAVE_FORMS | DO_FORMS | MODALS | NEGATED_AUXILIARIES
"""Every word that can be a helping verb (most of them can also be the only verb)."""

FINITE_AUXILIARIES = AUXILIARIES - _words("be been being having")
"""Helping verbs that make a clause finite."""

NEGATIONS = _words("not n't never no none neither nor nobody nothing nowhere cannot") | NEGATED_AUXILIARIES

# --- prepositions -------------------------------------------------------------------------------------------------

PREPOSITIONS = _words(
    "aboard about above across after against along alongside amid amidst among amongst around as at atop before "
    "behind below beneath beside besides between beyond but by circa concerning considering despite down during "
    "except excluding following for from in including inside into less like minus near notwithstanding of off on "
    "onto opposite out outside over past pending per plus regarding round save since than through throughout till "
    "to toward towards under underneath unlike until unto up upon versus via vs with within without worth"
)
"""Single words that can be prepositions; many are also adverbs, particles or conjunctions."""

STRICT_PREPOSITIONS = _words(
    "of at from with into onto upon during among amongst amid toward towards via per despite against for"
)
"""Prepositions that are hardly ever anything else ("for" is rarely a conjunction in news)."""

PARTICLES = _words(
    "about ahead along apart around aside away back by down forth forward in off on out over through together up"
)
"""Words that make a phrasal verb ("carry on", "break down")."""

# --- conjunctions -------------------------------------------------------------------------------------------------

COORDINATING_CONJUNCTIONS = _words("and or but nor yet plus &")
CORRELATIVES = _words("both either neither not only whether")
SUBORDINATING_CONJUNCTIONS = _words(
    "after albeit although as because before if lest once provided providing since so supposing than that though "
    "till unless until when whenever where whereas wherever whether while whilst"
)
CONJUNCTIONS = COORDINATING_CONJUNCTIONS | SUBORDINATING_CONJUNCTIONS

CONNECTIVE_ADVERBS = _words(
    "accordingly additionally also anyway besides consequently conversely finally furthermore hence however indeed "
    "instead likewise meanwhile moreover nevertheless next nonetheless nor otherwise similarly so still "
    "subsequently then therefore thus too yet"
)

# --- numbers, dates, measures -------------------------------------------------------------------------------------

DIGIT_WORDS = _words("zero one two three four five six seven eight nine")
CARDINALS = DIGIT_WORDS | _words(
    "ten eleven twelve thirteen fourteen fifteen sixteen seventeen eighteen nineteen twenty thirty forty fifty "
    "sixty seventy eighty ninety"
)
MAGNITUDES = _words("hundred thousand million billion trillion quadrillion dozen")
NUMBER_WORDS = CARDINALS | MAGNITUDES
"""Words for numbers; "twenty-five" is in two parts."""

ORDINALS = _words(
    "first second third fourth fifth sixth seventh eighth ninth tenth eleventh twelfth thirteenth fourteenth "
    "fifteenth sixteenth seventeenth eighteenth nineteenth twentieth thirtieth fortieth fiftieth sixtieth "
    "seventieth eightieth ninetieth hundredth thousandth millionth billionth"
)
FRACTIONS = _words("half halves third thirds quarter quarters fifth fifths tenth tenths")

MONTHS = [
    "January",
    "February",
    "March",
    "April",
    "May",
    "June",
    "July",
    "August",
    "September",
    "October",
    "November",
    "December",
]
"""The months in order, capitalised."""

MONTH_NUMBERS: dict[str, int] = {
    name: number
    for number, month in enumerate(MONTHS, 1)
    for name in {month.lower(), month[:3].lower(), *(("sept",) if month == "September" else ())}
}
"""Month names and their abbreviations (no full stop), lower case, to 1–12."""

WEEKDAYS = ["Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday"]
"""The days in order, capitalised, as ISO 8601 counts them."""

WEEKDAY_ABBREVIATIONS = _words("mon tue tues wed weds thu thur thurs fri sat sun")
SEASONS = _words("spring summer autumn fall winter")

TIME_UNITS = _words(
    "second minute hour day week fortnight month quarter year decade century millennium seconds minutes hours days "
    "weeks fortnights months quarters years decades centuries millennia"
)
UNIT_ABBREVIATIONS = _words(
    "mm cm m km km² m² in ft yd mi sq ha g kg mg t lb lbs oz st l ml cl gal mph kph kmh km/h kn w kw mw gw kwh mwh "
    "gwh v hz khz mhz ghz kb mb gb tb bn tn mn °c °f min sec hr hrs pc pct"
)
"""Abbreviated units, lower case: "MW" (megawatt) and "mW" fall together here."""

UNIT_NAMES = _words(
    "millimetre millimeter centimetre centimeter metre meter kilometre kilometer inch inches foot feet yard mile "
    "acre hectare gram gramme kilogram kilo milligram tonne ton pound ounce stone litre liter millilitre milliliter "
    "gallon barrel pint watt kilowatt megawatt gigawatt terawatt volt hertz megahertz gigahertz byte kilobyte "
    "megabyte gigabyte terabyte degree percent percentage knot calorie joule bushel millimetres millimeters "
    "centimetres centimeters metres meters kilometres kilometers yards miles acres hectares grams grammes kilograms "
    "kilos milligrams tonnes tons pounds ounces litres liters millilitres milliliters gallons barrels pints watts "
    "kilowatts megawatts gigawatts terawatts volts bytes kilobytes megabytes gigabytes terabytes degrees knots "
    "calories joules bushels"
)
UNITS = TIME_UNITS | UNIT_ABBREVIATIONS | UNIT_NAMES

CURRENCY_NAMES = _words(
    "dollar dollars cent cents pound pounds penny pence euro euros yen yuan renminbi rouble roubles ruble rubles "
    "rupee rupees won franc francs peso pesos real reais rand krona kronor krone kroner lira zloty zlotys forint "
    "forints shekel shekels dirham dirhams riyal riyals dinar dinars baht ringgit rupiah dong naira hryvnia tenge"
)
CURRENCY_CODES = frozenset(
    code.upper()
    for code in _words(
        "usd eur gbp jpy cny rmb rub inr aud cad chf hkd krw sgd nzd sek nok dkk brl mxn zar try pln huf czk ils aed "
        "sar thb myr idr php vnd twd ngn uah kzt egp pkr btc"
    )
)
"""ISO 4217 codes seen in news, upper case, with the unofficial RMB and BTC."""

CURRENCY_SIGNS = frozenset("$€£¥₽₹₩₺₴₪₦฿₫₱₸¢")

# --- titles and other abbreviations -------------------------------------------------------------------------------

TITLES = _words(
    "mr mrs ms miss mx dr prof sir dame lord lady rev fr sr br rabbi imam sheikh hon st gen lt col maj capt cmdr "
    "cpl sgt pvt adm brig sen rep gov pres supt det insp ald amb messrs mme mlle"
)
"""Titles and ranks before a name, lower case without the full stop."""

ROLE_TITLES = _words(
    "president premier chancellor king queen prince princess pope minister secretary senator congressman "
    "congresswoman representative governor mayor ambassador judge justice general admiral colonel major captain "
    "lieutenant sergeant commander marshal professor doctor chairman chairwoman chair director sheriff bishop "
    "archbishop cardinal emperor duke duchess baron baroness count countess"
)
"""Words that become a title when they stand before a name ("President Putin")."""

NAME_SUFFIXES = _words("jr sr ii iii iv md phd esq mp qc kc obe mbe cbe")
COMPANY_SUFFIXES = _words("inc co corp ltd llc plc gmbh ag sa nv bv spa oy ab as kk pty llp lp")
COMPASS_POINTS = _words(
    "north south east west northern southern eastern western northeast northwest southeast southwest northeastern "
    "northwestern southeastern southwestern north-east north-west south-east south-west central"
)

NAME_PARTICLES = _words("de da del della der den di do dos du el la le van von zu bin ibn al ben ter ten")
"""Small words inside personal names, in lower case there ("Ursula von der Leyen")."""

TITLE_SMALL_WORDS = _words("a an and as at but by for from in nor of on or per the to via vs with into over")
"""Words that stay in lower case inside titles and names ("Bank of England")."""

# --- verbs of saying ----------------------------------------------------------------------------------------------

SAYING_VERBS = _words(
    "say says said saying tell tells told telling add adds added adding ask asks asked asking argue argues argued "
    "claim claims claimed confirm confirms confirmed conclude concludes concluded declare declares declared deny "
    "denies denied explain explains explained explaining insist insists insisted note notes noted noting observe "
    "observes observed point points pointed quip quips quipped recall recalls recalled remark remarks remarked "
    "reply replies replied report reports reported reveal reveals revealed state states stated stating stress "
    "stresses stressed stressing suggest suggests suggested warn warns warned warning write writes wrote writing "
    "announce announces announced acknowledge acknowledges acknowledged admit admits admitted agree agrees agreed "
    "assert asserts asserted believe believes believed comment comments commented complain complains complained "
    "continue continues continued demand demands demanded emphasise emphasises emphasised emphasize emphasizes "
    "emphasized joke jokes joked predict predicts predicted promise promises promised respond responds responded "
    "shout shouts shouted testify testifies testified tweet tweets tweeted vow vows vowed"
)
"""Verbs, in all forms, that name the speaker of a quotation."""

FUNCTION_WORDS = (
    DETERMINERS
    | PRONOUNS
    | AUXILIARIES
    | PREPOSITIONS
    | CONJUNCTIONS
    | WH_WORDS
    | _words("not n't to 's s there very too also then so just only even")
)
"""Words of grammar rather than content: for counting, comparing, and looking past."""
