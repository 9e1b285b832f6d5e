# SPDX-License-Identifier: GPL-2.0-or-later
# Finds the Qt that the installed OBS itself uses: a plugin linked to the other one aborts OBS when it is loaded.
# Sets PLUGIN_QT (5 or 6) and gives the target plugin-qt, which links all that the dock needs.

set(QT_VERSION "" CACHE STRING "Major version of Qt to build with: 5 or 6. Empty: the one that the installed OBS uses")
set_property(CACHE QT_VERSION PROPERTY STRINGS "" 5 6)

# The libraries that an executable loads are named in it in plain text (libQt5Core.so.5, Qt6Core.dll).
function(find_qt_of_obs result)
	set(${result} "" PARENT_SCOPE)
	find_program(OBS_EXECUTABLE NAMES obs obs64 DOC "The OBS Studio whose Qt this plugin must share")
	if(NOT OBS_EXECUTABLE)
		return()
	endif()
	file(STRINGS "${OBS_EXECUTABLE}" qt_names REGEX "Qt[56]Core")
	if(qt_names MATCHES "Qt([56])Core")
		set(${result} "${CMAKE_MATCH_1}" PARENT_SCOPE)
	endif()
endfunction()

if(QT_VERSION STREQUAL "")
	find_qt_of_obs(PLUGIN_QT)
	if(PLUGIN_QT)
		set(qt_reason "the one that ${OBS_EXECUTABLE} uses")
	elseif(libobs_VERSION VERSION_GREATER_EQUAL 30)
		set(PLUGIN_QT 6)
		set(qt_reason "the only one that OBS ${libobs_VERSION} can use")
	else()
		message(
			FATAL_ERROR
			"No OBS executable was found that would tell whether OBS ${libobs_VERSION} was built with Qt 5 or with Qt 6. "
			"Install OBS Studio, or name it by -DOBS_EXECUTABLE=PATH, or choose by -DQT_VERSION=5 or -DQT_VERSION=6."
		)
	endif()
elseif(QT_VERSION MATCHES "^[56]$")
	set(PLUGIN_QT "${QT_VERSION}")
	set(qt_reason "as QT_VERSION asks for")
	find_qt_of_obs(qt_of_obs)
	if(qt_of_obs AND NOT qt_of_obs EQUAL QT_VERSION)
		message(
			WARNING
			"QT_VERSION=${QT_VERSION}, but ${OBS_EXECUTABLE} uses Qt ${qt_of_obs}: that OBS will not be able to load this plugin."
		)
	endif()
else()
	message(FATAL_ERROR "QT_VERSION is \"${QT_VERSION}\", but must be 5, 6 or empty.")
endif()

message(STATUS "OBS ${libobs_VERSION}; building with Qt ${PLUGIN_QT}, ${qt_reason}")

set(qt_components Core Gui Widgets Network)
if(UNIX AND NOT APPLE)
	list(APPEND qt_components DBus)
endif()
find_package(Qt${PLUGIN_QT} REQUIRED COMPONENTS ${qt_components})
# on Windows older ones store 2,560 bytes at most, which what a push has replaced may exceed
set(keychain_version "")
if(WIN32)
	set(keychain_version 0.15)
endif()
find_package(Qt${PLUGIN_QT}Keychain ${keychain_version} CONFIG REQUIRED)

add_library(plugin-qt INTERFACE)
list(TRANSFORM qt_components PREPEND "Qt${PLUGIN_QT}::" OUTPUT_VARIABLE qt_targets)
target_link_libraries(plugin-qt INTERFACE ${qt_targets} Qt${PLUGIN_QT}Keychain::Qt${PLUGIN_QT}Keychain)

# the header's folder carries the major version of Qt: let code say <keychain.h> for both
find_path(QTKEYCHAIN_HEADER_DIR keychain.h PATH_SUFFIXES qt${PLUGIN_QT}keychain REQUIRED)
mark_as_advanced(QTKEYCHAIN_HEADER_DIR)
target_include_directories(plugin-qt SYSTEM INTERFACE "${QTKEYCHAIN_HEADER_DIR}")
