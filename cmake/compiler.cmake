# SPDX-FileCopyrightText: 2026 The Headlight developers
# SPDX-License-Identifier: GPL-3.0-or-later
# Warnings, sanitizers and the compiler cache, the same for every target of the project.

add_library(headlight_options INTERFACE)
target_compile_options(headlight_options INTERFACE -Wall -Wextra -Wpedantic
  $<$<CXX_COMPILER_ID:GNU>:-Wshadow=local> -Wnon-virtual-dtor)
if(HEADLIGHT_WERROR)
  # GCC 12 sees overlapping copies in plain string concatenation (GCC bug 105329), and what an empty std::optional does not
  # hold as used.
  target_compile_options(headlight_options INTERFACE -Werror -Wno-error=restrict -Wno-error=maybe-uninitialized)
endif()
target_include_directories(headlight_options INTERFACE ${PROJECT_SOURCE_DIR})

if(HEADLIGHT_SANITIZE)
  add_compile_options(-fsanitize=${HEADLIGHT_SANITIZE} -fno-omit-frame-pointer -fno-sanitize-recover=undefined)
  add_link_options(-fsanitize=${HEADLIGHT_SANITIZE})
endif()

find_program(CCACHE ccache)
if(CCACHE AND NOT CMAKE_CXX_COMPILER_LAUNCHER)
  # Precompiled headers are cached only with these relaxations (ccache's manual, "Precompiled headers").
  set(CMAKE_CXX_COMPILER_LAUNCHER
      ${CMAKE_COMMAND} -E env CCACHE_SLOPPINESS=pch_defines,time_macros,include_file_mtime,include_file_ctime ${CCACHE})
  add_compile_options($<$<CXX_COMPILER_ID:GNU>:-fpch-preprocess>)
endif()
