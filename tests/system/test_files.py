"""Reading neither hangs nor leaves the folder; a file that is written is there whole or not at all."""

from __future__ import annotations

import errno
import os
import stat
import subprocess
import sys
import threading
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from pamphlet.article.parse import title_of
from pamphlet.diagnostics import FileProblem
from pamphlet.system import files
from pamphlet.system.files import article_file, articles, clinic_file, read, write_whole
from pamphlet.system.folder import ContentFolder

if TYPE_CHECKING:
    from pamphlet.article.folder import Folder

POSIX = pytest.mark.skipif(os.name != "posix", reason="needs links, pipes and permissions as POSIX has them")
SQUARE = b"<svg/>"
OPEN_FILES = Path("/proc/self/fd")


def problem_of(path: Path, largest: int = 100) -> FileProblem:
    with pytest.raises(FileProblem) as caught:
        read(path, largest)
    return caught.value


def article(title: str, language: str = "en-GB") -> bytes:
    return f"pamphlet: 1\ntitle: {title}\nlanguage: {language}\n".encode()


# --- which files are articles


@pytest.mark.parametrize(
    ("name", "stem", "language", "output"),
    [
        ("back.yaml", "back", None, "back"),
        ("back.es.yaml", "back", "es", "back.es"),
        ("lower-back-pain.zh-Hant-TW.yml", "lower-back-pain", "zh-Hant-TW", "lower-back-pain.zh-Hant-TW"),
        ("back.v2-draft.yaml", "back.v2-draft", None, "back.v2-draft"),
        ("back.2026.yaml", "back.2026", None, "back.2026"),
        ("es.yaml", "es", None, "es"),
        ("Rücken.de.yaml", "Rücken", "de", "Rücken.de"),
    ],
)
def test_names(name: str, stem: str, language: str | None, output: str) -> None:
    found = article_file(Path("content") / name)
    assert (found.stem, found.language, found.name) == (stem, language, output)


def test_articles_of_a_folder(tmp_path: Path) -> None:
    for name in ("b.yaml", "a.es.yaml", "a.yml", "clinic.yaml", ".hidden.yaml", "notes.txt", "a.yaml~"):
        (tmp_path / name).touch()
    (tmp_path / "folder.yaml").mkdir()
    (tmp_path / "folder.yaml" / "c.yaml").touch()
    assert [file.path.name for file in articles(tmp_path)] == ["a.es.yaml", "a.yml", "b.yaml"]
    assert clinic_file(tmp_path) == tmp_path / "clinic.yaml"


def test_a_folder_without_a_clinic(tmp_path: Path) -> None:
    (tmp_path / "clinical.yaml").touch()
    assert clinic_file(tmp_path) is None
    (tmp_path / "Clinic.yml").touch()
    assert clinic_file(tmp_path) == tmp_path / "Clinic.yml"
    assert [file.name for file in articles(tmp_path)] == ["clinical"]


def test_a_folder_that_is_missing(tmp_path: Path) -> None:
    with pytest.raises(FileProblem, match="is not there"):
        articles(tmp_path / "nowhere")


@POSIX
def test_a_broken_link_is_listed_and_refused_when_read(tmp_path: Path) -> None:
    """An article is never passed over in silence."""
    (tmp_path / "a.yaml").symlink_to("nowhere.yaml")
    (file,) = articles(tmp_path)
    assert "is not there" in problem_of(file.path).message


# --- reading


def test_read(tmp_path: Path) -> None:
    path = tmp_path / "a"
    path.write_bytes(b"a\r\n\x1a\x00b")
    assert read(path) == b"a\r\n\x1a\x00b"
    path.write_bytes(b"x" * 100)
    assert len(read(path, 100)) == 100
    path.write_bytes(b"x" * 101)
    assert "is too large" in problem_of(path).message


