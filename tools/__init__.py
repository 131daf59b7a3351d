"""What stands around the application: setting up, assets, translations, the browser of the tests."""
