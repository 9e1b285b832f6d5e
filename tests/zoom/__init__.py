# SPDX-License-Identifier: GPL-2.0-or-later
"""A stand-in for Zoom's livestream API: see README.md beside this file."""
