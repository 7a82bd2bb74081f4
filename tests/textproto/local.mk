### tests/textproto: what is accepted, what is refused and how, the message tree
check_PROGRAMS += \
	tests/textproto/test_accept \
	tests/textproto/test_message \
	tests/textproto/test_refuse

check_LIBRARIES += tests/textproto/libsupport.a
tests_textproto_libsupport_a_SOURCES = \
	tests/textproto/support.c \
	tests/textproto/support.h
textproto_test_libs = tests/textproto/libsupport.a libmodels.a $(CMOCKA_LIBS) -lm

tests_textproto_test_accept_LDADD = $(textproto_test_libs)
tests_textproto_test_message_LDADD = $(textproto_test_libs)
tests_textproto_test_refuse_LDADD = $(textproto_test_libs)