@POSIX
@pytest.mark.parametrize("kind", ["pipe", "device", "folder", "link to a pipe", "loop"])
def test_what_is_no_file_is_refused_at_once(tmp_path: Path, kind: str) -> None:
    path = tmp_path / "a.yaml"
    match kind:
        case "pipe":
            os.mkfifo(path)
        case "device":
            path.symlink_to("/dev/zero")
        case "folder":
            path.mkdir()
        case "link to a pipe":
            os.mkfifo(tmp_path / "pipe")
            path.symlink_to("pipe")
        case "loop":
            path.symlink_to("a.yaml")
    found: list[FileProblem] = []
    reading = threading.Thread(target=lambda: found.append(problem_of(path)), daemon=True)
    reading.start()
    reading.join(10)
    assert not reading.is_alive(), "reading hangs"
    assert found[0].hint


@pytest.mark.skipif(not OPEN_FILES.exists(), reason="needs a system that lists a process's open files")
def test_reading_leaves_nothing_open(tmp_path: Path) -> None:
    before = len(list(OPEN_FILES.iterdir()))
    for _ in range(20):
        problem_of(tmp_path)
        problem_of(tmp_path / "nowhere")
    assert len(list(OPEN_FILES.iterdir())) == before


def test_a_name_that_no_system_takes(tmp_path: Path) -> None:
    assert problem_of(tmp_path / ("x" * 5000)).hint
    assert problem_of(tmp_path / "a\0b").hint


def test_messages_hold_nothing_that_a_terminal_obeys(tmp_path: Path) -> None:
    assert problem_of(tmp_path / "a\x1b[31m").message.isprintable()


# --- pictures


@pytest.fixture
def content(tmp_path: Path) -> ContentFolder:
    root = tmp_path / "content"
    (root / "pictures").mkdir(parents=True)
    (root / "pictures" / "road.svg").write_bytes(SQUARE)
    (tmp_path / "secret.svg").write_bytes(b"secret")
    return ContentFolder(root, title_of)


def test_it_is_what_the_parser_asks_for(content: ContentFolder) -> None:
    folder: Folder = content
    assert folder.picture("pictures/road.svg") == SQUARE
    assert folder.picture("./pictures/../pictures/road.svg") == SQUARE


