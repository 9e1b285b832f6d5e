# SPDX-License-Identifier: GPL-2.0-or-later
"""A home in which everything has been entered already, so that a press of "Send settings to Zoom" is all that is left to do."""
from __future__ import annotations

from .home import Home


def enter_all(home: Home, token: str, meeting: int, page_url: str, service: dict,
              service_type: str = "rtmp_custom", auto_sync: bool = False) -> None:
    """Account, token, meeting and page URL of the plugin, and the stream settings of OBS."""
    home.sign_in(token)
    home.set_broadcast(meeting, page_url, auto_sync=auto_sync)
    home.write_service(service, service_type)
