"""The web app: FastAPI and the Gradio pages."""
