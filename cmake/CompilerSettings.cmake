# SPDX-License-Identifier: GPL-2.0-or-later
# How every target of the project is compiled: language levels, warnings, visibility, sanitizers.

get_property(multi_config GLOBAL PROPERTY GENERATOR_IS_MULTI_CONFIG)
if(NOT multi_config AND NOT CMAKE_BUILD_TYPE)
	set(CMAKE_BUILD_TYPE RelWithDebInfo CACHE STRING "Debug, Release, RelWithDebInfo or MinSizeRel" FORCE)
endif()

set(CMAKE_C_STANDARD 17)
set(CMAKE_C_STANDARD_REQUIRED ON)
set(CMAKE_C_EXTENSIONS OFF)
set(CMAKE_CXX_STANDARD 17)
set(CMAKE_CXX_STANDARD_REQUIRED ON)
set(CMAKE_CXX_EXTENSIONS OFF)

set(CMAKE_C_VISIBILITY_PRESET hidden)
set(CMAKE_CXX_VISIBILITY_PRESET hidden)
set(CMAKE_VISIBILITY_INLINES_HIDDEN ON)
set(CMAKE_POSITION_INDEPENDENT_CODE ON)
set(CMAKE_EXPORT_COMPILE_COMMANDS ON)
set(CMAKE_COMPILE_WARNING_AS_ERROR "${WARNINGS_AS_ERRORS}")

if(MSVC)
	# /Brepro: without the time at which it is built. OBS refuses a DLL without relocations, which is not the default
	add_compile_options(/W4 /utf-8 /permissive- /Brepro /Zc:__cplusplus /Zc:preprocessor)
	add_compile_definitions(UNICODE _UNICODE _CRT_SECURE_NO_WARNINGS _CRT_NONSTDC_NO_WARNINGS WIN32_LEAN_AND_MEAN)
	add_link_options(/DEBUG /Brepro /OPT:REF /OPT:ICF /INCREMENTAL:NO)
else()
	add_compile_options(-Wall -Wextra)
endif()

if(UNIX AND NOT APPLE)
	# ISO C without extensions hides POSIX, which libobs' own headers need
	add_compile_definitions($<$<COMPILE_LANGUAGE:C>:_POSIX_C_SOURCE=200809L>)
endif()

if(SANITIZE)
	# -O1 where nothing else is said, as the sanitizers' authors advise: unoptimised, they take several times as long
	add_compile_options(-O1 -fsanitize=${SANITIZE} -fno-sanitize-recover=all -fno-omit-frame-pointer)
	add_link_options(-fsanitize=${SANITIZE})
	# at a fixed address: at random ones, programs lie now and then where GCC 12's address sanitizer wants its heap
	add_link_options($<$<STREQUAL:$<TARGET_PROPERTY:TYPE>,EXECUTABLE>:-no-pie>)
elseif(UNIX AND NOT APPLE)
	add_link_options(-Wl,--no-undefined)
	if(NOT CMAKE_BUILD_TYPE STREQUAL "Debug")
		# as Debian builds its own packages; some compilers fortify by themselves, to another level
		add_compile_options(-fstack-protector-strong -fstack-clash-protection -U_FORTIFY_SOURCE -D_FORTIFY_SOURCE=2)
		add_link_options(-Wl,-z,relro -Wl,-z,now)
	endif()
endif()

if(NOT MSVC AND NOT CMAKE_BUILD_TYPE STREQUAL "Debug")
	# where it was built is no part of what was built
	add_compile_options(
		"-ffile-prefix-map=${PROJECT_SOURCE_DIR}=." "-ffile-prefix-map=${PROJECT_BINARY_DIR}=build"
	)
endif()
