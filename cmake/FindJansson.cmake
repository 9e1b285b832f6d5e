# SPDX-License-Identifier: GPL-2.0-or-later
# Finds the jansson JSON library, of which not every release comes with a CMake package.
# Gives the target jansson::jansson, and Jansson_FOUND, Jansson_VERSION.

find_package(PkgConfig QUIET)
if(PkgConfig_FOUND)
	pkg_check_modules(PC_JANSSON QUIET jansson)
endif()

find_path(Jansson_INCLUDE_DIR NAMES jansson.h HINTS ${PC_JANSSON_INCLUDE_DIRS})
find_library(Jansson_LIBRARY NAMES jansson HINTS ${PC_JANSSON_LIBRARY_DIRS})

if(Jansson_INCLUDE_DIR)
	file(STRINGS "${Jansson_INCLUDE_DIR}/jansson.h" version_line REGEX "#define[ \t]+JANSSON_VERSION[ \t]+\"")
	string(REGEX REPLACE ".*\"([0-9.]+).*" "\\1" Jansson_VERSION "${version_line}")
endif()

include(FindPackageHandleStandardArgs)
find_package_handle_standard_args(
	Jansson
	REQUIRED_VARS Jansson_LIBRARY Jansson_INCLUDE_DIR
	VERSION_VAR Jansson_VERSION
)
mark_as_advanced(Jansson_INCLUDE_DIR Jansson_LIBRARY)

if(Jansson_FOUND AND NOT TARGET jansson::jansson)
	add_library(jansson::jansson UNKNOWN IMPORTED)
	set_target_properties(
		jansson::jansson
		PROPERTIES IMPORTED_LOCATION "${Jansson_LIBRARY}" INTERFACE_INCLUDE_DIRECTORIES "${Jansson_INCLUDE_DIR}"
	)
endif()
