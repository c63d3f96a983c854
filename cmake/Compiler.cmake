# Warnings, sanitizers and ccache for every target of the project.

find_program(CCACHE ccache)
if(CCACHE)
  # Precompiled headers need these, else ccache refuses every file that uses one.
  set(CMAKE_CXX_COMPILER_LAUNCHER
      ${CMAKE_COMMAND} -E env CCACHE_SLOPPINESS=pch_defines,time_macros,include_file_mtime,include_file_ctime
      ${CCACHE})
endif()

add_library(plumb_compiler INTERFACE)
target_compile_features(plumb_compiler INTERFACE cxx_std_20)
target_include_directories(plumb_compiler INTERFACE ${PROJECT_SOURCE_DIR})
target_compile_options(plumb_compiler INTERFACE
  -Wall -Wextra -Wpedantic -Wshadow -Wconversion -Wold-style-cast -Woverloaded-virtual
  -Wnon-virtual-dtor -Werror)
if(CMAKE_CXX_COMPILER_ID STREQUAL "GNU")
  # g++ 12 reports these inside std::variant and std::string, falsely, when it inlines.
  target_compile_options(plumb_compiler INTERFACE -Wno-maybe-uninitialized -Wno-restrict
    -Wno-stringop-overflow -Wno-array-bounds -fpch-preprocess)
endif()

if(PLUMB_FUZZ)
  add_compile_options(-fsanitize=fuzzer-no-link,address,undefined -fno-sanitize-recover=all)
  add_link_options(-fsanitize=address,undefined)
endif()

if(PLUMB_SANITIZE)
  add_compile_options(-fsanitize=${PLUMB_SANITIZE} -fno-sanitize-recover=all -fno-omit-frame-pointer)
  add_link_options(-fsanitize=${PLUMB_SANITIZE})
endif()

set_source_files_properties(${PROJECT_SOURCE_DIR}/harness/base/version.cc PROPERTIES
  COMPILE_DEFINITIONS "PLUMB_VERSION=\"${PROJECT_VERSION}\"")

# A unity build (see the presets) halves the time of a build from nothing. g++ reports classes of a source file's own
# namespace as soon as that file is included by another, so this one is compiled alone.
set_source_files_properties(${PROJECT_SOURCE_DIR}/mocks/http/server.cc PROPERTIES SKIP_UNITY_BUILD_INCLUSION ON)
