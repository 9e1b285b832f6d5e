# SPDX-License-Identifier: GPL-2.0-or-later
# The .deb: named, placed and described as Debian's own plugins for OBS are.

# Who packs it. Debian's own tools take the name of who builds where there is no other one.
set(package_maintainer_name "${publisher_maintainer_name}")
set(package_maintainer_email "${publisher_maintainer_email}")
if(package_maintainer_name STREQUAL "" AND package_maintainer_email STREQUAL "")
	set(package_maintainer_name "$ENV{DEBFULLNAME}")
	set(package_maintainer_email "$ENV{DEBEMAIL}")
endif()
set(lintian_overrides "")
if(package_maintainer_email STREQUAL "")
	set(package_maintainer_name "the Zoom Livestream authors")
	file(READ "${packaging}/debian/lintian-overrides-nobody" lintian_overrides)
endif()

# One package a release, in the order of the releases, and each lower than one of Debian's own would be
set(debian_suite "${os_VERSION_CODENAME}")
set(debian_release "${os_VERSION_ID}")
if(debian_suite STREQUAL "forky")
	set(debian_release 14) # which it does not say before it is released
endif()
set(debian_revision "1")
if(NOT debian_release STREQUAL "")
	string(REPLACE "debian" "deb" os_short "${os_ID}")
	set(debian_revision "1~${os_short}${debian_release}")
endif()

# the OBS that it was built for, of which each new major release may refuse or crash it
string(REGEX MATCH "^([0-9]+)\\.([0-9]+)" matched "${libobs_VERSION}")
math(EXPR next_obs "${CMAKE_MATCH_1} + 1")
set(obs_minimum "${CMAKE_MATCH_1}.${CMAKE_MATCH_2}")

set(CPACK_DEBIAN_FILE_NAME DEB-DEFAULT)
set(CPACK_DEBIAN_PACKAGE_RELEASE "${debian_revision}")
set(CPACK_DEBIAN_PACKAGE_MAINTAINER "${package_maintainer_name}")
if(NOT package_maintainer_email STREQUAL "")
	string(APPEND CPACK_DEBIAN_PACKAGE_MAINTAINER " <${package_maintainer_email}>")
endif()
set(CPACK_DEBIAN_PACKAGE_SECTION video)
set(CPACK_DEBIAN_PACKAGE_PRIORITY optional)
set(CPACK_DEBIAN_PACKAGE_MULTIARCH same)
set(CPACK_DEBIAN_PACKAGE_SHLIBDEPS ON)
set(CPACK_DEBIAN_PACKAGE_DEPENDS "obs-studio (>= ${obs_minimum}), obs-studio (<< ${next_obs}~)")
set(CPACK_DEBIAN_PACKAGE_ENHANCES obs-studio)
set(CPACK_DEBIAN_PACKAGE_CONTROL_STRICT_PERMISSION ON)
file(READ "${packaging}/debian/description" CPACK_DEBIAN_PACKAGE_DESCRIPTION)
string(STRIP "${CPACK_DEBIAN_PACKAGE_DESCRIPTION}" CPACK_DEBIAN_PACKAGE_DESCRIPTION)

# Beside the plugin

set(debian_copyright_source "")
if(publisher_repository)
	set(debian_copyright_source "Source: ${publisher_repository}\n")
endif()
configure_file("${packaging}/debian/copyright.in" "${generated}/copyright" @ONLY)
configure_file("${packaging}/debian/changelog.in" "${generated}/changelog.Debian" @ONLY)
file(CONFIGURE OUTPUT "${generated}/lintian-overrides" CONTENT "${lintian_overrides}" @ONLY)
configure_file("${PROJECT_SOURCE_DIR}/CHANGELOG.md" "${generated}/changelog" COPYONLY)
foreach(name IN ITEMS changelog changelog.Debian)
	# -n: without the time at which this is done
	execute_process(
		COMMAND "${GZIP}" -9nc "${generated}/${name}"
		OUTPUT_FILE "${generated}/${name}.gz"
		COMMAND_ERROR_IS_FATAL ANY
	)
endforeach()
set_property(DIRECTORY APPEND PROPERTY CMAKE_CONFIGURE_DEPENDS CHANGELOG.md)

function(install_for_debian file destination)
	install(FILES "${file}" DESTINATION "${destination}" COMPONENT system EXCLUDE_FROM_ALL ${ARGN})
endfunction()
foreach(name IN ITEMS copyright changelog.gz changelog.Debian.gz)
	install_for_debian("${generated}/${name}" "share/doc/${PROJECT_NAME}")
endforeach()
install_for_debian("${PROJECT_SOURCE_DIR}/README.md" "share/doc/${PROJECT_NAME}")
if(lintian_overrides)
	install_for_debian("${generated}/lintian-overrides" share/lintian/overrides RENAME "${PROJECT_NAME}")
endif()
