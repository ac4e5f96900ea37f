"""``python -m lexicount`` is the command ``lexicount``."""

import sys

from lexicount.cli import main

sys.exit(main())
