"""The command line: what is printed where, what is written, and the exit status."""

from __future__ import annotations

from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from pamphlet.cli import main
from tests.content import write_article

README = Path(__file__).parents[1] / "README.md"


@pytest.fixture
def here(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.chdir(tmp_path)
    return tmp_path


def pamphlet(*arguments: str | Path) -> Result:
    return CliRunner().invoke(main, [str(argument) for argument in arguments])


def test_pdf_goes_to_output_and_its_path_alone_to_stdout(here: Path) -> None:
    result = pamphlet("pdf", write_article(here))
    assert result.exit_code == 0
    assert result.stdout == "output/shins.pdf\n"
    assert result.stderr == ""
    assert (here / "output" / "shins.pdf").read_bytes().startswith(b"%PDF-1.7")


def test_audio_makes_a_recording_and_captions(here: Path) -> None:
    result = pamphlet("audio", write_article(here))
    assert result.exit_code == 0, result.stderr
    assert result.stdout == "output/shins.mp3\noutput/shins.vtt\n"
    assert (here / "output" / "shins.mp3").read_bytes().startswith(b"ID3")
    assert (here / "output" / "shins.vtt").read_text(encoding="utf-8").startswith("WEBVTT")


def test_output_names_a_file_for_one_output_and_a_folder_for_more(here: Path) -> None:
    article = write_article(here)
    assert pamphlet("pdf", article, "-o", "leaflet.pdf").stdout == "leaflet.pdf\n"
    assert pamphlet("pdf", article, "-o", "made/").stdout == "made/shins.pdf\n"
    (here / "there").mkdir()
    assert pamphlet("pdf", article, "-o", "there").stdout == "there/shins.pdf\n"
    assert pamphlet("audio", article, "-o", "made/shin.mp3").stdout == "made/shin.mp3\nmade/shin.vtt\n"
    result = pamphlet("pdf", article, "-e", "large", "-e", "giant", "-o", "one.pdf")
    assert result.exit_code == 2
    assert "'one.pdf' is one file, but there are 2 outputs: end it with / to name a folder" in result.stderr
    assert not (here / "one.pdf").exists()


def test_editions_are_named_after_their_article(here: Path) -> None:
    result = pamphlet("pdf", write_article(here), "-e", "standard", "-e", "large", "-e", "giant", "-e", "booklet")
    assert result.stdout.split() == [f"output/shins{name}.pdf" for name in ("", "-large", "-giant", "-booklet")]
    assert result.stderr == "Print at 100 % (not “fit to page”), on both sides, flipped on the short edge.\n"


def test_an_article_with_an_error_writes_nothing_and_does_not_stop_the_others(here: Path) -> None:
    bad = write_article(here, "bad", **{"title: Sore shins": "titel: Sore shins"})
    good = write_article(here, "good")
    result = pamphlet("pdf", bad, good)
    assert result.exit_code == 1
    assert result.stdout == "output/good.pdf\n"
    assert result.stderr.startswith(f"{bad}:2:1: error: ")
    assert "did you mean `title`?" in result.stderr
    assert not (here / "output" / "bad.pdf").exists()


def test_a_character_without_a_glyph_is_told_with_its_line(here: Path) -> None:
    bad = write_article(here, **{"Shin pain is common.": "Shin \u4e2d is common."})
    result = pamphlet("pdf", bad)
    assert result.exit_code == 1
    assert f"{bad}:5:20: error: no font can print “\u4e2d” (U+4E2D, cjk unified ideograph-4e2d)" in result.stderr
    assert not (here / "output").exists()


@pytest.mark.parametrize("command", ["pdf", "audio"])
def test_a_language_without_labels_is_refused_and_never_read_as_english(command: str, here: Path) -> None:
    bad = write_article(here, **{"language: en-GB": "language: so"})
    result = pamphlet(command, bad)
    assert result.exit_code == 1
    assert result.stderr.startswith(f"{bad}:3:11: error: articles in the language `so` cannot be built yet")
    assert not (here / "output").exists()


def test_an_emergency_number_is_never_borrowed_from_another_country(here: Path) -> None:
    bad = write_article(here, **{"language: en-GB": "language: en-AU"})
    result = pamphlet("pdf", bad)
    assert result.exit_code == 1
    assert "`warning_signs.emergency` needs an `action`: there is no default for en-AU" in result.stderr


def test_a_missing_article_and_an_unknown_edition_are_wrong_usage(here: Path) -> None:
    assert pamphlet("pdf", here / "none.yaml").exit_code == 2
    assert pamphlet("pdf", write_article(here), "--edition", "huge").exit_code == 2
    assert pamphlet("batch", here / "none").exit_code == 2


def test_an_unwritable_folder_is_an_error_in_words(here: Path) -> None:
    (here / "file").write_text("in the way")
    result = pamphlet("pdf", write_article(here), "-o", "file/")
    assert result.exit_code == 1
    assert "error: the file `file/shins.pdf` cannot be written: a file has the name of its folder" in result.stderr


def test_speech_prints_what_would_be_said(here: Path) -> None:
    article = write_article(here, **{"Shin pain is common.": "Take 400 mg for 2-3 days."})
    spoken = pamphlet("speech", article).stdout
    assert "Take 400 milligrams for 2 to 3 days." in spoken
    assert spoken.splitlines()[:2] == ["Sore shins", "From Example Clinic."]
    assert "Take 400 mg for 2-3 days." in pamphlet("speech", article, "--printed").stdout
    assert not (here / "output").exists()


def test_voices_are_listed_with_their_language() -> None:
    result = pamphlet("voices")
    assert result.exit_code == 0
    assert any(line.split()[0].startswith("en") for line in result.stdout.splitlines())


def test_schema_is_json() -> None:
    import json  # noqa: PLC0415

    assert json.loads(pamphlet("schema").stdout)["properties"]["pamphlet"]


def test_check_tells_of_articles_that_are_out_of_date_and_writes_nothing(here: Path) -> None:
    old = "published: 2019-10-01, next_review: 2020-10-01"
    article = write_article(here, **{"published: 2026-10-01, next_review: 2029-10-01": old})
    result = pamphlet("check", here)
    assert result.exit_code == 0
    assert f"{article}:13:" in result.stderr
    assert "warning: this article was due for review on 2020-10-01" in result.stderr
    assert "1 checked, 0 with errors" in result.stderr


def test_the_readme_shows_every_command_and_its_options() -> None:
    text = README.read_text(encoding="utf-8")
    for name, command in main.commands.items():
        assert f"pamphlet {name}" in text, f"README.md does not show `pamphlet {name}`"
        for parameter in command.params:
            for option in parameter.opts:
                if option.startswith("--"):
                    assert option in text, f"README.md does not name {option} of `pamphlet {name}`"
