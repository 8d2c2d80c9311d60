"""Our own reader of .xlsx and .xlsm: the package, its XML, the fast path and the exact one."""
