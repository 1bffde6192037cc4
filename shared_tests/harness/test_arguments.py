"""Options that cannot be used are refused in one line, and no file is lost."""

from __future__ import annotations

import socket
import subprocess
import sys
from argparse import ArgumentTypeError
from pathlib import Path

import pytest

from shared_tests.harness import arguments, base_url
from shared_tests.harness.implementations import ROOT
from shared_tests.harness.servers import free_port


@pytest.mark.parametrize(
    "given", ["http://127.0.0.1:8000", "https://books.example/", "http://[::1]:1"]
)
def test_a_server_is_named_by_its_url(given: str):
    assert base_url.server(given) == given.rstrip("/")


@pytest.mark.parametrize(
    "given",
    [
        "",
        "127.0.0.1:8000",
        "localhost",
        "ftp://127.0.0.1",
        "http://",
        "http://[::1",
        "http://127.0.0.1:99999",
        "http://127.0.0.1/app",
        "http://127.0.0.1/?q=1",
        "http://user:secret@127.0.0.1",
    ],
)
def test_another_url_is_refused_with_the_right_form(given: str):
    with pytest.raises(ArgumentTypeError, match=r"http://127\.0\.0\.1:8000"):
        base_url.server(given)


def test_a_server_that_does_not_run_is_named_before_the_first_case():
    url = f"http://127.0.0.1:{free_port()}"
    assert url in base_url.silent(url)
    with socket.create_server(("127.0.0.1", 0)) as listener:
        closed = f"https://127.0.0.1:{listener.getsockname()[1]}"
    assert closed in base_url.silent(closed)


@pytest.mark.parametrize("given", ["0", "-1", "x", "1.5", ""])
def test_another_number_is_refused_with_the_least(given: str):
    assert arguments.at_least(1)("1") == 1
    with pytest.raises(ArgumentTypeError, match="1 or more"):
        arguments.at_least(1)(given)


def test_a_file_that_cannot_be_written_is_refused_before_the_work(tmp_path: Path):
    file = tmp_path / "file"
    assert arguments.output(str(tmp_path / "new" / "folder" / "file")).name == "file"
    assert arguments.output(str(file)) == file
    file.touch()
    for wrong in (tmp_path, file / "below", Path("/proc/version/below")):
        with pytest.raises(ArgumentTypeError, match="folder"):
            arguments.output(str(wrong))


def test_a_file_is_replaced_as_a_whole_or_kept(tmp_path: Path, monkeypatch: pytest.MonkeyPatch):
    def half(file: Path, text: str, encoding: str) -> None:
        file.write_bytes(text[:1].encode(encoding))
        raise OSError(28, "No space left on device")

    file = tmp_path / "new" / "file"
    arguments.write(file, "old")
    arguments.write(file, "older")
    with monkeypatch.context() as full:
        full.setattr(Path, "write_text", half)
        with pytest.raises(SystemExit, match=f"^{file} was not written: No space left on device$"):
            arguments.write(file, "new")
    assert file.read_text(encoding="utf-8") == "older"
    assert [*file.parent.iterdir()] == [file]
    arguments.write(Path("/dev/null"), "nothing")
    assert not Path("/dev/null").is_file()


@pytest.mark.parametrize(
    ("options", "message"),
    [
        (["--base-url={url}"], "no server responds at {url}"),
        (["--base-url={url}", "--production"], "leave it or --base-url out"),
        (["--implementation=flask", "--demo-database=nothing"], "there is no file nothing"),
    ],
    ids=["silent", "production", "file"],
)
def test_the_suite_refuses_what_it_cannot_test(options: list[str], message: str):
    url = f"http://127.0.0.1:{free_port()}"
    done = collected(*(option.format(url=url) for option in options))
    assert done.returncode == pytest.ExitCode.USAGE_ERROR
    assert message.format(url=url) in done.stderr
    assert done.stdout == ""


def test_the_options_are_listed_without_any_of_them():
    done = collected("--help")
    assert (done.returncode, done.stderr) == (0, "")
    assert "--base-url" in done.stdout


def collected(*options: str) -> subprocess.CompletedProcess[str]:
    cases = str(ROOT / "shared_tests" / "test_specification.py")  # need no server
    command = [sys.executable, "-m", "pytest", cases, "-p", "no:cacheprovider", *options]
    return subprocess.run(command, cwd=ROOT, capture_output=True, encoding="utf-8", timeout=60)
