# SPDX-License-Identifier: GPL-2.0-or-later
# Where OBS looks for a plugin. Paths are relative, so that `cmake --install BUILD --prefix DIR` can move them.
#
#   user    <prefix>/obs-zoom-livestream/{bin/64bit,data}, the prefix being OBS's own folder for a person's plugins
#           (on macOS a bundle, <prefix>/obs-zoom-livestream.plugin, with the data among its resources)
#   system  <prefix>/<libdir>/obs-plugins and <prefix>/share/obs/obs-plugins/obs-zoom-livestream
#
# Each is a component of the install, so that packages for both can be made of one build.

set(PLUGIN_LAYOUT user CACHE STRING "What is installed by itself: for one person (user) or for all (system)")
set_property(CACHE PLUGIN_LAYOUT PROPERTY STRINGS user system)

set(PLUGIN_MODULE_DESTINATION_user "${PROJECT_NAME}/bin/64bit")
set(PLUGIN_DATA_DESTINATION_user "${PROJECT_NAME}/data")

set(PLUGIN_LAYOUTS user)
if(UNIX AND NOT APPLE)
	list(APPEND PLUGIN_LAYOUTS system)

	# in Debian the library folder has the architecture's name in it, but only below /usr
	function(find_library_folder result)
		set(CMAKE_INSTALL_PREFIX /usr)
		include(GNUInstallDirs)
		set(${result} "${CMAKE_INSTALL_LIBDIR}" PARENT_SCOPE)
	endfunction()
	find_library_folder(library_folder)
	set(PLUGIN_MODULE_DESTINATION_system "${library_folder}/obs-plugins")
	set(PLUGIN_DATA_DESTINATION_system "share/obs/obs-plugins/${PROJECT_NAME}")
endif()

if(NOT PLUGIN_LAYOUT IN_LIST PLUGIN_LAYOUTS)
	list(JOIN PLUGIN_LAYOUTS " or " choice)
	message(FATAL_ERROR "PLUGIN_LAYOUT is \"${PLUGIN_LAYOUT}\", but must be ${choice}.")
endif()

if(PLUGIN_LAYOUT STREQUAL "user" AND CMAKE_INSTALL_PREFIX_INITIALIZED_TO_DEFAULT)
	if(WIN32)
		file(TO_CMAKE_PATH "$ENV{ProgramData}/obs-studio/plugins" user_plugins)
	elseif(APPLE)
		set(user_plugins "$ENV{HOME}/Library/Application Support/obs-studio/plugins")
	elseif(DEFINED ENV{XDG_CONFIG_HOME})
		set(user_plugins "$ENV{XDG_CONFIG_HOME}/obs-studio/plugins")
	else()
		set(user_plugins "$ENV{HOME}/.config/obs-studio/plugins")
	endif()
	set(CMAKE_INSTALL_PREFIX "${user_plugins}" CACHE PATH "Install path prefix" FORCE)
endif()

function(install_bundle target)
	configure_file("${PROJECT_SOURCE_DIR}/packaging/macos/Info.plist.in" "${PROJECT_BINARY_DIR}/packaging/Info.plist" @ONLY)
	file(GLOB_RECURSE data_files CONFIGURE_DEPENDS RELATIVE "${PROJECT_SOURCE_DIR}/data" "${PROJECT_SOURCE_DIR}/data/*")
	list(REMOVE_ITEM data_files manifest.json)
	foreach(file IN LISTS data_files)
		cmake_path(GET file PARENT_PATH folder)
		target_sources(${target} PRIVATE "${PROJECT_SOURCE_DIR}/data/${file}")
		set_property(
			SOURCE "${PROJECT_SOURCE_DIR}/data/${file}"
			TARGET_DIRECTORY ${target}
			PROPERTY MACOSX_PACKAGE_LOCATION "Resources/${folder}"
		)
	endforeach()
	file(GLOB_RECURSE help_files CONFIGURE_DEPENDS RELATIVE "${PROJECT_SOURCE_DIR}" "${PROJECT_SOURCE_DIR}/docs/*")
	foreach(file IN ITEMS README.md ${help_files})
		cmake_path(GET file PARENT_PATH folder)
		target_sources(${target} PRIVATE "${PROJECT_SOURCE_DIR}/${file}")
		set_property(
			SOURCE "${PROJECT_SOURCE_DIR}/${file}"
			TARGET_DIRECTORY ${target}
			PROPERTY MACOSX_PACKAGE_LOCATION "Resources/help/${folder}"
		)
	endforeach()
	target_sources(${target} PRIVATE "${PLUGIN_MANIFEST}")
	set_property(
		SOURCE "${PLUGIN_MANIFEST}"
		TARGET_DIRECTORY ${target}
		PROPERTY MACOSX_PACKAGE_LOCATION Resources
	)
	# the libraries that it shares with OBS lie in OBS's own bundle
	set_target_properties(
		${target}
		PROPERTIES
			BUNDLE ON
			BUNDLE_EXTENSION plugin
			MACOSX_BUNDLE_INFO_PLIST "${PROJECT_BINARY_DIR}/packaging/Info.plist"
			INSTALL_RPATH "@executable_path/../Frameworks"
	)
	install(TARGETS ${target} LIBRARY DESTINATION . COMPONENT user)
endfunction()

# install_plugin(TARGET): the module, its data, the documentation that it opens (help), and the manifest that names who
# publishes it
function(install_plugin target)
	if(APPLE)
		install_bundle(${target})
		return()
	endif()
	foreach(layout IN LISTS PLUGIN_LAYOUTS)
		set(rules COMPONENT ${layout})
		if(NOT layout STREQUAL PLUGIN_LAYOUT)
			list(APPEND rules EXCLUDE_FROM_ALL)
		endif()
		install(TARGETS ${target} LIBRARY DESTINATION "${PLUGIN_MODULE_DESTINATION_${layout}}" ${rules})
		install(
			DIRECTORY "${PROJECT_SOURCE_DIR}/data/"
			DESTINATION "${PLUGIN_DATA_DESTINATION_${layout}}"
			${rules}
			PATTERN manifest.json EXCLUDE
		)
		install(FILES "${PLUGIN_MANIFEST}" DESTINATION "${PLUGIN_DATA_DESTINATION_${layout}}" ${rules})
		set(help "${PLUGIN_DATA_DESTINATION_${layout}}/help")
		install(FILES "${PROJECT_SOURCE_DIR}/README.md" DESTINATION "${help}" ${rules})
		install(DIRECTORY "${PROJECT_SOURCE_DIR}/docs" DESTINATION "${help}" ${rules})
	endforeach()
	if(MSVC)
		install(
			FILES "$<TARGET_PDB_FILE:${target}>"
			DESTINATION "${PLUGIN_MODULE_DESTINATION_user}"
			COMPONENT user
			OPTIONAL
		)
	endif()
endfunction()
