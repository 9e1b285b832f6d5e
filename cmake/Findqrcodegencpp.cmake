# SPDX-License-Identifier: GPL-2.0-or-later
# Finds the C++ library of Nayuki's QR code generator, for which not every release comes with a CMake package.
# Gives the target qrcodegencpp::qrcodegencpp, and qrcodegencpp_FOUND.

find_package(PkgConfig QUIET)
if(PkgConfig_FOUND)
	pkg_check_modules(PC_QRCODEGENCPP QUIET qrcodegencpp)
endif()

# Debian and OBS's own bundles of dependencies have it in folders of different names
find_path(
	qrcodegencpp_INCLUDE_DIR
	NAMES qrcodegen.hpp
	HINTS ${PC_QRCODEGENCPP_INCLUDE_DIRS}
	PATH_SUFFIXES qrcodegencpp qrcodegen
)
find_library(qrcodegencpp_LIBRARY NAMES qrcodegencpp HINTS ${PC_QRCODEGENCPP_LIBRARY_DIRS})

include(FindPackageHandleStandardArgs)
find_package_handle_standard_args(qrcodegencpp REQUIRED_VARS qrcodegencpp_LIBRARY qrcodegencpp_INCLUDE_DIR)
mark_as_advanced(qrcodegencpp_INCLUDE_DIR qrcodegencpp_LIBRARY)

if(qrcodegencpp_FOUND AND NOT TARGET qrcodegencpp::qrcodegencpp)
	add_library(qrcodegencpp::qrcodegencpp UNKNOWN IMPORTED)
	set_target_properties(
		qrcodegencpp::qrcodegencpp
		PROPERTIES
			IMPORTED_LOCATION "${qrcodegencpp_LIBRARY}"
			INTERFACE_INCLUDE_DIRECTORIES "${qrcodegencpp_INCLUDE_DIR}"
	)
endif()
