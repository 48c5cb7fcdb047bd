"""What users write and how it becomes DDL.

In: schema modules (SQLAlchemy tables with our own items) or plain SQL files. Out: a `Target`, and through `materialise`
a scratch database that holds exactly what was declared.
"""
