"""(d) djangorestframework-api-key: the settings, the views and the WSGI application, in one file.

The apps and middleware are those of `django-admin startproject`, without the admin site and what only it needs, plus
what the documentation of the two libraries adds. One advantage: the database connection is kept, where Django's default
opens one for each call.

`python -m tests.bench.rivals.drf` creates the tables and a key, and prints the key.
"""

import os
import secrets
import sys
from urllib.parse import parse_qs, urlsplit

import django
from django.conf import settings

_url = urlsplit(os.environ["BENCH_DATABASE_URL"])

settings.configure(
    DEBUG=False,
    SECRET_KEY=secrets.token_hex(32),
    ALLOWED_HOSTS=["127.0.0.1"],
    ROOT_URLCONF=__name__,
    INSTALLED_APPS=[
        "django.contrib.auth",
        "django.contrib.contenttypes",
        "django.contrib.sessions",
        "rest_framework",
        "rest_framework_api_key",
    ],
    MIDDLEWARE=[
        "django.middleware.security.SecurityMiddleware",
        "django.contrib.sessions.middleware.SessionMiddleware",
        "django.middleware.common.CommonMiddleware",
        "django.middleware.csrf.CsrfViewMiddleware",
        "django.contrib.auth.middleware.AuthenticationMiddleware",
        "django.middleware.clickjacking.XFrameOptionsMiddleware",
    ],
    DATABASES={
        "default": {
            "ENGINE": "django.db.backends.postgresql",
            "NAME": _url.path[1:],
            "USER": _url.username,
            "HOST": parse_qs(_url.query)["host"][0],
            "CONN_MAX_AGE": None,
        }
    },
    USE_TZ=True,
    REST_FRAMEWORK={
        "DEFAULT_PERMISSION_CLASSES": ["rest_framework_api_key.permissions.HasAPIKey"],
        # Its default also offers a page for browsers.
        "DEFAULT_RENDERER_CLASSES": ["rest_framework.renderers.JSONRenderer"],
    },
)
django.setup()

# What follows needs the settings.
from django.contrib.postgres.fields import ArrayField  # noqa: E402
from django.core.management import call_command  # noqa: E402
from django.core.wsgi import get_wsgi_application  # noqa: E402
from django.db import models  # noqa: E402
from django.urls import include, path  # noqa: E402
from rest_framework import pagination, serializers, viewsets  # noqa: E402
from rest_framework.routers import SimpleRouter  # noqa: E402
from rest_framework_api_key.models import APIKey  # noqa: E402


class Contact(models.Model):
    id = models.UUIDField(primary_key=True)
    workspace_id = models.UUIDField()
    first_name = models.TextField(null=True)
    last_name = models.TextField(null=True)
    email = models.TextField(null=True)
    phone = models.TextField(null=True)
    company = models.TextField(null=True)
    job_title = models.TextField(null=True)
    tags = ArrayField(models.TextField())
    custom = models.JSONField()
    source = models.TextField(null=True)
    owner_id = models.UUIDField()
    visibility = models.TextField()
    version = models.IntegerField()
    created_at = models.DateTimeField()
    updated_at = models.DateTimeField()
    deleted_at = models.DateTimeField(null=True)

    class Meta:
        app_label = "bench"
        managed = False
        db_table = "contacts"


class ContactSerializer(serializers.ModelSerializer):
    class Meta:
        model = Contact
        exclude = ("workspace_id", "deleted_at")


class NewestFirst(pagination.CursorPagination):
    page_size = 50
    ordering = ("-created_at", "-id")


class Contacts(viewsets.ReadOnlyModelViewSet):
    queryset = Contact.objects.filter(workspace_id=os.environ["BENCH_WORKSPACE_ID"], deleted_at=None)
    serializer_class = ContactSerializer
    pagination_class = NewestFirst


_router = SimpleRouter(trailing_slash=False)
_router.register("contacts", Contacts)
urlpatterns = [path("v1/", include(_router.urls))]

application = get_wsgi_application()

if __name__ == "__main__":
    call_command("migrate", verbosity=0)
    sys.stdout.write(APIKey.objects.create_key(name="bench")[1] + "\n")
