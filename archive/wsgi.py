import gc
import os

from django.core.wsgi import get_wsgi_application

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "archive.settings")
application = get_wsgi_application()
# What is loaded stays: looking through all of it for garbage takes a fifth of a second, and a page makes some ten thousand things.
gc.freeze()
gc.set_threshold(10_000, 20, 50)
