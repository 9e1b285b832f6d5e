# SPDX-License-Identifier: GPL-2.0-or-later
# Brings what the plugin is built on to where there are no packages of it: OBS's own bundles, and libobs of OBS's sources.
#
#   cmake -D PLATFORM=windows-x64|macos [-D QTKEYCHAIN=FOLDER] -P packaging/dependencies.cmake
#
# Versions and checksums stand in buildspec.json, in the form of OBS's plugin template. All lands in .deps/prefix, which
# the presets of the same names use. QTKEYCHAIN: its sources, built static, because no bundle has it.
# DRY_RUN=ON only tells what would be brought.
cmake_minimum_required(VERSION 3.25)

cmake_path(GET CMAKE_CURRENT_LIST_DIR PARENT_PATH project)
set(deps "${project}/.deps")
set(prefix "${deps}/prefix")
file(READ "${CMAKE_CURRENT_LIST_DIR}/buildspec.json" buildspec)

if(PLATFORM STREQUAL "windows-x64")
	set(file_prebuilt "windows-deps-VERSION-x64.zip")
	set(file_qt6 "windows-deps-qt6-VERSION-x64.zip")
	set(file_obs-studio "VERSION.zip")
	set(generator -G "Visual Studio 17 2022" -A x64)
elseif(PLATFORM STREQUAL "macos")
	set(file_prebuilt "macos-deps-VERSION-universal.tar.xz")
	set(file_qt6 "macos-deps-qt6-VERSION-universal.tar.xz")
	set(file_obs-studio "VERSION.tar.gz")
	set(generator -G Xcode -D CMAKE_OSX_DEPLOYMENT_TARGET=12.0)
	# by the environment, because a list of two does not survive being handed on
	set(ENV{CMAKE_OSX_ARCHITECTURES} "arm64;x86_64")
else()
	message(FATAL_ERROR "PLATFORM is \"${PLATFORM}\", but must be windows-x64 or macos.")
endif()

function(run)
	list(JOIN ARGN " " command)
	message(STATUS "${command}")
	if(NOT DRY_RUN)
		execute_process(COMMAND ${ARGN} COMMAND_ERROR_IS_FATAL ANY)
	endif()
endfunction()

# Downloads what the buildspec names, checks it, and unpacks it in `directory`.
function(bring name directory)
	string(JSON version GET "${buildspec}" dependencies ${name} version)
	string(JSON url GET "${buildspec}" dependencies ${name} baseUrl)
	string(JSON hash GET "${buildspec}" dependencies ${name} hashes ${PLATFORM})
	string(REPLACE VERSION "${version}" file "${file_${name}}")
	if(NOT name STREQUAL "obs-studio")
		string(APPEND url "/${version}")
	endif()
	message(STATUS "${url}/${file}")
	if(DRY_RUN)
		return()
	endif()
	file(DOWNLOAD "${url}/${file}" "${deps}/${file}" EXPECTED_HASH SHA256=${hash} TLS_VERIFY ON)
	file(MAKE_DIRECTORY "${directory}")
	file(ARCHIVE_EXTRACT INPUT "${deps}/${file}" DESTINATION "${directory}")
endfunction()

bring(prebuilt "${prefix}")
bring(qt6 "${prefix}")
bring(obs-studio "${deps}")

string(JSON obs_version GET "${buildspec}" dependencies obs-studio version)
set(obs "${deps}/obs-studio-${obs_version}")
run(
	"${CMAKE_COMMAND}" -S "${obs}" -B "${obs}/build" ${generator} -D "CMAKE_PREFIX_PATH=${prefix}"
	-D OBS_CMAKE_VERSION=3.0.0 -D "OBS_VERSION_OVERRIDE=${obs_version}" -D ENABLE_PLUGINS=OFF -D ENABLE_FRONTEND=OFF
	-D ENABLE_SCRIPTING=OFF
)
run("${CMAKE_COMMAND}" --build "${obs}/build" --target obs-frontend-api --config Release --parallel)
run("${CMAKE_COMMAND}" --install "${obs}/build" --component Development --config Release --prefix "${prefix}")

if(QTKEYCHAIN)
	run(
		"${CMAKE_COMMAND}" -S "${QTKEYCHAIN}" -B "${deps}/qtkeychain" ${generator} -D "CMAKE_PREFIX_PATH=${prefix}"
		-D BUILD_WITH_QT6=ON -D BUILD_SHARED_LIBS=OFF -D BUILD_TRANSLATIONS=OFF
	)
	run("${CMAKE_COMMAND}" --build "${deps}/qtkeychain" --config Release --parallel)
	run("${CMAKE_COMMAND}" --install "${deps}/qtkeychain" --config Release --prefix "${prefix}")
endif()
