# SPDX-License-Identifier: GPL-2.0-or-later
"""The OAuth side of the stand-in: https://zoom.us/oauth. Pure, but for the random secrets that it makes."""
