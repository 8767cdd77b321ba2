"""Run a command: what it says, then its processor seconds and the most megabytes of a process."""

import os
import sys

child = os.posix_spawnp(sys.argv[1], sys.argv[1:], os.environ)
_, status, used = os.wait4(child, 0)
bytes_of = 1 if sys.platform == "darwin" else 1_000  # Linux counts kilobytes
print(used.ru_utime + used.ru_stime, used.ru_maxrss * bytes_of / 1e6, flush=True)
sys.exit(os.waitstatus_to_exitcode(status) != 0)
