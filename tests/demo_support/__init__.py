# SPDX-License-Identifier: GPL-2.0-or-later
"""The inner half of tests/demo: a real OBS with a prepared profile, and the telling of what comes of it."""
