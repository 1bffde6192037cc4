"""The files of ``deploy/`` are accepted by the programs that read them."""

from __future__ import annotations

import shutil
import subprocess
from pathlib import Path

import pytest

from deploy import applications, front
from deploy.programs import OURSELVES, Programs
from shared_tests.harness.implementations import ROOT, Implementation, environment

MACHINE = front.DEPLOY / "nginx.d"


def accepted(nginx: Path, folder: Path) -> subprocess.CompletedProcess[str]:
    front.certify(folder)
    return subprocess.run(
        [*front.command(nginx, folder), "-t"], capture_output=True, encoding="utf-8", timeout=10
    )


def test_nginx_takes_the_configuration_without_a_warning(
    installed_programs: Programs, tmp_path: Path
):
    front.write_folder(
        tmp_path,
        front.Ports(8443, 8080),
        [tmp_path / "1.sock"],
        front.version_of(installed_programs.nginx),
    )
    done = accepted(installed_programs.nginx, tmp_path)
    assert (done.returncode, "[warn]" in done.stderr) == (0, False), done.stderr


def test_nginx_takes_the_files_for_a_machine_with_a_name(
    installed_programs: Programs, tmp_path: Path
):
    front.write_folder(
        tmp_path, front.Ports(8443, 8080), [], front.version_of(installed_programs.nginx)
    )
    for name in front.INCLUDED:
        shutil.copy(MACHINE / f"{name}.conf", tmp_path)
    done = accepted(installed_programs.nginx, tmp_path)
    assert done.returncode == 0, done.stderr


def checked(
    implementation: Implementation, folder: Path, **variables: str
) -> subprocess.CompletedProcess[str]:
    env = environment(folder)
    server = applications.gunicorn(implementation, env, folder / "1.sock", folder, OURSELVES)
    command = [*server.command, "--check-config"]
    return subprocess.run(
        command,
        cwd=ROOT,
        env={**server.env, **variables},
        capture_output=True,
        encoding="utf-8",
        timeout=30,
    )


def test_gunicorn_takes_the_configuration(implementation: Implementation, tmp_path: Path):
    done = checked(implementation, tmp_path)
    assert done.returncode == 0, done.stderr


@pytest.mark.parametrize(
    "broken",
    [{"SERVE_WSGI": "no.such.module:app"}, {"BOOKSHELF_TLS": "perhaps"}],
    ids=["code", "setting"],
)
def test_gunicorn_refuses_what_would_not_start(
    implementation: Implementation, tmp_path: Path, broken: dict[str, str]
):
    assert checked(implementation, tmp_path, **broken).returncode != 0


@pytest.mark.parametrize(
    ("variable", "number"),
    [  # of WEB_CONCURRENCY gunicorn itself refuses the others
        ("WEB_CONCURRENCY", "0"),
        ("SERVE_THREADS", "0"),
        ("SERVE_THREADS", "-1"),
        ("SERVE_THREADS", "many"),
    ],
)
def test_gunicorn_is_given_a_number_from_one(
    implementation: Implementation, tmp_path: Path, variable: str, number: str
):
    done = checked(implementation, tmp_path, **{variable: number})
    assert (done.returncode, done.stderr.count("\n")) == (1, 1), done.stderr
    assert done.stderr.startswith(f"{variable}: ")


def test_the_file_of_variables_says_what_the_tests_use(implementation: Implementation):
    names = applications.variables(implementation)
    assert (names["SERVE_WSGI"], names["SERVE_CHDIR"]) == (
        implementation.wsgi,
        implementation.chdir,
    )
    assert tuple(names["SERVE_COMMAND"].split()) == implementation.command[1:]
    assert tuple(names["SERVE_MIGRATE"].split()) == implementation.migrate
