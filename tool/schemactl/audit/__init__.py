"""Looks at a live database, read-only and from its catalogs and statistics, and reports what needs attention."""
