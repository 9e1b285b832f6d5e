# SPDX-License-Identifier: GPL-2.0-or-later
"""What cpack makes of a build: what is in the packages, and how it was made. Nothing is installed on this computer."""
from __future__ import annotations

import gzip
import hashlib
import json
import os
import re
import shutil
import subprocess
from pathlib import Path

import pytest

PROJECT = Path(__file__).resolve().parents[2]
MODULE = "obs-zoom-livestream"
APPSTREAM_ID = "com.obsproject.Studio.Plugin.ZoomLivestream"
MANIFEST = json.loads((PROJECT / "data" / "manifest.json").read_text())


def build_dir() -> Path:
    return Path(os.environ.get("ZOOM_PLUGIN_BUILD_DIR") or PROJECT / "build" / "release")


def run(*command: str | Path, **options) -> str:
    done = subprocess.run(list(map(str, command)), stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True, **options)
    assert done.returncode == 0, f"{command}\n{done.stdout}"
    return done.stdout


def cpack(directory: Path, config: Path, *options: str) -> Path:
    """The only package that it makes there."""
    # as somebody builds whose files nobody else may read
    run("cpack", "--config", config, "-B", directory, *options, umask=0o077)
    [package] = [path for path in directory.iterdir() if path.is_file()]
    return package


def needs(program: str, why: str) -> str:
    found = shutil.which(program)
    if not found:
        pytest.skip(f"{program} is not at hand: {why}")
    return found


def sha256(file: Path) -> str:
    return hashlib.sha256(file.read_bytes()).hexdigest()


@pytest.fixture(scope="module")
def deb(tmp_path_factory) -> Path:
    needs("dpkg-deb", "this is no Debian")
    return cpack(tmp_path_factory.mktemp("deb"), build_dir() / "CPackConfig.cmake", "-G", "DEB")


@pytest.fixture(scope="module")
def unpacked(deb, tmp_path_factory) -> Path:
    directory = tmp_path_factory.mktemp("unpacked")
    run("dpkg-deb", "--extract", deb, directory)
    return directory


@pytest.fixture(scope="module")
def triplet() -> str:
    return run("dpkg-architecture", "-q", "DEB_HOST_MULTIARCH").strip()


@pytest.fixture(scope="module")
def module(unpacked, triplet) -> Path:
    return unpacked / "usr" / "lib" / triplet / "obs-plugins" / f"{MODULE}.so"


def test_the_deb_says_what_debian_s_own_plugins_say(deb):
    field = {name: run("dpkg-deb", "--field", deb, name).strip() for name in
             ("Package", "Version", "Architecture", "Section", "Priority", "Enhances", "Depends", "Multi-Arch", "Description")}
    assert field["Package"] == MODULE
    assert re.fullmatch(rf"{re.escape(MANIFEST['version'])}-1(~[a-z]+[\d.]+)?", field["Version"])
    assert (field["Section"], field["Priority"], field["Enhances"]) == ("video", "optional", "obs-studio")
    assert field["Multi-Arch"] in ("same", "no")  # older releases of CMake cannot say it
    assert deb.name == f"{MODULE}_{field['Version']}_{field['Architecture']}.deb"
    # an OBS that is too old or too new would not load it, or would crash
    assert re.search(r"obs-studio \(>= [\d.]+\), obs-studio \(<< \d+~\)", field["Depends"])
    for library in ("libobs0", "libcurl", "libjansson4", "libqrcodegencpp1", "keychain", "libc6"):
        assert library in field["Depends"], "found by dpkg-shlibdeps"
    assert field["Description"].startswith(MANIFEST["description"])


def test_the_deb_holds_each_file_where_obs_and_debian_look_for_it(deb, triplet):
    lines = [line.split(maxsplit=5) for line in run("dpkg-deb", "--contents", deb).splitlines()]
    assert {line[1] for line in lines} == {"root/root"}
    modes = {line[5].removeprefix("./"): line[0] for line in lines}
    assert {mode for path, mode in modes.items() if path.endswith("/")} == {"drwxr-xr-x"}
    assert {mode for path, mode in modes.items() if not path.endswith("/")} == {"-rw-r--r--"}
    files = {path for path in modes if not path.endswith("/")} - {f"usr/share/lintian/overrides/{MODULE}"}
    share = f"usr/share/obs/obs-plugins/{MODULE}"
    data = {f"{share}/{path.relative_to(PROJECT / 'data')}" for path in (PROJECT / "data").rglob("*") if path.is_file()}
    help_pages = {f"{share}/help/{path.relative_to(PROJECT)}"
                  for path in (PROJECT / "README.md", *(PROJECT / "docs").rglob("*")) if path.is_file()}
    assert files == data | help_pages | {
        f"usr/lib/{triplet}/obs-plugins/{MODULE}.so",
        *(f"usr/share/doc/{MODULE}/{name}" for name in ("README.md", "changelog.gz", "changelog.Debian.gz", "copyright")),
        f"usr/share/icons/hicolor/scalable/apps/{APPSTREAM_ID}.svg",
        f"usr/share/metainfo/{APPSTREAM_ID}.metainfo.xml",
    }


