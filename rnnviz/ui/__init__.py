"""What only the app needs: the page opener, settings in the URL, controls. Knows Streamlit."""
