"""What a county can do; knows neither GraphQL nor HTTP."""