def test_pictures_of_a_folder_given_by_a_relative_path(
    content: ContentFolder, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(content.root)
    assert ContentFolder(Path(), title_of).picture("pictures/road.svg") == SQUARE
    assert ContentFolder(Path("../content"), title_of).picture("pictures/road.svg") == SQUARE


@pytest.mark.parametrize(
    ("file", "why"),
    [
        ("../secret.svg", "outside"),
        ("pictures/../../secret.svg", "outside"),
        ("../content-other/a.svg", "outside"),
        ("/etc/hostname", "outside"),
        ("~/a.svg", "there is no picture"),
        ("pictures/nowhere.svg", "there is no picture"),
        ("pictures", "is a folder"),
        ("", "is a folder"),
        ("pictures\\road.svg", "`\\`"),
        ("a\0b.svg", "cannot be found"),
        ("x" * 5000, ""),
    ],
)
def test_pictures_that_are_refused(content: ContentFolder, file: str, why: str) -> None:
    with pytest.raises(FileProblem) as caught:
        content.picture(file)
    assert why in caught.value.message
    assert caught.value.hint
    assert str(content.root) not in caught.value.message


@POSIX
def test_links_do_not_lead_out_of_the_folder(content: ContentFolder, tmp_path: Path) -> None:
    (content.root / "file.svg").symlink_to(tmp_path / "secret.svg")
    (content.root / "up").symlink_to("..")
    (content.root / "loop.svg").symlink_to("loop.svg")
    (content.root / "inside.svg").symlink_to("pictures/road.svg")
    for file in ("file.svg", "up/secret.svg", "loop.svg"):
        with pytest.raises(FileProblem):
            content.picture(file)
    assert content.picture("inside.svg") == SQUARE
    assert content.picture("up/content/inside.svg") == SQUARE


@POSIX
def test_the_folder_itself_may_be_a_link(content: ContentFolder) -> None:
    link = content.root.with_name("link")
    link.symlink_to("content")
    assert ContentFolder(link, title_of).picture("pictures/road.svg") == SQUARE


def test_the_picture_that_was_meant_is_named(content: ContentFolder) -> None:
    with pytest.raises(FileProblem) as caught:
        content.picture("pictures/raod.svg")
    assert caught.value.hint == "did you mean `pictures/road.svg`?"


# --- related titles


def test_related_titles_prefer_the_language(content: ContentFolder) -> None:
    for name, title, language in (
        ("back.yaml", "Back", "en-GB"),
        ("back.es.yaml", "Espalda", "es"),
        ("knee.de.yaml", "Knie", "de"),
        ("knee.fr.yaml", "Genou", "fr"),
    ):
        (content.root / name).write_bytes(article(title, language))
    assert content.related_title("back", "es") == ("Espalda", "es")
    assert content.related_title("back", "es-MX") == ("Espalda", "es")
    assert content.related_title("back", "pl") == ("Back", "en-GB")
    assert content.related_title("knee", "fr") == ("Genou", "fr")
    assert content.related_title("knee", "pl") == ("Knie", "de")
    assert content.related_title("back.es", "es") is None
    assert content.related_title("nowhere", "es") is None
    assert sorted(content.stems()) == ["back", "knee"]


def test_an_article_that_cannot_be_read_has_no_title(content: ContentFolder) -> None:
    (content.root / "back.yaml").write_bytes(b"\xff")
    (content.root / "back.es.yaml").write_bytes(article("Espalda", "es"))
    (content.root / "knee.yaml").write_bytes(b"title: [")
    assert content.related_title("back", "en-GB") == ("Espalda", "es")
    assert content.related_title("knee", "en-GB") is None
    assert "knee" in content.stems()


def test_titles_are_read_once_and_again_when_they_change(tmp_path: Path) -> None:
    asked: list[bytes] = []

    def counting(data: bytes) -> tuple[str, str] | None:
        asked.append(data)
        return title_of(data)

    path = tmp_path / "back.yaml"
    path.write_bytes(article("Back"))
    folder = ContentFolder(tmp_path, counting)
    for _ in range(3):
        assert folder.related_title("back", "en-GB") == ("Back", "en-GB")
    assert len(asked) == 1
    path.write_bytes(article("Lower back"))
    assert folder.related_title("back", "en-GB") == ("Lower back", "en-GB")
    assert len(asked) == 2


def test_a_new_article_is_seen(content: ContentFolder) -> None:
    assert content.related_title("back", "en-GB") is None
    (content.root / "back.yaml").write_bytes(article("Back"))
    os.utime(content.root, ns=(1, 1))  # the folder's time may be too coarse to tell two changes apart
    assert content.related_title("back", "en-GB") == ("Back", "en-GB")


# --- writing


def only_file(folder: Path) -> Path:
    (found,) = folder.iterdir()
    return found


def test_write(tmp_path: Path) -> None:
    path = tmp_path / "new" / "folder" / "a.pdf"
    write_whole(path, b"one")
    write_whole(path, b"two")
    assert only_file(path.parent).read_bytes() == b"two"


@POSIX
def test_others_may_read_what_was_written(tmp_path: Path) -> None:
    """A clinic's shared folder: what a new file's permissions usually are, not those of a temporary file."""
    usual = tmp_path / "usual"
    usual.touch()
    write_whole(tmp_path / "a.pdf", b"")
    assert stat.S_IMODE((tmp_path / "a.pdf").stat().st_mode) == stat.S_IMODE(usual.stat().st_mode)


@pytest.mark.parametrize("call", ["fsync", "write", "replace"])
@pytest.mark.parametrize("broken", [OSError(errno.ENOSPC, "No space left on device"), KeyboardInterrupt()])
def test_the_old_file_stays_whatever_goes_wrong(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, call: str, broken: BaseException
) -> None:
    path = tmp_path / "a.pdf"
    path.write_bytes(b"old")

    def fail(*_: object) -> None:
        raise broken

    if call == "replace":
        monkeypatch.setattr(Path, "replace", fail)
    elif call == "fsync":
        monkeypatch.setattr(os, "fsync", fail)
    else:
        monkeypatch.setattr(files, "_write_through", half_written(fail))
    with pytest.raises(FileProblem if isinstance(broken, OSError) else KeyboardInterrupt) as caught:
        write_whole(path, b"new")
    assert only_file(tmp_path).read_bytes() == b"old"
    if isinstance(caught.value, FileProblem):
        assert "the disk is full" in caught.value.message
        assert caught.value.hint == "free some space, and try again"


def half_written(fail: object) -> object:
    def write(path: Path, data: bytes) -> None:
        path.write_bytes(data[:1])
        assert callable(fail)
        fail()

    return write


def test_a_process_that_is_killed_leaves_the_old_file(tmp_path: Path) -> None:
    """Killed between writing and renaming: the file is the old one, and what is left over can be told by its name."""
    path = tmp_path / "a.pdf"
    path.write_bytes(b"old")
    program = (
        "import os, sys, pathlib; from pamphlet.system.files import write_whole\n"
        "pathlib.Path.replace = lambda *_: os._exit(9)\n"
        "write_whole(pathlib.Path(sys.argv[1]), b'new' * 100000)"
    )
    assert subprocess.run([sys.executable, "-c", program, str(path)], check=False).returncode == 9
    assert path.read_bytes() == b"old"
    assert [left.read_bytes() for left in tmp_path.glob(files.LEFT_OVER)] == [b"new" * 100_000]
    assert len(list(tmp_path.iterdir())) == 2


def test_readers_see_the_old_file_or_the_new_one(tmp_path: Path) -> None:
    path = tmp_path / "a.pdf"
    sizes = (100_000, 300_000)
    write_whole(path, b"x" * sizes[0])
    seen = set()
    done = threading.Event()

    def watch() -> None:
        while not done.is_set():
            seen.add(len(path.read_bytes()))

    watching = threading.Thread(target=watch)
    watching.start()
    for turn in range(40):
        write_whole(path, b"x" * sizes[turn % 2])
    done.set()
    watching.join()
    assert seen
    assert seen <= set(sizes)


@POSIX
def test_writing_through_a_link_keeps_the_link(tmp_path: Path) -> None:
    (tmp_path / "shared").mkdir()
    (tmp_path / "a.pdf").symlink_to("shared/a.pdf")
    write_whole(tmp_path / "a.pdf", b"new")
    assert (tmp_path / "a.pdf").is_symlink()
    assert only_file(tmp_path / "shared").read_bytes() == b"new"


@POSIX
def test_devices_and_folders_are_not_replaced(tmp_path: Path) -> None:
    pipe = tmp_path / "pipe"
    os.mkfifo(pipe)
    folder = tmp_path / "folder"
    folder.mkdir()
    for path in (pipe, folder, Path("/dev/null")):
        with pytest.raises(FileProblem, match="is not a file"):
            write_whole(path, b"x")
    assert stat.S_ISFIFO(pipe.stat().st_mode)
    assert Path("/dev/null").is_char_device()


@POSIX
@pytest.mark.parametrize(("path", "why"), [("a.pdf/b.pdf", "folder"), ("x" * 300, "name")])
def test_words_for_what_cannot_be_written(tmp_path: Path, path: str, why: str) -> None:
    (tmp_path / "a.pdf").touch()
    with pytest.raises(FileProblem, match=why) as caught:
        write_whole(tmp_path / path, b"x")
    assert caught.value.hint
    assert len(list(tmp_path.iterdir())) == 1


def test_a_file_that_another_program_holds(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Windows: the old leaflet is open in a PDF reader."""

    def fail(*_: object) -> None:
        raise PermissionError(errno.EACCES, "Access is denied")

    monkeypatch.setattr(Path, "replace", fail)
    with pytest.raises(FileProblem) as caught:
        write_whole(tmp_path / "a.pdf", b"x")
    assert caught.value.hint == "close it in other programs, and check who may change it"
    assert list(tmp_path.iterdir()) == []
