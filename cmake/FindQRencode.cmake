# SPDX-License-Identifier: GPL-2.0-or-later
# Finds libqrencode, which draws QR codes and comes without a CMake package in most places.
# Gives the target QRencode::QRencode, and QRencode_FOUND.

find_package(PkgConfig QUIET)
if(PkgConfig_FOUND)
	pkg_check_modules(PC_QRENCODE QUIET libqrencode)
endif()

find_path(QRencode_INCLUDE_DIR NAMES qrencode.h HINTS ${PC_QRENCODE_INCLUDE_DIRS})
find_library(QRencode_LIBRARY NAMES qrencode HINTS ${PC_QRENCODE_LIBRARY_DIRS})

include(FindPackageHandleStandardArgs)
find_package_handle_standard_args(QRencode REQUIRED_VARS QRencode_LIBRARY QRencode_INCLUDE_DIR)
mark_as_advanced(QRencode_INCLUDE_DIR QRencode_LIBRARY)

if(QRencode_FOUND AND NOT TARGET QRencode::QRencode)
	add_library(QRencode::QRencode UNKNOWN IMPORTED)
	set_target_properties(
		QRencode::QRencode
		PROPERTIES IMPORTED_LOCATION "${QRencode_LIBRARY}" INTERFACE_INCLUDE_DIRECTORIES "${QRencode_INCLUDE_DIR}"
	)
endif()
