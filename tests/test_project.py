"""What the project's own documents say of it: the files, targets, rooms and settings that they name exist."""

import re
import subprocess
import sys
import tomllib
from collections.abc import Iterator
from pathlib import Path

import pytest
import yaml

from sami.config import Settings
from scripts.release import ReleaseError, check_version, released_changelog

ROOT = Path(__file__).parents[1]
DOCUMENTS = ("README.md", "CONTRIBUTING.md", "SECURITY.md", "docs/architecture.md")
TEXTS = {name: (ROOT / name).read_text() for name in DOCUMENTS}

#: What a path in a document may be relative to.
BASES = (ROOT, ROOT / "backend" / "sami", ROOT / "frontend" / "src")
FILES = set(
    subprocess.run(["git", "ls-files"], cwd=ROOT, capture_output=True, text=True, check=True).stdout.splitlines()  # noqa: S607
)
NAMES = {Path(file).name for file in FILES}


#: Each word of the code, so that a document names no function that was renamed.
WORDS = {
    word
    for file in FILES
    if Path(file).suffix in (".py", ".ts", ".tsx", ".js", ".sql") and Path(file).name != Path(__file__).name
    for word in re.findall(r"\w+", (ROOT / file).read_text() if (ROOT / file).exists() else "")
}


def paths_in(text: str) -> Iterator[str]:
    """What stands in backticks and looks like a file or a folder of this project; URLs begin with a slash."""
    for code in re.findall(r"`([^`\n]+)`", text):
        if re.fullmatch(r"[\w.-]+(/[\w.-]+)*(/|\.(py|md|json|toml|sql|tsx?|js|yml|yaml))", code):
            yield code


@pytest.mark.parametrize("name", DOCUMENTS)
def test_the_files_that_a_document_names_exist(name: str) -> None:
    named = set(paths_in(TEXTS[name]))
    assert named
    # What is made or installed has no file in the repository.
    missing = named - {".venv/", "node_modules/", ".data/", ".screenshots/"}
    missing -= {path for path in missing if any((base / path).exists() for base in BASES)}
    assert {path for path in missing if path not in NAMES} == set()


@pytest.mark.parametrize("name", DOCUMENTS)
def test_the_functions_and_tests_that_a_document_names_exist(name: str) -> None:
    named = re.findall(r"`([A-Za-z_][\w.]*)(?:\(…\))?`", TEXTS[name])
    words = {word for path in named if path not in NAMES for word in path.split(".")}
    assert words <= WORDS


@pytest.mark.parametrize("name", DOCUMENTS)
def test_the_links_of_a_document_lead_somewhere(name: str) -> None:
    for target in re.findall(r"\]\(([^)#\s]+)", TEXTS[name]):
        if not target.startswith("http"):
            assert (ROOT / name).parent.joinpath(target).exists(), target


@pytest.mark.parametrize("name", DOCUMENTS)
def test_the_targets_that_a_document_names_exist(name: str) -> None:
    targets = set(re.findall(r"^([a-z-]+):", (ROOT / "Makefile").read_text(), re.MULTILINE))
    named = set(re.findall(r"(?:`|^)make ([a-z-]+)", TEXTS[name], re.MULTILINE))
    assert named <= targets


def test_the_picture_shows_the_rooms_on_their_floors() -> None:
    contracts = tomllib.loads((ROOT / "pyproject.toml").read_text())["tool"]["importlinter"]["contracts"]
    floors = next(contract["layers"] for contract in contracts if contract["containers"] == ["sami"])
    back_end = TEXTS["docs/architecture.md"].partition("subgraph back ")[2].partition("\n    end")[0]
    blocks = re.findall(r'\["<b>[^<]+</b><br>(.+)"\]', back_end)
    assert [floor for block in blocks for floor in block.split("<br>")] == floors


def test_every_setting_is_explained_in_the_example() -> None:
    text = (ROOT / ".env.example").read_text()
    named = set(re.findall(r"^#?(SAMI_\w+)=", text, re.MULTILINE))
    assert named == {f"SAMI_{name.upper()}" for name in Settings.model_fields}


def test_the_hooks_run_what_is_installed_here() -> None:
    config = yaml.safe_load((ROOT / ".pre-commit-config.yaml").read_text())
    for repository in config["repos"]:
        assert repository["repo"] == "local", "another one would be downloaded"
        assert all(hook["language"] == "system" for hook in repository["hooks"])
    program = Path(sys.executable).with_name("pre-commit")
    subprocess.run([program, "validate-config", ROOT / ".pre-commit-config.yaml"], check=True)


# Releases -------------------------------------------------------------------------------------------


@pytest.mark.parametrize("version", ["1.1", "1.2.3", "1.2.2", "2.0.0", ""])
def test_a_release_needs_a_later_version_of_the_same_api(version: str) -> None:
    with pytest.raises(ReleaseError):
        check_version(version, "1.2.3")
    check_version("1.10.0", "1.9.9")


def test_a_release_gives_the_unreleased_entries_their_heading() -> None:
    before = "# Changelog\n\n## Unreleased\n\n### Added\n\n- A.\n\n## 1.0.0 - 2026-11-25\n"
    after = "# Changelog\n\n## Unreleased\n\n## 1.1.0 - 2026-12-24\n\n### Added\n\n- A.\n\n## 1.0.0 - 2026-11-25\n"
    assert released_changelog(before, "1.1.0", "2026-12-24") == after
    with pytest.raises(ReleaseError):
        released_changelog(after, "1.2.0", "2026-12-25")
