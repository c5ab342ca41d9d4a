"""What the app does, as plain functions: from the archive to HTML, without Gradio."""
