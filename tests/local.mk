### tests
