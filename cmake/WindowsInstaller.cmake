# SPDX-License-Identifier: GPL-2.0-or-later
# What the installer for Windows is told: build/windows-x64/packaging/installer.iss, for Inno Setup.

set(CPACK_PACKAGE_DIRECTORY "${PROJECT_BINARY_DIR}/packages")
set(installer_urls "")
foreach(directive_and_member IN ITEMS AppPublisherURL:website AppSupportURL:support AppUpdatesURL:repository)
	string(REGEX MATCH "^(.*):(.*)$" matched "${directive_and_member}")
	if(publisher_${CMAKE_MATCH_2})
		string(APPEND installer_urls "${CMAKE_MATCH_1}=${publisher_${CMAKE_MATCH_2}}\n")
	endif()
endforeach()
configure_file(
	"${PROJECT_SOURCE_DIR}/packaging/windows/installer.iss.in" "${PROJECT_BINARY_DIR}/packaging/installer.iss" @ONLY
)
