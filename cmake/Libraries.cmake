# Third-party libraries, all Debian packages (packages.txt), found in one place.

find_package(PkgConfig REQUIRED)
find_package(Threads REQUIRED)
find_package(OpenSSL REQUIRED)
find_package(nlohmann_json 3.11 REQUIRED)
find_package(yaml-cpp REQUIRED)
find_package(CLI11 REQUIRED)
find_package(fmt REQUIRED)
find_package(spdlog REQUIRED)
find_package(pugixml REQUIRED)
find_package(date REQUIRED)
find_package(tl-expected REQUIRED)
find_package(valijson REQUIRED)
find_package(GTest REQUIRED)
find_package(rapidcheck REQUIRED)
# Debian's cpp-httplib is a compiled library: without its own flags a program links and then crashes.
pkg_check_modules(HTTPLIB REQUIRED IMPORTED_TARGET cpp-httplib)

# Headers of libraries are not ours to warn about.
add_library(plumb_libraries INTERFACE)
target_link_libraries(plumb_libraries INTERFACE
  PkgConfig::HTTPLIB OpenSSL::SSL OpenSSL::Crypto Threads::Threads
  nlohmann_json::nlohmann_json yaml-cpp fmt::fmt spdlog::spdlog pugixml::pugixml date::date tl::expected)
