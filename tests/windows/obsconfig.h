/* SPDX-License-Identifier: GPL-2.0-or-later */
#pragma once

/* What OBS's build writes for libobs, as far as libobs' util reads it. */
#define OBS_QT_VERSION 5
#define OBS_DATA_PATH "data"
#define OBS_PLUGIN_PATH "obs-plugins"
#define OBS_PLUGIN_DESTINATION "obs-plugins"
