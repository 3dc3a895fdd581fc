# The app for a class: as many processes as cores behind one port. Build and start it with
#   docker build -t rnnviz . && docker run --rm -p 8501:8501 rnnviz
FROM python:3.11-slim-bookworm
RUN apt-get update \
    && apt-get install -y --no-install-recommends haproxy \
    && rm -rf /var/lib/apt/lists/*
WORKDIR /app
COPY requirements.txt pyproject.toml README.md ./
COPY rnnviz ./rnnviz
RUN pip install --no-cache-dir -r requirements.txt
COPY . .
RUN useradd --create-home student && chown -R student /app
USER student
EXPOSE 8501
HEALTHCHECK CMD ["python", "-c", "import urllib.request as u; u.urlopen('http://127.0.0.1:8501/_stcore/health', timeout=3)"]
CMD ["python", "-m", "classroom", "--port", "8501"]
