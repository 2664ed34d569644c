"""Rules of the field as functions over values: no framework, database, clock, file or network."""
