"""What every authored model stands on: frozen, no unknown keys, strict scalars, short names."""

from typing import Annotated

from pydantic import BaseModel, ConfigDict, Field, StringConstraints


class Authored(BaseModel):
    """A piece of content: immutable, and closed to keys it does not know."""

    model_config = ConfigDict(extra="forbid", frozen=True, use_attribute_docstrings=True)


Identifier = Annotated[
    str, StringConstraints(strict=True, pattern=r"^[a-z0-9]+(?:[-_][a-z0-9]+)*$", max_length=64)
]
Text = Annotated[
    str, StringConstraints(strict=True, strip_whitespace=True, min_length=1, max_length=4000)
]
Short = Annotated[
    str, StringConstraints(strict=True, strip_whitespace=True, min_length=1, max_length=200)
]
Share = Annotated[float, Field(strict=True, ge=0.0, le=1.0)]
"""A number from 0 (none) to 1 (all)."""
Change = Annotated[float, Field(strict=True, ge=-1.0, le=1.0)]
"""A step by which a state variable moves."""
Count = Annotated[int, Field(strict=True, ge=0, le=10_000)]
Seconds = Annotated[float, Field(strict=True, gt=0.0, le=7200.0)]
Flag = Annotated[bool, Field(strict=True)]
