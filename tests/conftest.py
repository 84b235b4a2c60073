from hypothesis import settings

settings.register_profile("perfrules", deadline=None)  # time is measured in tests/benchmarks, on a quiet machine
settings.load_profile("perfrules")
