"""What a run exercised of a specification: operations, statuses, keywords of requests, limits, transitions and pairs of them."""
