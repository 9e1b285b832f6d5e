# SPDX-License-Identifier: GPL-2.0-or-later
# Where OBS looks for a plugin. Paths are relative, so that `cmake --install BUILD --prefix DIR` can move them.
#
#   user    <prefix>/obs-zoom-livestream/{bin/64bit,data}, the prefix being OBS's own folder for a person's plugins
#   system  <prefix>/<libdir>/obs-plugins and <prefix>/share/obs/obs-plugins/obs-zoom-livestream

set(PLUGIN_LAYOUT user CACHE STRING "Install for one person (user) or for all (system)")
set_property(CACHE PLUGIN_LAYOUT PROPERTY STRINGS user system)

if(PLUGIN_LAYOUT STREQUAL "user")
	set(PLUGIN_MODULE_DESTINATION "${PROJECT_NAME}/bin/64bit")
	set(PLUGIN_DATA_DESTINATION "${PROJECT_NAME}/data")

	if(CMAKE_INSTALL_PREFIX_INITIALIZED_TO_DEFAULT)
		if(WIN32)
			file(TO_CMAKE_PATH "$ENV{ProgramData}/obs-studio/plugins" user_plugins)
		elseif(DEFINED ENV{XDG_CONFIG_HOME})
			set(user_plugins "$ENV{XDG_CONFIG_HOME}/obs-studio/plugins")
		else()
			set(user_plugins "$ENV{HOME}/.config/obs-studio/plugins")
		endif()
		set(CMAKE_INSTALL_PREFIX "${user_plugins}" CACHE PATH "Install path prefix" FORCE)
	endif()
elseif(PLUGIN_LAYOUT STREQUAL "system")
	include(GNUInstallDirs)
	set(PLUGIN_MODULE_DESTINATION "${CMAKE_INSTALL_LIBDIR}/obs-plugins")
	set(PLUGIN_DATA_DESTINATION "${CMAKE_INSTALL_DATADIR}/obs/obs-plugins/${PROJECT_NAME}")
else()
	message(FATAL_ERROR "PLUGIN_LAYOUT is \"${PLUGIN_LAYOUT}\", but must be user or system.")
endif()
