"""What a researcher writes into roles.csv is understood, wins over the kit, and harms nothing."""

from __future__ import annotations

import csv
import re
import warnings
from pathlib import Path

import pandas as pd
import pytest
from corpus_fixtures import make_story, make_txt, save

from helpers import drop_copies, list_rules
from helpers.corpus import load_changes, load_corpus, load_problems
from helpers.corpus.beside import read_beside
from helpers.export import export_tables
from helpers.sources.lexicon import Lexicon, load_lexicon, tokenize
from helpers.sources.phrases import Setting, read_phrase
from helpers.sources.rules import OwnRules, Rule, check_rows, read_rules
from helpers.tables import make_table


@pytest.fixture
def corpus(tmp_path) -> Path:
    """Make a folder of two articles."""
    folder = tmp_path / "pages"
    for seed in ("ferry", "harbour"):
        save(folder, f"{seed}.txt", make_page(seed))
    return folder


def make_page(seed: str) -> str:
    return make_txt(
        above=(),
        headline=f"{seed} council fills the hall for five speakers",
        standfirst=None,
        paragraphs=make_story(seed),
    )


def make_rules(*rows: str, header: str = "word,role,form,kind,type,follows,staff") -> OwnRules:
    """Read rows written as in a file; all must be sound."""
    names = header.split(",")
    own = check_rows([dict(zip(names, row.split(","), strict=False)) for row in rows])
    assert own.faults == ()
    return own


def extend(*rows: str) -> Lexicon:
    return load_lexicon().extended(make_rules(*rows))


def find_roles(lexicon: Lexicon, words: str, form: str = "noun") -> list[str]:
    return [match.entry.role for match in lexicon.roles(tokenize(words), form)]


def find_institutions(lexicon: Lexicon, words: str) -> list[tuple[str, str, str]]:
    found = [match.entry for match in lexicon.organisations(tokenize(words))]
    return [(entry.role, entry.kind, entry.staff) for entry in found]


def find_fault(**cells: object) -> str:
    """Give what is said of the only row that is wrong."""
    own = check_rows([{"word": "professor", "role": "expert"}, cells])
    assert [rule.word for rule in own.rules if rule.form == "noun"] == ["professor"]
    [fault] = own.faults
    assert fault.startswith("Row 3: ")
    return fault


# --- what rows do to the word lists -------------------------------------------------------------


def test_new_words_are_found_in_singular_and_plural():
    own = extend("reed cutter,witness_or_public", "Dowser,expert,noun")
    assert find_roles(own, "two local reed cutters")[-1] == "witness_or_public"
    assert find_roles(own, "a dowser") == ["expert"]
    assert find_roles(load_lexicon(), "a dowser") == []  # the kit's own stay as they are


def test_word_of_the_kit_gets_another_role_in_all_its_forms():
    own = extend("professor,civil_society")
    assert find_roles(own, "a professor of law")[0] == "civil_society"
    assert find_roles(own, "Professor", "title") == ["civil_society"]
    # longer expressions have rules of their own
    assert find_roles(own, "law professor") == find_roles(load_lexicon(), "law professor")


def test_stated_form_leaves_the_other_forms_alone():
    own = extend("professor,civil_society,title")
    assert find_roles(own, "a professor") == ["expert"]
    assert find_roles(own, "Professor", "title") == ["civil_society"]


@pytest.mark.parametrize("role", ["", "-", "–"])
def test_row_without_a_role_takes_the_rule_away(role):
    assert find_roles(load_lexicon(), "farmers") == ["witness_or_public"]
    assert find_roles(extend(f"farmer,{role}"), "farmers") == []
    assert find_roles(extend(f"farmers,{role}"), "farmers") == []
    assert find_roles(extend("captain,-,title"), "Captain", "title") == []
    assert find_institutions(extend("university,-"), "the university") == []


def test_ending():
    own = extend("ologist,civil_society,suffix", "-wright,expert")
    assert find_roles(own, "three limnologists")[-1] == "civil_society"
    assert find_roles(own, "a wheelwright") == ["expert"]
    assert find_roles(extend("-ologist,-"), "a limnologist") == []


