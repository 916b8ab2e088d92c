"""Many calls put in at once."""

import pytest
import sqlalchemy as sa

from review.store.putting import MANY
from tests.review.store.conftest import new

SIZES = sa.text("SELECT relname, reltuples FROM pg_class WHERE relname IN ('calls', 'tags')")


@pytest.mark.parametrize("database", ["postgresql"], indirect=True)
@pytest.mark.parametrize(("number", "told"), [(MANY - 1, False), (MANY, True)])
def test_after_many_new_calls_postgresql_knows_at_once_how_many_there_are(store, number, told):
    store.add_calls([new(f"call {each}", tags=("late",)) for each in range(number)], by="Ewa")
    with store.engine.connect() as connection:
        known = dict(connection.execute(SIZES).all())
    assert (known == {"calls": number, "tags": number}) is told
