"""Notes on books, each for its owner alone."""

from sqlalchemy import UUID, BigInteger, CheckConstraint, Column, ForeignKey, Identity, MetaData, Table, Text

from schemactl import Grant, Policy, RowSecurity

metadata = MetaData()
own = "user_id = (SELECT auth.uid())"

books = Table(
    "books",
    metadata,
    Column("id", BigInteger, Identity(always=True), primary_key=True),
    Column("user_id", UUID, ForeignKey("auth.users.id"), nullable=False, index=True),
    Column("title", Text, nullable=False),
    Column("state", Text, CheckConstraint("state IN ('new', 'read')", name="books_state_check"), nullable=False),
)

notes = Table(
    "notes",
    metadata,
    Column("id", BigInteger, Identity(always=True), primary_key=True),
    Column("user_id", UUID, ForeignKey("auth.users.id"), nullable=False, index=True),
    Column("book_id", BigInteger, ForeignKey("books.id"), nullable=False, index=True),
    Column("content", Text, nullable=False),
    RowSecurity(),
    Policy("readers see their own notes", command="select", to="authenticated", using=own),
    Policy("readers write their own notes", command="insert", to="authenticated", check=own),
    Grant("select, insert", to="authenticated"),
)