def test_clause():
    own = extend("dredges,business,clause,,,organisation")
    [match] = own.roles(tokenize("who dredges the harbour"), "clause")
    assert (match.entry.role, match.entry.follows) == ("business", "organisation")


def test_new_role_stands_for_itself_and_the_old_one_keeps_its_ways():
    def follows(*rows: str) -> str | None:
        return extend(*rows).roles(tokenize("spokesman"))[0].entry.follows

    assert follows("lodger,expert") == "voice"  # as in the kit
    assert follows("spokesman,business") == ""
    assert follows("spokesman,unknown") == "voice"
    assert follows("spokesman,business,,,,office") == "office"


def test_institution():
    own = extend(
        "moot,official,organisation",
        "Reed Trust,civil_society,,,charity",
        "Coast Institute,civil_society,organisation,organisation,research_institute,,expert",
    )
    assert find_institutions(own, "the moot") == [("official", "government", "official")]
    assert find_institutions(own, "Reed Trust") == [
        ("civil_society", "organisation", "civil_society")
    ]
    assert find_institutions(own, "Coast Institute") == [
        ("civil_society", "organisation", "expert")
    ]
    [match] = own.organisations(tokenize("Coast Institute"))
    assert match.entry.type == "research_institute"


def test_institutions_lend_their_role_to_those_who_speak_for_them():
    own = extend("moot,official,organisation", "dowser,expert")

    def read(phrase: str) -> str | None:
        return read_phrase(Setting(phrase, own), 0, len(phrase)).role

    assert read("a spokeswoman for the moot") == "official"
    assert read("a retired dowser from Merrow") == "expert"
    assert read("dowsers and farmers") == "expert"


def test_institution_of_the_kit_keeps_what_is_not_stated():
    [(role, kind, staff)] = find_institutions(load_lexicon(), "university")
    assert (role, staff) == ("civil_society", "expert")
    assert find_institutions(extend("university,civil_society"), "university") == [
        (role, kind, staff)
    ]
    # a spreadsheet's capital does not make a common noun a name
    assert find_institutions(extend("University,business"), "a university") == [
        ("business", kind, "business")
    ]
    place = load_lexicon().organisations(tokenize("France"))[0].entry
    assert place.note == "place"
    own = extend("France,politician")
    assert own.organisations(tokenize("France"))[0].entry.note == "place"


def test_capitals_tell_a_paper_from_a_profession_and_both_spellings_are_changed():
    own = extend("economist,business")
    assert find_roles(own, "an economist") == ["business"]
    assert find_institutions(own, "The Economist") == find_institutions(
        load_lexicon(), "The Economist"
    )
    own = extend("army,official")
    assert [r for r, *_ in find_institutions(own, "the army and the Army")] == ["official"] * 2


def test_extending_is_cached_by_content():
    rows = ("dowser,expert", "farmer,-")
    assert extend(*rows) is extend(*rows)
    assert load_lexicon().extended(make_rules("Ada Brun,expert")) is load_lexicon()


# --- names --------------------------------------------------------------------------------------


def test_name_of_a_source():
    own = make_rules(
        "Mara Ilves,business",
        "Ann Post,expert,name",
        "The Harbour Board,,name,government",
        "Moot of Merrow,official,organisation",
        "Baker,politician,name,person",
    )
    assert own.of_name("MARA  ILVES") == ("business", "")
    assert own.of_name("Dr. Mara Ilves") == ("business", "")
    assert own.of_name("Harbour Board") == ("", "government")
    assert own.of_name("Moot of Merrow") == ("official", "government")
    assert own.of_name("Baker") == ("politician", "person")
    assert [own.of_name(name) for name in ("Ilves", "Mara", "", None)] == [None] * 4
    # and what is a name is no word of the lists
    assert [rule.word for rule in own.words] == ["Moot of Merrow"]


def test_titles_on_either_side():
    own = make_rules("Prof Édouard Łoś,expert", "Captain Cook,business")
    assert own.of_name("Edouard Los") == ("expert", "")
    assert own.of_name("Cook") is None


# --- faults -------------------------------------------------------------------------------------


