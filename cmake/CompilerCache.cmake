# SPDX-License-Identifier: GPL-2.0-or-later
# Compiles by ccache where it is installed and can write its cache. -D CMAKE_C_COMPILER_LAUNCHER= -D
# CMAKE_CXX_COMPILER_LAUNCHER= for neither, and the same with a name for another one.

if(DEFINED CMAKE_C_COMPILER_LAUNCHER OR DEFINED CMAKE_CXX_COMPILER_LAUNCHER)
	return()
endif()

find_program(CCACHE ccache)
if(CCACHE)
	# it gives up, instead of compiling, where the home directory cannot be written to
	set(trial "${CMAKE_BINARY_DIR}/CMakeFiles/ccache-trial")
	file(WRITE "${trial}.c" "int trial;\n")
	execute_process(
		COMMAND "${CCACHE}" "${CMAKE_C_COMPILER}" -c "${trial}.c" -o "${trial}.o"
		RESULT_VARIABLE trial_result
		OUTPUT_QUIET ERROR_QUIET
	)
	if(trial_result EQUAL 0)
		set(CMAKE_C_COMPILER_LAUNCHER "${CCACHE}")
		set(CMAKE_CXX_COMPILER_LAUNCHER "${CCACHE}")
	endif()
endif()
