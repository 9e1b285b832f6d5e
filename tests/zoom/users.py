# SPDX-License-Identifier: GPL-2.0-or-later
"""The one user of this Zoom, as "Get a user" and "Get user settings" tell it."""
from __future__ import annotations

import re
from dataclasses import dataclass, field

PATH = re.compile(r"/v2/users/([^/]+)(/settings)?")
USER_ID = "30R7kT7bTIKSNUFEuH_Qlg"


def _settings() -> dict[str, object]:
    return {"in_meeting": {"allow_live_streaming": True, "live_streaming_facebook": False,
                           "live_streaming_youtube": False, "custom_live_streaming_service": True,
                           "webinar_live_streaming": {"enable": True,
                                                      "live_streaming_service": ["custom_live_streaming_service"]}},
            "feature": {"meeting_capacity": 100, "webinar": True, "webinar_capacity": 500}}


@dataclass
class User:
    display_name: str = "Anna Example"
    email: str = "anna@example.org"
    settings: dict[str, object] = field(default_factory=_settings)

    def described(self) -> dict[str, object]:
        first, _, last = self.display_name.partition(" ")
        return {"id": USER_ID, "first_name": first, "last_name": last, "display_name": self.display_name,
                "email": self.email, "type": 2, "role_name": "Owner", "pmi": 1234567890, "status": "active",
                "timezone": "Europe/Berlin", "verified": 1, "language": "en-US", "created_at": "2026-01-01T08:00:00Z"}
