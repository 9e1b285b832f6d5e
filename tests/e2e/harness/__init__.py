# SPDX-License-Identifier: GPL-2.0-or-later
"""Starts a real OBS in a private desktop and drives it as a screen reader and a keyboard would."""
