"""What forms and addresses may hold: a number that an order can have, a reason that can be read."""

import re
import unicodedata
from typing import Annotated

from fastapi import Depends, Form, HTTPException


def order_number(number: str) -> int:
    """Return the number in an address; raises 404 where no order can have it."""
    if re.fullmatch("[1-9][0-9]{0,8}", number) is None:
        raise HTTPException(404, "There is no such order.")
    return int(number)


def one_line(reason: Annotated[str, Form(max_length=300)] = "") -> str:
    """Return the reason with single blanks; raises 422 where it holds what nobody can read."""
    line = " ".join(reason.split())
    if any(unicodedata.category(each) in ("Cc", "Cs") for each in line):
        raise HTTPException(422, "It holds characters that cannot be read. Write the reason again.")
    return line


OrderNumber = Annotated[int, Depends(order_number)]
Reason = Annotated[str, Depends(one_line)]
