# Runs cupstestppd on the installed PPD, with nothing of what it can overlook overlooked.
execute_process(COMMAND id -u OUTPUT_VARIABLE user OUTPUT_STRIP_TRAILING_WHITESPACE)
set(options -W none -R ${STAGE})
if(NOT user EQUAL 0)
    # It wants the filter to belong to root, as it does when root has installed it. Here an ordinary user has.
    list(APPEND options -I filters)
endif()
execute_process(COMMAND cupstestppd ${options} ${STAGE}/usr/share/ppd/voipnow/voipnow-fax.ppd RESULT_VARIABLE result)
if(NOT result EQUAL 0)
    message(FATAL_ERROR "The PPD does not conform.")
endif()
