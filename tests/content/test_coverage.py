"""Each point of docs/checklist.yaml is said in a line, and that line is spoken in a story."""

import re

import pytest

from tests.content.speech import shipped
from tools.coverage_table import TABLE, Point, carried, points, table

POINTS = {point.id: point for point in points()}
EXPECTED = {
    *(f"F{number}" for number in range(1, 14)),
    *(f"S{number}" for number in range(1, 28)),
    *(f"N{number}" for number in range(1, 9)),
    *(f"A{number}" for number in range(1, 10)),
    *(f"W{number}" for number in range(1, 5)),
    *(f"R{number}" for number in range(1, 9)),
}


def test_the_checklist_is_whole() -> None:
    assert set(POINTS) == EXPECTED


@pytest.mark.parametrize("name", POINTS)
def test_each_point_is_said_whichever_variant_is_spoken(name: str) -> None:
    assert carried(POINTS[name]).lines, POINTS[name].means


@pytest.mark.parametrize("name", POINTS)
def test_each_point_is_spoken_in_a_story(name: str) -> None:
    assert carried(POINTS[name]).stories, POINTS[name].means


def test_no_script_claims_a_point_that_does_not_exist() -> None:
    known = POINTS.keys()
    unknown = {
        f"{script.name}: {point}"
        for script in shipped().scripts.values()
        for point in script.covers
        if point not in known
    }
    assert not unknown


def test_a_point_that_nothing_says_is_found() -> None:
    point = Point("X1", "Something nobody says.", re.compile("quixotic"), ("slip", "activities"))
    assert not carried(point).lines
    assert not carried(point).stories


def test_the_table_in_the_docs_is_up_to_date() -> None:
    assert TABLE.read_text(encoding="utf-8") == table(), "run python tools/coverage_table.py"