def test_each_text_carries_the_version_and_no_gap(unpacked):
    share = unpacked / "usr" / "share"
    documents = share / "doc" / MODULE
    changelog = gzip.decompress((documents / "changelog.Debian.gz").read_bytes()).decode()
    metainfo = (share / "metainfo" / f"{APPSTREAM_ID}.metainfo.xml").read_text()
    assert changelog.startswith(f"{MODULE} ({MANIFEST['version']}-1")
    assert f'version="{MANIFEST["version"]}"' in metainfo
    published = json.loads((share / "obs" / "obs-plugins" / MODULE / "manifest.json").read_text())
    assert {name: value for name, value in published.items() if name != "urls"} == MANIFEST
    for text in (changelog, metainfo, (documents / "copyright").read_text()):
        assert not re.search(r"@\w+@", text), "a name that CMake does not know is left as it is"
    assert gzip.decompress((documents / "changelog.gz").read_bytes()) == (PROJECT / "CHANGELOG.md").read_bytes()


def test_lintian_has_nothing_to_say_that_is_not_explained(deb):
    needs("lintian", "its opinion changes with its version; that of Debian 12 counts")
    said = run("lintian", "-I", "--allow-root", deb)
    assert not re.search(r"^[EW]:", said, re.MULTILINE), said


def test_software_centres_understand_the_metainfo(unpacked):
    appstreamcli = needs("appstreamcli", "it comes with appstream")
    said = run(appstreamcli, "validate", "--no-net", *(unpacked / "usr" / "share" / "metainfo").iterdir())
    assert not re.search(r"^[EW]:", said, re.MULTILINE), said


def test_the_module_is_hardened(module):
    """As Debian's own: the addresses of functions cannot be overwritten, nor the stack be run or overrun unnoticed."""
    program = run("readelf", "--wide", "--program-headers", module)
    dynamic = run("readelf", "--wide", "--dynamic", module)
    symbols = run("readelf", "--wide", "--dyn-syms", module)
    assert "GNU_RELRO" in program and re.search(r"BIND_NOW|FLAGS.*\bNOW\b", dynamic)
    assert re.search(r"GNU_STACK.* RW ", program) and "TEXTREL" not in dynamic
    assert "__stack_chk_fail" in symbols and re.search(r"__\w+_chk@", symbols.replace("__stack_chk", ""))
    assert "RPATH" not in dynamic and "RUNPATH" not in dynamic


def test_the_module_does_not_tell_where_it_was_built(module):
    assert str(PROJECT).encode() not in module.read_bytes()


@pytest.mark.skipif(os.environ.get("DEEP_CHECKS") == "OFF", reason="the module is compiled anew: on Debian 12 only")
def test_the_source_archive_makes_the_same_deb_elsewhere(deb, tmp_path):
    """Packed, unpacked, configured, built and packed again, under other names and at another time."""
    archive = cpack(tmp_path / "archive", build_dir() / "CPackSourceConfig.cmake")
    run("tar", "--extract", "--file", archive, "--directory", tmp_path)
    [sources] = tmp_path.glob(f"{MODULE}-*-source")
    assert not (sources / "build").exists() and not (sources / ".git").exists()
    build = tmp_path / "elsewhere"
    date = re.search(r'set\(ENV\{SOURCE_DATE_EPOCH\} "(\d+)"\)',
                     (build_dir() / "packaging" / "cpack_project.cmake").read_text())[1]
    environment = {**os.environ, "SOURCE_DATE_EPOCH": date}
    run("cmake", "--preset", "release", "-B", build, "-D", "BUILD_TESTING=OFF", "-D", "CMAKE_C_COMPILER_LAUNCHER=",
        "-D", "CMAKE_CXX_COMPILER_LAUNCHER=", cwd=sources, env=environment)
    run("cmake", "--build", build, "--target", MODULE, cwd=sources, env=environment)
    again = cpack(tmp_path / "again", build / "CPackConfig.cmake", "-G", "DEB")
    assert (again.name, sha256(again)) == (deb.name, sha256(deb))
