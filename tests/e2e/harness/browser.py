# SPDX-License-Identifier: GPL-2.0-or-later
"""A real Chromium, without a window, driven through WebDriver."""
from __future__ import annotations

import os
import re
import subprocess
from pathlib import Path
from typing import Mapping

from selenium import webdriver
from selenium.common.exceptions import WebDriverException
from selenium.webdriver.common.by import By
from selenium.webdriver.remote.remote_connection import RemoteConnection

from . import processes
from .wait import wait_until

STARTED = re.compile(rb"started successfully on port (\d+)")
PORT_IS_TAKEN = b"port not available"
# what it would otherwise do by itself: look for updates, ask a keychain, offer to become the default browser
QUIET = ("--disable-background-networking", "--disable-component-update", "--disable-sync", "--no-first-run",
         "--no-default-browser-check", "--password-store=basic", "--disable-gpu", "--disable-dev-shm-usage",
         # no sandbox is to be had for root, nor for anybody in many containers; all pages are the tests' own
         "--no-sandbox")


class Browser:
    """A context manager. It takes the stand-in's certificate, whose authority a person's browser does not know."""

    def __init__(self, directory: Path, environment: Mapping[str, str]) -> None:
        self._directory = directory
        self._environment = {**environment, "HOME": str(directory)}

    def __enter__(self) -> Browser:
        self._directory.mkdir()
        port = wait_until(self._start, "a port that chromedriver can have")
        try:
            self._driver = webdriver.Remote(
                # this machine's own: no proxy is asked
                command_executor=RemoteConnection(f"http://127.0.0.1:{port}", ignore_proxy=True),
                options=self._options())
        except BaseException:
            self._end()
            raise
        return self

    def __exit__(self, *_: object) -> None:
        try:
            self._driver.quit()
        finally:
            self._end()

    def _start(self) -> int | None:
        """The port of chromedriver, which takes any of IPv6 and the same of IPv4; None where another program has that."""
        with open(self._directory / "chromedriver.log", "wb") as log:
            self._process = processes.start(
                ["chromedriver", "--port=0"], env=self._environment, cwd=self._directory,
                stdin=subprocess.DEVNULL, stdout=subprocess.PIPE, stderr=log)
        said = b""
        for line in self._process.stdout:
            said += line
            if found := STARTED.search(line):
                return int(found[1])
        self._end()
        if PORT_IS_TAKEN in said:
            return None
        raise RuntimeError("chromedriver did not start: " + said.decode(errors="replace")
                           + (self._directory / "chromedriver.log").read_text(errors="replace"))

    def _options(self) -> webdriver.ChromeOptions:
        options = webdriver.ChromeOptions()
        options.binary_location = "/usr/bin/chromium"
        options.accept_insecure_certs = True
        options.add_argument("--headless=new")
        options.add_argument(f"--user-data-dir={self._directory / 'profile'}")
        for argument in QUIET:
            options.add_argument(argument)
        return options

    def _end(self) -> None:
        self._process.stdout.close()
        processes.stop(self._process)
        # Chromium leaves its driver's group; its home marks what is left of it
        for pid in processes.with_environment_text(f"HOME={self._directory}\0"):
            try:
                os.kill(pid, 9)
            except ProcessLookupError:
                pass

    # What a person does

    def open(self, url: str) -> None:
        """Returns when the page is loaded, or it is known that there is none."""
        try:
            self._driver.get(url)
        except WebDriverException as problem:
            if "net::ERR_" not in str(problem):  # the browser then shows a page of its own
                raise

    def press(self, id: str) -> None:
        """A button or link of the page; returns when what it leads to has loaded."""
        before = self.address
        button = wait_until(lambda: self._driver.find_elements(By.ID, id),
                            lambda: f"#{id} in {before}:\n{self.text}")[0]
        button.click()
        # what it leads to may have the same address
        wait_until(lambda: self._is_gone(button), lambda: f"the browser to leave {before}:\n{self.text}")
        wait_until(lambda: self._driver.execute_script("return document.readyState") == "complete",
                   lambda: f"{self.address} to load", not_yet=(WebDriverException,))

    @staticmethod
    def _is_gone(element) -> bool:
        try:
            return not element.is_displayed()
        except WebDriverException:  # of a page that is not there any more
            return True

    def fill(self, id: str, text: str) -> None:
        field = self._driver.find_element(By.ID, id)
        field.clear()
        field.send_keys(text)

    @property
    def address(self) -> str:
        """As the address bar has it."""
        return self._driver.current_url

    @property
    def text(self) -> str:
        """What the page shows."""
        return self._driver.find_element(By.TAG_NAME, "body").text

    @property
    def source(self) -> str:
        return self._driver.page_source

    def wait_for_text(self, wanted: str | re.Pattern) -> str:
        def look() -> str:
            shown = self.text
            return shown if re.search(wanted if isinstance(wanted, re.Pattern) else re.escape(wanted), shown) else ""

        return wait_until(look, lambda: f"{wanted!r} on the page {self.address}, not {self.text!r}",
                          not_yet=(WebDriverException,))