def test_faults_say_row_and_remedy():
    assert "Did you mean 'expert'?" in find_fault(word="dowser", role="experts")
    assert "civil_society, expert" in find_fault(word="dowser", role="wizardry")
    assert "no word" in find_fault(word=" ", role="expert")
    assert "Did you mean 'noun'?" in find_fault(word="dowser", role="expert", form="nouns")
    assert "unnamed, group" in find_fault(word="dowser", role="expert", form="noun", kind="media")
    assert "Leave it empty" in find_fault(word="Ayah", role="expert", form="title", kind="group")
    assert "'voice'" in find_fault(word="dowser", role="expert", follows="voices")
    assert "no such word" in find_fault(word="dowser", role="")
    assert "no role" in find_fault(word="Mara Ilves", role="-")
    assert "no role" in find_fault(word="farmer", role="", kind="group")
    assert "'suffix'" in find_fault(word="#NAME?", role="expert")
    assert "more than 6 words" in find_fault(word="who was there when it all began", role="expert")
    assert "too long" in find_fault(word="Ab" * 5000, role="expert")


def test_same_word_twice():
    own = check_rows(
        [
            {"word": "dowser", "role": "expert"},
            {"word": "Dowser", "role": "official", "form": "noun"},
            {"word": "DOWSER", "role": "business", "form": "noun"},
            {"word": "Ada Brun", "role": "business"},
            {"word": "Ada Brun", "role": "business"},
            {"word": "Ada  Brun", "role": "expert"},
        ]
    )
    assert [rule.role for rule in own.rules] == ["business", "expert"]
    # rows that say the same do no harm
    assert own.faults == (
        "Row 4: 'DOWSER' stands in row 3 already and otherwise. "
        "The later row counts; delete one of them.",
        "Row 7: 'Ada Brun' stands in row 6 already and otherwise. "
        "The later row counts; delete one of them.",
    )


def test_spelling_of_columns_and_cells():
    [rule] = check_rows([{" Word": "dowser", "ROLE ": "Civil Society", "Form": "Noun"}]).rules
    assert rule == Rule("dowser", "noun", "civil_society")


def test_rows_that_are_none():
    assert check_rows([]) == OwnRules()
    assert check_rows([{}, {"word": "", "role": None}, {"word": float("nan")}]) == OwnRules()
    assert check_rows(["dowser"]).faults == ("Row 2 is no row with a word and a role.",)
    # without that column every row would take a word away
    own = check_rows([{"word": "farmer", "rolle": "expert"}])
    assert own.rules == ()
    assert "no column 'role'" in own.faults[0]
    assert check_rows([{"word": ["a"], "role": "expert"}]).faults


def test_warning_is_one_and_short():
    rows = [{"word": f"dowser {letter}", "role": "wizard"} for letter in "abcdefghij" * 50]
    with pytest.warns(UserWarning) as caught:
        assert read_rules(rows) == check_rows(rows)
    assert len(caught) == 1
    text = str(caught[0].message)
    assert text.startswith("roles.csv: Row 2: ")
    assert "And 495 more." in text


def test_warning_does_not_steer_a_terminal():
    with pytest.warns(UserWarning) as caught:
        list_rules(roles=[{"word": "dowser", "role": "\x1b[31mexpert\x07"}])
    assert "\x1b" not in str(caught[0].message)
    assert caught[0].filename == __file__  # where the researcher called


# --- the file -----------------------------------------------------------------------------------

TABLE = "word,role\nfähnrich,military\nMara Ilves,business\n"


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "cp1252", "utf-16", "utf-16-le"])
@pytest.mark.parametrize("separator", [",", ";", "\t"])
def test_file_as_spreadsheets_write_it(tmp_path, encoding, separator):
    path = save(tmp_path, "roles.csv", TABLE.replace(",", separator), encoding)
    own = read_rules(path)
    assert [(rule.word, rule.role) for rule in own.rules] == [
        ("fähnrich", "military"),
        ("Mara Ilves", "business"),
    ]
    assert read_rules(str(path)) == own
    assert read_rules(pd.read_csv(path, encoding=encoding, sep=separator)) == own


def test_order_of_columns_blank_rows_and_apostrophes(tmp_path):
    content = "Note;ROLE;Word\n;;\n=1+1;expert;'-wright\n;wizard;dowser\n" + ";;\n" * 900
    path = save(tmp_path, "roles.csv", content)
    with pytest.warns(UserWarning, match=r"Row 4: there is no role 'wizard'"):
        own = read_rules(path)
    assert own.rules == (Rule("-wright", "suffix", "expert", note="=1+1"),)


