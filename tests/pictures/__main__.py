"""`python -m tests.pictures`."""

import sys

from tests.pictures.shoot import main


sys.exit(main())
