"""Editors find names as readers do."""

from django.urls import reverse

from tests.builders import make_organisation, make_outlet, make_speaker


def test_the_desk_finds_names_whatever_their_accents_and_apostrophes(admin_client):
    speaker = make_speaker("Łukasz O'Brien-Żółć")
    role = speaker.roles.create(title="대변인")
    for typed in ["zolc", "obrien", "O’Brien", "lukasz o`brien"]:
        for model, field, row in (("attribution", "speaker", speaker), ("attribution", "role", role)):
            found = admin_client.get(
                reverse("admin:autocomplete"),
                {"app_label": "archive", "model_name": model, "field_name": field, "term": typed},
            )
            assert [each["id"] for each in found.json()["results"]] == [str(row.pk)], typed
        page = admin_client.get(reverse("admin:archive_speaker_changelist"), {"q": typed}).content.decode()
        assert "Łukasz" in page, typed


def test_organisations_and_outlets_too(admin_client):
    make_organisation("Agència Ünited"), make_outlet("L’Écho")
    for model, typed, name in (("organisation", "agencia", "Agència"), ("outlet", "lecho", "Écho")):
        page = admin_client.get(reverse(f"admin:archive_{model}_changelist"), {"q": typed}).content.decode()
        assert name in page