@pytest.mark.parametrize("content", ["", "\n\n", "name;job\na;b\n", 'word,role\n"a,expert\n'])
def test_file_that_is_no_table(tmp_path, content):
    path = save(tmp_path, "my rules.csv", content)
    with pytest.warns(UserWarning, match=r"my rules\.csv cannot be read"):
        assert read_rules(path).rules == ()
    with pytest.warns(UserWarning, match="cannot be read"):
        assert read_rules(tmp_path / "nowhere.csv").rules == ()


# --- beside the corpus --------------------------------------------------------------------------


def test_tables_come_with_the_articles(corpus):
    save(corpus, "roles.csv", "Word;Role\nferry pilot;expert\n", "utf-16")
    save(corpus, "people.csv", "name,person,article,outlet\nIlves,Mara Ilves,,\n")
    articles = load_corpus(corpus)
    assert articles["path"].tolist() == ["ferry.txt", "harbour.txt"]
    assert load_problems(articles).empty
    assert articles.attrs["roles"] == [{"word": "ferry pilot", "role": "expert"}]
    [row] = articles.attrs["people"]
    assert row == {"name": "Ilves", "person": "Mara Ilves", "article": "", "outlet": ""}
    for part in (
        drop_copies(articles),
        articles[articles["path"] == "ferry.txt"],
        articles.head(1),
    ):
        assert part.attrs["roles"] == articles.attrs["roles"]
        assert part.attrs["people"] == articles.attrs["people"]
    assert pd.concat([articles, articles.copy()]).attrs["roles"] == articles.attrs["roles"]


def test_none_are_needed(corpus):
    articles = load_corpus(corpus)
    assert articles.attrs["roles"] == articles.attrs["people"] == []


def test_change_counts_at_the_next_load_and_reads_no_article_anew(corpus, tmp_path, monkeypatch):
    monkeypatch.setenv("SOURCING_CACHE", str(tmp_path / "cache"))
    load_corpus(corpus)
    save(corpus, "roles.csv", "word,role\nferry pilot,expert\n")

    def fail(files, *_):
        assert files == []
        yield from ()

    monkeypatch.setattr("helpers.corpus.load.read_files", fail)
    articles = load_corpus(corpus)
    assert [row["word"] for row in articles.attrs["roles"]] == ["ferry pilot"]
    assert len(articles) == 2
    assert load_changes(articles).empty


def test_only_the_top_folder_counts(corpus):
    save(corpus, "below/roles.csv", "word,role\nferry pilot,expert\n")
    articles = load_corpus(corpus)
    assert articles.attrs["roles"] == []
    assert load_problems(articles)["path"].tolist() == ["below/roles.csv"]


def test_folder_of_that_name_holds_articles(corpus):
    save(corpus, "roles.csv/lock.txt", make_page("lock"))
    articles = load_corpus(corpus)
    assert "roles.csv/lock.txt" in articles["path"].tolist()
    assert articles.attrs["roles"] == []
    assert load_problems(articles).empty


@pytest.mark.parametrize(
    ("content", "reason"),
    [
        (b"", "no column 'word'"),
        (b"word;rolle\na;b\n", "no column 'role'"),
        (b'word,role\n"pilot,expert\n', "line "),
        (bytes(range(256)) * 50, "no column 'word'"),
        (b"word,role\n" + b"x" * 40_000 + b",expert\n", "32,767"),
        (b"word,role\n" + b"pilot,expert\n" * 200_000, "2.6 MB, more than 2"),
    ],
    ids=["empty", "column", "quote", "binary", "cell", "huge"],
)
def test_what_cannot_be_read_is_a_problem(corpus, content, reason):
    save(corpus, "roles.csv", content)
    save(corpus, "people.csv", "name,person\nIlves,Mara Ilves\n")
    articles = load_corpus(corpus)
    assert len(articles) == 2
    assert articles.attrs["roles"] == []
    assert len(articles.attrs["people"]) == 1
    [problem] = load_problems(articles).to_dict("records")
    assert (problem["path"], problem["problem"]) == ("roles.csv", "roles not used")
    assert reason in problem["detail"]
    assert "columns word and role" in problem["detail"]


