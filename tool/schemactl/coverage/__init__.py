"""What schemactl covers: the kinds of objects, the columns of the catalogs, and what a given database holds of them."""
