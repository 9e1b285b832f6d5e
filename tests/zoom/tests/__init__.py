# SPDX-License-Identifier: GPL-2.0-or-later
"""Tests of the stand-in itself: that it is as strict as Zoom, and that each fault is what it says."""
