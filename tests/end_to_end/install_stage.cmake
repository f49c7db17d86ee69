# Installs the build into a fresh tree, as a package would: with DESTDIR (in the environment) and the prefix /usr.
file(REMOVE_RECURSE "${STAGE}")
execute_process(COMMAND ${CMAKE_COMMAND} --install ${BUILD} --prefix /usr RESULT_VARIABLE result)
if(NOT result EQUAL 0)
    message(FATAL_ERROR "The build cannot be installed.")
endif()