def test_link_that_leads_out_is_not_followed(corpus, tmp_path):
    outside = save(tmp_path, "outside.csv", "word,role\nferry pilot,expert\n")
    try:
        (corpus / "roles.csv").symlink_to(outside)
    except OSError:
        pytest.skip("no right to make links")
    articles = load_corpus(corpus)
    assert articles.attrs["roles"] == []
    assert load_problems(articles)["problem"].tolist() == ["not read"]


def test_rows_are_shared_and_not_copied_with_every_column(tmp_path):
    """Pandas copies attrs whenever a column is taken: 20 ms for 5,000 rows."""
    save(tmp_path, "roles.csv", "word,role\npilot,expert\n")
    frame = make_table("articles", [])
    frame.attrs |= read_beside(tmp_path, [], [])
    assert frame["title"].attrs["roles"] is frame.attrs["roles"]


def test_exports_hold_no_rules(corpus, tmp_path):
    save(corpus, "roles.csv", "word,role,note\nferry pilot,expert,secret remark\n")
    out = export_tables(corpus, tmp_path / "tables")
    assert not any(b"secret remark" in path.read_bytes() for path in out.iterdir())
    assert pd.read_parquet(out / "articles.parquet").attrs == {}
    # a researcher's own file may carry them
    load_corpus(corpus).to_parquet(tmp_path / "own.parquet")
    assert pd.read_parquet(tmp_path / "own.parquet").attrs["roles"][0]["word"] == "ferry pilot"


# --- list_rules ---------------------------------------------------------------------------------


def test_all_rules_in_force_can_be_read(corpus):
    save(corpus, "roles.csv", "word,role\nferry pilot,expert\nfarmer,-\nprofessor,business\n")
    articles = load_corpus(corpus)
    kit, rules = list_rules(), list_rules(articles)
    assert set(kit["from"]) == {"kit"}
    own = rules[rules["from"] == "roles.csv"]
    assert own[["word", "form", "role"]].values.tolist() == [
        ["ferry pilot", "noun", "expert"],
        ["professor", "noun", "business"],
        ["Professor", "title", "business"],
    ]
    assert "farmer" in set(kit["word"])
    assert "farmer" not in set(rules["word"])
    assert len(rules) == len(kit) + 1 - 1
    assert list_rules(articles, roles=[]).equals(kit)


def test_list_of_rules_is_itself_a_table_of_rules(tmp_path):
    """So that a researcher can save the kit's rules, change them and use them as roles.csv."""
    path = tmp_path / "roles.csv"
    list_rules().to_csv(path, index=False)
    with warnings.catch_warnings():
        warnings.simplefilter("error")
        rules = list_rules(roles=path)
    assert set(rules["from"]) == {"roles.csv"}
    assert rules.drop(columns="from").equals(list_rules().drop(columns="from"))
    own, kit = load_lexicon().extended(read_rules(path)), load_lexicon()
    assert vars(own) == vars(kit)


def test_the_example_in_the_handbook_is_sound():
    handbook = Path(__file__).parents[1] / "corpus" / "README.md"
    [example] = re.findall(r"```\n(word,role,form.*?)```", handbook.read_text("utf-8"), re.S)
    own = check_rows(csv.DictReader(example.splitlines()))
    assert own.faults == ()
    assert [(rule.word, rule.form, rule.role) for rule in own.rules] == [
        ("dowser", "noun", "expert"),
        ("lobbyist", "noun", "business"),
        ("Professor", "title", "civil_society"),
        ("farmer", "noun", ""),
        ("Mara Ilves", "name", "business"),
        ("Coast Institute", "organisation", "civil_society"),
    ]


def test_what_strangers_wrote_is_shown_as_text():
    rows = [{"word": "<script>alert(1)</script>", "role": "expert", "note": "<b>bold</b>"}]
    rules = list_rules(roles=rows)
    shown = rules[rules["from"] == "roles.csv"]._repr_html_()
    assert "&lt;script&gt;" in shown
    assert "<script>" not in shown
    assert "<b>" not in shown
