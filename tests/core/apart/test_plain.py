from __future__ import annotations

import json
from dataclasses import dataclass, field

import pytest
from crossfoot.apart.plain import from_plain, to_plain


@dataclass(frozen=True)
class Leaf:
    name: str
    value: int | float | None = None


@dataclass(frozen=True)
class Tree:
    leaves: tuple[Leaf, ...]
    crown: Leaf | None
    at: tuple[int, str]
    by_name: dict[str, Leaf] = field(default_factory=dict)


@dataclass(frozen=True)
class Unclear:
    which: Leaf | Tree


@pytest.mark.parametrize(
    "tree",
    [
        Tree((Leaf("a", 1.5), Leaf("b")), Leaf("c", 3), (7, "x"), {"d": Leaf("d")}),
        Tree((), None, (0, "")),
    ],
)
def test_a_dataclass_comes_back_as_it_went(tree: Tree) -> None:
    assert from_plain(Tree, json.loads(json.dumps(to_plain(tree)))) == tree


def test_a_field_that_may_be_one_of_two_structures_is_refused() -> None:
    with pytest.raises(TypeError, match="several structures"):
        from_plain(Unclear, to_plain(Unclear(Leaf("a"))))
