"""Repartition: the rows of a plain table move into its declared partitioned twin while the application goes on writing.

In come two tables of the live database with the same columns. Triggers mirror every write, batches copy what was there
before, a comparison proves that both hold the same rows, and a swap in a maintenance window puts the twin in the
table's place: foreign keys, views and policies follow. Progress is kept in the database, so that a run that was killed
at any point is continued by the next.
"""
