"""What openapi.yaml alone can ask: documented answers in documented situations, and generated requests."""
