"""What is dropped is kept: other statements for the end of a table or a column, which lose nothing."""
