"""A legacy database to practise on: a real reading app's backend, as its 25 numbered migrations left it."""
