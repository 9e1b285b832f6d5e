# SPDX-License-Identifier: GPL-2.0-or-later
# Who publishes this build, from packaging/publisher.json. What is empty there is empty here, and nothing is made up.
# Sets publisher_website, publisher_repository, publisher_support, publisher_maintainer_name and ..._email; and
# PLUGIN_MANIFEST, the manifest.json to install, which has the addresses that there are.

set(publisher_file "${PROJECT_SOURCE_DIR}/packaging/publisher.json")
set_property(DIRECTORY APPEND PROPERTY CMAKE_CONFIGURE_DEPENDS "${publisher_file}")
file(READ "${publisher_file}" publisher)
set(publisher_urls "{}")
foreach(member IN ITEMS maintainer_name maintainer_email website repository support)
	string(JSON publisher_${member} GET "${publisher}" ${member})
	if(publisher_${member} MATCHES "^https?://")
		string(JSON publisher_urls SET "${publisher_urls}" ${member} "\"${publisher_${member}}\"")
	endif()
endforeach()

set(PLUGIN_MANIFEST "${PROJECT_BINARY_DIR}/packaging/manifest.json")
set(published_manifest "${manifest}")
if(NOT publisher_urls STREQUAL "{}")
	string(JSON published_manifest SET "${manifest}" urls "${publisher_urls}")
endif()
file(CONFIGURE OUTPUT "${PLUGIN_MANIFEST}" CONTENT "${published_manifest}" @ONLY)
