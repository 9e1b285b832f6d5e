# SPDX-License-Identifier: GPL-2.0-or-later
"""The inner half of tests/pictures: a real OBS that is brought into each state, and the page of its pictures."""
