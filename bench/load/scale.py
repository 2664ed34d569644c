from bench.load.databases import Databases


def run(databases: Databases, n: int) -> list[str]:
    return []
