"""How Alembic runs here: on the connection it is handed, inside that connection's transaction."""

from alembic import context

from simulator.storage.tables import Stored

context.configure(
    connection=context.config.attributes["connection"],
    target_metadata=Stored.metadata,
    transactional_ddl=True,
)
with context.begin_transaction():
    context.run_migrations()
