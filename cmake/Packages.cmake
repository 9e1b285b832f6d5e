# SPDX-License-Identifier: GPL-2.0-or-later
# What packages hold beside the plugin, and how cpack makes them: see packaging/README.md.

include(SourceDate)

set(packaging "${PROJECT_SOURCE_DIR}/packaging")
set(generated "${PROJECT_BINARY_DIR}/packaging")
cmake_host_system_information(RESULT os QUERY DISTRIB_INFO)

set(CPACK_PACKAGE_NAME "${PROJECT_NAME}")
set(CPACK_PACKAGE_VENDOR "the Zoom Livestream authors")
set(CPACK_PACKAGE_VERSION "${PROJECT_VERSION}")
set(CPACK_PACKAGE_DESCRIPTION_SUMMARY "${PROJECT_DESCRIPTION}")
set(CPACK_PACKAGE_HOMEPAGE_URL "${publisher_website}")
set(CPACK_PACKAGE_DIRECTORY "${PROJECT_BINARY_DIR}/packages")
set(CPACK_PROJECT_CONFIG_FILE "${generated}/cpack_project.cmake")
set(CPACK_VERBATIM_VARIABLES ON)
set(CPACK_PRE_BUILD_SCRIPTS "${packaging}/cpack_pre_build.cmake")

# For one person: unpacked where OBS looks for a person's plugins

set(CPACK_GENERATOR TGZ)
string(JOIN "-" CPACK_PACKAGE_FILE_NAME "${PROJECT_NAME}" "${PROJECT_VERSION}" ${os_ID} ${os_VERSION_CODENAME}
	"${CMAKE_SYSTEM_PROCESSOR}")
install(
	FILES "${PROJECT_SOURCE_DIR}/LICENSE" "${PROJECT_SOURCE_DIR}/README.md" "${PROJECT_SOURCE_DIR}/CHANGELOG.md"
	DESTINATION "${PROJECT_NAME}"
	COMPONENT user
	EXCLUDE_FROM_ALL
)

# The sources

set(CPACK_SOURCE_GENERATOR TXZ)
set(CPACK_SOURCE_PACKAGE_FILE_NAME "${PROJECT_NAME}-${PROJECT_VERSION}-source")
set(CPACK_SOURCE_IGNORE_FILES
	"/\\.git(/|$)" "/build/" "/\\.deps/" "/\\.cache/" "/\\.pytest_cache/" "/__pycache__/" "\\.pyc$" "\\.swp$" "/CMakeUserPresets\\.json$"
	"/compile_commands\\.json$"
)

# For everybody: how software centres show it

set(metainfo_urls "")
foreach(kind_and_member IN ITEMS homepage:website vcs-browser:repository help:support)
	string(REPLACE ":" ";" kind_and_member "${kind_and_member}")
	list(GET kind_and_member 0 kind)
	list(GET kind_and_member 1 member)
	if(publisher_${member})
		string(APPEND metainfo_urls "  <url type=\"${kind}\">${publisher_${member}}</url>\n")
	endif()
endforeach()
set(metainfo "${generated}/${PLUGIN_APPSTREAM_ID}.metainfo.xml")
set(icon "${generated}/${PLUGIN_APPSTREAM_ID}.svg")
configure_file("${packaging}/metainfo.xml.in" "${metainfo}" @ONLY)
configure_file("${packaging}/icon.svg" "${icon}" COPYONLY)
set(rules COMPONENT system)
if(NOT PLUGIN_LAYOUT STREQUAL "system")
	list(APPEND rules EXCLUDE_FROM_ALL)
endif()
install(FILES "${metainfo}" DESTINATION share/metainfo ${rules})
install(FILES "${icon}" DESTINATION share/icons/hicolor/scalable/apps ${rules})

# For everybody, on Debian and what descends from it

find_program(DPKG_DEB dpkg-deb)
find_program(GZIP gzip)
mark_as_advanced(DPKG_DEB GZIP)
if(DPKG_DEB AND GZIP)
	include(DebianPackage)
endif()

configure_file("${packaging}/cpack_project.cmake.in" "${CPACK_PROJECT_CONFIG_FILE}" @ONLY)
include(CPack)
