"""The database of a reading app: its library in ``public``, its chat in ``chat``, declared instead of migrated."""
